import { useQuery } from '@tanstack/react-query'
import { fetchLists } from '../api/lists.ts'
import { type FigureRow, fetchFigures } from '../api/runs.ts'
import { Bars } from '../parts/bars.tsx'
import { ListNames, listName } from '../parts/list-name.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { csvOf, download } from '../parts/text.tsx'
import { daysUntil } from '../parts/time.tsx'
import { useSettings, useWords } from '../settings.tsx'

/** Hours below which an alert falls into each bucket; the last has no end. */
const BUCKET_HOURS = [1, 24, 72, 168, 720, Number.POSITIVE_INFINITY] as const
const MIDDLE = 0.5
const MOST = 0.95

/** What waits and what was done, counted without a name. */
export function FiguresScreen() {
  const words = useWords()
  const found = useQuery({ queryKey: ['figures'], queryFn: fetchFigures, staleTime: 0 })
  const rows = found.data?.rows ?? []
  return (
    <>
      <div className="section-head">
        <h1>{words.figures.title}</h1>
        {rows.length > 0 && (
          <button
            type="button"
            className="button tiny"
            onClick={() => download('cordon-figures.csv', asCsv(rows), 'text/csv')}
          >
            {words.measure.csv}
          </button>
        )}
      </div>
      <p className="quiet lead">{words.measure.intro}</p>
      {found.isPending && <Loading />}
      {found.isError && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isSuccess && rows.length === 0 && <Empty title={words.figures.empty} />}
      {rows.length > 0 && <Counted rows={rows} />}
      <Fresh />
    </>
  )
}

/** The value below which a share of the numbers lies. */
export function quantile(numbers: readonly number[], share: number): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
}

const inBuckets = (hours: readonly number[]): readonly number[] =>
  BUCKET_HOURS.map((end, at) => hours.filter((each) => each < end && each >= (BUCKET_HOURS[at - 1] ?? 0)).length)

function Counted({ rows }: { readonly rows: readonly FigureRow[] }) {
  const words = useWords()
  const waiting = rows.filter(({ closed_at }) => closed_at === null)
  const decided = rows.filter(({ closed_at }) => closed_at !== null)
  const times = decided.flatMap(({ resolution_hours: hours }) => (hours === null ? [] : [hours]))
  const said = (hours: number | undefined): string => (hours === undefined ? '—' : words.measure.hours(hours))
  const oldest = waiting.length === 0 ? undefined : Math.max(...waiting.map(({ age_hours: hours }) => hours))
  const late = waiting.filter(({ overdue }) => overdue).length
  const wrong = decided.filter(({ outcome }) => outcome === 'false_positive').length
  const tiles = [
    [words.figures.waiting, String(waiting.length), false],
    [words.figures.late, String(late), late > 0],
    [words.measure.oldest, said(oldest), false],
    [words.figures.decided, String(decided.length), false],
    [words.figures.falseShare, decided.length === 0 ? '—' : `${wrong} / ${decided.length}`, false],
    [words.measure.middle, said(quantile(times, MIDDLE)), false],
    [words.measure.most, said(quantile(times, MOST)), false],
    [words.measure.checked, `${decided.filter(({ checked }) => checked).length} / ${decided.length}`, false],
  ] as const
  const named = (counts: readonly number[]) =>
    counts.map((count, at) => [words.measure.buckets[at] ?? '', count] as const)
  return (
    <>
      <dl className="tiles">
        {tiles.map(([label, value, isBad]) => (
          <div key={label} className={`card ${isBad ? 'warn' : ''}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="columns even">
        <Bars
          title={words.measure.age}
          rows={named(inBuckets(waiting.map(({ age_hours: hours }) => hours)))}
          tone={(at) => (at >= 3 ? 'minus' : 'whole')}
          empty={words.measure.nothingWaits}
        />
        <Bars title={words.measure.resolution} rows={named(inBuckets(times))} empty={words.measure.nothingDecided} />
      </div>
      <ByList rows={rows} />
      <p className="quiet small">{words.figures.counted(rows.length)}</p>
    </>
  )
}

/** How the decisions on each list's entities fell: one bar in parts, with its numbers. */
function ByList({ rows }: { readonly rows: readonly FigureRow[] }) {
  const words = useWords()
  const lists = [...new Set(rows.flatMap((row) => row.lists))]
  const counted = lists
    .map((list) => {
      const own = rows.filter((row) => row.lists.includes(list))
      const of = (outcome: string): number =>
        own.filter((row) => row.closed_at !== null && row.outcome === outcome).length
      const [yes, no] = [of('true_match'), of('false_positive')]
      return { list, all: own.length, yes, no, open: own.length - yes - no }
    })
    .sort((a, b) => b.all - a.all)
  return (
    <>
      <h2>{words.measure.byList}</h2>
      <p className="quiet small">{words.measure.byListHint}</p>
      <Table
        label={words.table.rows(counted.length)}
        rows={counted}
        keyOf={({ list }) => list}
        columns={[
          {
            key: 'list',
            title: words.lists.id,
            cell: ({ list }) => <ListNames ids={[list]} />,
            text: ({ list }) => list,
          },
          {
            key: 'parts',
            title: words.queue.facts,
            isFixed: true,
            cell: ({ yes, no, open }) => (
              <span className="tally-bar" aria-hidden="true">
                <span className="matched" style={{ flexGrow: yes }} />
                <span className="linked" style={{ flexGrow: no }} />
                <span className="rest" style={{ flexGrow: open }} />
              </span>
            ),
            text: () => '',
          },
          {
            key: 'true',
            title: words.measure.trueMatch,
            isNumber: true,
            cell: ({ yes }) => yes,
            text: ({ yes }) => String(yes),
          },
          {
            key: 'false',
            title: words.measure.falsePositive,
            isNumber: true,
            cell: ({ no }) => no,
            text: ({ no }) => String(no),
          },
          {
            key: 'open',
            title: words.measure.waiting,
            isNumber: true,
            cell: ({ open }) => open,
            text: ({ open }) => String(open),
          },
          {
            key: 'all',
            title: words.figures.count,
            isNumber: true,
            cell: ({ all }) => all,
            text: ({ all }) => String(all),
          },
        ]}
      />
    </>
  )
}

/** How old what each list says is. */
function Fresh() {
  const { words } = useSettings()
  const lists = useQuery({ queryKey: ['lists'], queryFn: fetchLists })
  const rows = lists.data?.lists ?? []
  if (rows.length === 0) return null
  const ages = rows.map(({ published }) => (published === null ? 0 : Math.max(0, -daysUntil(published))))
  return (
    <Bars
      title={words.measure.freshness}
      rows={rows.map((list, at) => [
        listName(list.id, words),
        ages[at] ?? 0,
        list.published === null ? words.freshness.unknown : words.freshness.old(ages[at] ?? 0),
        list.stale ? words.lists.stale : '',
      ])}
      tone={(at) => (rows[at]?.stale === true ? 'minus' : 'whole')}
    />
  )
}

const asCsv = (rows: readonly FigureRow[]): string =>
  csvOf([
    [
      'alert',
      'lists',
      'band',
      'state',
      'raised_at',
      'due_on',
      'closed_at',
      'age_hours',
      'resolution_hours',
      'outcome',
      'overdue',
      'checked',
    ],
    ...rows.map((row) => [
      row.alert,
      row.lists.join(' '),
      row.band,
      row.state,
      row.raised_at,
      row.due_on,
      row.closed_at ?? '',
      String(row.age_hours),
      String(row.resolution_hours ?? ''),
      row.outcome ?? '',
      String(row.overdue),
      String(row.checked),
    ]),
  ])
