import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../src/engine/engine.ts'
import { openEngine } from '../src/engine/open-engine.ts'
import type { IsoDate } from '../src/model/brand.ts'
import { cordon, emptyFolder } from './cordon.ts'
import { sharedData, testWithSharedData } from './shared.ts'

const FIXTURE = join(import.meta.dirname, 'fixtures', 'sdn')
const AT = '2026-11-21T12:00:00Z'

describe('an answer over the fixture list', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await openEngine({ lists: [FIXTURE], data: emptyFolder() })
  })
  const ask = (name: string, more: Record<string, readonly string[]> = {}) =>
    engine.screen({ properties: { name: [name], ...more } }, { at: AT })

  test.each([
    ['as published', 'PEREZ OROZCO, Anselmo'],
    ['in reading order, lower case', 'anselmo perez orozco'],
    ['with accents', 'Anselmo Pérez Orozco'],
    ['one letter off', 'Anselmo Peres Orozco'],
    ['with a title', 'Lic. Anselmo Pérez Orozco'],
  ])('a person is found %s', (_why, name) => {
    expect(ask(name).hits[0]?.entity.id).toBe('ofac-90001')
  })

  test('points sum to the score, in every hit and in what stayed below', () => {
    const answers = ['Anselmo Perez', 'El Tlacuache', 'Yusuf al-Khayali', 'Sierra Ficticia', 'Mar de Papel'].map(
      (name) => ask(name, { birthDate: ['1966-07-17'] }),
    )
    for (const hit of answers.flatMap((answer) => [...answer.hits, ...answer.below])) {
      const thousandths = hit.evidence.reduce((sum, { points }) => sum + Math.round(points * 1000), 0)
      expect(thousandths).toBe(Math.round(hit.score * 1000))
    }
  })

  test('a weak alias alone is no hit; with an agreeing birth date it is', () => {
    const alone = ask('El Tlacuache')
    expect([alone.status, alone.below[0]?.entity.id, alone.below[0]?.why]).toEqual([
      'clear',
      'ofac-90001',
      'weak_alias',
    ])
    const corroborated = ask('El Tlacuache', { birthDate: ['1966-07-17'] })
    expect([corroborated.status, corroborated.hits[0]?.entity.id]).toEqual(['hits', 'ofac-90001'])
  })

  test('an identifier alone decides, whatever its punctuation', () => {
    const answer = engine.screen({ properties: { idNumber: ['GODE-561231-GR8'] } }, { at: AT })
    expect(answer.hits.map((hit) => hit.entity.id)).toEqual(['ofac-90001'])
  })

  test('authorities stand apart, each with the tag that shows it', () => {
    const [hit] = ask('Cartel de la Sierra Ficticia').hits
    expect(hit?.designations.map(({ authority, state }) => `${authority} ${state}`).sort()).toEqual([
      'FTO designated',
      'SDGT designated',
      'SDNTK designated',
    ])
  })

  test('the same question gives the same bytes', () => {
    expect(JSON.stringify(ask('Anselmo Perez'))).toBe(JSON.stringify(ask('Anselmo Perez')))
  })

  test('an unread row is undetermined, never clear, and its columns come back', () => {
    const answer = engine.screenRow(
      { id: '7', schema: 'Persn', properties: { name: ['Anna'] }, columns: { branch: 'Norte' } },
      { at: AT },
    )
    expect([answer.status, answer.query.id, answer.query.columns]).toEqual(['undetermined', '7', { branch: 'Norte' }])
  })
})

test('with no list kept the register answers, and clears nobody', async () => {
  const engine = await openEngine({ data: emptyFolder() })
  const found = engine.screen(
    { properties: { name: ['Cartel de Sinaloa'] } },
    { at: AT, asOf: '2025-02-21' as IsoDate },
  )
  expect(found.hits[0]?.designations.find(({ authority }) => authority === 'FTO')).toMatchObject({
    state: 'designated',
    since: '2025-02-20',
  })
  const unknown = engine.screen({ properties: { name: ['Panadería La Espiga de Oro'] } }, { at: AT })
  expect([unknown.status, unknown.missing?.length]).toEqual(['undetermined', 1])
})

testWithSharedData.each([
  ['as it is written', ['Nemesio Oseguera Cervantes'], 'ofac-17674'],
  ['reordered', ['Oseguera Cervantes Nemesio'], 'ofac-17674'],
  ['one letter off', ['Nemesio Osegera Cervantes'], 'ofac-17674'],
  ['a weak alias with the birth date', ['Mencho', '--birth-date', '1966-07-17'], 'ofac-17674'],
  ['an acronym', ['CJNG'], 'ofac-17671'],
  ['without its particle', ['Cartel Jalisco Nueva Generacion'], 'ofac-17671'],
  ['a primary name', ['Sinaloa Cartel'], 'ofac-11440'],
  ['letters and a number', ['MS-13'], 'ofac-15412'],
] as const)('on the real list, %s is the first hit', async (_why, args, id) => {
  const ran = await cordon(['screen', ...args, '--list', sharedData('lists', 'us_ofac', 'sdn_2021-07-07'), '--json'])
  expect([ran.code, JSON.parse(ran.out).hits[0]?.entity.id]).toEqual([0, id])
})

testWithSharedData(
  'on the real list, El Mencho alone stands below as a weak alias, and Medellin is not Sinaloa',
  async () => {
    const list = sharedData('lists', 'us_ofac', 'sdn_2021-07-07')
    const alone = JSON.parse((await cordon(['screen', 'El Mencho', '--list', list, '--json'])).out)
    expect(
      alone.below
        .filter((hit: { why: string }) => hit.why === 'weak_alias')
        .map((hit: { entity: { id: string } }) => hit.entity.id),
    ).toContain('ofac-17674')
    const other = JSON.parse((await cordon(['screen', 'Cartel de Medellin', '--list', list, '--json'])).out)
    expect(other.hits.map((hit: { entity: { id: string } }) => hit.entity.id)).not.toContain('ofac-11440')
  },
)

test.each([
  ['hits leave 0', ['Mar de Papel'], 0, 'hits'],
  ['hits leave 10 where asked', ['Mar de Papel', '--fail-on-hit'], 10, 'hits'],
  ['no hit leaves 0', ['Panaderia La Espiga de Oro'], 0, 'clear'],
] as const)('exit code: %s', async (_why, args, code, status) => {
  const ran = await cordon(['screen', ...args, '--list', FIXTURE, '--json'])
  expect([ran.code, JSON.parse(ran.out).status]).toEqual([code, status])
})

test('without lists a screen leaves 3, and says so', async () => {
  const ran = await cordon(['screen', 'Panaderia La Espiga de Oro', '--json'])
  expect([ran.code, JSON.parse(ran.out).status]).toEqual([3, 'undetermined'])
})
