import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { type Answer, type Hit, type Question, screenParty } from '../api.ts'
import { Aligned } from '../parts/aligned.tsx'
import { Basis } from '../parts/basis.tsx'
import { DesignationTable } from '../parts/designations.tsx'
import { ScoreSentence } from '../parts/hit-card.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { plain, Text } from '../parts/text.tsx'
import { Waterfall } from '../parts/waterfall.tsx'
import { addressOf, useQuestion } from '../question.ts'
import { useWords } from '../settings.tsx'

/** One hit, side by side with what was asked: every fact that counts, agrees, differs or is missing. */
export function EvidenceScreen() {
  const words = useWords()
  const { entity = '' } = useParams()
  const [question] = useQuestion()
  const answer = useQuery({ queryKey: ['screen', question], queryFn: () => screenParty(question) })
  const hit = [...(answer.data?.hits ?? []), ...(answer.data?.below ?? [])].find((each) => each.entity.id === entity)
  return (
    <>
      <p>
        <Link to={`/?${addressOf(question)}`}>← {words.evidence.back}</Link>
      </p>
      {answer.isPending && <Loading />}
      {answer.isError && <Failure error={answer.error} again={() => void answer.refetch()} />}
      {answer.data !== undefined && hit === undefined && <p role="status">{words.evidence.notHit}.</p>}
      {answer.data !== undefined && hit !== undefined && (
        <EvidenceView answer={answer.data} hit={hit} question={question} />
      )}
    </>
  )
}

function EvidenceView({
  answer,
  hit,
  question,
}: {
  readonly answer: Answer
  readonly hit: Hit
  readonly question: Question
}) {
  const words = useWords()
  const isHit = hit.why === undefined
  return (
    <article>
      <h1>
        <Text>{hit.entity.caption}</Text>
      </h1>
      <p className="quiet small">
        {hit.entity.id} · {hit.entity.schema} · {hit.entity.datasets.join(', ')}
      </p>
      <div className={`verdict ${isHit ? 'hits' : 'undetermined'}`}>
        <span>{isHit ? words.evidence.isHit : words.evidence.notHit}</span>
        <ScoreSentence hit={hit} />
        {hit.why !== undefined && <small>{words.below[hit.why] ?? hit.why}</small>}
      </div>
      <h2>{words.evidence.fields}</h2>
      <SideBySide hit={hit} question={question} />
      <h2>{words.evidence.waterfall}</h2>
      <Waterfall hit={hit} threshold={answer.threshold} />
      <h2>{words.evidence.change}</h2>
      <WhatWouldChange hit={hit} question={question} />
      <h2>{words.evidence.status}</h2>
      <DesignationTable designations={hit.designations} />
      <h2>{words.evidence.names}</h2>
      <ul>
        {namesOf(hit).map(([kind, name]) => (
          <li key={`${kind} ${name}`}>
            <Text>{name}</Text> <span className="quiet small">{kind}</span>
          </li>
        ))}
      </ul>
      <Basis answer={answer} />
    </article>
  )
}

function namesOf({ entity }: Hit): readonly (readonly [kind: string, name: string])[] {
  return ['name', 'alias', 'previousName', 'weakAlias'].flatMap((kind) =>
    (entity.properties[kind] ?? []).map((name) => [kind, name] as const),
  )
}

type Verdict = 'agrees' | 'differs' | 'missing'

function SideBySide({ hit, question }: { readonly hit: Hit; readonly question: Question }) {
  const words = useWords()
  const rows = comparedRows(hit, question, words.hit.born, words.search.country, words.search.kind)
  return (
    <table className="table stack">
      <thead>
        <tr>
          <th scope="col">{words.evidence.feature}</th>
          <th scope="col">{words.evidence.party}</th>
          <th scope="col">{words.evidence.entity}</th>
          <th scope="col">
            <span className="quiet">·</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td data-label={words.evidence.feature}>{words.organisations.name}</td>
          <td data-label={words.evidence.party}>
            <Text>{hit.matched.party}</Text>
          </td>
          <td data-label={words.evidence.entity}>
            <Aligned party={hit.matched.party} entity={hit.matched.entity} />{' '}
            <span className="quiet">{words.hit[hit.matched.alias_quality]}</span>
          </td>
          <td data-label="·">{hit.parts.name.toFixed(2)}</td>
        </tr>
        {rows.map(({ label, party, entity, verdict }) => (
          <tr key={label}>
            <td data-label={words.evidence.feature}>{label}</td>
            <td data-label={words.evidence.party}>{party === '' ? '—' : plain(party)}</td>
            <td data-label={words.evidence.entity}>{entity === '' ? '—' : plain(entity)}</td>
            <td data-label="·" className={verdict}>
              {words.evidence[verdict]}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface Compared {
  readonly label: string
  readonly party: string
  readonly entity: string
  readonly verdict: Verdict
}

/** Facts beside the name; what the evidence says of them decides, and a fact that one side lacks is missing. */
function comparedRows(hit: Hit, question: Question, born: string, country: string, kind: string): readonly Compared[] {
  const { properties } = hit.entity
  const points = (feature: string): number =>
    hit.evidence.filter((row) => row.feature === feature).reduce((sum, row) => sum + row.points, 0)
  const of = (label: string, party: string, entity: string, feature: string): Compared => {
    const isStated = party !== '' && entity !== ''
    return { label, party, entity, verdict: !isStated ? 'missing' : points(feature) < 0 ? 'differs' : 'agrees' }
  }
  return [
    of(born, question.birthDate, (properties['birthDate'] ?? []).join(', '), 'birth_date'),
    of(
      country,
      question.country,
      [...new Set([...(properties['nationality'] ?? []), ...(properties['country'] ?? [])])].join(', '),
      'country',
    ),
    of(kind, question.schema, hit.entity.schema, 'kind'),
  ]
}

function WhatWouldChange({ hit, question }: { readonly hit: Hit; readonly question: Question }) {
  const words = useWords()
  const { properties } = hit.entity
  const stated = (...names: readonly string[]): boolean => names.some((name) => properties[name] !== undefined)
  const asks = [
    ...(question.birthDate === '' && stated('birthDate')
      ? [`${words.evidence.changeBirth} (${properties['birthDate']?.join(', ')})`]
      : []),
    ...(question.country === '' && stated('nationality', 'country') ? [words.evidence.changeCountry] : []),
    ...(stated('passportNumber', 'idNumber', 'taxNumber', 'registrationNumber', 'imoNumber')
      ? [words.evidence.changeNumber]
      : []),
  ]
  return asks.length === 0 ? (
    <p>{words.evidence.changeNone}</p>
  ) : (
    <ul>
      {asks.map((ask) => (
        <li key={ask}>{ask}</li>
      ))}
    </ul>
  )
}
