import type { Designation } from '../api/screening.ts'
import { useWords } from '../settings.tsx'
import { Table } from './table.tsx'
import { plain } from './text.tsx'

const IN_EFFECT = new Set([
  'designated',
  'amended',
  'in_litigation',
  'under_petition',
  'maintained_on_review',
  'revocation_announced',
])

/** How a state is coloured; the words say the same, so that nothing hangs on colour. */
export const toneOf = (state: string): string =>
  IN_EFFECT.has(state) ? 'effect' : state === 'none' || state === 'revoked' || state === 'resolved' ? '' : 'open'

export function StateBadge({ state }: { readonly state: string }) {
  const words = useWords()
  return <span className={`badge ${toneOf(state)}`}>{words.states[state] ?? state.replaceAll('_', ' ')}</span>
}

/** The code of an authority, with its name where one hovers or asks. */
export function AuthorityCode({ code }: { readonly code: string }) {
  const words = useWords()
  const name = words.authorities[code]
  return name === undefined ? <strong>{code}</strong> : <abbr title={name}>{code}</abbr>
}

const sinceOf = (row: Designation, words: ReturnType<typeof useWords>): string =>
  row.since ?? (row.since_at_latest === undefined ? '' : `${words.authority.sinceAtLatest} ${row.since_at_latest}`)

/** Where each authority stands: one badge each, never folded together. */
export function Badges({ designations }: { readonly designations: readonly Designation[] }) {
  const words = useWords()
  if (designations.length === 0) return null
  return (
    <ul className="badges">
      {designations.map((row) => (
        <li key={`${row.authority} ${row.citation}`} className={`badge ${toneOf(row.state)}`}>
          <AuthorityCode code={row.authority} /> {words.states[row.state] ?? row.state}
          {row.since !== null && ` ${words.authority.since} ${row.since}`}
          {!row.verified && ` · ${words.authority.unverified}`}
        </li>
      ))}
    </ul>
  )
}

/** The same with its citations. */
export function DesignationTable({ designations }: { readonly designations: readonly Designation[] }) {
  const words = useWords()
  if (designations.length === 0) return <p className="quiet">{words.authority.none}</p>
  return (
    <Table
      label={words.table.rows(designations.length)}
      rows={designations}
      keyOf={(row) => `${row.authority} ${row.citation}`}
      columns={[
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
          cell: (row) => sinceOf(row, words) || '—',
          text: (row) => sinceOf(row, words),
        },
        {
          key: 'source',
          title: words.evidence.source,
          cell: (row) => `${plain(row.citation ?? '—')}${row.verified ? '' : ` (${words.authority.unverified})`}`,
          text: (row) => row.citation ?? '',
        },
      ]}
    />
  )
}
