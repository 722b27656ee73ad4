import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'

/** Who asks what the law obliges them to do (PRODUCT.md §4.2). */
export const ASKERS = [
  'us_bank',
  'foreign_bank',
  'us_trader',
  'foreign_company',
  'carrier_or_visa',
  'ngo',
  'insurer',
  'tourism',
  'us_crypto',
] as const
export type Asker = (typeof ASKERS)[number]

/** Whether a US person or conduct in the United States is involved: it decides which US duties bind. */
export const NEXUSES = ['us', 'non_us'] as const
export type Nexus = (typeof NEXUSES)[number]

/** How the asker's counterparty stands to the designation. */
export const RELATIONS = [
  'designated',
  'owned_50',
  'owned_minor',
  'controlled',
  'announced',
  'held',
  'revoked',
  'news_only',
] as const
export type Relation = (typeof RELATIONS)[number]

/** The columns of the tables: a smaller holding and control without ownership are answered alike. */
export const COLUMNS = [
  'designated',
  'owned_50',
  'owned_minor_or_controlled',
  'announced',
  'held',
  'revoked',
  'news_only',
] as const
export type Column = (typeof COLUMNS)[number]

export const columnOf = (relation: Relation): Column =>
  relation === 'owned_minor' || relation === 'controlled' ? 'owned_minor_or_controlled' : relation

export type Language = 'en' | 'es'

/** One question to the law. */
export interface LawQuestion {
  readonly asker: Asker
  /** Absent: the asker's own where it has one, otherwise both are answered. */
  readonly nexus?: Nexus
  readonly authorities: readonly Authority[]
  readonly relation: Relation
  /** The day whose rules count. */
  readonly asOf: IsoDate
  /** The day from which clocks run: of the blocking, the rejection, the detection. Absent: `asOf`. */
  readonly trigger?: IsoDate
  /** The list marks the entry with a risk of secondary sanctions. */
  readonly hasSecondaryMark?: boolean
  readonly language: Language
}

/** The nexus that an asker has by being what it is. */
export const OWN_NEXUS: Partial<Record<Asker, Nexus>> = {
  us_bank: 'us',
  us_trader: 'us',
  us_crypto: 'us',
  foreign_bank: 'non_us',
  foreign_company: 'non_us',
}

/** The nexus or nexuses that a question is answered for. */
export function nexusesOf({ asker, nexus }: Pick<LawQuestion, 'asker' | 'nexus'>): readonly Nexus[] {
  const own = nexus ?? OWN_NEXUS[asker]
  return own === undefined ? NEXUSES : [own]
}

export const parseAsker = (raw: string): Parsed<Asker> => parseOne(ASKERS, 'law.asker.unknown', raw)
export const parseRelation = (raw: string): Parsed<Relation> => parseOne(RELATIONS, 'law.relation.unknown', raw)
export const parseNexus = (raw: string): Parsed<Nexus> => parseOne(NEXUSES, 'law.nexus.unknown', raw)

function parseOne<T extends string>(known: readonly T[], code: string, raw: string): Parsed<T> {
  const wanted = raw.trim().toLowerCase().replaceAll('-', '_')
  const found = known.find((each) => each === wanted)
  return found === undefined ? refused(code, raw, { remedy: `use one of ${known.join(', ')}` }) : accepted(found)
}
