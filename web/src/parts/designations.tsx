import type { Designation } from '../api.ts'
import { useWords } from '../settings.tsx'
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

export const stateWords = (state: string): string => state.replaceAll('_', ' ')

/** Where each authority stands: one badge each, never folded together. */
export function Badges({ designations }: { readonly designations: readonly Designation[] }) {
  const words = useWords()
  if (designations.length === 0) return null
  return (
    <ul className="badges">
      {designations.map((row) => (
        <li
          key={`${row.authority} ${row.citation}`}
          className={`badge ${toneOf(row.state)}`}
          title={row.citation ?? undefined}
        >
          <strong>{row.authority}</strong> {stateWords(row.state)}
          {row.since !== null && ` ${words.authority.since} ${row.since}`}
          {row.since === null &&
            row.since_at_latest !== undefined &&
            ` ${words.authority.sinceAtLatest} ${row.since_at_latest}`}
          {!row.verified && ` · ${words.authority.unverified}`}
        </li>
      ))}
    </ul>
  )
}

/** The same with its citations, for the evidence page. */
export function DesignationTable({ designations }: { readonly designations: readonly Designation[] }) {
  const words = useWords()
  if (designations.length === 0) return <p className="quiet">{words.authority.none}</p>
  return (
    <table className="table stack">
      <thead>
        <tr>
          <th scope="col">{words.organisations.authorityCol}</th>
          <th scope="col">{words.organisations.state}</th>
          <th scope="col">{words.organisations.since}</th>
          <th scope="col">{words.evidence.source}</th>
        </tr>
      </thead>
      <tbody>
        {designations.map((row) => (
          <tr key={`${row.authority} ${row.citation}`}>
            <td data-label={words.organisations.authorityCol}>
              <strong>{row.authority}</strong>
            </td>
            <td data-label={words.organisations.state}>
              <span className={`badge ${toneOf(row.state)}`}>{stateWords(row.state)}</span>
            </td>
            <td data-label={words.organisations.since}>
              {row.since ??
                (row.since_at_latest === undefined ? '—' : `${words.authority.sinceAtLatest} ${row.since_at_latest}`)}
            </td>
            <td data-label={words.evidence.source}>
              {plain(row.citation ?? '—')}
              {!row.verified && ` (${words.authority.unverified})`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
