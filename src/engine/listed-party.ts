import type { IsoDate } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import { openEngine } from './open-engine.ts'

/** A party of a loaded list, for questions of law. */
export interface ListedParty {
  readonly designationsOf: (entityId: string) => readonly Designation[] | undefined
  /** The list marks the entry with a risk of secondary sanctions. */
  readonly hasSecondaryMark: boolean
}

export interface FindListed {
  readonly list?: readonly string[]
  readonly data?: string
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
}

/** What publishers' ids look like: a prefix and the number, as in `ofac-17674`. */
const ENTITY_ID = /^[a-z]+(?:-[a-z0-9]+)*-[A-Z0-9]+$/i

/** Looks an entity's id up on the lists that are kept, or on those that are named; `undefined` where none holds it. */
export async function listedParty(id: string, options: FindListed): Promise<ListedParty | undefined> {
  if (!ENTITY_ID.test(id) && options.list === undefined) return undefined
  const engine = await openEngine({
    lists: options.list ?? [],
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
  })
  const held = engine.findEntity(id)
  if (held === undefined) return undefined
  const question = {
    at: new Date().toISOString(),
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
  }
  return {
    designationsOf: (entityId) =>
      entityId === id ? engine.designationsOf(held.entity, held.list, question) : undefined,
    hasSecondaryMark: held.entity.markings.some(({ kind }) => kind === 'secondary_sanctions'),
  }
}
