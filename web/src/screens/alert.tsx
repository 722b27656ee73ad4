import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { fetchLists } from '../api/lists.ts'
import { type Alert, fetchAlert, fetchParty, noteEvidence, workAlert } from '../api/work.ts'
import { Decide } from '../parts/decide.tsx'
import { EvidenceView } from '../parts/evidence-view.tsx'
import { Key, useKeys } from '../parts/keys.tsx'
import { Prior } from '../parts/prior.tsx'
import { Silence } from '../parts/silence.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { plain, Text } from '../parts/text.tsx'
import { Clock } from '../parts/time.tsx'
import { useUndo } from '../parts/undo.tsx'
import { useWords } from '../settings.tsx'

/** The bar of the policy that comes with the server, for alerts raised before bars were kept with them. */
const USUAL_BAR = 0.7

/** One alert: the evidence, what was decided before, and what may be decided now. */
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
      <ul className="badges">
        <li>
          <Clock due={alert.due_on} rule={alert.due_rule} />
        </li>
        <li className="badge">{words.queue.states[alert.state] ?? alert.state}</li>
        {alert.strong_identifier && <li className="badge effect">{words.queue.strong}</li>}
        <li className="badge">
          <Link to={`/case/${alert.case}`}>{words.alert.toCase}</Link>
        </li>
        {party.data !== undefined && <li className="badge">{plain(party.data.party.ref, 40)}</li>}
      </ul>
      <EvidenceView
        pair={{
          asked: given?.properties ?? { name: [alert.hit.matched.party] },
          askedSchema: given?.schema ?? '',
          hit: alert.hit,
          threshold: alert.threshold ?? USUAL_BAR,
          lists: lists.data?.lists ?? [],
        }}
      >
        <Acts alert={alert} />
        <Prior alert={alert} decisions={decisions} />
      </EvidenceView>
    </article>
  )
}

const OPEN_STATES = ['open', 'escalated', 'inconclusive']

function Acts({ alert }: { readonly alert: Alert }) {
  const words = useWords()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { say } = useUndo()
  const [outcome, setOutcome] = useState<string>()
  const [isSilencing, setSilencing] = useState(false)
  const escalate = (): void => {
    workAlert(alert.id, { escalate: true, revision: alert.revision }).then(
      () => {
        say(words.alert.escalated)
        void queries.invalidateQueries()
      },
      (error: unknown) => say(error instanceof Error ? error.message : String(error)),
    )
  }
  const isOpen = OPEN_STATES.includes(alert.state)
  const acts = isOpen
    ? {
        dismiss: () => setOutcome('false_positive'),
        confirm: () => setOutcome('true_match'),
        inform: () => setOutcome('inconclusive'),
        escalate,
      }
    : {}
  useKeys({ ...acts, note: () => void navigate(`/case/${alert.case}`) })
  if (!isOpen)
    return alert.state === 'false_positive' && !alert.strong_identifier ? (
      <div className="actions">
        <button type="button" className="button" onClick={() => setSilencing(true)}>
          {words.suppress.propose}
        </button>
        {isSilencing && <Silence alert={alert} onClose={() => setSilencing(false)} />}
      </div>
    ) : null
  return (
    <div className="actions sticky">
      <button type="button" className="button primary" onClick={() => setOutcome('false_positive')}>
        {words.alert.dismiss} <Key action="dismiss" />
      </button>
      <button type="button" className="button danger" onClick={() => setOutcome('true_match')}>
        {words.alert.confirm} <Key action="confirm" />
      </button>
      <button type="button" className="button" onClick={() => setOutcome('inconclusive')}>
        {words.alert.leave} <Key action="inform" />
      </button>
      {alert.state !== 'escalated' && (
        <button type="button" className="button" onClick={escalate}>
          {words.alert.escalate} <Key action="escalate" />
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
