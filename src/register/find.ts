import type { IsoDate } from '../model/brand.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import type { Alias, Organisation } from './organisation.ts'

/** Which tier of the lookup found the organisation (PRODUCT.md §4.5). */
export const LOOKUP_TIERS = ['id', 'name', 'alias', 'matcher'] as const
export type LookupTier = (typeof LOOKUP_TIERS)[number]

export interface Found {
  readonly organisation: Organisation
  readonly tier: LookupTier
}

/** The last tier: organisations whose name the matcher puts above its bar for this text. Wired by the engine. */
export type FindByName = (text: string, organisations: readonly Organisation[]) => readonly Organisation[]

/**
 * Finds one organisation in tiers, of which the first with a find decides: id or OFAC uid; name; alias valid on the
 * day; the matcher. Two finds in one tier are refused as `register.ambiguous`, none as `register.unknown`.
 */
export function findOrganisation(
  organisations: readonly Organisation[],
  text: string,
  asOf: IsoDate,
  findByName: FindByName = () => [],
): Parsed<Found> {
  const folded = foldName(text)
  const tiers: readonly (readonly [LookupTier, () => readonly Organisation[]])[] = [
    ['id', () => organisations.filter((organisation) => isIdOf(organisation, text.trim()))],
    [
      'name',
      () => organisations.filter((organisation) => namesOf(organisation).some((name) => foldName(name) === folded)),
    ],
    ['alias', () => organisations.filter((organisation) => isAliasOf(organisation, folded, asOf))],
    ['matcher', () => findByName(text, organisations)],
  ]
  if (folded === '') return refused('register.unknown', text)
  for (const [tier, find] of tiers) {
    const found = find()
    const [only, ...others] = found
    if (only === undefined) continue
    if (others.length === 0) return accepted({ organisation: only, tier })
    const ids = found.map(({ id, name }) => `${name} [${id}]`).join(', ')
    return refused('register.ambiguous', text, { where: ids, remedy: `ask again with one of these ids: ${ids}` })
  }
  return refused('register.unknown', text)
}

const isIdOf = (organisation: Organisation, text: string): boolean =>
  organisation.id === text.toLowerCase() ||
  (organisation.ofacUid !== undefined &&
    [organisation.ofacUid, `ofac-${organisation.ofacUid}`].includes(text.toLowerCase()))

/** The name with and without its bracketed tail. */
const namesOf = (organisation: Organisation): readonly string[] => [organisation.name, withoutTail(organisation.name)]

const TAIL = /^(.*\S)\s*\(([^()]*)\)$/

export const withoutTail = (name: string): string => TAIL.exec(name)?.[1] ?? name

/** Names of the list's own entry, and aliases the designation covered on the day. */
const isAliasOf = (organisation: Organisation, folded: string, asOf: IsoDate): boolean =>
  organisation.aliases.some((alias) => isValidOn(alias, asOf) && foldName(alias.text) === folded) ||
  organisation.listNames.some(({ name, first }) => first <= asOf && foldName(name) === folded) ||
  foldName(TAIL.exec(organisation.name)?.[2] ?? '') === folded

export const isValidOn = (alias: Alias, day: IsoDate): boolean =>
  (alias.from === undefined || alias.from <= day) && (alias.to === undefined || day < alias.to)

/** Lower case without marks, apostrophes or a leading “the”, single spaces between runs of letters and digits. */
export function foldName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'’‘ʼ`]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the (?=.)/, '')
}
