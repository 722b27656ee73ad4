import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadNameTables } from '../engine/names-tables.ts'
import { loadPolicy } from '../engine/policies.ts'
import type { EntityId } from '../model/brand.ts'
import { type Entity, UNSTATED } from '../model/entity.ts'
import type { Party } from '../model/party.ts'
import { BookIndex } from './book-index.ts'
import type { Corpus } from './corpus.ts'
import { openUnindexed } from './open-corpus.ts'
import { reweighedWords, weightsOf, withWords } from './rarity-change.ts'

const tables = loadNameTables()
const { policy } = loadPolicy()
const LIMIT = 1_000

const GIVEN = [
  'Juan',
  'Jose',
  'Maria',
  'Mohammed',
  'Muhamad',
  'Ivan',
  'J.',
  'Hermenegildo',
  'Oleksandr',
  'Александр',
  'Ju',
  'Xóchitl',
]
const FAMILY = [
  'Testa',
  'Testas',
  'Prueba',
  'Fingida',
  'al-Imaginario',
  'Ficticio',
  'Fict icio',
  'Ficto',
  'Garcia',
  'Vuong',
  'Falsov',
  'Фалсов',
]
const GENERIC = ['Cartel de', 'Grupo', 'Trading', 'SA de CV', 'LLC', 'Sea', 'CTF', 'Cartel Testa Ficticio']

const names = fc.oneof(
  fc
    .tuple(fc.constantFrom(...GIVEN), fc.constantFrom(...FAMILY), fc.constantFrom(...FAMILY))
    .map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom(...FAMILY), fc.constantFrom(...GENERIC)).map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom(...GENERIC), fc.constantFrom(...FAMILY)).map((parts) => parts.join(' ')),
  fc.tuple(fc.constantFrom(...GIVEN), fc.constantFrom(...FAMILY)).map((parts) => parts.join('')),
  fc.constantFrom(...GENERIC, ...FAMILY),
)
const schemata = fc.constantFrom('Person', 'Organization', 'Vessel', 'LegalEntity')
const number = fc.option(fc.constantFrom('9074729', '12345678', 'XEXX010101000'), { freq: 5 })
const identifierOf = (value: string | null) =>
  value === null ? [] : [{ scheme: 'other' as const, value, asPublished: value, valid: true }]

const entity = (id: string, schema: string, all: readonly string[], value: string | null): Entity => ({
  ...UNSTATED,
  id: id as EntityId,
  sourceId: id,
  schema,
  names: [
    { text: all[0] ?? 'Nadie', quality: 'primary', kind: 'name' },
    ...all.slice(1).map((text) => ({ text, quality: 'strong' as const, kind: 'alias' as const })),
  ],
  identifiers: identifierOf(value),
})
const facts = fc.tuple(schemata, fc.array(names, { minLength: 1, maxLength: 3 }), number)
const party = facts.map(
  ([schema, all, value]): Party => ({
    schema,
    isSchemaGuessed: schema === 'LegalEntity',
    names: all.slice(0, 1).map((text) => ({ text })),
    birthDates: [],
    countries: [],
    genders: [],
    identifiers: identifierOf(value),
    addresses: [],
  }),
)

/** Enough entities beside the drawn ones that rarity counts. */
const filler = Array.from({ length: 230 }, (_, i) =>
  entity(`f-${i}`, 'Person', [`${GIVEN[i % 5]} Relleno${i % 40} ${FAMILY[i % 9]}`], null),
)

const hitsOf = (corpus: Corpus, one: Party): ReadonlyMap<string, number> =>
  new Map(
    corpus.search(one, { policy, limit: LIMIT }).hits.map((hit) => [corpus.entities[hit.entity]?.id ?? '', hit.score]),
  )

/** What rescreening in reverse makes of the hits before: only the parties that the index names are asked again, of the entities that changed. */
function rescreened(before: Corpus, after: Corpus, parties: readonly Party[]): readonly ReadonlyMap<string, number>[] {
  const [old, now] = [weightsOf(before.entities, tables), weightsOf(after.entities, tables)]
  const earlier = new Map(before.entities.map((one) => [one.id, one]))
  const words = reweighedWords(old, now)
  const changed = new Set(after.entities.flatMap((one, at) => (earlier.get(one.id) === one ? [] : [at])))
  for (const at of withWords(now, words)) changed.add(at)
  const ids = new Set<string>([...changed].map((at) => after.entities[at]?.id ?? ''))
  const index = new BookIndex(tables)
  for (const one of parties) index.add(one)
  const wholly = index.withWords(words)
  const partly = index.candidates(
    [...changed].flatMap((at) => after.entities[at] ?? []),
    now.weightOf,
    policy.threshold,
  )
  const present = new Set(after.entities.map(({ id }) => id as string))
  return parties.map((one, position) => {
    if (wholly.has(position)) return hitsOf(after, one)
    const kept = [...hitsOf(before, one)].filter(([id]) => present.has(id) && !ids.has(id))
    const fresh = partly.has(position) ? [...hitsOf(after, one)].filter(([id]) => ids.has(id)) : []
    return new Map([...kept, ...fresh])
  })
}

test('rescreening in reverse equals screening everything, whatever was listed, changed or delisted', {
  timeout: 120_000,
}, () => {
  let asked = 0
  let found = 0
  fc.assert(
    fc.property(
      fc.array(facts, { minLength: 1, maxLength: 8 }),
      fc.array(facts, { minLength: 0, maxLength: 4 }),
      fc.array(party, { minLength: 1, maxLength: 12 }),
      (first, second, parties) => {
        const listed = first.map(([schema, all, value], i) => entity(`x-${i}`, schema, all, value))
        const later = second.map(([schema, all, value], i) =>
          entity(i % 2 === 0 ? `y-${i}` : `x-${i}`, schema, all, value),
        )
        const replaced = new Set(later.map(({ id }) => id))
        const kept = listed.filter(({ id }, i) => !replaced.has(id) && i !== 3)
        const before = openUnindexed([...filler, ...listed], tables)
        const after = openUnindexed([...filler, ...kept, ...later], tables)
        const fast = rescreened(before, after, parties)
        for (const [i, one] of parties.entries()) {
          const whole = hitsOf(after, one)
          expect([...(fast[i] ?? [])].sort()).toEqual([...whole].sort())
          asked += 1
          found += whole.size
        }
      },
    ),
    { numRuns: 60 },
  )
  // the property would hold of a book that nobody hits
  expect(found).toBeGreaterThan(asked / 4)
})

test('the index names every party that a changed entity hits, and leaves most of the book alone', () => {
  const index = new BookIndex(tables)
  const parties = Array.from(
    { length: 500 },
    (_, i): Party => ({
      schema: 'Person',
      isSchemaGuessed: false,
      names: [{ text: i === 77 ? 'Ficticio Hermenegildo' : `${GIVEN[i % 4]} Sinparecido${i}` }],
      birthDates: [],
      countries: [],
      genders: [],
      identifiers: i === 400 ? identifierOf('9074729') : [],
      addresses: [],
    }),
  )
  for (const one of parties) index.add(one)
  const changed = [
    entity('y-1', 'Person', ['FICTICIO, Hermenegildo'], null),
    entity('y-2', 'Vessel', ['Sea'], '9074729'),
  ]
  const found = index.candidates(changed, ({ weight }) => weight, policy.threshold)
  expect(found.has(77)).toBe(true)
  expect(found.has(400)).toBe(true)
  expect(found.size).toBeLessThan(25)
})
