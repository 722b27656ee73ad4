import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import { fetchRegister, type RegisterRow } from '../api/register.ts'
import { AuthorityCode, toneOf } from '../parts/designations.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { useWords } from '../settings.tsx'

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** The register by organisation and authority, on a day. */
export function OrganisationsScreen() {
  const words = useWords()
  const [address, setAddress] = useSearchParams()
  const filter = address.get('filter') ?? ''
  const state = address.get('state') ?? ''
  const asOf = address.get('as_of') ?? ''
  const register = useQuery({ queryKey: ['register', asOf], queryFn: () => fetchRegister(asOf, '') })
  const set = (key: string, value: string): void => {
    const next = new URLSearchParams(address)
    if (value === '') next.delete(key)
    else next.set(key, value)
    setAddress(next, { replace: true })
  }
  const all = register.data?.rows ?? []
  const wanted = fold(filter)
    .split(' ')
    .filter((word) => word !== '')
  const rows = all.filter((row) => {
    const text = fold(`${row.organisation} ${row.authority} ${words.states[row.state] ?? row.state}`)
    return (state === '' || row.state === state) && wanted.every((word) => text.includes(word))
  })
  const states = [...new Set(all.map((row) => row.state))].sort()
  return (
    <>
      <h1>{words.organisations.title}</h1>
      <div className="fields">
        <label className="field">
          {words.organisations.filter}
          <input type="search" value={filter} onChange={({ target }) => set('filter', target.value)} />
        </label>
        <label className="field">
          {words.organisations.state}
          <select value={state} onChange={({ target }) => set('state', target.value)}>
            <option value="">{words.organisations.allStates}</option>
            {states.map((each) => (
              <option key={each} value={each}>
                {words.states[each] ?? each}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {words.organisation.asOf}
          <input type="date" value={asOf} onChange={({ target }) => set('as_of', target.value)} />
        </label>
      </div>
      {register.isPending && <Loading />}
      {register.isError && <Failure error={register.error} again={() => void register.refetch()} />}
      {register.data !== undefined && rows.length === 0 && <Empty title={words.organisations.nothing} />}
      {rows.length > 0 && <Grouped rows={rows} asOf={asOf} />}
    </>
  )
}

interface Grouped {
  readonly id: string
  readonly organisation: string
  readonly rows: readonly RegisterRow[]
}

/** One line an organisation, with where each authority stands on it. */
function Grouped({ rows, asOf }: { readonly rows: readonly RegisterRow[]; readonly asOf: string }) {
  const words = useWords()
  const groups = useMemo(() => {
    const byId = new Map<string, RegisterRow[]>()
    for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row])
    return [...byId].map(([id, own]): Grouped => ({ id, organisation: own[0]?.organisation ?? id, rows: own }))
  }, [rows])
  const since = (row: RegisterRow): string =>
    row.since ?? (row.since_at_latest == null ? '' : `≤ ${row.since_at_latest}`)
  const first = (group: Grouped): string =>
    group.rows
      .map(since)
      .filter((day) => day !== '')
      .map((day) => day.replace('≤ ', ''))
      .sort()[0] ?? ''
  return (
    <Table
      label={words.organisations.count(groups.length)}
      rows={groups}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'name',
          title: words.organisations.name,
          cell: (group) => (
            <Link to={`/organisation/${group.id}${asOf === '' ? '' : `?as_of=${asOf}`}`}>
              {plain(group.organisation)}
            </Link>
          ),
          text: (group) => group.organisation,
        },
        {
          key: 'authorities',
          title: words.organisations.state,
          cell: (group) => (
            <ul className="badges">
              {group.rows.map((row) => (
                <li
                  key={row.authority}
                  className={`badge ${toneOf(row.state)}`}
                  title={`${words.authorities[row.authority] ?? row.authority}: ${words.states[row.state] ?? row.state}`}
                >
                  <AuthorityCode code={row.authority} /> {words.states[row.state] ?? row.state} {since(row)}
                  {!row.verified && ` · ${words.authority.unverified}`}
                </li>
              ))}
            </ul>
          ),
          text: (group) =>
            group.rows
              .map((row) => `${row.authority} ${words.states[row.state] ?? row.state} ${since(row)}`)
              .join('; '),
        },
        {
          key: 'since',
          title: words.organisations.since,
          cell: (group) => first(group) || '—',
          text: first,
        },
      ]}
    />
  )
}
