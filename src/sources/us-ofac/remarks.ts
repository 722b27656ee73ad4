import type { Identifier, IdentifierScheme } from '../../model/identifier.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import type { CountryReader } from '../mapping/country-reader.ts'
import type { EntityDraft } from '../mapping/entity-draft.ts'
import { refineScheme } from '../mapping/refine-scheme.ts'
import { readOfacDate } from './ofac-dates.ts'
import { ofacAliasKind, ofacName } from './ofac-names.ts'
import { findRemarkKey, type RemarkMeaning } from './remark-keys.ts'

const ITEM_CHARS = 2_000

/**
 * Reads OFAC's remarks into an entity: `item; item; … item.` where an item is `[alt. ]key value [(country)] [issued d] [expires d]`.
 * What no rule knows stays as a note, word for word.
 *
 * @param title - The entry's title, which the remarks repeat and which may hold semicolons.
 * @returns how many weak aliases the remarks held.
 */
export function readRemarks(draft: EntityDraft, remarks: string, title: string, countries: CountryReader): number {
  const text = withoutTitle(remarks.replace(/\s+/g, ' ').trim(), title)
  const isCut = !text.endsWith('.') && text !== ''
  const items = splitRemarks(text.endsWith('.') ? text.slice(0, -1) : text)
  let aliases = 0
  for (const [position, item] of items.entries()) {
    if (isCut && position === items.length - 1) draft.addNote(`${item}…`)
    else if (readItem(draft, item, countries) === 'alias') aliases += 1
  }
  return aliases
}

function withoutTitle(remarks: string, title: string): string {
  const wanted = title.replace(/\s+/g, ' ').trim()
  if (wanted === '') return remarks
  const at = remarks.indexOf(wanted)
  if (at === -1) return remarks
  const before = remarks.slice(0, at)
  const after = remarks.slice(at + wanted.length)
  if (!/(^|; )$/.test(before) || !/^([;.]|$)/.test(after)) return remarks
  return `${before}${after.replace(/^; ?/, '')}`
}

/** Splits at semicolons outside brackets; brackets that never close count as text. */
export function splitRemarks(text: string): readonly string[] {
  const items: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (char === '(') depth += 1
    else if (char === ')') depth = Math.max(0, depth - 1)
    else if (char === ';' && depth === 0) {
      items.push(text.slice(start, at))
      start = at + 1
    }
  }
  const split = depth === 0 ? [...items, text.slice(start)] : text.split(';')
  return joinQuoted(split.map((item) => item.trim()).filter((item) => item !== ''))
}

const OPEN_ALIAS = /^(?:alt\. )?[afn]\.k\.a\.,? '/

/** An alias that holds a semicolon runs to the item that ends with its quote. */
function joinQuoted(items: readonly string[]): readonly string[] {
  const out: string[] = []
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at] ?? ''
    const next = items[at + 1]
    if (OPEN_ALIAS.test(item) && !item.endsWith("'") && next?.endsWith("'") === true && !OPEN_ALIAS.test(next)) {
      out.push(`${item}; ${next}`)
      at += 1
    } else out.push(item)
  }
  return out
}

const ALIAS = /^([afn]\.k\.a\.),? '(.+)'$/
const UNKNOWN_KEY =
  /^([A-Z][A-Za-z.'&/() -]{1,70}?(?:No\.|No|Number|#|ID|Code|Card|Certificate|License|Licence|Document|Registration|Passport))(?: ?:)? ((?=[^ ]*\d|[^(]*\d)[A-Z0-9(][^:]*)$/
const BARE_SITE = /^(?:https?:\/\/|www\.)[^\s]+$/i

/** Reads one item of remarks; what no rule knows stays as a note. */
export function readItem(draft: EntityDraft, raw: string, countries: CountryReader): 'alias' | 'other' {
  const item = raw.startsWith('alt. ') ? raw.slice(5) : raw
  const alias = ALIAS.exec(item)
  if (alias !== null) return readWeakAlias(draft, alias[1] ?? '', alias[2] ?? '')
  if (item.length > ITEM_CHARS) draft.addNote(item)
  else if (BARE_SITE.test(item)) draft.addIdentifier(readIdentifier('website', item))
  else {
    const found = findRemarkKey(item)
    if (found === undefined) readUnknown(draft, item, countries)
    else if (!readMeaning(draft, found.key, found.meaning, found.value, countries)) draft.addNote(item)
  }
  return 'other'
}

function readWeakAlias(draft: EntityDraft, kind: string, name: string): 'alias' | 'other' {
  const known = ofacAliasKind(kind)
  if (known === undefined) return 'other'
  draft.addName(ofacName(name, draft.schema === 'Person', 'weak', known))
  return 'alias'
}

function readUnknown(draft: EntityDraft, item: string, countries: CountryReader): void {
  const found = UNKNOWN_KEY.exec(item)
  if (found === null) draft.addNote(item)
  else draft.addIdentifier(ofacIdentifier('other', found[1] ?? '', found[2] ?? '', countries))
}

/**
 * Puts one keyed value of remarks, of an XML `idType` or of a feature where it belongs.
 *
 * @returns false when the value is not in a form that the key has, and should stay as a note.
 */
export function readMeaning(
  draft: EntityDraft,
  key: string,
  meaning: RemarkMeaning,
  value: string,
  countries: CountryReader,
): boolean {
  switch (meaning.is) {
    case 'identifier':
      if (value === '') return false
      draft.addIdentifier(ofacIdentifier(meaning.scheme, key, value, countries))
      return true
    case 'imo_number':
      draft.addIdentifier(ofacIdentifier(draft.schema === 'Vessel' ? 'imo' : 'imo_company', key, value, countries))
      return true
    case 'crypto':
      return readCrypto(draft, value)
    case 'birth_date':
    case 'death_date':
    case 'founded':
      return readDate(draft, meaning.is, value)
    case 'birth_place':
      draft.addPlace(birthPlace(value, countries))
      return true
    case 'nationality':
    case 'citizenship':
      draft.addCountry(countries.claim(meaning.is, value))
      return true
    case 'registration_country':
      draft.addCountry(countries.claim('jurisdiction', value))
      return true
    case 'gender':
      return readGender(draft, value)
    case 'linked_to':
      draft.addRelation({ kind: 'linked_to', asPublished: 'Linked To', targetName: value })
      return value !== ''
    case 'marking':
      draft.addMarking({
        kind: meaning.kind,
        basis: /[:-]$/.test(key) ? value : `${key}${/\($/.test(key) ? '' : ' '}${value}`,
      })
      return true
    case 'extra':
      draft.addExtra(meaning.property, value)
      return true
    case 'note':
      return false
  }
}

function readDate(draft: EntityDraft, is: 'birth_date' | 'death_date' | 'founded', value: string): boolean {
  const date = readOfacDate(value)
  if (date === undefined) return false
  if (is === 'birth_date') draft.addBirthDate(date)
  else if (is === 'death_date') draft.addDeathDate(date)
  else draft.addFoundedDate(date)
  return true
}

/** The last part of a place is its country, where the table knows it. */
export function birthPlace(value: string, countries: CountryReader): EntityDraft['places'][number] {
  const country = lastCountry(value, countries)
  return { kind: 'birth', asPublished: value, ...(country === undefined ? {} : { country }) }
}

function lastCountry(value: string, countries: CountryReader): ReturnType<CountryReader['claim']> | undefined {
  const parts = value.split(/,\s*/)
  const twoParts = parts.slice(-2).join(', ')
  return [twoParts, parts.at(-1) ?? '']
    .map((text) => countries.claim('birth', text))
    .find(({ code }) => code !== undefined)
}

function readGender(draft: EntityDraft, value: string): boolean {
  const gender = value.toLowerCase()
  if (gender !== 'male' && gender !== 'female') return false
  draft.addGender(gender)
  return true
}

function readCrypto(draft: EntityDraft, value: string): boolean {
  const [currency, address, ...rest] = value.split(' ')
  if (currency === undefined || address === undefined || rest.length > 0) return false
  draft.addIdentifier(readIdentifier('crypto', address, { kind: currency }))
  return true
}

/** A number with its issuer and days: `A 123 (Iran) issued 01 May 2002 expires 30 Apr 2007`. */
export function ofacIdentifier(
  scheme: IdentifierScheme,
  kind: string,
  raw: string,
  countries: CountryReader,
): Identifier {
  const expiry = datedTail(raw, ' expires ')
  const issue = datedTail(expiry.rest, ' issued ')
  const { number, country } = issuerTail(issue.rest, countries)
  const identifier = readIdentifier(refineScheme(scheme, country, number), number, {
    kind,
    ...(country === undefined ? {} : { country }),
  })
  return {
    ...identifier,
    ...(issue.date === undefined ? {} : { issued: issue.date }),
    ...(expiry.date === undefined ? {} : { expires: expiry.date }),
  }
}

function datedTail(text: string, word: string): { rest: string; date?: NonNullable<ReturnType<typeof readOfacDate>> } {
  const at = text.lastIndexOf(word)
  const date = at === -1 ? undefined : readOfacDate(text.slice(at + word.length))
  return date === undefined ? { rest: text } : { rest: text.slice(0, at), date }
}

function issuerTail(
  text: string,
  countries: CountryReader,
): { number: string; country?: NonNullable<Identifier['country']> } {
  const trimmed = text.trim()
  const open = trimmed.endsWith(')') ? openingBracket(trimmed) : -1
  if (open <= 0) return { number: trimmed }
  const country = countries.code(trimmed.slice(open + 1, -1))
  return country === undefined ? { number: trimmed } : { number: trimmed.slice(0, open).trim(), country }
}

/** Where the bracket that closes the text was opened. */
function openingBracket(text: string): number {
  let depth = 0
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === ')') depth += 1
    else if (text[at] === '(') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  return -1
}
