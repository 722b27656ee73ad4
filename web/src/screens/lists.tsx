import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { fetchLists } from '../api/lists.ts'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { daysUntil } from '../parts/time.tsx'
import { useSettings } from '../settings.tsx'

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
      {rows.length === 0 && (
        <Empty title={words.lists.none}>
          <p>{words.lists.noneText}</p>
          <p className="mono">cordon lists add path/to/sdn</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <>
          <h2>{words.lists.ages}</h2>
          <table className="falls">
            <caption className="hidden">{words.lists.ages}</caption>
            <tbody>
              {ages.map(({ list, age }) => (
                <tr key={list.id}>
                  <th scope="row">{list.id}</th>
                  <td className="track" aria-hidden="true">
                    {age !== undefined && (
                      <span
                        className={`step ${list.stale ? 'minus' : 'whole'}`}
                        style={{ left: 0, width: `${(age / oldest) * 100}%` }}
                      />
                    )}
                  </td>
                  <td className="number">{age ?? '—'}</td>
                  <td className="note quiet">{list.stale ? words.lists.stale : words.lists.fresh}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Table
            label={words.table.rows(rows.length)}
            rows={rows}
            keyOf={(list) => list.id}
            columns={[
              {
                key: 'id',
                title: words.lists.id,
                cell: (list) => <Link to={`/list/${encodeURIComponent(list.id)}`}>{list.id}</Link>,
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
                  <span className={`badge ${list.stale ? 'open' : ''}`}>
                    {list.stale ? words.lists.stale : words.lists.fresh}
                    {list.partial === true && ` · ${words.basis.partial}`}
                  </span>
                ),
                text: (list) => (list.stale ? 'stale' : 'fresh'),
              },
            ]}
          />
        </>
      )}
      <p className="quiet">{words.basis.register(lists.data.register.known_until)}</p>
    </>
  )
}
