import { AUTHORITIES, type Authority } from '../model/authority.ts'
import type { Organisation, Register } from './organisation.ts'
import { byOfacUid, TAG_OF_AUTHORITY } from './screening.ts'
import { type Moment, type Status, statusesAsOf } from './status.ts'

/** What of a list's entry the comparison needs. */
export interface ListedEntry {
  /** The list's own number, without a prefix. */
  readonly uid: string
  readonly name: string
  readonly programmes: readonly string[]
}

/**
 * A difference between register and list: shown, never resolved in silence. `untagged`: designated by the register,
 * on the list without the tag. `missing`: designated, with no entry. `tag_unsupported`: tagged, and not designated by
 * the register. `unknown_entry`: tagged FTO, and no organisation or part of one. `renamed`: another primary name.
 */
export interface Difference {
  readonly kind: 'untagged' | 'missing' | 'tag_unsupported' | 'unknown_entry' | 'renamed'
  readonly authority: Authority | null
  readonly uid: string
  readonly organisation: string | null
  readonly name: string
  readonly note: string
}

export interface Reconciliation {
  /** Organisations designated by the register under an authority that the list tags. */
  readonly compared: number
  readonly agreeing: number
  readonly differences: readonly Difference[]
}

/** Compares the register, as of the list's day, with every entry of that list. */
export function reconcile(register: Register, entries: readonly ListedEntry[], moment: Moment): Reconciliation {
  const byUid = new Map(entries.map((entry) => [entry.uid, entry]))
  const rows = [...byOfacUid(register)].flatMap(([uid, organisation]) =>
    compareOne(organisation, uid, byUid.get(uid), statusesAsOf(organisation, moment)),
  )
  const compared = rows.filter(({ isCompared }) => isCompared)
  return {
    compared: compared.length,
    agreeing: compared.filter(({ difference }) => difference === undefined).length,
    differences: [
      ...rows.flatMap(({ difference }) => difference ?? []),
      ...withoutUid(register, moment),
      ...unknownEntries(register, entries),
    ],
  }
}

interface Row {
  readonly isCompared: boolean
  readonly difference?: Difference
}

function compareOne(
  organisation: Organisation,
  uid: string,
  entry: ListedEntry | undefined,
  statuses: ReadonlyMap<Authority, Status>,
): readonly Row[] {
  const base = { uid, organisation: organisation.id, name: entry?.name ?? organisation.name }
  const rows = AUTHORITIES.flatMap((authority): readonly Row[] => {
    const tag = TAG_OF_AUTHORITY[authority]
    if (tag === undefined) return []
    const status = statuses.get(authority)
    const isTagged = entry?.programmes.includes(tag) === true
    if (status?.legalEffect === true) {
      if (isTagged) return [{ isCompared: true }]
      const kind = entry === undefined ? 'missing' : 'untagged'
      const note = entry === undefined ? 'no entry with this number' : `tagged ${entry.programmes.join(', ')}`
      return [{ isCompared: true, difference: { ...base, kind, authority, note } }]
    }
    if (!isTagged) return []
    const note = `the register says ${status?.state ?? 'nothing'}`
    return [{ isCompared: false, difference: { ...base, kind: 'tag_unsupported', authority, note } }]
  })
  return [...rows, ...renamed(organisation, base, entry)]
}

function renamed(
  organisation: Organisation,
  base: { readonly uid: string; readonly organisation: string; readonly name: string },
  entry: ListedEntry | undefined,
): readonly Row[] {
  if (entry === undefined || organisation.listNames.length === 0) return []
  if (organisation.listNames.some(({ name }) => name === entry.name)) return []
  const note = `the register knows the entry as ${organisation.listNames.map(({ name }) => name).join(', ')}`
  return [{ isCompared: false, difference: { ...base, kind: 'renamed', authority: null, note } }]
}

/** Designated under an authority that the list tags, by an organisation for which no number of the list is known. */
function withoutUid(register: Register, moment: Moment): readonly Difference[] {
  return register.organisations
    .filter(({ ofacUid, isClass }) => ofacUid === undefined && !isClass)
    .flatMap((organisation) =>
      [...statusesAsOf(organisation, moment)]
        .filter(([authority, status]) => TAG_OF_AUTHORITY[authority] !== undefined && status.legalEffect === true)
        .map(([authority]) => ({
          kind: 'missing' as const,
          authority,
          uid: '',
          organisation: organisation.id,
          name: organisation.name,
          note: 'the register has no number for it',
        })),
    )
}

/** Only the FTO tag is asked about: other programmes have thousands of entries that are no organisation of the register. */
function unknownEntries(register: Register, entries: readonly ListedEntry[]): readonly Difference[] {
  const known = new Set(
    register.organisations.flatMap(({ ofacUid, components }) => [
      ...(ofacUid === undefined ? [] : [ofacUid]),
      ...components.map((component) => component.ofacUid),
    ]),
  )
  return entries
    .filter(({ uid, programmes }) => programmes.includes('FTO') && !known.has(uid))
    .map(({ uid, name, programmes }) => ({
      kind: 'unknown_entry' as const,
      authority: 'FTO' as const,
      uid,
      organisation: null,
      name,
      note: `tagged ${programmes.join(', ')}`,
    }))
}
