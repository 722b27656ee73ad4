import { useQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import { fetchRegister } from '../api/register.ts'
import { AuthorityCode, StateBadge } from '../parts/designations.tsx'
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
      {rows.length > 0 && (
        <Table
          label={words.organisations.count(rows.length)}
          rows={rows}
          keyOf={(row) => `${row.id} ${row.authority}`}
          columns={[
            {
              key: 'name',
              title: words.organisations.name,
              cell: (row) => (
                <Link to={`/organisation/${row.id}${asOf === '' ? '' : `?as_of=${asOf}`}`}>
                  {plain(row.organisation)}
                </Link>
              ),
              text: (row) => row.organisation,
            },
            {
              key: 'authority',
              title: words.organisations.authorityCol,
              cell: (row) => <AuthorityCode code={row.authority} />,
              text: (row) => row.authority,
            },
            {
              key: 'state',
              title: words.organisations.state,
              cell: (row) => <StateBadge state={row.state} />,
              text: (row) => row.state,
            },
            {
              key: 'since',
              title: words.organisations.since,
              cell: (row) =>
                `${row.since ?? (row.since_at_latest == null ? '—' : `≤ ${row.since_at_latest}`)}${row.verified ? '' : ` · ${words.authority.unverified}`}`,
              text: (row) => row.since ?? row.since_at_latest ?? '',
            },
          ]}
        />
      )}
    </>
  )
}
