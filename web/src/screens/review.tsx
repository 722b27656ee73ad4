import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { fetchSession } from '../api/access.ts'
import {
  checkDecision,
  checkHeld,
  type Disposition,
  fetchAlert,
  fetchAwaiting,
  fetchHeld,
  type Held,
} from '../api/work.ts'
import { ScoreSentence } from '../parts/hit-card.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { plain, Text } from '../parts/text.tsx'
import { Instant } from '../parts/time.tsx'
import { useWords } from '../settings.tsx'

const SHORTEST = 20

/** What others decided and a second person must confirm or return. */
export function ReviewScreen() {
  const words = useWords()
  const session = useQuery({ queryKey: ['session'], queryFn: fetchSession, retry: false })
  const awaiting = useQuery({ queryKey: ['awaiting'], queryFn: fetchAwaiting, staleTime: 0 })
  const held = useQuery({ queryKey: ['held'], queryFn: fetchHeld, staleTime: 0 })
  const releases = held.data?.items.filter(({ state }) => state === 'release_proposed') ?? []
  return (
    <>
      <h1>{words.review.title}</h1>
      <p className="quiet">{words.review.intro}</p>
      {awaiting.isPending && <Loading />}
      {awaiting.isError && <Failure error={awaiting.error} again={() => void awaiting.refetch()} />}
      {awaiting.data !== undefined && awaiting.data.items.length === 0 && <Empty title={words.review.empty} />}
      {awaiting.data?.items.map((each) => (
        <Awaiting key={each.id} decision={each} isOwn={isBy(each.maker, session.data?.actor.id)} />
      ))}
      {releases.length > 0 && <h2>{words.review.releases}</h2>}
      {releases.map((each) => (
        <Release key={each.id} held={each} />
      ))}
    </>
  )
}

/** Makers are written as kind and id. */
const isBy = (maker: string, actor: string | undefined): boolean =>
  actor !== undefined && (maker === actor || maker.endsWith(`/${actor}`) || maker.endsWith(`:${actor}`))

function Awaiting({ decision, isOwn }: { readonly decision: Disposition; readonly isOwn: boolean }) {
  const words = useWords()
  const queries = useQueryClient()
  const alert = useQuery({ queryKey: ['alert', decision.alert], queryFn: () => fetchAlert(decision.alert) })
  const [comment, setComment] = useState('')
  const check = useMutation({
    mutationFn: (isConfirmed: boolean) => checkDecision(decision.id, isConfirmed, comment),
    onSuccess: () => queries.invalidateQueries(),
  })
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
          <dd>{decision.evidence.map((each) => plain(each, 60)).join(', ')}</dd>
        </div>
      </dl>
      {decision.flagged && <p className="missing small">{words.review.notOpened}</p>}
      {isOwn ? (
        <p className="missing">{words.review.own}</p>
      ) : (
        <div className="actions">
          <label className="field grow">
            {words.review.comment}
            <input value={comment} maxLength={20_000} onChange={({ target }) => setComment(target.value)} />
            <span className="hint">{words.alert.textHint(SHORTEST)}</span>
          </label>
          <button
            type="button"
            className="button primary"
            disabled={check.isPending || comment.trim().length < SHORTEST}
            onClick={() => check.mutate(true)}
          >
            {words.review.confirm}
          </button>
          <button
            type="button"
            className="button"
            disabled={check.isPending || comment.trim().length < SHORTEST}
            onClick={() => check.mutate(false)}
          >
            {words.review.back}
          </button>
        </div>
      )}
      {check.isError && <Failure error={check.error} />}
    </article>
  )
}

function Release({ held }: { readonly held: Held }) {
  const words = useWords()
  const queries = useQueryClient()
  const [comment, setComment] = useState('')
  const check = useMutation({
    mutationFn: (isApproved: boolean) => checkHeld(held.id, isApproved, comment),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <article className="card">
      <h3>{plain(held.subject, 120)}</h3>
      <p className="small">
        {plain(held.why)} · {plain(held.reason ?? '')}
      </p>
      <div className="actions">
        <label className="field grow">
          {words.review.comment}
          <input value={comment} onChange={({ target }) => setComment(target.value)} />
        </label>
        <button type="button" className="button primary" onClick={() => check.mutate(true)}>
          {words.payments.approve}
        </button>
        <button type="button" className="button" onClick={() => check.mutate(false)}>
          {words.payments.refuse}
        </button>
      </div>
      {check.isError && <Failure error={check.error} />}
    </article>
  )
}
