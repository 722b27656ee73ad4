import { useQuery } from '@tanstack/react-query'
import { fetchLists } from '../api.ts'
import { Failure, Loading } from '../parts/state.tsx'
import { useSettings } from '../settings.tsx'

export function ListsScreen() {
  const { words, language } = useSettings()
  const lists = useQuery({ queryKey: ['lists'], queryFn: fetchLists })
  if (lists.isPending) return <Loading />
  if (lists.isError) return <Failure error={lists.error} again={() => void lists.refetch()} />
  return (
    <>
      <h1>{words.lists.title}</h1>
      {lists.data.lists.length === 0 ? (
        <div className="card">
          <h2>{words.lists.none}</h2>
          <p>{words.lists.noneText}</p>
          <p className="mono">cordon lists add path/to/sdn</p>
        </div>
      ) : (
        <table className="table stack">
          <thead>
            <tr>
              <th scope="col">{words.lists.id}</th>
              <th scope="col">{words.lists.published}</th>
              <th scope="col" className="number">
                {words.lists.entities}
              </th>
              <th scope="col">{words.lists.version}</th>
              <th scope="col">{words.organisations.state}</th>
            </tr>
          </thead>
          <tbody>
            {lists.data.lists.map((list) => (
              <tr key={list.id}>
                <td data-label={words.lists.id}>{list.id}</td>
                <td data-label={words.lists.published}>{list.published ?? words.basis.unknownDate}</td>
                <td data-label={words.lists.entities} className="number">
                  {list.entities.toLocaleString(language)}
                </td>
                <td data-label={words.lists.version} className="mono">
                  {list.version.slice(0, 19)}…
                </td>
                <td data-label={words.organisations.state}>
                  <span className={`badge ${list.stale ? 'open' : ''}`}>
                    {list.stale ? words.lists.stale : words.lists.fresh}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="quiet">{words.basis.register(lists.data.register.known_until)}</p>
    </>
  )
}
