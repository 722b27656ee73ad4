import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { fetchSession } from '../api/access.ts'
import { type Alert, fetchAlerts, workAlert } from '../api/work.ts'
import { Decide } from '../parts/decide.tsx'
import { factsOf } from '../parts/hit-card.tsx'
import { Key, useKeys } from '../parts/keys.tsx'
import { ListNames } from '../parts/list-name.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { plain } from '../parts/text.tsx'
import { Clock, daysUntil } from '../parts/time.tsx'
import { useUndo } from '../parts/undo.tsx'
import { useWords } from '../settings.tsx'

const PAGE = 100
const STATES = [
  'pending',
  'open',
  'escalated',
  'inconclusive',
  'awaiting_check',
  'false_positive',
  'true_match',
] as const

/** What waits for a person, what the law makes due first in front. */
export function QueueScreen() {
  const words = useWords()
  const navigate = useNavigate()
  const [address, setAddress] = useSearchParams()
  const state = address.get('state') ?? 'pending'
  const isDense = address.get('dense') === '1'
  const [current, setCurrent] = useState(0)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const alerts = useInfiniteQuery({
    queryKey: ['alerts', state],
    queryFn: ({ pageParam }) => fetchAlerts({ state, limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  })
  const rows = alerts.data?.pages.flatMap(({ items }) => items) ?? []
  const toggle = (id: string): void =>
    setChosen(chosen.has(id) ? new Set([...chosen].filter((each) => each !== id)) : new Set([...chosen, id]))
  const openRow = (alert: Alert | undefined): void => {
    if (alert !== undefined) void navigate(`/alert/${alert.id}`)
  }
  const next = (): void => openRow(rows.find((alert) => alert.state !== 'awaiting_check') ?? rows[0])
  const set = (key: string, value: string): void =>
    setAddress((old) => new URLSearchParams([...new Map([...old, [key, value]])].filter(([, each]) => each !== '')), {
      replace: true,
    })
  const move = (by: number): void => setCurrent(Math.max(0, Math.min(rows.length - 1, current + by)))
  useKeys({
    next,
    down: () => move(1),
    up: () => move(-1),
    open: () => openRow(rows[current]),
    select: () => {
      const row = rows[current]
      if (row !== undefined) toggle(row.id)
    },
  })
  return (
    <>
      <div className="section-head">
        <h1>{words.queue.title}</h1>
        <button type="button" className="button primary" onClick={next} disabled={rows.length === 0}>
          {words.queue.next} <Key action="next" />
        </button>
      </div>
      <div className="fields">
        <label className="field">
          {words.organisations.state}
          <select value={state} onChange={({ target }) => set('state', target.value)}>
            {STATES.map((each) => (
              <option key={each} value={each}>
                {each === 'pending' ? words.queue.pending : words.queue.states[each]}
              </option>
            ))}
          </select>
        </label>
        <label className="check">
          <input type="checkbox" checked={isDense} onChange={() => set('dense', isDense ? '' : '1')} />{' '}
          {words.queue.dense}
        </label>
      </div>
      {alerts.isPending && <Loading />}
      {alerts.isError && <Failure error={alerts.error} again={() => void alerts.refetch()} />}
      {alerts.data !== undefined && rows.length === 0 && (
        <Empty title={words.queue.empty}>
          <p>{words.queue.emptyText}</p>
          <Link className="button" to="/book">
            {words.queue.toBook}
          </Link>
        </Empty>
      )}
      {rows.length > 0 && <Counts rows={rows} />}
      <Bulk rows={rows.filter(({ id }) => chosen.has(id))} onDone={() => setChosen(new Set())} />
      <ul className={`queue ${isDense ? 'dense' : ''}`}>
        {rows.map((alert, at) => (
          <QueueRow
            key={alert.id}
            alert={alert}
            isCurrent={at === current}
            isChosen={chosen.has(alert.id)}
            onChoose={() => toggle(alert.id)}
          />
        ))}
      </ul>
      {alerts.hasNextPage && (
        <button type="button" className="button" onClick={() => void alerts.fetchNextPage()}>
          {words.queue.more}
        </button>
      )}
    </>
  )
}

function Counts({ rows }: { readonly rows: readonly Alert[] }) {
  const words = useWords()
  const buckets = [
    [words.queue.late, (days: number) => days < 0, 'effect'],
    [words.queue.today, (days: number) => days === 0, 'open'],
    [words.queue.week, (days: number) => days > 0 && days <= 7, ''],
    [words.queue.later, (days: number) => days > 7, ''],
  ] as const
  return (
    <ul className="badges" aria-label={words.queue.counts}>
      {buckets.map(([label, isIn, tone]) => (
        <li key={label} className={`badge ${tone}`}>
          {label} {rows.filter(({ due_on }) => isIn(daysUntil(due_on))).length}
        </li>
      ))}
    </ul>
  )
}

interface RowProps {
  readonly alert: Alert
  readonly isCurrent: boolean
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function QueueRow({ alert, isCurrent, isChosen, onChoose }: RowProps) {
  const words = useWords()
  const { hit } = alert
  const changed = Object.keys(alert.changed)
  return (
    <li className={`card queue-row ${isCurrent ? 'current' : ''}`}>
      <input
        type="checkbox"
        checked={isChosen}
        onChange={onChoose}
        aria-label={`${words.queue.select}: ${plain(hit.matched.party, 60)}`}
      />
      <div>
        <Link to={`/alert/${alert.id}`}>
          <bdi>{plain(hit.matched.party, 90)}</bdi>
        </Link>{' '}
        <span className="quiet">→</span> <bdi>{plain(hit.entity.caption, 90)}</bdi>
        <p className="small quiet facts-line">
          <strong>{alert.score.toFixed(2)}</strong> {words.hit.bands[alert.band] ?? alert.band} ·{' '}
          {factsOf(hit.evidence, words.features)}
        </p>
      </div>
      <ul className="badges">
        <li>
          <Clock due={alert.due_on} rule={alert.due_rule} />
        </li>
        {alert.state !== 'open' && <li className="badge open">{words.queue.states[alert.state] ?? alert.state}</li>}
        {alert.strong_identifier && <li className="badge effect">{words.queue.strong}</li>}
        {changed.length > 0 && <li className="badge open">{words.queue.changed}</li>}
        <li className="badge">
          <ListNames ids={alert.lists} />
        </li>
        <li className="badge">{alert.assignee ?? words.queue.nobody}</li>
      </ul>
    </li>
  )
}

/** Work on several alerts: taken by the one who asks, or dismissed together where they are about one listed entity. */
function Bulk({ rows, onDone }: { readonly rows: readonly Alert[]; readonly onDone: () => void }) {
  const words = useWords()
  const queries = useQueryClient()
  const { say } = useUndo()
  const [isDeciding, setDeciding] = useState(false)
  if (rows.length === 0) return null
  const isOne = new Set(rows.map(({ entity }) => entity)).size === 1
  const take = async (): Promise<void> => {
    try {
      const { actor } = await fetchSession()
      for (const { id, revision } of rows) await workAlert(id, { assignee: actor.id, revision })
      onDone()
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
    }
    await queries.invalidateQueries({ queryKey: ['alerts'] })
  }
  return (
    <div className="card actions">
      <strong>{words.queue.selected(rows.length)}</strong>
      <button type="button" className="button" onClick={() => void take()}>
        {words.queue.takeThem}
      </button>
      <button
        type="button"
        className="button"
        disabled={!isOne}
        onClick={() => setDeciding(true)}
        title={isOne ? undefined : words.queue.bulkMixed}
      >
        {words.queue.dismissThem}
      </button>
      {!isOne && <span className="small quiet">{words.queue.bulkMixed}</span>}
      {isDeciding && isOne && (
        <Decide
          title={words.queue.bulkTitle(rows.length)}
          alerts={rows}
          outcome="false_positive"
          onClose={(isDone) => {
            setDeciding(false)
            if (isDone) onDone()
          }}
        />
      )}
    </div>
  )
}
