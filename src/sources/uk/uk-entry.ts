import type { IsoDate } from '../../model/brand.ts'
import type { AliasQuality, Name, NameKind, NameParts } from '../../model/entity.ts'
import type { IdentifierScheme } from '../../model/identifier.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import { isoDay } from '../../model/partial-date.ts'
import { cleanText, joined } from '../mapping/clean-text.ts'
import type { EntityDraft } from '../mapping/entity-draft.ts'
import type { ListTally } from '../mapping/list-tally.ts'
import { refineScheme } from '../mapping/refine-scheme.ts'

/** Kinds of party on the UK's lists. */
export const UK_SCHEMAS: Readonly<Record<string, string>> = {
  individual: 'Person',
  entity: 'Organization',
  ship: 'Vessel',
}

/** `DD/MM/YYYY` or `DD-MM-YYYY`, as the UK writes its own dates. */
export function ukDay(raw: string): IsoDate | undefined {
  const found = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})/.exec(raw.trim())
  if (found !== null) return isoDay(Number(found[3]), Number(found[2]), Number(found[1]))
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(raw.trim())
  return iso === null ? undefined : isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
}

/** How a name stands to its bearer, by `NameType` of the FCDO or `Alias Type` of OFSI. */
export function ukNameRole(raw: string): { readonly isPrimary: boolean; readonly kind: NameKind } | undefined {
  switch (raw.trim().toLowerCase().replace(/\s+/g, ' ')) {
    case 'primary name':
      return { isPrimary: true, kind: 'name' }
    case 'primary name variation':
    case 'alias':
    case 'aka':
    case 'a.k.a':
    case 'a.k.a.':
      return { isPrimary: false, kind: 'alias' }
    case 'fka':
    case 'f.k.a':
    case 'f.k.a.':
      return { isPrimary: false, kind: 'former' }
    default:
      return undefined
  }
}

/** The strength of an alias. Most are unmarked, and an unmarked alias is an alias in full: only a stated weakness weakens. */
export function ukAliasQuality(raw: string): AliasQuality | undefined {
  const mark = raw.trim().toLowerCase()
  if (mark === '' || /^good( quality)?( a\.?k\.?a\.?)?$/.test(mark) || mark === 'strong') return 'strong'
  return /^low( quality)?( a\.?k\.?a\.?)?$/.test(mark) || mark === 'weak' ? 'weak' : undefined
}

/** `Name 6` is the surname or the whole name, 1 to 5 come before it in order. */
export function ukName(parts: readonly string[], isPerson: boolean): Pick<Name, 'text' | 'parts'> {
  const [family = '', ...before] = parts.map(cleanText)
  const text = joined([...before, family], ' ')
  const [given, ...middle] = before.filter((part) => part !== '')
  if (!isPerson || given === undefined || family === '') return { text }
  const named: NameParts = {
    given,
    ...(middle.length === 0 ? {} : { middle: middle.join(' ') }),
    family,
  }
  return { text, parts: named }
}

/** Values of a cell that holds several as `(1) … (2) …`. */
export function numberedValues(raw: string): readonly string[] {
  const text = raw.trim()
  const parts = /^\(\d{1,3}\)/.test(text) ? text.split(/\s*\(\d{1,3}\)\s*/) : [text]
  return parts.map((part) => part.trim().replace(/^-$|^\.$/, '')).filter((part) => part !== '')
}

/** A document number with what the list says of it; the country is the first that the words name. */
export function addUkDocument(
  draft: EntityDraft,
  scheme: IdentifierScheme,
  number: string,
  detail: string,
  tally: ListTally,
): void {
  const value = number.trim()
  if (value === '') {
    draft.addNote(detail)
    return
  }
  const country = countryIn(detail, tally)
  draft.addIdentifier(
    readIdentifier(refineScheme(scheme, country, value), value, {
      ...(detail === '' ? {} : { kind: detail.slice(0, 200) }),
      ...(country === undefined ? {} : { country }),
    }),
  )
}

function countryIn(detail: string, tally: ListTally): ReturnType<ListTally['countries']['code']> {
  const words = detail.replace(/[^\p{L}\s'-]/gu, ' ').split(/\s+/)
  for (let length = 3; length >= 1; length -= 1) {
    for (let at = 0; at + length <= Math.min(words.length, 12); at += 1) {
      const text = words.slice(at, at + length).join(' ')
      if (text.length < 4) continue
      const code = tally.countries.code(text)
      if (code !== undefined) return code
    }
  }
  return undefined
}

export function addUkImo(draft: EntityDraft, raw: string): void {
  const number = raw.trim()
  if (number !== '') draft.addIdentifier(readIdentifier('imo', number, { kind: 'IMO number' }))
}

/** Programme, measures, designation and the ids under which other lists name the party. */
export function addUkDesignation(
  draft: EntityDraft,
  facts: {
    readonly regime: string
    readonly measures: readonly string[]
    readonly since: IsoDate | undefined
    readonly changed: IsoDate | undefined
    readonly citation: string
  },
): void {
  draft.addProgramme(facts.regime)
  for (const measure of facts.measures) draft.addMeasure(measure)
  draft.addTopic('sanction')
  if (/counter-terrorism|al-qa/i.test(facts.regime)) draft.addTopic('crime.terror')
  draft.addDesignation({
    authority: 'UK',
    state: 'designated',
    since: facts.since ?? null,
    until: null,
    citation: facts.citation,
    verified: true,
  })
  draft.listed = {
    ...(facts.since === undefined ? {} : { on: facts.since }),
    ...(facts.changed === undefined ? {} : { changed: facts.changed }),
  }
}

/** Numbers of the party on other lists, kept so that the same party can be found there. */
export function addUkReferences(draft: EntityDraft, references: { ofsi?: string; un?: string; uk?: string }): void {
  const { ofsi = '', un = '', uk = '' } = references
  if (ofsi !== '') draft.addIdentifier(readIdentifier('other', ofsi, { kind: 'OFSI group' }))
  if (uk !== '') draft.addIdentifier(readIdentifier('other', uk, { kind: 'UK reference' }))
  for (const reference of un.split(/[;,]\s*|\s+and\s+/).filter((one) => one !== '')) {
    draft.addIdentifier(readIdentifier('other', reference, { kind: 'UN reference' }))
  }
}
