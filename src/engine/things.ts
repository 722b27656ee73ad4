import type { Entity } from '../model/entity.ts'
import type { FtmEntity } from '../model/ftm.ts'
import { entityProperties, schemaFacts } from '../model/ftm-schema.ts'
import { mergedEntity } from '../register/lists/merged-entity.ts'
import type { Engine, ListInForce } from './engine.ts'
import { type Merge, partiesOf } from './merges.ts'
import {
  parseStatedId,
  type StatedKind,
  statedAddresses,
  statedId,
  statedRelation,
  statedSanctions,
  withAddressIds,
} from './stated-things.ts'

/** A thing in which entity-typed values may stand as the things themselves. */
export interface NestedThing extends Omit<FtmEntity, 'properties'> {
  readonly properties: Readonly<Record<string, readonly (string | NestedThing)[]>>
}

/** What stands next to a thing under one property. */
export interface Neighbours {
  readonly property: string
  readonly things: readonly (string | NestedThing)[]
}

/** One thing pointing to another: the far side's property name, and who points. */
interface Inbound {
  readonly property: string
  readonly id: string
}

interface Held {
  readonly entity: Entity
  readonly lists: readonly ListInForce[]
}

/** Neighbours that are expanded for one thing; more are named by id. */
const EXPANDED_THINGS = 9_999

/** Every entity, sanction, address and link of the lists that are served, and how they point to each other. */
export class Things {
  readonly #engine: Engine
  readonly #held = new Map<string, Held>()
  readonly #canonical = new Map<string, string>()
  readonly #related = new Map<string, FtmEntity>()
  readonly #inbound = new Map<string, Inbound[]>()

  constructor(engine: Engine) {
    this.#engine = engine
    for (const list of engine.lists) for (const entity of list.corpus.entities) this.#hold(entity, list)
    for (const merge of partiesOf(engine.merges)) this.#merge(merge)
    for (const list of engine.lists) for (const thing of list.related ?? []) this.#relate(thing, list)
    for (const { entity } of this.#held.values()) this.#point(entity)
  }

  /** The id under which an id is kept: itself, the entity it was merged into, or `undefined` for an unknown one. */
  canonicalOf(id: string): string | undefined {
    if (this.#held.has(id) || this.#related.has(id)) return id
    return this.#canonical.get(id) ?? (this.find(id) === undefined ? undefined : id)
  }

  /** A thing by its canonical id, entity-typed values as ids. */
  find(id: string): FtmEntity | undefined {
    const held = this.#held.get(id)
    if (held !== undefined) return { ...withAddressIds(held.entity), datasets: datasetsOf(held) }
    const stated = parseStatedId(id)
    return this.#related.get(id) ?? (stated === undefined ? undefined : this.#findStated(stated))
  }

  /** The entity of a list, for what only entities have. */
  entity(id: string): Entity | undefined {
    return this.#held.get(id)?.entity
  }

  /** Datasets of an entity, those of every list that holds it. */
  datasetsOf(entity: Entity): readonly string[] {
    const held = this.#held.get(this.#canonical.get(entity.id) ?? entity.id)
    return held === undefined ? entity.datasets : datasetsOf(held)
  }

  /** What a list holds beside its parties, as they are searched. */
  relatedOf(list: ListInForce): readonly FtmEntity[] {
    return (list.related ?? []).flatMap(({ id }) => this.#related.get(id) ?? [])
  }

  /** The thing with its neighbours in place: links expanded to their other end, no thing twice on one path. */
  nest(root: FtmEntity): NestedThing {
    const properties: Record<string, readonly (string | NestedThing)[]> = { ...root.properties }
    for (const { property, things } of this.neighbours(root)) properties[property] = things
    return { ...root, properties }
  }

  /** Neighbours by property, those it points to and those that point to it. */
  neighbours(root: FtmEntity): readonly Neighbours[] {
    const path = new Set([root.id])
    return entityProperties(root.schema).flatMap(({ name, isStub }) => {
      const ids = isStub ? this.#pointing(root.id, name) : (root.properties[name] ?? [])
      const things = ids
        .filter((id) => id !== root.id)
        .map((id, at) => (at < EXPANDED_THINGS ? this.#expand(id, path) : id))
      return things.length === 0 ? [] : [{ property: name, things }]
    })
  }

  #expand(id: string, path: ReadonlySet<string>): string | NestedThing {
    const thing = this.find(this.#canonical.get(id) ?? id)
    if (thing === undefined) return id
    const isEdge = schemaFacts(thing.schema)?.isEdge === true
    const further = new Set([...path, thing.id])
    const properties: Record<string, readonly (string | NestedThing)[]> = { ...thing.properties }
    for (const { name, isStub } of entityProperties(thing.schema)) {
      const ids = isStub ? undefined : thing.properties[name]?.filter((other) => !further.has(other))
      if (ids === undefined) continue
      if (ids.length === 0) delete properties[name]
      else properties[name] = isEdge ? ids.map((other) => this.#farEnd(other)) : ids
    }
    return { ...thing, properties }
  }

  #farEnd(id: string): string | NestedThing {
    return this.find(this.#canonical.get(id) ?? id) ?? id
  }

  #pointing(id: string, property: string): readonly string[] {
    const stored = (this.#inbound.get(id) ?? []).flatMap((one) => (one.property === property ? [one.id] : []))
    return property === 'sanctions' ? [...stored, ...this.#statedSanctionsOf(id).map((thing) => thing.id)] : stored
  }

  #statedSanctionsOf(id: string): readonly FtmEntity[] {
    const held = this.#held.get(id)
    const [list] = held?.lists ?? []
    if (held === undefined || list === undefined || this.#hasSanctions(id)) return []
    const at = new Date().toISOString()
    return statedSanctions(held.entity, this.#engine.designationsOf(held.entity, list, { at }))
  }

  /** Whether the list itself has sanctions as things of their own. */
  #hasSanctions = (id: string): boolean =>
    this.#inbound.get(id)?.some(({ property }) => property === 'sanctions') === true

  #findStated({ entityId, kind, at }: { entityId: string; kind: StatedKind; at: number }): FtmEntity | undefined {
    const held = this.#held.get(entityId)
    if (held === undefined) return undefined
    if (kind === 'address') return statedAddresses(held.entity)[at]
    if (kind === 'sanction') return this.#statedSanctionsOf(entityId)[at]
    return statedRelation(held.entity, at, (id) => this.#held.get(id)?.entity.schema)
  }

  #hold(entity: Entity, list: ListInForce): void {
    const earlier = this.#held.get(entity.id)
    this.#held.set(entity.id, { entity: earlier?.entity ?? entity, lists: [...(earlier?.lists ?? []), list] })
    for (const referent of entity.referents) {
      if (referent !== entity.id && !this.#canonical.has(referent)) this.#canonical.set(referent, entity.id)
    }
  }

  /** Entries of several lists that are one party are one thing, under the id that leads them; the others lead there. */
  #merge(merge: Merge): void {
    const members = merge.members.flatMap((id) => this.#held.get(id) ?? [])
    const entity = members.length < 2 ? undefined : mergedEntity(merge, (id) => this.#held.get(id)?.entity)
    if (entity === undefined) return
    for (const { entity: member } of members) this.#held.delete(member.id)
    this.#held.set(entity.id, { entity, lists: members.flatMap(({ lists }) => lists) })
    for (const referent of entity.referents) if (referent !== entity.id) this.#canonical.set(referent, entity.id)
  }

  #relate(thing: FtmEntity, list: ListInForce): void {
    const datasets = thing.datasets.includes(list.id) ? thing.datasets : [...thing.datasets, list.id]
    this.#related.set(thing.id, { ...thing, datasets })
    for (const referent of thing.referents) if (referent !== thing.id) this.#canonical.set(referent, thing.id)
    this.#pointFrom(thing)
  }

  /** Pointers that an entity makes: its own entity-typed values, and the relations its list states. */
  #point(entity: Entity): void {
    if (Object.keys(entity.extra).length > 0) {
      this.#pointFrom({ id: entity.id, schema: entity.schema, properties: entity.extra })
    }
    entity.relations.forEach((_, at) => {
      const edge = statedRelation(entity, at, (id) => this.#held.get(id)?.entity.schema)
      if (edge !== undefined) this.#pointFrom({ ...edge, id: statedId(entity.id, 'relation', at) })
    })
  }

  #pointFrom(thing: Pick<FtmEntity, 'id' | 'schema' | 'properties'>): void {
    for (const { name, isStub, reverse } of entityProperties(thing.schema)) {
      if (isStub || reverse === undefined) continue
      for (const value of thing.properties[name] ?? []) {
        const target = this.#canonical.get(value) ?? value
        const pointers = this.#inbound.get(target)
        if (pointers === undefined) this.#inbound.set(target, [{ property: reverse, id: thing.id }])
        else pointers.push({ property: reverse, id: thing.id })
      }
    }
  }
}

/** An entity on several lists names them all. */
const datasetsOf = ({ entity, lists }: Held): readonly string[] => [
  ...new Set([...entity.datasets, ...lists.map(({ id }) => id)]),
]
