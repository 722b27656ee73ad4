import type { Authority, ReportedAuthority } from '../model/authority.ts'
import { type CueRow, compileLexicon, type IrregularVerb, type Lexicon } from './lexicon.ts'
import { foldText, tokenize } from './text.ts'
import { LANGUAGES, type Language } from './vocabulary.ts'

/** An organisation or class of the register, or of the table of press names: whose status may be at stake. */
export interface KnownOrganisation {
  readonly id: string
  readonly kind: 'organisation' | 'class'
  readonly names: readonly string[]
  /** Classes that it is a member of, as in `mexican-drug-cartels`. */
  readonly classes?: readonly string[]
}

export const BODY_KINDS = [
  'government',
  'agency',
  'court',
  'parliament',
  'international',
  'party',
  'force',
  'outlet',
] as const
export type BodyKind = (typeof BODY_KINDS)[number]

export interface KnownBody {
  readonly id: string
  readonly kind: BodyKind
  readonly country: string
  readonly names: readonly string[]
  /** Words that refer back to it: "the department". */
  readonly short: readonly string[]
  /** Authorities that it, or its head, can designate under. */
  readonly designates: readonly string[]
}

export interface OfficeHolder {
  readonly person: string
  readonly names: readonly string[]
  readonly office: string
  readonly country: string
  readonly from: string
  /** Empty while in office. */
  readonly to: string
}

export interface CountryName {
  readonly code: string
  readonly names: readonly string[]
  readonly demonyms: readonly string[]
  readonly seats: readonly string[]
}

export const ROLE_KINDS = [
  'person',
  'spokesman',
  'people',
  'body',
  'court',
  'parliament',
  'document',
  'pronoun',
  'title',
  'group',
  'orghead',
] as const
export type RoleKind = (typeof ROLE_KINDS)[number]

export interface RoleRow {
  readonly kind: RoleKind
  readonly language: Language
  readonly words: readonly string[]
}

export interface AuthorityRow {
  readonly authority: ReportedAuthority
  readonly kind: 'words' | 'actor'
  readonly country: string
  readonly phrases: readonly string[]
}

export interface Outlet {
  readonly name: string
  readonly names: readonly string[]
  readonly tier: 'agency' | 'record' | 'other' | 'official' | 'platform'
  readonly controlledBy: string
  readonly domain: string
}

/** Which acts a governing word and what it governs make (`data/horizon/acts.tsv`). */
export interface ActRow {
  readonly rule: string
  readonly governor: string
  readonly content: string
  readonly event: string
  readonly status: string
}

/** What `data/horizon` and the register say, read and checked at the edge and handed in. */
export interface HorizonTables {
  readonly cues: readonly CueRow[]
  readonly verbs: readonly IrregularVerb[]
  readonly organisations: readonly KnownOrganisation[]
  readonly bodies: readonly KnownBody[]
  readonly officeHolders: readonly OfficeHolder[]
  readonly countries: readonly CountryName[]
  readonly roles: readonly RoleRow[]
  readonly authorities: readonly AuthorityRow[]
  readonly outlets: readonly Outlet[]
  readonly acts: readonly ActRow[]
  readonly points: ReadonlyMap<string, number>
}

export const NAME_KINDS = ['organisation', 'class', 'country', 'demonym', 'seat', 'body', 'outlet', 'person'] as const
export type NameKind = (typeof NAME_KINDS)[number]

export interface NameEntry {
  readonly words: readonly string[]
  readonly kind: NameKind
  readonly id: string
  readonly country?: string
  readonly body?: KnownBody
  /** Letters must stand as given: an acronym such as LET or TRF. */
  readonly exact?: string
  /** Written small in the table: taken in any case ("antifa"). */
  readonly isAnyCase?: boolean
}

export interface LanguageKnowledge {
  readonly cues: Lexicon
  /** Role words by kind; several words for a phrase are joined by a space. */
  readonly roles: ReadonlyMap<string, RoleKind>
  /** First words of the role phrases. */
  readonly roleOpenings: ReadonlySet<string>
  readonly titles: ReadonlySet<string>
  readonly groups: ReadonlySet<string>
  readonly orgheads: ReadonlySet<string>
}

export interface Knowledge {
  readonly tables: HorizonTables
  readonly names: ReadonlyMap<string, readonly NameEntry[]>
  readonly byLanguage: Readonly<Record<Language, LanguageKnowledge>>
  readonly authorityPhrases: readonly { readonly authority: ReportedAuthority; readonly pattern: RegExp }[]
  readonly authorityOfCountry: ReadonlyMap<string, Authority>
  /** Folded last words of the names of office-holders. */
  readonly surnames: ReadonlySet<string>
  /** Office-holders under each of their names, cut into folded words. */
  readonly holderNames: readonly { readonly holder: OfficeHolder; readonly words: readonly string[] }[]
  readonly organisationById: ReadonlyMap<string, KnownOrganisation>
}

/** Folded words of a person's name, without marks and "Jr". */
export const nameWords = (raw: string): readonly string[] =>
  foldText(raw)
    .replace(/["',.]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && word !== 'jr')

/** Words of a name as `tokenize` cuts them. */
export const wordsOfName = (name: string): readonly string[] =>
  tokenize(name, foldText(name), { start: 0, end: name.length }, 40).map((token) => token.low)

const ACRONYM = /^[\p{Lu}\p{N}][\p{L}\p{N}/&-]{1,7}$/u
const isAcronym = (name: string): boolean =>
  ACRONYM.test(name) && (name.match(/\p{Lu}/gu)?.length ?? 0) * 2 > name.length

/** Compiles the tables once; the same tables always give the same reading. */
export function compileKnowledge(tables: HorizonTables): Knowledge {
  return {
    tables,
    names: compileNames(tables),
    byLanguage: { en: languageOf(tables, 'en'), es: languageOf(tables, 'es') },
    authorityPhrases: tables.authorities
      .filter((row) => row.kind === 'words')
      .map((row) => ({ authority: row.authority, pattern: phrasePattern(row.phrases) })),
    authorityOfCountry: new Map(
      tables.authorities.filter((row) => row.kind === 'actor').map((row) => [row.country, row.authority as Authority]),
    ),
    holderNames: tables.officeHolders.flatMap((holder) =>
      holder.names.map((name) => ({ holder, words: nameWords(name) })),
    ),
    surnames: new Set(
      tables.officeHolders.flatMap((holder) => holder.names.map((name) => foldText(name).split(' ').at(-1) ?? '')),
    ),
    organisationById: new Map(tables.organisations.map((organisation) => [organisation.id, organisation])),
  }
}

const escaped = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const phrasePattern = (phrases: readonly string[]): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${[...phrases]
      .sort((a, b) => b.length - a.length)
      .map(escaped)
      .join('|')})(?![\\p{L}\\p{N}])`,
    'gu',
  )

function languageOf(tables: HorizonTables, language: Language): LanguageKnowledge {
  const rows = tables.roles.filter((row) => row.language === language)
  const words = (kind: RoleKind): readonly string[] =>
    rows.filter((row) => row.kind === kind).flatMap((row) => row.words)
  const roles = new Map<string, RoleKind>()
  for (const row of rows) {
    if (row.kind === 'title' || row.kind === 'orghead' || row.kind === 'group') continue
    for (const word of row.words) if (!roles.has(word)) roles.set(word, row.kind)
  }
  return {
    cues: compileLexicon(tables.cues, tables.verbs, language),
    roles,
    roleOpenings: new Set([...roles.keys()].map((phrase) => phrase.split(' ')[0] ?? '')),
    titles: new Set(words('title')),
    groups: new Set(words('group')),
    orgheads: new Set(
      LANGUAGES.flatMap((each) =>
        tables.roles.filter((row) => row.language === each && row.kind === 'orghead').flatMap((row) => row.words),
      ),
    ),
  }
}

/** Shortest acronym taken without its long form beside it: two letters are too often something else. */
const MIN_ACRONYM_LENGTH = 3

function compileNames(tables: HorizonTables): ReadonlyMap<string, readonly NameEntry[]> {
  const byFirst = new Map<string, NameEntry[]>()
  const taken = new Set<string>()
  const add = (name: string, entry: Omit<NameEntry, 'words' | 'exact'>): void => {
    const words = wordsOfName(name)
    const first = words[0]
    if (first === undefined) return
    const acronym = isAcronym(name)
    if (acronym && name.length < MIN_ACRONYM_LENGTH && entry.kind === 'organisation') return
    const key = words.join(' ')
    if (taken.has(key)) return
    taken.add(key)
    const full: NameEntry = {
      ...entry,
      words,
      ...(acronym ? { exact: name } : {}),
      ...(/\p{Lu}/u.test(name) ? {} : { isAnyCase: true }),
    }
    const bucket = byFirst.get(first)
    if (bucket === undefined) byFirst.set(first, [full])
    else bucket.push(full)
  }
  for (const body of tables.bodies)
    for (const name of body.names) add(name, { kind: 'body', id: body.id, country: body.country, body })
  for (const { code, names, demonyms, seats } of tables.countries) {
    for (const name of names) add(name, { kind: 'country', id: code, country: code })
    for (const name of seats) add(name, { kind: 'seat', id: code, country: code })
    for (const name of demonyms) add(name, { kind: 'demonym', id: code, country: code })
  }
  for (const { id, kind, names } of tables.organisations) for (const name of names) add(name, { kind, id })
  for (const outlet of tables.outlets) {
    if (outlet.tier === 'official') continue
    for (const name of outlet.names) add(name, { kind: 'outlet', id: outlet.name })
  }
  for (const holder of tables.officeHolders)
    for (const name of holder.names) add(name, { kind: 'person', id: holder.person, country: holder.country })
  for (const bucket of byFirst.values()) bucket.sort((a, b) => b.words.length - a.words.length)
  return byFirst
}
