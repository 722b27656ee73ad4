import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { fetchRegister } from '../api.ts'
import { stateWords, toneOf } from '../parts/designations.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { plain } from '../parts/text.tsx'
import { useWords } from '../settings.tsx'

/** Every organisation of the register with where each authority stands: one row an authority. */
export function OrganisationsScreen() {
  const words = useWords()
  const [address, setAddress] = useSearchParams()
  const wanted = address.get('q') ?? ''
  const register = useQuery({ queryKey: ['register'], queryFn: () => fetchRegister('', '') })
  const needle = wanted.trim().toLowerCase()
  const rows = (register.data?.rows ?? []).filter((row) =>
    `${row.organisation} ${row.id} ${row.authority} ${stateWords(row.state)}`.toLowerCase().includes(needle),
  )
  return (
    <>
      <h1>{words.organisations.title}</h1>
      <search>
        <label className="field">
          {words.organisations.filter}
          <input
            type="search"
            value={wanted}
            onChange={(event) =>
              setAddress(event.target.value === '' ? {} : { q: event.target.value }, { replace: true })
            }
          />
        </label>
      </search>
      {register.isPending && <Loading />}
      {register.isError && <Failure error={register.error} again={() => void register.refetch()} />}
      {register.data !== undefined && (
        <table className="table stack">
          <caption>{words.organisations.count(rows.length)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.organisations.name}</th>
              <th scope="col">{words.organisations.authorityCol}</th>
              <th scope="col">{words.organisations.state}</th>
              <th scope="col">{words.organisations.since}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.id} ${row.authority}`}>
                <td data-label={words.organisations.name}>
                  <Link to={`/organisation/${row.id}`}>{plain(row.organisation)}</Link>
                </td>
                <td data-label={words.organisations.authorityCol}>{row.authority}</td>
                <td data-label={words.organisations.state}>
                  <span className={`badge ${toneOf(row.state)}`}>{stateWords(row.state)}</span>
                </td>
                <td data-label={words.organisations.since}>
                  {row.since ?? (row.since_at_latest == null ? '—' : `≤ ${row.since_at_latest}`)}
                  {!row.verified && ` · ${words.authority.unverified}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
