import { readFileSync } from 'node:fs'
import { loadCountries } from '../src/engine/countries.ts'
import type { Entity } from '../src/model/entity.ts'
import type { Party } from '../src/model/party.ts'
import { parseTsv, type TsvTable } from '../src/model/tsv.ts'
import { readParty } from '../src/screening/read-party.ts'
import type { Disguised } from '../src/validation/disguise.ts'
import { compileClasses, probesOf } from '../src/validation/run-disguises.ts'
import { compileCultures, seedsOf } from '../src/validation/seed.ts'
import { compileSubstitutions } from '../src/validation/substitutions.ts'
import { Chance, disguised, ordinaryParties, partyNamed } from './synthetic.ts'

/**
 * Questions that an index could lose something on, in a fixed order: ordinary people, chance letters, names of the list with slips, and
 * names of the list under every disguise of the validator's pack; some with facts of the entity or of another, some of a kind that was
 * guessed. The same entities, count and seed give the same questions.
 */
export function questionsOf(entities: readonly Entity[], count: number, seed: number): readonly Party[] {
  const chance = new Chance(seed)
  const packs = disguisedParties(entities, Math.ceil(count / 3), seed)
  const ordinary = ordinaryParties(Math.ceil(count / 5), seed + 1)
  return Array.from({ length: count }, (_, index): Party => {
    if (index % 5 === 0) return ordinary[index / 5] ?? partyNamed('x')
    if (index % 15 === 1) return partyNamed(chanceText(chance), chance.of(SCHEMAS), chance.next(2) === 0)
    const pack = index % 2 === 0 ? packs[chance.next(Math.max(1, packs.length))] : undefined
    const party = pack ?? slipped(entities, chance)
    return index % 7 === 3 ? withFacts(party, chance.of(entities)) : party
  })
}

const SCHEMAS = ['Person', 'Organization', 'Company', 'Vessel', 'Airplane', 'LegalEntity', 'Thing']

function slipped(entities: readonly Entity[], chance: Chance): Party {
  const entity = chance.of(entities)
  let text = chance.of(entity.names).text
  for (let slips = chance.next(4); slips > 0; slips -= 1) text = disguised(text, chance)
  const party = partyNamed(text, chance.next(4) === 0 ? chance.of(SCHEMAS) : entity.schema, chance.next(3) === 0)
  return chance.next(5) === 0 ? withFacts(party, entity) : party
}

const withFacts = (party: Party, entity: Entity): Party => ({
  ...party,
  birthDates: entity.birthDates.slice(0, 1),
  countries: entity.countries.slice(0, 2),
  identifiers: entity.identifiers.slice(0, 2),
  addresses: entity.addresses.slice(0, 1),
})

const ALPHABETS = [
  'abcdefghijklmnopqrstuvwxyz',
  'aeiourstln',
  'абвгдеиклмнорст',
  'ابتجحدرسعلمنهوي',
  '中国王李张刘',
  '0123456789',
]

const chanceText = (chance: Chance): string =>
  Array.from({ length: 1 + chance.next(4) }, () => {
    const letters = [...chance.of(ALPHABETS)]
    return Array.from({ length: 1 + chance.next(10) }, () => chance.of(letters)).join('')
  }).join(' ')

function disguisedParties(entities: readonly Entity[], count: number, seed: number): readonly Party[] {
  const seeds = seedsOf('bench', entities, compileCultures(table('cultures.tsv', 'culture')))
  const substitutions = compileSubstitutions(table('substitutions.tsv', 'set', 'from', 'to'))
  const classes = compileClasses(table('classes.tsv', 'id', 'class', 'bar', 'needs', 'title'))
  const countries = loadCountries()
  const most = Math.ceil(count / Math.max(1, classes.length))
  return classes.flatMap((row) =>
    probesOf(row, seeds, substitutions, { most, seed }).flatMap(({ disguised: found }) => {
      const given = givenOf(found)
      const read = given === undefined ? undefined : readParty(given, countries)
      return read?.ok === true ? [read.value.party] : []
    }),
  )
}

/** A narrative is asked as a name, as a payment's field is; an ownership is no question of this index. */
function givenOf(found: Disguised): Parameters<typeof readParty>[0] | undefined {
  if (found.as === 'party') return found.given
  return found.as === 'narrative' ? { schema: 'LegalEntity', properties: { name: [found.text] } } : undefined
}

function table(name: string, ...columns: readonly string[]): TsvTable {
  const parsed = parseTsv(readFileSync(new URL(`../data/validation/${name}`, import.meta.url), 'utf8'), columns)
  if (!parsed.ok) throw new Error(`data/validation/${name} cannot be read`)
  return parsed.value
}
