import type { Entity, Name, NameQuality } from '../../model/entity.ts'
import type { Party, PartyName } from '../../model/party.ts'
import { backwardsOf, type Disguise, disguisesOf } from '../../names/disguises.ts'
import type { BearerKind, ReadName } from '../../names/name-parts.ts'
import { readName } from '../../names/read-name.ts'
import type { NameTables } from '../../names/tables.ts'
import { writtenNames } from '../../names/written-names.ts'

/** As which kinds a thing of this FollowTheMoney schema is read; `LegalEntity` may be a person or an organisation. */
export function bearerKinds(schema: string): readonly BearerKind[] {
  if (schema === 'Person') return PERSON
  if (OBJECTS.has(schema)) return OBJECT
  return schema === 'LegalEntity' || schema === 'Thing' ? EITHER : ORGANISATION
}

const PERSON = ['person'] as const
const OBJECT = ['object'] as const
const ORGANISATION = ['organisation'] as const
const EITHER = ['organisation', 'person'] as const
const OBJECTS: ReadonlySet<string> = new Set(['Vessel', 'Airplane', 'Vehicle'])

/** Whether names of two kinds of bearer are compared at all; any kind meets an open one. */
export const kindsOf = (schema: string, isGuessed: boolean): readonly BearerKind[] =>
  isGuessed ? ANY : bearerKinds(schema)

const ANY = ['person', 'organisation', 'object'] as const

/** A listed name as it is compared. */
export interface EntityName {
  readonly read: ReadName
  readonly quality: NameQuality
  readonly kind: Name['kind']
}

/** Names of an entity, each read once a list version. */
export function readEntity(tables: NameTables, entity: Entity): readonly EntityName[] {
  return bearerKinds(entity.schema).flatMap((kind) =>
    entity.names.flatMap((name) =>
      writtenNames(name.text).map((text) => ({
        read: readName(tables, text, kind, name.parts),
        quality: name.quality,
        kind: name.kind,
      })),
    ),
  )
}

interface PartyTexts extends PartyName {
  readonly written: readonly string[]
  readonly disguises: readonly Disguise[]
}

/** A party's names, each read once a question and kind of bearer. */
export class PartyReading {
  readonly party: Party
  readonly #tables: NameTables
  readonly #read = new Map<BearerKind, readonly ReadName[]>()

  readonly #direction: 'forwards' | 'backwards'
  /** What each name may be read as, whichever kind of bearer it names. */
  #texts: readonly PartyTexts[] | undefined

  constructor(tables: NameTables, party: Party, direction: 'forwards' | 'backwards' = 'forwards') {
    this.#tables = tables
    this.party = party
    this.#direction = direction
  }

  as(kind: BearerKind): readonly ReadName[] {
    const known = this.#read.get(kind)
    if (known !== undefined) return known
    const read = this.#direction === 'backwards' ? this.#backwards(kind) : this.#forwards(kind)
    this.#read.set(kind, read)
    return read
  }

  #forwards(kind: BearerKind): readonly ReadName[] {
    this.#texts ??= this.party.names.map((name) => ({
      ...name,
      written: writtenNames(name.text),
      disguises: disguisesOf(this.#tables.looks, name.text),
    }))
    return this.#texts.flatMap(({ text, parts, written, disguises }) => [
      ...written.map((one) => readName(this.#tables, one, kind, parts)),
      ...disguises.map((disguise) => ({
        ...readName(this.#tables, disguise.text, kind),
        original: text,
        disguise,
      })),
    ])
  }

  /** The party's names with each word's letters backwards: asked for only where nothing else was found. */
  #backwards(kind: BearerKind): readonly ReadName[] {
    return this.party.names.flatMap(({ text }) => {
      const disguise = backwardsOf(text)
      return disguise === undefined
        ? []
        : [{ ...readName(this.#tables, disguise.text, kind), original: text, disguise }]
    })
  }

  /** The party's names as they are written, or backwards where that is asked. */
  get texts(): readonly string[] {
    const texts = this.party.names.map(({ text }) => text)
    if (this.#direction === 'forwards') return texts
    return texts.flatMap((text) => backwardsOf(text)?.text ?? [])
  }

  /** Reasons why a name could not be read whole. */
  missing(): readonly string[] {
    const [kind] = this.#read.keys()
    return this.as(kind ?? 'organisation').flatMap(({ missing }) => (missing === undefined ? [] : [missing]))
  }
}
