import { describe, expect, test } from 'vitest'
import { loadNameTables } from '../engine/names-tables.ts'
import { loadPolicy } from '../engine/policies.ts'
import type { EntityId, IsoDate } from '../model/brand.ts'
import { type Entity, type Name, UNSTATED } from '../model/entity.ts'
import { wholeDay } from '../model/partial-date.ts'
import type { Party } from '../model/party.ts'
import { openCorpus } from './open-corpus.ts'

const name = (text: string, quality: Name['quality'] = 'primary'): Name => ({
  text,
  quality,
  kind: quality === 'primary' ? 'name' : 'alias',
})
const born = wholeDay('1970-02-03' as IsoDate)
const entity = (id: string, schema: string, first: Name, ...rest: Name[]): Entity => ({
  ...UNSTATED,
  id: id as EntityId,
  schema,
  names: [first, ...rest],
  sourceId: id,
})
/** Synthetic entities in the manner of lists. */
const entities = [
  { ...entity('x-1', 'Person', name('TESTA PRUEBA, Juan Ficticio'), name('El Fantasma', 'weak')), birthDates: [born] },
  entity('x-2', 'Organization', name('CARTEL DE VALLE FINGIDO'), name('CVF', 'strong')),
  entity('x-3', 'Company', name('FALSO TRADING S.A. DE C.V.')),
  {
    ...entity('x-4', 'Vessel', name('SEA PHANTOM 1')),
    identifiers: [{ scheme: 'imo', value: '9074729', asPublished: 'IMO 9074729', valid: true }],
  },
] satisfies Entity[]
const corpus = openCorpus(entities, loadNameTables())
const { policy } = loadPolicy()
const party = (text: string, more: Partial<Party> = {}): Party => ({
  schema: 'Thing',
  isSchemaGuessed: true,
  names: text === '' ? [] : [{ text }],
  birthDates: [],
  countries: [],
  genders: [],
  identifiers: [],
  addresses: [],
  ...more,
})
const ask = (text: string, more: Partial<Party> = {}) => corpus.search(party(text, more), { policy, limit: 10 })
const ids = (text: string, more: Partial<Party> = {}) => ask(text, more).hits.map((hit) => entities[hit.entity]?.id)

describe('a corpus is searched', () => {
  test.each([
    ['the name as listed', 'TESTA PRUEBA, Juan Ficticio', ['x-1']],
    ['reordered, without a part, one letter off', 'Juan Testa Prueva', ['x-1']],
    ['an acronym that the list gives', 'CVF', ['x-2']],
    ['a short word of which a letter was lost', '\ufffdVF', ['x-2']],
    ['translated generic words', 'Valle Fingido Cartel', ['x-2']],
    ['another legal form', 'Falso Trading LLC', ['x-3']],
    ['another cartel shares only the generic word', 'Cartel de Otro Lugar', []],
    ['another number is another ship', 'SEA PHANTOM 2', []],
    ['words run together', 'FALSOTRADINGS.A. DE C.V.', ['x-3']],
    ['a word split, of which the half is a legal form', 'SEA PHAN TOM 1', ['x-4']],
    ['one word two slips away, the others as listed', 'CARTEL DE VALLE FXNGXDO', ['x-2']],
    ['a letter that was lost', 'TESTA PRU?BA, Juan Ficticio', ['x-1']],
    ['words of the trade abbreviated', 'FALSO TRDG S.A. DE C.V.', ['x-3']],
    [
      'a name word for word in a running text',
      `${'please find attached the invoice of march for '.repeat(2)} SEA PHANTOM 1 and confirm`,
      ['x-4'],
    ],
    ['an abbreviation alone stands for nobody', 'TRDG', []],
  ])('%s', (_why, text, expected) => {
    expect(ids(text)).toEqual(expected)
  })

  test('a weak alias alone stays below, and says so', () => {
    const found = ask('El Fantasma')
    expect(found.hits).toEqual([])
    expect(found.below.map(({ below }) => below)).toEqual(['weak_alias'])
  })

  test('a weak alias with the birth date makes a hit', () => {
    expect(ids('El Fantasma', { birthDates: [born] })).toEqual(['x-1'])
  })

  test('an identifier decides without a name', () => {
    expect(
      ids('', { identifiers: [{ scheme: 'imo', value: '9074729', asPublished: '9074729', valid: true }] }),
    ).toEqual(['x-4'])
  })

  test('another birth year is shown as contradicted, not hidden', () => {
    const other = wholeDay('1991-08-09' as IsoDate)
    const found = ask('Juan Testa', { birthDates: [other] })
    expect(found.hits).toEqual([])
    expect(found.below[0]?.below).toBe('contradicted')
  })

  test.each(['TESTA PRUEBA, Juan Ficticio', 'Juan Testa Prueva', 'Falso Tradin LLC', 'El Fantasma'])(
    'the rows of %s sum to its score',
    (text) => {
      const found = ask(text)
      for (const match of [...found.hits, ...found.below]) {
        expect(match.evidence.reduce((sum, { points }) => sum + points, 0)).toBe(match.score)
      }
      expect(found.hits.length + found.below.length).toBeGreaterThan(0)
    },
  )

  test('a name over the limit is reported, not cut', () => {
    expect(ask('x'.repeat(400)).missing).toHaveLength(1)
  })
})
