import type { CountryTable } from '../model/country.ts'
import type { PaymentField, PaymentMessage } from '../model/payment.ts'
import type { Hit } from '../screening/outcome.ts'
import type { GivenParty } from '../screening/read-party.ts'
import { ambiguitiesOf } from './ambiguity.ts'
import { givenOf, statedCountries } from './facts.ts'
import { type FieldMap, type FieldRule, withoutCounters } from './field-map.ts'
import type { ListedNumbers } from './listed-numbers.ts'
import type { EntityRef, ListedWords, Phrase } from './listed-words.ts'
import { type DeclaredField, type MessageParty, partiesOf } from './parties.ts'
import { type Place, type PlaceHit, placesInName, placesInText, placesOfCountry } from './places.ts'

/** How a message asks: the engine's answers, cut to what payments need. */
export interface PaymentAsker {
  /** A party against every list. */
  ask(given: GivenParty): { readonly hits: readonly Hit[]; readonly missing: readonly string[] }
  /** A party against one entity; only a hit is answered. */
  compare(given: GivenParty, ref: EntityRef): Hit | undefined
  /** Reasons why nothing may pass, as no list, a stale one. */
  readonly missing: readonly string[]
}

/** What a message is screened with. */
export interface PaymentTools {
  readonly fieldMap: FieldMap
  readonly places: readonly Place[]
  readonly countries: CountryTable
  readonly words: ListedWords
  readonly numbers: ListedNumbers
  readonly asker: PaymentAsker
}

/** One field screened, or not, and what was found in it. */
export interface ScreenedField {
  readonly field: PaymentField
  readonly rule: FieldRule
  readonly hits: readonly Hit[]
  readonly places: readonly PlaceHit[]
}

export interface ScreenedMessage {
  readonly message: PaymentMessage
  readonly verdict: 'hold' | 'pass'
  /** Why it is held, each reason a sentence; empty for `pass`. */
  readonly why: readonly string[]
  readonly fields: readonly ScreenedField[]
}

/**
 * Screens one message field by field. It passes only where it was read whole, every screened field was asked of every
 * list, and nothing was found; whatever else happens it is held, with the reason.
 */
export function screenMessage(message: PaymentMessage, tools: PaymentTools): ScreenedMessage {
  const format = message.format === 'mt' ? 'mt' : 'mx'
  if (message.fault !== undefined) return heldUnread(message, tools, format)
  const fields = message.fields.map((field) => ({ field, rule: tools.fieldMap.ruleOf(format, field.path) }))
  const found = new Findings(fields.length)
  const parties = partiesOf(fields, format)
  const missing = new Set(tools.asker.missing)
  for (const party of parties) {
    for (const reason of screenParty(party, fields, tools, found)) missing.add(reason)
    findSplit(party, fields, tools, found)
  }
  screenTexts(fields, parties, tools, found)
  const screened = fields.map(({ field, rule }, at) => ({
    field,
    rule,
    hits: found.hitsOf(at),
    places: found.placesOf(at),
  }))
  const why = [
    ...reasonsOf(screened),
    ...ambiguitiesOf(message, fields, parties),
    ...[...missing].map((reason) => `could not tell: ${reason}`),
  ]
  return { message, verdict: why.length === 0 ? 'pass' : 'hold', why, fields: screened }
}

const FAULTS = {
  malformed: 'malformed',
  other_type: 'another type of message',
  oversized: 'oversized',
  unrecognised: 'not recognised as a payment message',
} as const

function heldUnread(message: PaymentMessage, tools: PaymentTools, format: 'mx' | 'mt'): ScreenedMessage {
  const { kind, detail } = message.fault ?? { kind: 'unrecognised', detail: '' }
  const fields = message.fields.map((field) => ({
    field,
    rule: { ...tools.fieldMap.ruleOf(format, field.path), isScreened: false, reason: 'the message was not screened' },
    hits: [],
    places: [],
  }))
  const type = kind === 'other_type' && !detail.includes(message.type) ? ` (${message.type})` : ''
  return { message, verdict: 'hold', why: [`${FAULTS[kind]}${type}: ${detail}`], fields }
}

/** Hits and places by field, each entity once a field, the strongest kept. */
class Findings {
  readonly #hits: Map<string, Hit>[]
  readonly #places: Map<string, PlaceHit>[]

  constructor(fields: number) {
    this.#hits = Array.from({ length: fields }, () => new Map())
    this.#places = Array.from({ length: fields }, () => new Map())
  }

  addHit(at: number, hit: Hit): void {
    const key = `${hit.list} ${hit.entity.id}`
    const known = this.#hits[at]?.get(key)
    if (known === undefined || known.match.score < hit.match.score) this.#hits[at]?.set(key, hit)
  }

  addPlaces(at: number, places: readonly PlaceHit[]): void {
    for (const hit of places) if (!this.#places[at]?.has(hit.place.code)) this.#places[at]?.set(hit.place.code, hit)
  }

  hitsOf(at: number): readonly Hit[] {
    return [...(this.#hits[at]?.values() ?? [])].sort(
      (a, b) => b.match.score - a.match.score || (a.entity.id < b.entity.id ? -1 : 1),
    )
  }

  placesOf(at: number): readonly PlaceHit[] {
    return [...(this.#places[at]?.values() ?? [])]
  }
}

function screenParty(
  party: MessageParty,
  fields: readonly DeclaredField[],
  tools: PaymentTools,
  found: Findings,
): readonly string[] {
  screenPlaces(party, fields, tools, found)
  const given = givenOf(party, fields)
  if (given === undefined) return []
  const { hits, missing } = tools.asker.ask(given)
  for (const hit of hits) for (const at of fieldsOfHit(hit, party, fields)) found.addHit(at, hit)
  return missing
}

/** The fields that a hit rests on: those of the name that matched, and those whose number did. */
function fieldsOfHit(hit: Hit, party: MessageParty, fields: readonly DeclaredField[]): readonly number[] {
  const out = new Set<number>()
  const { matched, evidence } = hit.match
  const byNumber = evidence.filter(({ feature, points }) => feature === 'identifier' && points >= 0)
  for (const { party: value } of byNumber) {
    const wanted = compact(value ?? '')
    for (const at of [...party.byKind.values()].flat()) {
      const own = compact(fields[at]?.field.value ?? '')
      if (wanted !== '' && (own.endsWith(wanted) || own.startsWith(wanted))) out.add(at)
    }
  }
  const isByName = evidence.some(({ feature, points }) => feature === 'name' && points > 0)
  const reading =
    party.names.find(({ text }) => text === matched.party) ??
    party.names.find(({ text }) => text.includes(matched.party))
  if (isByName && (out.size === 0 || hit.match.parts.name >= NAME_SAYS_FROM))
    for (const at of reading?.fields ?? []) out.add(at)
  if (out.size === 0) for (const at of party.names[0]?.fields ?? party.byKind.get('address') ?? []) out.add(at)
  return [...out]
}

/** Thousandths of name strength from which a name says something beside a number that decides. */
const NAME_SAYS_FROM = 500

const compact = (raw: string): string => raw.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')

function screenPlaces(
  party: MessageParty,
  fields: readonly DeclaredField[],
  { places, countries }: PaymentTools,
  found: Findings,
): void {
  const stated = statedCountries(party, fields)
  for (const [code, at] of stated) found.addPlaces(at, placesOfCountry(places, countries, code))
  const codes = (party.byKind.get('country') ?? []).map((at) => (fields[at]?.field.value ?? '').toLowerCase())
  const inMt = (party.byKind.get('country_town') ?? []).flatMap((at) => {
    const code = /^([A-Z]{2})\//.exec(fields[at]?.field.value ?? '')?.[1]
    return code === undefined ? [] : [code.toLowerCase()]
  })
  for (const kind of ['address', 'town', 'region', 'country_town', 'name_line'] as const) {
    for (const [order, at] of (party.byKind.get(kind) ?? []).entries()) {
      const value = fields[at]?.field.value ?? ''
      if (kind === 'name_line' && order === 0) found.addPlaces(at, placesInName(places, value))
      else found.addPlaces(at, placesInText(places, value, [...codes, ...inMt]))
    }
  }
  for (const at of party.byKind.get('name') ?? [])
    found.addPlaces(at, placesInName(places, fields[at]?.field.value ?? ''))
}

/** A name split over the lines of one party, or standing in its address, is found in the lines taken together. */
function findSplit(party: MessageParty, fields: readonly DeclaredField[], tools: PaymentTools, found: Findings): void {
  const [first] = party.block
  const isName = fields[first ?? -1]?.rule.kind === 'name'
  const isAsked = party.block.length === 1 && isName && (fields[first ?? -1]?.field.value.length ?? 0) < TEXT_FROM
  if (first === undefined || isAsked) return
  findIn(party.block, fields, tools, found)
}

/** Characters from which a single name may hold another text than a name. */
const TEXT_FROM = 36

/** Free text, element by element and the neighbours of one place together, so that a wrapped line is whole again. */
function screenTexts(
  fields: readonly DeclaredField[],
  parties: readonly MessageParty[],
  tools: PaymentTools,
  found: Findings,
): void {
  const inParties = new Set(parties.flatMap(({ byKind }) => [...byKind.values()].flat()))
  const groups = new Map<string, number[]>()
  for (const [at, { field, rule }] of fields.entries()) {
    if (!rule.isScreened || inParties.has(at) || field.value === '') continue
    const key = neighbourhood(field.path)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [at])
    else group.push(at)
  }
  for (const group of groups.values()) {
    findIn(group, fields, tools, found)
    for (const at of group) found.addPlaces(at, placesInText(tools.places, fields[at]?.field.value ?? '', []))
  }
}

/** What is read together: repeats of one element (`Ustrd`, `InstrInf`) and the lines of one MT field. */
const neighbourhood = (path: string): string => {
  const at = path.lastIndexOf('/')
  return `${path.slice(0, at)}/${withoutCounters(path.slice(at + 1))}`
}

function findIn(
  group: readonly number[],
  fields: readonly DeclaredField[],
  tools: PaymentTools,
  found: Findings,
): void {
  for (const glue of gluesOf(group, fields)) {
    const { text, starts } = together(group, fields, glue)
    for (const [order, phrase] of tools.words.find(text).entries()) {
      for (const [start, end] of order < WIDENED_MOST ? widened(text, phrase) : [[phrase.start, phrase.end] as const]) {
        const hit = tools.asker.compare({ properties: { name: [text.slice(start, end)] } }, phrase.ref)
        if (hit === undefined) continue
        for (const at of overlapping(group, starts, fields, start, end)) found.addHit(at, hit)
        break
      }
    }
    for (const { ref, scheme, text: number, start, end } of tools.numbers.find(text)) {
      const hit = tools.asker.compare(numberParty(scheme, number), ref)
      if (hit !== undefined) for (const at of overlapping(group, starts, fields, start, end)) found.addHit(at, hit)
    }
  }
}

/** Best stretches that are also taken with the word before or after them. */
const WIDENED_MOST = 8
/** Share of a name from which a stretch holds all of it. */
const WHOLE_FROM = 0.95

/**
 * A stretch, and where it covers a part of its name only, the stretch with the word before it and with the word after: the part that
 * is missing may be that word, misspelt beyond what the words are found by.
 */
function widened(text: string, { start, end, cover }: Phrase): readonly (readonly [start: number, end: number])[] {
  if (cover >= WHOLE_FROM) return [[start, end]]
  const before = WORD_BEFORE.exec(text.slice(Math.max(0, start - LONGEST_WORD), start))?.[0].length ?? 0
  const after = WORD_AFTER.exec(text.slice(end, end + LONGEST_WORD))?.[0].length ?? 0
  return [
    [start, end],
    ...(before > 0 ? [[start - before, end] as const] : []),
    ...(after > 0 ? [[start, end + after] as const] : []),
  ]
}
const LONGEST_WORD = 40
const WORD_BEFORE = /[^\s,;:]+\s+$/
const WORD_AFTER = /^\s+[^\s,;:]+/

const numberParty = (scheme: string, number: string): GivenParty => ({
  properties:
    scheme === 'bic'
      ? { swiftBic: [number, number.slice(0, 8)] }
      : scheme === 'crypto'
        ? { cryptoWallets: [number] }
        : scheme === 'iban'
          ? { iban: [number] }
          : scheme === 'imo'
            ? { imoNumber: [number] }
            : { idNumber: [number] },
})

/** Lines are joined by a space, and by nothing where one is as full as a system that wraps in mid-word leaves it. */
function gluesOf(group: readonly number[], fields: readonly DeclaredField[]): readonly string[] {
  const isFull = group.slice(0, -1).some((at) => (fields[at]?.field.value.length ?? 0) >= FULL_LINE)
  return group.length > 1 && isFull ? [' ', ''] : [' ']
}
const FULL_LINE = 33

function together(
  group: readonly number[],
  fields: readonly DeclaredField[],
  glue: string,
): { readonly text: string; readonly starts: readonly number[] } {
  const starts: number[] = []
  let text = ''
  for (const at of group) {
    if (text !== '') text += glue
    starts.push(text.length)
    text += fields[at]?.field.value ?? ''
  }
  return { text, starts }
}

const overlapping = (
  group: readonly number[],
  starts: readonly number[],
  fields: readonly DeclaredField[],
  from: number,
  to: number,
): readonly number[] =>
  group.filter((at, i) => {
    const start = starts[i] ?? 0
    return start < to && start + (fields[at]?.field.value.length ?? 0) > from
  })

function reasonsOf(fields: readonly ScreenedField[]): readonly string[] {
  const hits = fields.filter((field) => field.hits.length > 0)
  const entities = new Set(hits.flatMap((field) => field.hits.map(({ entity }) => entity.id)))
  const places = fields.filter((field) => field.places.length > 0)
  return [
    ...(entities.size === 0
      ? []
      : [`${entities.size === 1 ? 'a listed party' : `${entities.size} listed parties`} in ${pathsOf(hits)}`]),
    ...(places.length === 0
      ? []
      : [
          `a place under a comprehensive embargo (${[...new Set(places.flatMap((field) => field.places.map(({ place }) => place.code)))].join(', ')}) in ${pathsOf(places)}`,
        ]),
  ]
}

const pathsOf = (fields: readonly ScreenedField[]): string => {
  const paths = fields.map(({ field }) => field.path)
  return paths.length <= 3 ? paths.join(', ') : `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more`
}
