import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { fetchSession, isBy } from '../api/access.ts'
import {
  checkDecision,
  checkHeld,
  checkProposal,
  type Disposition,
  fetchAlert,
  fetchAwaiting,
  fetchHeld,
  fetchProposals,
  fetchSuppressions,
  type Held,
  type Proposal,
} from '../api/work.ts'
import { ScoreSentence } from '../parts/hit-card.tsx'
import { Second } from '../parts/second.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { plain, Text } from '../parts/text.tsx'
import { Instant } from '../parts/time.tsx'
import { useWords } from '../settings.tsx'
import { SuppressionCard } from './suppressions.tsx'

/** What others decided or proposed and a second person must confirm or return. */
export function ReviewScreen() {
  const words = useWords()
  const session = useQuery({ queryKey: ['session'], queryFn: fetchSession, retry: false })
  const awaiting = useQuery({ queryKey: ['awaiting'], queryFn: fetchAwaiting, staleTime: 0 })
  const held = useQuery({ queryKey: ['held'], queryFn: fetchHeld, staleTime: 0 })
  const silences = useQuery({
    queryKey: ['suppressions', 'proposed'],
    queryFn: () => fetchSuppressions('proposed'),
    staleTime: 0,
  })
  const proposals = useQuery({
    queryKey: ['proposals', 'proposed'],
    queryFn: () => fetchProposals('proposed'),
    staleTime: 0,
  })
  const releases = held.data?.items.filter(({ state }) => state === 'release_proposed') ?? []
  const changes = (proposals.data?.items ?? []).filter(({ kind }) => kind !== 'release')
  const own = session.data?.actor.id
  const isEmpty =
    awaiting.data?.items.length === 0 &&
    releases.length === 0 &&
    (silences.data?.items ?? []).length === 0 &&
    changes.length === 0
  return (
    <>
      <h1>{words.review.title}</h1>
      <p className="quiet lead">{words.review.intro}</p>
      {awaiting.isPending && <Loading />}
      {awaiting.isError && <Failure error={awaiting.error} again={() => void awaiting.refetch()} />}
      {isEmpty && <Empty title={words.review.empty} />}
      {awaiting.data?.items.map((each) => (
        <Awaiting key={each.id} decision={each} isOwn={isBy(each.maker, own)} />
      ))}
      {releases.length > 0 && <h2>{words.review.releases}</h2>}
      {releases.map((each) => (
        <Release key={each.id} held={each} />
      ))}
      {(silences.data?.items ?? []).length > 0 && <h2>{words.suppress.waiting}</h2>}
      {silences.data?.items.map((each) => (
        <SuppressionCard key={each.id} suppression={each} />
      ))}
      {changes.length > 0 && <h2>{words.aside.proposals}</h2>}
      {changes.map((each) => (
        <Change key={each.id} proposal={each} isOwn={isBy(each.maker, own)} />
      ))}
    </>
  )
}

function Awaiting({ decision, isOwn }: { readonly decision: Disposition; readonly isOwn: boolean }) {
  const words = useWords()
  const alert = useQuery({ queryKey: ['alert', decision.alert], queryFn: () => fetchAlert(decision.alert) })
  return (
    <article className="card">
      <header>
        <h2>
          {alert.data === undefined ? (
            decision.alert
          ) : (
            <Link to={`/alert/${decision.alert}`}>
              <Text>{alert.data.alert.hit.matched.party}</Text> → <Text>{alert.data.alert.hit.entity.caption}</Text>
            </Link>
          )}
        </h2>
        <span className="badge open">
          {words.alert.outcomes[decision.outcome]}:{' '}
          {words.review.needs[decision.needs_check ?? ''] ?? decision.needs_check}
        </span>
      </header>
      {alert.data !== undefined && <ScoreSentence hit={alert.data.alert.hit} />}
      <dl className="facts">
        <div className="fact">
          <dt>{words.review.maker}</dt>
          <dd>
            {plain(decision.maker, 60)} <Instant at={decision.made_at} />
          </dd>
        </div>
        <div className="fact">
          <dt>{words.review.rationale}</dt>
          <dd>
            {decision.reasons.map((reason) => words.alert.reason[reason] ?? reason).join(', ')}: {plain(decision.text)}
          </dd>
        </div>
        <div className="fact">
          <dt>{words.review.evidence}</dt>
          <dd>
            {decision.evidence
              .map((each) => words.features[each.replace(/^hit:/, '')] ?? plain(each, 60).replaceAll('_', ' '))
              .join(', ')}
          </dd>
        </div>
      </dl>
      {decision.flagged && <p className="missing small">{words.review.notOpened}</p>}
      {isOwn ? (
        <p className="missing">{words.review.own}</p>
      ) : (
        <Second
          yes={words.review.confirm}
          no={words.review.back}
          onCheck={(isConfirmed, text) => checkDecision(decision.id, isConfirmed, text)}
        />
      )}
    </article>
  )
}

function Release({ held }: { readonly held: Held }) {
  const words = useWords()
  return (
    <article className="card">
      <h3>{plain(held.subject, 120)}</h3>
      <p className="small">
        {plain(held.why)} · {plain(held.reason ?? '')}
      </p>
      <Second
        yes={words.payments.approve}
        no={words.payments.refuse}
        onCheck={(isApproved, text) => checkHeld(held.id, isApproved, text)}
      />
    </article>
  )
}

function Change({ proposal, isOwn }: { readonly proposal: Proposal; readonly isOwn: boolean }) {
  const words = useWords()
  return (
    <article className="card">
      <header>
        <h3>{plain(proposal.subject, 120)}</h3>
        <span className="badge open">{words.aside.kinds[proposal.kind] ?? proposal.kind}</span>
      </header>
      <p>{plain(proposal.reason)}</p>
      <p className="small mono">
        {Object.entries(proposal.payload)
          .map(([field, value]) => `${plain(field, 40)}: ${plain(String(value), 80)}`)
          .join(' · ')}
      </p>
      <p className="small quiet">
        {words.review.maker} {plain(proposal.maker, 60)} <Instant at={proposal.made_at} />
      </p>
      {isOwn ? (
        <p className="missing">{words.review.own}</p>
      ) : (
        <Second
          yes={words.suppress.approve}
          no={words.suppress.refuse}
          onCheck={(isApproved, text) => checkProposal(proposal.id, isApproved, text)}
        />
      )}
    </article>
  )
}
