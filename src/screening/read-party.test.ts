import { expect, test } from 'vitest'
import type { CountryCode } from '../model/brand.ts'
import { readParty } from './read-party.ts'

const COUNTRIES = new Map([
  ['mexico', 'mx' as CountryCode],
  ['mx', 'mx' as CountryCode],
])
const read = (properties: Record<string, readonly string[]>, schema?: string) =>
  readParty({ properties, ...(schema === undefined ? {} : { schema }) }, COUNTRIES)

test.each([
  ['a bare name may be a person or an organisation', { name: ['Anna'] }, 'LegalEntity'],
  ['a birth date makes a person', { name: ['Anna'], birthDate: ['1990'] }, 'Person'],
  ['an IMO number makes a vessel', { name: ['Anna'], imoNumber: ['9074729'] }, 'Vessel'],
  ['an LEI makes an organisation', { name: ['Anna'], leiCode: ['549300LBI3LRIZ2V8V66'] }, 'Organization'],
] as const)('without a schema, %s', (_why, properties, schema) => {
  const result = read(properties)
  expect(result.ok && [result.value.party.schema, result.value.party.isSchemaGuessed]).toEqual([schema, true])
})

test.each([
  ['nothing that can be asked', {}, undefined, 'party.empty'],
  ['a name of spaces', { name: ['  '] }, undefined, 'party.empty'],
  ['an unknown schema', { name: ['Anna'] }, 'Persn', 'party.schema.unknown'],
  ['a schema of no party', { name: ['Anna'] }, 'Ownership', 'party.schema.unmatchable'],
  [
    'more values than are read',
    { name: Array.from({ length: 300 }, (_, i) => `Anna ${i}`) },
    undefined,
    'party.values.too_many',
  ],
] as const)('%s is refused', (_why, properties, schema, code) => {
  const result = read(properties, schema)
  expect(result.ok ? '' : result.issue.code).toBe(code)
})

test('a name is put together from its parts, in their order', () => {
  const result = read({ firstName: ['Joaquin'], secondName: ['Archivaldo'], lastName: ['Guzman Loera'] }, 'Person')
  expect(result.ok && result.value.party.names).toEqual([
    {
      text: 'Joaquin Archivaldo Guzman Loera',
      parts: { given: 'Joaquin', second: 'Archivaldo', family: 'Guzman Loera' },
    },
  ])
})

test('what cannot be used is said, and stops nothing', () => {
  const result = read(
    { name: ['Anna'], birthDate: ['last spring'], country: ['Ruritania'], shoeSize: ['39'] },
    'Person',
  )
  expect(result.ok && result.value.warnings.map(({ code, found }) => `${code} ${found}`)).toEqual([
    'date.unreadable last spring',
    'country.unknown Ruritania',
    'party.property.unknown shoeSize',
  ])
})

test('a number shows its scheme by its form, beside the property it came in', () => {
  const result = read({ idNumber: ['HEGG560427MVZRRL04'] }, 'Person')
  expect(result.ok && result.value.party.identifiers.map(({ scheme }) => scheme)).toEqual(['national_id', 'curp'])
})
