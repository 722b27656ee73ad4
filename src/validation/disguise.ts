import type { GivenParty } from '../screening/read-party.ts'
import type { Random } from './random.ts'
import type { Seed } from './seed.ts'
import type { Substitutions } from './substitutions.ts'

/** What a disguise works with. */
export interface DisguiseTools {
  readonly random: Random
  readonly substitutions: Substitutions
}

/** A party as it is asked for, or a text to be looked through, or an ownership to be followed. */
export type Disguised =
  | { readonly as: 'party'; readonly given: GivenParty; readonly shown: string }
  | { readonly as: 'narrative'; readonly text: string; readonly shown: string }
  | {
      readonly as: 'ownership'
      readonly owned: string
      readonly owner: string
      readonly shareBps: number
      readonly shown: string
    }

/** Puts one disguise on one listed name; `undefined` where it cannot be put on it. */
export type Disguise = (seed: Seed, tools: DisguiseTools) => Disguised | undefined

/** A disguise that changes the name alone; one that leaves it as it was tests nothing and is left out. */
export const named =
  (change: (name: string, seed: Seed, tools: DisguiseTools) => string | undefined): Disguise =>
  (seed, tools) => {
    const name = change(seed.name, seed, tools)
    if (name === undefined || name === seed.name || !/[\p{L}\p{N}]/u.test(name)) return undefined
    return { as: 'party', given: partyOf(seed, { name: [name] }), shown: name }
  }

export const partyOf = (seed: Seed, properties: GivenParty['properties']): GivenParty => ({
  schema: SCHEMA[seed.kind] ?? 'LegalEntity',
  properties,
})
const SCHEMA: Readonly<Record<string, string>> = { person: 'Person', organisation: 'Organization', object: 'Vessel' }

/** Places of letters a-z in a text. */
export const lettersOf = (text: string): readonly number[] => [...text.matchAll(/[a-z]/gi)].map(({ index }) => index)

export const replaceAt = (text: string, at: number, length: number, by: string): string =>
  text.slice(0, at) + by + text.slice(at + length)

/** Keeps the case of what stood there. */
export const cased = (by: string, was: string): string =>
  was !== '' && was === was.toUpperCase() && was !== was.toLowerCase() ? by.toUpperCase() : by

export const wordsOf = (name: string): readonly string[] => name.split(/\s+/).filter((word) => word !== '')
