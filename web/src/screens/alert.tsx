import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { fetchLists } from '../api/lists.ts'
import { type Alert, type Disposition, fetchAlert, fetchParty, noteEvidence, workAlert } from '../api/work.ts'
import { Decide } from '../parts/decide.tsx'
import { EvidenceView } from '../parts/evidence-view.tsx'
import { useKeys } from '../parts/keys.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { plain, Text } from '../parts/text.tsx'
import { Clock, Instant } from '../parts/time.tsx'
import { useUndo } from '../parts/undo.tsx'
import { useWords } from '../settings.tsx'

const DEFAULT_BAR = 0.7

/** One alert: the evidence, and what may be decided on it. */
export function AlertScreen() {
  const words = useWords()
  const { id = '' } = useParams()
  const found = useQuery({ queryKey: ['alert', id], queryFn: () => fetchAlert(id), staleTime: 0 })
  const lists = useQuery({ queryKey: ['lists'], queryFn: fetchLists })
  const partyId = found.data?.alert.party ?? ''
  const party = useQuery({ queryKey: ['party', partyId], queryFn: () => fetchParty(partyId), enabled: partyId !== '' })
  useEffect(() => {
    noteEvidence(id).catch(() => undefined)
  }, [id])
  if (found.isPending) return <Loading />
  if (found.isError) return <Failure error={found.error} again={() => void found.refetch()} />
  const { alert, decisions } = found.data
  const given = party.data?.party.given
  return (
    <article>
      <p>
        <Link to="/queue">← {words.nav.queue}</Link>
      </p>
      <h1>
        <Text>{alert.hit.matched.party}</Text> <span className="quiet">→</span> <Text>{alert.hit.entity.caption}</Text>
      </h1>
      <p className="badges">
        <Clock due={alert.due_on} rule={alert.due_rule} />
        <span className="badge">{words.queue.states[alert.state] ?? alert.state}</span>
        <Link className="badge" to={`/case/${alert.case}`}>
          {words.alert.toCase}
        </Link>
        {party.data !== undefined && <span className="badge">{plain(party.data.party.ref, 40)}</span>}
      </p>
      <EvidenceView
        pair={{
          asked: given?.properties ?? { name: [alert.hit.matched.party] },
          askedSchema: given?.schema ?? '',
          hit: alert.hit,
          threshold: DEFAULT_BAR,
          lists: lists.data?.lists ?? [],
        }}
      >
        <Acts alert={alert} />
        <Decisions decisions={decisions} />
      </EvidenceView>
    </article>
  )
}

function Acts({ alert }: { readonly alert: Alert }) {
  const words = useWords()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { say } = useUndo()
  const [outcome, setOutcome] = useState<string>()
  const escalate = (): void => {
    workAlert(alert.id, { escalate: true, revision: alert.revision }).then(
      () => {
        say(words.alert.escalated)
        void queries.invalidateQueries()
      },
      (error: unknown) => say(error instanceof Error ? error.message : String(error)),
    )
  }
  const isOpen = ['open', 'escalated', 'inconclusive'].includes(alert.state)
  const acts = isOpen
    ? {
        f: () => setOutcome('false_positive'),
        t: () => setOutcome('true_match'),
        i: () => setOutcome('inconclusive'),
        e: escalate,
      }
    : {}
  useKeys({ ...acts, c: () => void navigate(`/case/${alert.case}`) })
  if (!isOpen) return null
  return (
    <div className="actions sticky">
      <button type="button" className="button primary" onClick={() => setOutcome('false_positive')}>
        {words.alert.dismiss} <kbd>F</kbd>
      </button>
      <button type="button" className="button danger" onClick={() => setOutcome('true_match')}>
        {words.alert.confirm} <kbd>T</kbd>
      </button>
      <button type="button" className="button" onClick={() => setOutcome('inconclusive')}>
        {words.alert.leave} <kbd>I</kbd>
      </button>
      {alert.state !== 'escalated' && (
        <button type="button" className="button" onClick={escalate}>
          {words.alert.escalate} <kbd>E</kbd>
        </button>
      )}
      {outcome !== undefined && (
        <Decide
          key={outcome}
          title={words.alert.outcomes[outcome] ?? outcome}
          alerts={[alert]}
          outcome={outcome}
          onClose={(isDone) => {
            setOutcome(undefined)
            if (isDone) void navigate('/queue')
          }}
        />
      )}
    </div>
  )
}

export function Decisions({ decisions }: { readonly decisions: readonly Disposition[] }) {
  const words = useWords()
  if (decisions.length === 0) return null
  return (
    <section>
      <h2>{words.alert.decisions}</h2>
      <ul>
        {decisions.map((each) => (
          <li key={each.id}>
            <strong>{words.alert.outcomes[each.outcome] ?? each.outcome}</strong>{' '}
            {each.reasons.map((reason) => words.alert.reason[reason] ?? reason).join(', ')} · {words.caseFile.maker}{' '}
            {plain(each.maker, 60)} <Instant at={each.made_at} />
            {each.checker !== null && ` · ${words.caseFile.checker} ${plain(each.checker, 60)}`}
            {each.state === 'awaiting_check' && <span className="badge open">{words.alert.awaits}</span>}
            <p className="small">{plain(each.text)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
