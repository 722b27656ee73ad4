import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import {
  type Answer,
  type Explained,
  explain,
  fetchEntity,
  type Hit,
  partyOf,
  type Question,
  screenParty,
} from '../api/screening.ts'
import { Basis } from '../parts/basis.tsx'
import { EvidenceView } from '../parts/evidence-view.tsx'
import { ListNames } from '../parts/list-name.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { Text } from '../parts/text.tsx'
import { addressOf, useQuestion } from '../question.ts'
import { useSettings } from '../settings.tsx'

/** One hit, side by side with what was asked: every fact that counts agrees, differs or is missing. */
export function EvidenceScreen() {
  const { words, language } = useSettings()
  const { entity = '' } = useParams()
  const [question] = useQuestion()
  const asked = addressOf(question).toString()
  const answer = useQuery({
    queryKey: ['screen', asked, language],
    queryFn: ({ signal }) => screenParty(question, language, signal),
  })
  const hit = answer.data === undefined ? undefined : hitIn(answer.data, entity)
  const other = useQuery({
    queryKey: ['explain', asked, entity],
    queryFn: () => explainedHit(question, entity),
    enabled: answer.data !== undefined && hit === undefined,
  })
  const shown = hit ?? other.data?.hit
  return (
    <article>
      <p>
        <Link to={`/?${asked}`}>← {words.evidence.back}</Link>
      </p>
      {shown !== undefined && (
        <>
          <h1>
            <Text>{shown.entity.caption}</Text>
          </h1>
          <p className="quiet small">
            {shown.entity.id} · {words.schemata[shown.entity.schema] ?? shown.entity.schema} ·{' '}
            <ListNames ids={shown.entity.datasets} />
          </p>
        </>
      )}
      {(answer.isPending || other.isFetching) && <Loading />}
      {answer.isError && <Failure error={answer.error} again={() => void answer.refetch()} />}
      {other.isError && <Failure error={other.error} again={() => void other.refetch()} />}
      {answer.data !== undefined && shown !== undefined && (
        <>
          <EvidenceView
            pair={{
              asked: partyOf(question).properties,
              askedSchema: question.schema,
              hit: shown,
              threshold: answer.data.threshold,
              lists: answer.data.lists,
              asOf: question.asOf,
            }}
          />
          <h2>{words.basis.title}</h2>
          <Basis answer={answer.data} />
        </>
      )}
    </article>
  )
}

const hitIn = (answer: Answer, id: string): Hit | undefined =>
  [...answer.hits, ...answer.below].find((each) => each.entity.id === id)

/** An entity that the answer does not have, compared all the same: why not. */
async function explainedHit(question: Question, id: string): Promise<{ readonly hit: Hit }> {
  const [explained, found] = await Promise.all([explain(question, id), fetchEntity(id)])
  return { hit: asHit(explained, found.designations, question) }
}

const asHit = (explained: Explained, designations: Hit['designations'], question: Question): Hit => ({
  entity: explained.entity,
  score: explained.score ?? 0,
  band: 'weak',
  matched: { party: question.name, entity: explained.entity.caption, alias_quality: 'primary' },
  evidence: explained.evidence,
  designations,
  ...(explained.is_hit ? {} : { why: explained.why ?? 'near' }),
})
