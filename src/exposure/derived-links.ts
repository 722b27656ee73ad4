import type { BookParty } from '../model/book.ts'
import type { Link, LinkKind } from '../model/link.ts'

/** Most parties that one number or address may tie together; more share an office or an agent, and prove nothing. */
export const MAX_SHARED_BY = 20

const SHARED: readonly { readonly kind: LinkKind; readonly properties: readonly string[] }[] = [
  {
    kind: 'shares_identifier',
    properties: ['taxNumber', 'idNumber', 'passportNumber', 'registrationNumber', 'leiCode'],
  },
  { kind: 'shares_account', properties: ['iban'] },
  { kind: 'shares_phone', properties: ['phone'] },
  { kind: 'shares_address', properties: ['address'] },
]
/** Shorter values are placeholders. */
const SHORTEST = 6

/** Values that too many parties share, told instead of drawn. */
export interface SharedTooWidely {
  readonly kind: LinkKind
  readonly value: string
  readonly parties: number
}

/** Links between parties of a book that share a number, an account, a telephone or an address, compared without marks and spaces. */
export function derivedLinks(parties: readonly BookParty[], add: (link: Link) => void): readonly SharedTooWidely[] {
  const tooWide: SharedTooWidely[] = []
  for (const { kind, properties } of SHARED) {
    for (const [value, holders] of holdersOf(parties, properties)) {
      if (holders.length > MAX_SHARED_BY) tooWide.push({ kind, value, parties: holders.length })
      else linkAll(kind, value, holders, add)
    }
  }
  return tooWide
}

/** Values that at least two parties have. The many that one party has alone are kept without a list of their own. */
function holdersOf(
  parties: readonly BookParty[],
  properties: readonly string[],
): ReadonlyMap<string, readonly BookParty[]> {
  const first = new Map<string, BookParty>()
  const shared = new Map<string, BookParty[]>()
  const put = (value: string, party: BookParty): void => {
    const [held, alone] = [shared.get(value), first.get(value)]
    if (held !== undefined) held.push(party)
    else if (alone === undefined) first.set(value, party)
    else if (alone !== party) shared.set(value, [alone, party])
  }
  for (const party of parties) {
    for (const property of properties) {
      for (const raw of party.properties[property] ?? []) {
        const value = plain(raw)
        if (value.length >= SHORTEST && shared.get(value)?.at(-1) !== party) put(value, party)
      }
    }
  }
  return shared
}

function linkAll(kind: LinkKind, value: string, holders: readonly BookParty[], add: (link: Link) => void): void {
  for (const [i, a] of holders.entries()) {
    for (const b of holders.slice(i + 1)) {
      const sameBirth = (a.properties['birthDate'] ?? []).some((date) => b.properties['birthDate']?.includes(date))
      add({
        from: a.id,
        to: b.id,
        kind,
        grade: 'documented',
        source: 'the book itself',
        note: kind === 'shares_address' && sameBirth ? `${value}, and the same birth date` : value,
        row: a.row,
      })
    }
  }
}

const ASCII = /^[\x20-\x7e]*$/

const plain = (text: string): string =>
  ASCII.test(text)
    ? text.toUpperCase().replace(/[^A-Z0-9]+/g, '')
    : text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toUpperCase()
        .replace(/[^\p{L}\p{N}]/gu, '')
