import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { fetchLists } from '../api/lists.ts'
import type { ListFacts } from '../api/screening.ts'
import { Bars } from '../parts/bars.tsx'
import { listName } from '../parts/list-name.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { capital } from '../parts/text.tsx'
import { daysUntil } from '../parts/time.tsx'
import { useSettings } from '../settings.tsx'

const OLD_DAYS = 31

/** Published more than a month ago: not stale where nobody fetches it, and worth a look all the same. */
const isOld = ({ published }: ListFacts): boolean => published === null || -daysUntil(published) > OLD_DAYS

/** The lists that questions are asked of: how fresh, how large, which version. */
export function ListsScreen() {
  const { words, language } = useSettings()
  const lists = useQuery({ queryKey: ['lists'], queryFn: fetchLists })
  if (lists.isPending) return <Loading />
  if (lists.isError) return <Failure error={lists.error} again={() => void lists.refetch()} />
  const rows = lists.data.lists
  const ages = rows.map((list) => ({ list, age: list.published === null ? undefined : -daysUntil(list.published) }))
  const oldest = Math.max(30, ...ages.map(({ age }) => age ?? 0))
  return (
    <>
      <h1>{words.lists.title}</h1>
      <p className="quiet lead">{capital(words.basis.register(lists.data.register.known_until))}</p>
      {rows.length === 0 && (
        <Empty title={words.lists.none}>
          <p>{words.lists.noneText}</p>
          <p className="mono">cordon lists add path/to/sdn</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <>
          <Bars
            title={words.lists.ages}
            rows={ages.map(({ list, age }) => [
              listName(list.id, words),
              age ?? 0,
              age === undefined ? words.freshness.unknown : words.freshness.old(age),
              list.stale ? words.lists.stale : '',
            ])}
            whole={oldest}
            tone={(at) => (ages[at]?.list.stale === true ? 'minus' : 'whole')}
          />
          <Table
            label={words.table.rows(rows.length)}
            rows={rows}
            keyOf={(list) => list.id}
            columns={[
              {
                key: 'id',
                title: words.lists.id,
                cell: (list) => (
                  <>
                    <Link to={`/list/${encodeURIComponent(list.id)}`}>{listName(list.id, words)}</Link>
                    <div className="quiet small mono">{list.id}</div>
                  </>
                ),
                text: (list) => list.id,
              },
              {
                key: 'published',
                title: words.lists.published,
                cell: (list) => list.published ?? words.basis.unknownDate,
                text: (list) => list.published ?? '',
              },
              {
                key: 'entities',
                title: words.lists.entities,
                isNumber: true,
                cell: (list) => list.entities.toLocaleString(language),
                text: (list) => String(list.entities),
              },
              {
                key: 'version',
                title: words.lists.version,
                cell: (list) => <span className="mono">{list.version.slice(0, 23)}…</span>,
                text: (list) => list.version,
              },
              {
                key: 'state',
                title: words.lists.state,
                cell: (list) => (
                  <span className={`badge ${list.stale || isOld(list) ? 'open' : ''}`}>
                    {list.stale ? words.lists.stale : isOld(list) ? words.freshness.look : words.lists.fresh}
                    {list.partial === true && ` · ${words.basis.partial}`}
                  </span>
                ),
                text: (list) => (list.stale ? 'stale' : isOld(list) ? 'old' : 'fresh'),
              },
            ]}
          />
        </>
      )}
    </>
  )
}
