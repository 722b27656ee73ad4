import type { DatasetId, EntityId, IsoDate, NonEmpty } from './brand.ts'
import type { CountryClaim } from './country.ts'
import type { Designation } from './designation.ts'
import type { Identifier } from './identifier.ts'
import { accepted, type Parsed, refused } from './parsed.ts'
import type { PartialDate } from './partial-date.ts'

/** The authority's own marking of an alias (OFAC FAQ 122); a primary name has none. */
export const ALIAS_QUALITIES = ['strong', 'weak'] as const
export type AliasQuality = (typeof ALIAS_QUALITIES)[number]
export type NameQuality = 'primary' | AliasQuality

/** Reads an authority's alias marking. An unknown marking is refused, never taken for `weak`. */
export function parseAliasQuality(raw: string): Parsed<AliasQuality> {
  const quality = ALIAS_QUALITIES.find((known) => known === raw.trim().toLowerCase())
  return quality === undefined ? refused('alias.quality.unknown', raw) : accepted(quality)
}

/** How a name stands to its bearer: in use, former, or one it now has. */
export type NameKind = 'name' | 'alias' | 'former' | 'now'

/** Parts of a person's name where the publisher or the asker gives them apart. */
export interface NameParts {
  readonly given?: string
  readonly second?: string
  readonly middle?: string
  readonly patronymic?: string
  readonly family?: string
  readonly maternal?: string
  readonly title?: string
  readonly suffix?: string
}

export interface Name {
  /** The name as a reader would write it: `Miguel Angel RODRIGUEZ OREJUELA`. */
  readonly text: string
  /** The publisher's own form where it differs: `RODRIGUEZ OREJUELA, Miguel Angel`. */
  readonly asPublished?: string
  readonly quality: NameQuality
  readonly kind: NameKind
  readonly parts?: NameParts
  /** ISO 15924 script or ISO 639 language, where the publisher says it. */
  readonly script?: string
  readonly language?: string
  /** Days in which the name covered the designation, where the publisher dates it. */
  readonly validFrom?: IsoDate
  readonly validTo?: IsoDate
}

export interface Address {
  /** The whole address on one line, as published. */
  readonly full: string
  readonly street?: string
  readonly city?: string
  readonly region?: string
  readonly postalCode?: string
  readonly country?: CountryClaim
}

export interface Place {
  readonly kind: 'birth' | 'registration'
  readonly asPublished: string
  readonly country?: CountryClaim
}

/** `linked_to` is a basis of designation on a list, never ownership (OFAC "Linked To"). */
export const RELATION_KINDS = [
  'linked_to',
  'owned_or_controlled_by',
  'owns_or_controls',
  'owner_of',
  'acting_for',
  'supporting',
  'leader_or_official_of',
  'family_of',
  'associate_of',
  'member_of',
  'employee_of',
  'property_of',
  'successor_of',
  'playing_role_in',
  'other',
] as const
export type RelationKind = (typeof RELATION_KINDS)[number]

export interface Relation {
  readonly kind: RelationKind
  /** The publisher's own word for the relation. */
  readonly asPublished: string
  /** The other party's id, where the publisher gives it or it was resolved without doubt. */
  readonly target?: EntityId
  readonly targetName?: string
}

/** A marking that adds risk for some asker: a secondary-sanctions mark, a directive, a menu-based measure. */
export interface Marking {
  readonly kind: 'secondary_sanctions' | 'directive' | 'menu_based' | 'foreign_subsidiary_ban' | 'determination'
  /** The legal basis as the publisher words it. */
  readonly basis: string
}

/** A person, organisation, vessel, aircraft or other thing on a list. Empty arrays where the publisher says nothing. */
export interface Entity {
  readonly id: EntityId
  /** FollowTheMoney schema name: `Person`, `Organization`, `Company`, `LegalEntity`, `Vessel`, `Airplane` … */
  readonly schema: string
  /** The primary name first. */
  readonly names: NonEmpty<Name>
  readonly datasets: readonly DatasetId[]
  /** Earlier and other ids under which the entity may be asked for. */
  readonly referents: readonly EntityId[]
  readonly birthDates: readonly PartialDate[]
  readonly deathDates: readonly PartialDate[]
  /** Founding of an organisation, building of a vessel or aircraft. */
  readonly foundedDates: readonly PartialDate[]
  readonly places: readonly Place[]
  readonly countries: readonly CountryClaim[]
  readonly genders: readonly ('male' | 'female' | 'other')[]
  readonly identifiers: readonly Identifier[]
  readonly addresses: readonly Address[]
  readonly titles: readonly string[]
  /** The publisher's own tags, as published. */
  readonly programmes: readonly string[]
  readonly markings: readonly Marking[]
  /** What was imposed, in the publisher's words (`Asset freeze`, `Travel Ban`): a travel ban alone blocks no payment. */
  readonly measures?: readonly string[]
  readonly relations: readonly Relation[]
  /** What the list itself states of authorities and dates; the register's statuses are joined by `screening/`. */
  readonly designations: readonly Designation[]
  /** FollowTheMoney topics, as in `sanction`, `crime.terror`. */
  readonly topics: readonly string[]
  readonly notes: readonly string[]
  readonly listed?: { readonly on?: IsoDate; readonly changed?: IsoDate }
  /** Instants at which whoever gathered the entry first and last saw it, and saw it change, as they state them. */
  readonly seen?: { readonly first?: string; readonly last?: string; readonly changed?: string }
  /** Where it was published: the publisher's own id, and for objects what FollowTheMoney has a property for (`type`, `tonnage`, `model` …). */
  readonly sourceId: string
  /** FollowTheMoney properties with no place above, kept so that nothing read is lost on the way out. */
  readonly extra: Readonly<Record<string, readonly string[]>>
}

export const captionOf = (entity: Pick<Entity, 'names'>): string => entity.names[0].text

const NOTHING: readonly never[] = []

/** The fields of an entity about which nothing is said; spread first, then state what is known. */
export const UNSTATED = {
  datasets: NOTHING,
  referents: NOTHING,
  birthDates: NOTHING,
  deathDates: NOTHING,
  foundedDates: NOTHING,
  places: NOTHING,
  countries: NOTHING,
  genders: NOTHING,
  identifiers: NOTHING,
  addresses: NOTHING,
  titles: NOTHING,
  programmes: NOTHING,
  markings: NOTHING,
  relations: NOTHING,
  designations: NOTHING,
  topics: NOTHING,
  notes: NOTHING,
  extra: {},
} as const satisfies Partial<Entity>
