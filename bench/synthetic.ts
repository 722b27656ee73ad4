import { readFileSync } from 'node:fs'
import type { EntityId } from '../src/model/brand.ts'
import { type Entity, type Name, UNSTATED } from '../src/model/entity.ts'
import type { Party } from '../src/model/party.ts'

/** Numbers that look random and are the same on every machine (linear congruential generator of Numerical Recipes). */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A whole number from 0 up to `below`. */
  next(below: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((this.#state / 4_294_967_296) * below)
  }

  of<T>(values: readonly T[]): T {
    const value = values[this.next(values.length)]
    if (value === undefined) throw new Error('nothing to choose from')
    return value
  }
}

interface NameStock {
  readonly given: readonly string[]
  readonly family: readonly string[]
  readonly words: readonly string[]
}

function rowsOf(table: string): readonly (readonly string[])[] {
  return readFileSync(new URL(`../data/names/${table}.tsv`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
}

/** Names from the project's own tables; the long tail is made of syllables. */
export function nameStock(): NameStock {
  const common = rowsOf('common-names')
  const of = (role: string): readonly string[] =>
    common.filter(([r]) => r === role).flatMap((row) => (row[3] ?? '').split(' '))
  return {
    given: of('given'),
    family: of('family'),
    words: rowsOf('words').map((row) => (row[2] ?? '').split(' ')[0] ?? ''),
  }
}

const SYLLABLES =
  'ba be bo bra da de di dra fa fe ga gi go gra ha hi ja jo ka ke ko kra la le li lo ma me mi mo na ne no pa pe ra re ri ro sa se si so sha ta te ti to tra va ve vi vo wa ya yu za ze zo'.split(
    ' ',
  )

const rareWord = (chance: Chance): string =>
  Array.from({ length: 2 + chance.next(3) }, () => chance.of(SYLLABLES)).join('') +
  chance.of(['', '', 'n', 'r', 's', 'k', 'v', 'z'])

/** A name of a person: one common part in two, the rest from the long tail. */
export function personName(stock: NameStock, chance: Chance): string {
  const family = chance.next(2) === 0 ? chance.of(stock.family) : rareWord(chance)
  const given = chance.next(4) === 0 ? rareWord(chance) : chance.of(stock.given)
  return chance.next(3) === 0 ? `${given} ${rareWord(chance)} ${family}` : `${given} ${family}`
}

const firmName = (stock: NameStock, chance: Chance): string =>
  `${rareWord(chance)} ${chance.of(stock.words)} ${chance.of(['LLC', 'S.A.', 'GmbH', 'Ltd', 'Company', ''])}`.trim()

export const syntheticEntities = (count: number, seed: number): readonly Entity[] => [...eachSynthetic(count, seed)]

/** Synthetic entities one by one: 60 % persons, 35 % firms, 5 % vessels, 2.4 names each in the mean. */
export function* eachSynthetic(count: number, seed: number): Generator<Entity> {
  const stock = nameStock()
  const chance = new Chance(seed)
  for (let index = 0; index < count; index += 1) {
    const draw = chance.next(100)
    const schema = draw < 60 ? 'Person' : draw < 95 ? 'Organization' : 'Vessel'
    const text = (): string => (schema === 'Person' ? personName(stock, chance) : firmName(stock, chance))
    const aliases = Array.from(
      { length: chance.next(4) },
      (): Name => ({ text: text(), quality: 'strong', kind: 'alias' }),
    )
    yield {
      ...UNSTATED,
      id: `synthetic-${index}` as EntityId,
      schema,
      names: [{ text: text(), quality: 'primary', kind: 'name' }, ...aliases],
      sourceId: String(index),
    }
  }
}

export const partyNamed = (text: string, schema = 'Person', isSchemaGuessed = false): Party => ({
  schema,
  isSchemaGuessed,
  names: [{ text }],
  birthDates: [],
  countries: [],
  genders: [],
  identifiers: [],
  addresses: [],
})

/** Ordinary parties: synthetic persons of another seed than any list. */
export function ordinaryParties(count: number, seed: number): readonly Party[] {
  const stock = nameStock()
  const chance = new Chance(seed)
  return Array.from({ length: count }, () => partyNamed(personName(stock, chance)))
}

/** One of the disguises and slips of requirements.md §4.4, by chance. */
export function disguised(text: string, chance: Chance): string {
  const words = text.split(/[\s,-]+/).filter((word) => word !== '')
  const at = chance.next(Math.max(1, text.length - 1))
  const one = chance.next(words.length)
  const kinds: readonly (() => string)[] = [
    () => text.toUpperCase(),
    () => [...words].reverse().join(' '),
    () => words.filter((_, index) => index !== one).join(' ') || text,
    () => text.replace(/ /g, ''),
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.slice(0, at) + chance.of([...'aeioukthrs']) + text.slice(at),
    () => text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2),
    () => words.map((word, index) => (index === 0 ? `${word.slice(0, 1)}.` : word)).join(' '),
    () => words.map((word) => word.slice(0, 1)).join(''),
    () => `${text} ${chance.of(['group', 'mohammed', 'trading', 'garcia'])}`,
    () => `payment of invoice 4711 to ${text} for goods delivered in march`,
    () => text.replace(/[aeo]/g, (letter) => ({ a: '4', e: '3', o: '0' })[letter] ?? letter),
    () => [...text].join('.'),
    () => text.slice(0, 35),
    () => text.replace(/[a-z]+/gi, (word) => [...word].reverse().join('')),
    () => [...text].map((letter) => `${letter}\u0301`).join(''),
    () => text.replace(/[aeiou]/gi, () => chance.of([...'aeiou'])),
    () => text.replace(/a/g, 'а').replace(/e/g, 'е'),
    () => `${text.slice(0, at)}\u200b${text.slice(at)}`,
  ]
  return chance.of(kinds)()
}
