import { useQuery } from '@tanstack/react-query'
import { type Alert, fetchAlerts } from '../api/work.ts'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { daysUntil } from '../parts/time.tsx'
import { useWords } from '../settings.tsx'

const PAGE = 500
const MOST = 5_000
const DAY_MS = 86_400_000

async function allAlerts(): Promise<readonly Alert[]> {
  const all: Alert[] = []
  let cursor: string | undefined
  do {
    const page = await fetchAlerts({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })
    all.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined && all.length < MOST)
  return all
}

const median = (numbers: readonly number[]): number | undefined =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

/** What waits and what was done, counted from the alerts themselves. */
export function FiguresScreen() {
  const words = useWords()
  const alerts = useQuery({ queryKey: ['figures'], queryFn: allAlerts, staleTime: 0 })
  return (
    <>
      <h1>{words.figures.title}</h1>
      <p className="quiet">{words.figures.intro}</p>
      {alerts.isPending && <Loading />}
      {alerts.isError && <Failure error={alerts.error} again={() => void alerts.refetch()} />}
      {alerts.data !== undefined && alerts.data.length === 0 && <Empty title={words.figures.empty} />}
      {alerts.data !== undefined && alerts.data.length > 0 && <Counted alerts={alerts.data} />}
    </>
  )
}

function Counted({ alerts }: { readonly alerts: readonly Alert[] }) {
  const words = useWords()
  const waiting = alerts.filter(({ closed_at }) => closed_at === null)
  const decided = alerts.filter(({ closed_at }) => closed_at !== null)
  const wrong = decided.filter(({ state }) => state === 'false_positive')
  const ages = decided.map(({ raised_at, closed_at }) => (Date.parse(closed_at ?? '') - Date.parse(raised_at)) / DAY_MS)
  const middle = median(ages)
  const tiles = [
    [words.figures.waiting, String(waiting.length)],
    [words.figures.late, String(waiting.filter(({ due_on }) => daysUntil(due_on) < 0).length)],
    [words.figures.decided, String(decided.length)],
    [words.figures.falseShare, decided.length === 0 ? '—' : `${wrong.length} / ${decided.length}`],
    [words.figures.medianAge, middle === undefined ? '—' : middle.toFixed(1)],
  ] as const
  const count = (keys: readonly string[]): readonly (readonly [string, number])[] => {
    const counts = new Map<string, number>()
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1])
  }
  return (
    <>
      <dl className="tiles">
        {tiles.map(([label, value]) => (
          <div key={label} className="card">
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Bars title={words.figures.byState} rows={count(alerts.map(({ state }) => words.queue.states[state] ?? state))} />
      <Bars title={words.figures.byList} rows={count(alerts.flatMap(({ lists }) => lists))} />
      <p className="quiet small">{words.figures.counted(alerts.length)}</p>
    </>
  )
}

function Bars({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, number])[] }) {
  const most = Math.max(1, ...rows.map(([, count]) => count))
  return (
    <>
      <h2>{title}</h2>
      <table className="falls">
        <caption className="hidden">{title}</caption>
        <tbody>
          {rows.map(([label, count]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="track" aria-hidden="true">
                <span className="step whole" style={{ left: 0, width: `${(count / most) * 100}%` }} />
              </td>
              <td className="number">{count}</td>
              <td className="note" />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
