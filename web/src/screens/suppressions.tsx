import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { fetchSession, isBy } from '../api/access.ts'
import { checkSuppression, endSuppression, fetchAlerts, fetchSuppressions, type Suppression } from '../api/work.ts'
import { Second } from '../parts/second.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { plain, Text } from '../parts/text.tsx'
import { Clock, Instant } from '../parts/time.tsx'
import { useWords } from '../settings.tsx'

const STATES = ['proposed', 'active', 'expired', 'ended', 'refused'] as const
const SHORTEST = 20

/** Rules that silence one pair, what expires first in front. */
export function SuppressionsScreen() {
  const words = useWords()
  const [address, setAddress] = useSearchParams()
  const state = address.get('state') ?? ''
  const found = useQuery({ queryKey: ['suppressions', state], queryFn: () => fetchSuppressions(state), staleTime: 0 })
  return (
    <>
      <h1>{words.suppress.title}</h1>
      <p className="quiet lead">{words.suppress.intro}</p>
      <div className="fields">
        <label className="field">
          {words.suppress.state}
          <select
            value={state}
            onChange={({ target }) => setAddress(target.value === '' ? {} : { state: target.value }, { replace: true })}
          >
            <option value="">{words.suppress.all}</option>
            {STATES.map((each) => (
              <option key={each} value={each}>
                {words.suppress.states[each]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {found.isPending && <Loading />}
      {found.isError && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.data !== undefined && found.data.items.length === 0 && <Empty title={words.suppress.none} />}
      {found.data?.items.map((each) => (
        <SuppressionCard key={each.id} suppression={each} />
      ))}
    </>
  )
}

/** One rule: the pair, who proposed and approved it and why, until when; what may be done with it. */
export function SuppressionCard({ suppression: each }: { readonly suppression: Suppression }) {
  const words = useWords()
  const alerts = useQuery({
    queryKey: ['alerts', 'pair', each.party, each.entity],
    queryFn: () => fetchAlerts({ party: each.party, entity: each.entity, limit: 1 }),
  })
  const alert = alerts.data?.items[0]
  const session = useQuery({ queryKey: ['session'], queryFn: fetchSession, retry: false })
  const isOwn = isBy(each.maker, session.data?.actor.id)
  return (
    <article className="card">
      <header>
        <h2>
          {alert === undefined ? (
            plain(`${each.party} → ${each.entity}`, 120)
          ) : (
            <Link to={`/alert/${alert.id}`}>
              <Text>{alert.hit.matched.party}</Text> → <Text>{alert.hit.entity.caption}</Text>
            </Link>
          )}
        </h2>
        <span className="badges">
          <span className={`badge ${each.state === 'proposed' ? 'open' : ''}`}>
            {words.suppress.states[each.state] ?? each.state}
          </span>
          {each.state === 'active' || each.state === 'proposed' ? (
            <Clock due={each.expires_on} />
          ) : (
            <span className="badge">{each.expires_on}</span>
          )}
        </span>
      </header>
      <p>
        {words.alert.reason[each.reason] ?? plain(each.reason, 60)}: {plain(each.text)}
      </p>
      <p className="small quiet">
        {words.caseFile.maker} {plain(each.maker, 60)} <Instant at={each.made_at} />
        {each.checker !== null && ` · ${words.caseFile.checker} ${plain(each.checker, 60)}`}
        {each.ended_because !== null && ` · ${plain(each.ended_because, 200)}`}
      </p>
      {each.state === 'proposed' && isOwn && <p className="missing">{words.review.own}</p>}
      {each.state === 'proposed' && !isOwn && (
        <Second
          yes={words.suppress.approve}
          no={words.suppress.refuse}
          onCheck={(isApproved, text) => checkSuppression(each.id, isApproved, text)}
        />
      )}
      {each.state === 'active' && <End id={each.id} />}
    </article>
  )
}

function End({ id }: { readonly id: string }) {
  const words = useWords()
  const queries = useQueryClient()
  const [because, setBecause] = useState('')
  const end = useMutation({
    mutationFn: () => endSuppression(id, because),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['suppressions'] }),
  })
  return (
    <details>
      <summary>{words.suppress.end}</summary>
      <div className="actions">
        <label className="field grow">
          {words.suppress.because}
          <input value={because} maxLength={20_000} onChange={({ target }) => setBecause(target.value)} />
          <span className="hint">{words.alert.textHint(SHORTEST)}</span>
        </label>
        <button
          type="button"
          className="button danger"
          disabled={end.isPending || because.trim().length < SHORTEST}
          onClick={() => end.mutate()}
        >
          {words.suppress.end}
        </button>
      </div>
      {end.isError && <Failure error={end.error} />}
    </details>
  )
}
