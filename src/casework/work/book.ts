import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import { audited, type Changes } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { digestText } from '../log/tree-hash.ts'
import { canonicalJson, storableText } from '../records/canonical.ts'
import { find, findOne, get, type Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'

/** A party of the customer's book as FollowTheMoney JSON; `ref` is the customer's own number for it. */
export interface BookParty {
  readonly ref: string
  readonly schema?: string
  readonly properties: Readonly<Record<string, readonly string[]>>
}

export interface Imported {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly removed: number
  /** Parties that must be screened: those added and those changed. */
  readonly toScreen: readonly string[]
}

/** Parties written in one transaction, and so in one entry of the log. */
export const IMPORT_BATCH = 1_000

/** A book is made by its first import. */
export function* createBook(act: Act, id: string, name: string): Step<Row<'book'>> {
  return yield* audited(act, function* (changes) {
    const row: Row<'book'> = { id, name: storableText(name), created_at: act.at }
    yield* changes.insert('book', row)
    return accepted({ deed: { action: 'book.create', subject: `book/${id}` }, value: row })
  })
}

/** Adds or changes parties of a book; what a party was before is kept as its history. At most `IMPORT_BATCH` at once. */
export function* importParties(act: Act, book: string, parties: readonly BookParty[]): Step<Imported> {
  return yield* audited(act, function* (changes) {
    if ((yield* get('book', book)) === undefined) return refused('book.unknown', book)
    if (parties.length > IMPORT_BATCH)
      return refused('book.batch', String(parties.length), { remedy: `give at most ${IMPORT_BATCH} at once` })
    const merged = collapseAccounts(parties)
    const held = yield* find('party', { where: { book, ref: { in: merged.map(({ ref }) => ref) } } })
    const byRef = new Map(held.map((row) => [row.ref, row]))
    const outcomes: Record<'added' | 'changed' | 'unchanged', string[]> = { added: [], changed: [], unchanged: [] }
    for (const party of merged) {
      const [outcome, id] = yield* keepParty(changes, act, book, party, byRef.get(party.ref))
      outcomes[outcome].push(id)
    }
    const { added, changed, unchanged } = outcomes
    const counts = { added: added.length, changed: changed.length, unchanged: unchanged.length, removed: 0 }
    return accepted({
      deed: { action: 'book.import', subject: `book/${book}`, detail: counts },
      value: { ...counts, toScreen: [...added, ...changed] },
    })
  })
}

/** Rows of one customer number are accounts of one customer: their values together are one party. */
export function collapseAccounts(parties: readonly BookParty[]): readonly BookParty[] {
  const byRef = new Map<string, BookParty>()
  for (const party of parties) {
    const ref = storableText(party.ref)
    const held = byRef.get(ref)
    byRef.set(ref, held === undefined ? { ...party, ref } : merge(held, party))
  }
  return [...byRef.values()]
}

function merge(held: BookParty, other: BookParty): BookParty {
  const properties: Record<string, readonly string[]> = { ...held.properties }
  for (const [name, values] of Object.entries(other.properties))
    properties[name] = [...new Set([...(properties[name] ?? []), ...values])]
  const schema = held.schema ?? other.schema
  return { ref: held.ref, properties, ...(schema === undefined ? {} : { schema }) }
}

function* keepParty(
  changes: Changes,
  act: Act,
  book: string,
  { ref, schema, properties }: BookParty,
  held: Row<'party'> | undefined,
): Step<readonly ['added' | 'changed' | 'unchanged', string]> {
  const given_json = canonicalJson({ ...(schema === undefined ? {} : { schema }), properties })
  const given_digest = `sha256:${digestText(given_json)}`
  const now = { given_json, given_digest, is_active: 1, changed_at: act.at, salt: act.newSalt() }
  if (held === undefined) {
    const id = act.newId()
    yield* changes.insert('party', { id, book, ref, version: 1, ...now })
    return ['added', id]
  }
  if (held.given_digest === given_digest && held.is_active === 1) return ['unchanged', held.id]
  yield* keepVersion(changes, act, held)
  yield* changes.update('party', held, { ...now, version: held.version + 1 })
  return ['changed', held.id]
}

const keepVersion = (changes: Changes, act: Act, { id, version, given_json }: Row<'party'>): Step<void> =>
  changes.insert('party_version', {
    id: `${id}/${version}`,
    party: id,
    version,
    given_json,
    until: act.at,
    salt: act.newSalt(),
  })

/** Takes parties out of a book: they are no longer screened, and stay in the record. */
export function* removeParties(act: Act, book: string, refs: readonly string[]): Step<number> {
  return yield* audited(act, function* (changes) {
    const held = yield* find('party', { where: { book, ref: { in: refs }, is_active: 1 } })
    for (const party of held) yield* changes.update('party', party, { is_active: 0, changed_at: act.at })
    const removed = held.length
    return accepted({ deed: { action: 'book.remove', subject: `book/${book}`, detail: { removed } }, value: removed })
  })
}

/** A party as it was given at each time: the newest first. */
export interface PartyHistory {
  readonly party: Row<'party'>
  readonly earlier: readonly Row<'party_version'>[]
}

export function* partyHistory(id: string): Step<Parsed<PartyHistory>> {
  const party = yield* get('party', id)
  if (party === undefined) return refused('party.unknown', id)
  const earlier = yield* find('party_version', { where: { party: id } })
  return accepted({ party, earlier: [...earlier].sort((a, b) => b.version - a.version) })
}

export function* findParty(book: string, ref: string): Step<Row<'party'> | undefined> {
  return yield* findOne('party', { book, ref })
}
