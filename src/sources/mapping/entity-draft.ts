import type { DatasetId, EntityId, IsoDate, NonEmpty } from '../../model/brand.ts'
import type { CountryClaim } from '../../model/country.ts'
import type { Designation } from '../../model/designation.ts'
import {
  type Address,
  type Entity,
  type Marking,
  type Name,
  type Place,
  type Relation,
  UNSTATED,
} from '../../model/entity.ts'
import type { Identifier } from '../../model/identifier.ts'
import type { PartialDate } from '../../model/partial-date.ts'

type Gender = Entity['genders'][number]

/** An entity while its rows are still being read. Values keep the publisher's order; a value said twice is held once. */
export class EntityDraft {
  readonly id: EntityId
  readonly sourceId: string
  schema: string
  listed: { on?: IsoDate; changed?: IsoDate } | undefined
  seen: Entity['seen']
  readonly names: Name[] = []
  readonly datasets: DatasetId[] = []
  readonly referents: EntityId[] = []
  readonly birthDates: PartialDate[] = []
  readonly deathDates: PartialDate[] = []
  readonly foundedDates: PartialDate[] = []
  readonly places: Place[] = []
  readonly countries: CountryClaim[] = []
  readonly genders: Gender[] = []
  readonly identifiers: Identifier[] = []
  readonly addresses: Address[] = []
  readonly titles: string[] = []
  readonly programmes: string[] = []
  readonly markings: Marking[] = []
  readonly measures: string[] = []
  relations: Relation[] = []
  readonly designations: Designation[] = []
  readonly topics: string[] = []
  readonly notes: string[] = []
  readonly extra: Record<string, string[]> = {}

  constructor(id: string, sourceId: string, schema: string) {
    this.id = id as EntityId
    this.sourceId = sourceId
    this.schema = schema
  }

  /** A name. A repeated text keeps the better quality, so that no weak mark hides a strong one. */
  addName(name: Name): void {
    if (name.text === '') return
    const at = this.names.findIndex((other) => other.text === name.text)
    const held = this.names[at]
    if (held === undefined) this.names.push(name)
    else if (RANK[name.quality] < RANK[held.quality]) this.names[at] = { ...held, ...name }
  }

  addBirthDate(date: PartialDate): void {
    addDate(this.birthDates, date)
  }

  addDeathDate(date: PartialDate): void {
    addDate(this.deathDates, date)
  }

  addFoundedDate(date: PartialDate): void {
    addDate(this.foundedDates, date)
  }

  addPlace(place: Place): void {
    if (place.asPublished === '') return
    if (!this.places.some((other) => other.kind === place.kind && other.asPublished === place.asPublished)) {
      this.places.push(place)
    }
  }

  addCountry(claim: CountryClaim): void {
    if (claim.asPublished === '') return
    const isHeld = (other: CountryClaim): boolean =>
      other.role === claim.role && other.asPublished === claim.asPublished
    if (!this.countries.some(isHeld)) this.countries.push(claim)
  }

  addGender(gender: Gender): void {
    if (!this.genders.includes(gender)) this.genders.push(gender)
  }

  addIdentifier(identifier: Identifier): void {
    const isHeld = this.identifiers.some(
      (other) =>
        other.asPublished === identifier.asPublished &&
        other.scheme === identifier.scheme &&
        other.country === identifier.country &&
        other.kind === identifier.kind,
    )
    if (!isHeld) this.identifiers.push(identifier)
  }

  addAddress(address: Address): void {
    if (address.full !== '' && !this.addresses.some((other) => other.full === address.full)) {
      this.addresses.push(address)
    }
  }

  /** One designation for each authority; of two dates the earlier. */
  addDesignation(designation: Designation): void {
    const at = this.designations.findIndex((other) => other.authority === designation.authority)
    const held = this.designations[at]
    if (held === undefined) this.designations.push(designation)
    else if (held.since !== null && designation.since !== null && designation.since < held.since) {
      this.designations[at] = designation
    }
  }

  addMarking(marking: Marking): void {
    const isHeld = (other: Marking): boolean => other.kind === marking.kind && other.basis === marking.basis
    if (!this.markings.some(isHeld)) this.markings.push(marking)
  }

  addRelation(relation: Relation): void {
    const isHeld = (other: Relation): boolean =>
      other.asPublished === relation.asPublished &&
      other.target === relation.target &&
      other.targetName === relation.targetName
    if (!this.relations.some(isHeld)) this.relations.push(relation)
  }

  addTitle(title: string): void {
    addText(this.titles, title)
  }

  addProgramme(programme: string): void {
    addText(this.programmes, programme)
  }

  addMeasure(measure: string): void {
    addText(this.measures, measure)
  }

  addTopic(topic: string): void {
    addText(this.topics, topic)
  }

  addNote(note: string): void {
    addText(this.notes, note)
  }

  addReferent(id: string): void {
    const referent = id as EntityId
    if (!this.referents.includes(referent)) this.referents.push(referent)
  }

  /** A value of a FollowTheMoney property that has no field of its own. */
  addExtra(property: string, value: string): void {
    const held = this.extra[property] ?? []
    addText(held, value)
    if (held.length > 0) this.extra[property] = held
  }

  /** The entity, or `undefined` while it has no name: nothing without a name can be found. */
  build(): Entity | undefined {
    const names = primaryFirst(this.names)
    if (names === undefined) return undefined
    return {
      id: this.id,
      schema: this.schema,
      sourceId: this.sourceId,
      names,
      datasets: stated(this.datasets),
      referents: stated(this.referents),
      birthDates: stated(this.birthDates),
      deathDates: stated(this.deathDates),
      foundedDates: stated(this.foundedDates),
      places: stated(this.places),
      countries: stated(this.countries),
      genders: stated(this.genders),
      identifiers: stated(this.identifiers),
      addresses: stated(this.addresses),
      titles: stated(this.titles),
      programmes: stated(this.programmes),
      markings: stated(this.markings),
      relations: stated(this.relations),
      designations: stated(this.designations),
      topics: stated(this.topics),
      notes: stated(this.notes),
      extra: this.extra,
      ...(this.measures.length === 0 ? {} : { measures: this.measures }),
      ...(this.listed === undefined ? {} : { listed: this.listed }),
      ...(this.seen === undefined ? {} : { seen: this.seen }),
    }
  }
}

const RANK = { primary: 0, strong: 1, weak: 2 } as const

/** Empty lists share one array: tens of thousands of entities have many. */
const stated = <T>(values: readonly T[]): readonly T[] => (values.length === 0 ? UNSTATED.datasets : values)

function addText(held: string[], value: string): void {
  const text = value.trim()
  if (text !== '' && !held.includes(text)) held.push(text)
}

function addDate(held: PartialDate[], date: PartialDate): void {
  if (!held.some((other) => other.asPublished === date.asPublished && other.from === date.from)) held.push(date)
}

function primaryFirst(names: readonly Name[]): NonEmpty<Name> | undefined {
  const [first, ...rest] = [
    ...names.filter(({ quality }) => quality === 'primary'),
    ...names.filter(({ quality }) => quality !== 'primary'),
  ]
  return first === undefined ? undefined : [first, ...rest]
}
