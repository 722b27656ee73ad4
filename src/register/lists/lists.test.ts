import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CountryCode, DatasetId, EntityId, Instant, IsoDate, ListVersionId } from '../../model/brand.ts'
import { type Entity, type Name, UNSTATED } from '../../model/entity.ts'
import type { Identifier } from '../../model/identifier.ts'
import type { ListVersion } from '../../model/list.ts'
import { type PartialDate, parsePartialDate } from '../../model/partial-date.ts'
import { categoriesOf } from './categories.ts'
import { applyDelta, deltaBetween, isEmptyDelta } from './delta.ts'
import { findGuardFailure } from './guards.ts'
import { versionInForce } from './in-force.ts'
import type { VersionRecord } from './list-store.ts'
import { mergedEntity } from './merged-entity.ts'
import { findMerges, type MergeRuling } from './merging.ts'

const date = (raw: string): PartialDate => {
  const parsed = parsePartialDate(raw)
  if (!parsed.ok) throw new Error(raw)
  return parsed.value
}
const name = (text: string, quality: Name['quality'] = 'primary'): Name => ({
  text,
  quality,
  kind: quality === 'primary' ? 'name' : 'alias',
})
const number = (scheme: Identifier['scheme'], value: string, more: Partial<Identifier> = {}): Identifier => ({
  scheme,
  value,
  asPublished: value,
  ...more,
})
const entity = (id: string, text: string, more: Partial<Entity> = {}): Entity => ({
  ...UNSTATED,
  id: id as EntityId,
  sourceId: id,
  schema: 'Person',
  names: [name(text)],
  ...more,
})

describe('a delta', () => {
  const arbitraryEntity = fc
    .record({
      id: fc.integer({ min: 1, max: 40 }).map((at) => `ofac-${at}`),
      text: fc.constantFrom('ANA EJEMPLO', 'BEA PRUEBA', 'CARLOS MUESTRA'),
      alias: fc.option(fc.constantFrom('UNO', 'DOS', 'TRES')),
      // Sorted, because a delta says nothing of the order of values.
      programmes: fc.uniqueArray(fc.constantFrom('SDGT', 'FTO', 'SDNTK'), { maxLength: 3 }).map((tags) => tags.sort()),
      born: fc.option(fc.constantFrom('1970', '1971-02', '1972-03-04')),
      listed: fc.option(fc.constantFrom('2020-01-01', '2021-01-01')),
      note: fc.option(fc.string({ maxLength: 8 })),
    })
    .map(({ id, text, alias, programmes, born, listed, note }) =>
      entity(id, text, {
        names: alias === null ? [name(text)] : [name(text), name(alias, 'weak')],
        programmes,
        birthDates: born === null ? [] : [date(born)],
        notes: note === null ? [] : [note],
        ...(listed === null ? {} : { listed: { on: listed as IsoDate } }),
      }),
    )
  const arbitraryVersion = fc.uniqueArray(arbitraryEntity, { selector: ({ id }) => id, maxLength: 25 })

  test('applied to version n gives version n + 1', () => {
    fc.assert(
      fc.property(arbitraryVersion, arbitraryVersion, (before, after) => {
        const delta = deltaBetween(before, after)
        const byId = (version: readonly Entity[]): readonly Entity[] =>
          [...version].sort((a, b) => (a.id < b.id ? -1 : 1))
        expect(byId(applyDelta(before, delta))).toEqual(byId(after))
      }),
      { numRuns: 300 },
    )
  })

  test('of a version and its rows in another order is empty', () => {
    fc.assert(
      fc.property(arbitraryVersion, (version) => {
        const turned = [...version].reverse().map((one) => ({
          ...one,
          programmes: [...one.programmes].reverse(),
          birthDates: [...one.birthDates].reverse(),
        }))
        expect(isEmptyDelta(deltaBetween(version, turned))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  test('names the fields, before and after', () => {
    const before = entity('a', 'ANA', { programmes: ['FTO'] })
    const after = entity('a', 'ANA', { programmes: ['FTO', 'SDGT'] })
    expect(deltaBetween([before], [after]).changed).toEqual([
      { id: 'a', name: 'ANA', fields: { programmes: { before: ['FTO'], after: ['FTO', 'SDGT'] } } },
    ])
  })

  test('a change of the leading name counts, of the version alone does not', () => {
    const turned = { ...entity('a', 'ANA'), names: [name('EVA'), name('ANA', 'strong')] as const }
    expect(
      deltaBetween([{ ...turned, names: [name('ANA'), name('EVA', 'strong')] as const }], [turned]).changed,
    ).toHaveLength(1)
    const designated = (sinceAtLatest: string): Entity =>
      entity('a', 'ANA', {
        designations: [
          {
            authority: 'FTO',
            state: 'designated',
            since: null,
            sinceAtLatest: sinceAtLatest as IsoDate,
            until: null,
            citation: 'x',
            verified: true,
          },
        ],
      })
    expect(isEmptyDelta(deltaBetween([designated('2020-01-01')], [designated('2021-01-01')]))).toBe(true)
  })
})

const version = (entities: readonly Entity[], more: Partial<ListVersion> = {}): ListVersion => ({
  list: 'us_ofac_sdn' as DatasetId,
  format: 'x',
  version: 'sha256:1' as ListVersionId,
  published: '2026-01-31' as IsoDate,
  isPartial: false,
  parser: 'x/1',
  counts: {
    rows: entities.length,
    entities: entities.length,
    names: entities.length,
    aliases: 0,
    addresses: 0,
    empty: 0,
  },
  entities,
  refused: [],
  ...more,
})
const record = (from: ListVersion, more: Partial<VersionRecord> = {}): VersionRecord => ({
  list: from.list,
  version: from.version,
  format: from.format,
  parser: from.parser,
  published: from.published,
  fetchedAt: '2026-01-31T00:00:00.000Z' as Instant,
  source: 'x',
  isPartial: from.isPartial,
  counts: from.counts,
  categories: categoriesOf(from.entities),
  files: [],
  refused: [],
  state: 'accepted',
  reason: null,
  ...more,
})
const people = (count: number, more: (at: number) => Partial<Entity> = () => ({})): readonly Entity[] =>
  Array.from({ length: count }, (_, at) => entity(`p-${at}`, `ANA ${at}`, { programmes: ['SDGT'], ...more(at) }))

describe('the guards', () => {
  const current = record(version(people(100, (at) => ({ schema: at < 40 ? 'Vessel' : 'Person' }))))
  const issues = (count: number): ListVersion['refused'] =>
    Array.from({ length: count }, () => ({ code: 'row.columns', found: '3', where: 'x:1' }))

  test.each([
    ['a like version passes', version(people(100, (at) => ({ schema: at < 40 ? 'Vessel' : 'Person' }))), null],
    ['nine in a hundred may go', version(people(91, (at) => ({ schema: at < 40 ? 'Vessel' : 'Person' }))), null],
    ['eleven in a hundred are too many', version(people(89)), 'it has 89 entries where the version in force has 100'],
    [
      'a kind that halves',
      version(people(100, (at) => ({ schema: at < 19 ? 'Vessel' : 'Person' }))),
      'it has 19 entries of schema Vessel where the version in force has 40',
    ],
    [
      'a programme that goes',
      version(people(100, (at) => ({ schema: at < 40 ? 'Vessel' : 'Person', programmes: ['CUBA'] }))),
      'it has 0 entries of programme SDGT where the version in force has 100',
    ],
    ['an id that repeats', version([...people(100), ...people(1)]), '1 entries repeat the id of another'],
    [
      'an older date',
      version(people(100), { published: '2026-01-30' as IsoDate }),
      'it is dated 2026-01-30, older than the version in force (2026-01-31)',
    ],
    [
      'a date to come',
      version(people(100), { published: '2026-03-30' as IsoDate }),
      'it is dated 2026-03-30, which lies ahead of today (2026-02-01)',
    ],
    [
      'a part in place of the whole',
      version(people(100), { isPartial: true }),
      'it declares itself a part of the list, and the whole list is loaded',
    ],
    [
      'many refused rows',
      version(people(100), { refused: issues(3) }),
      '3 of 100 rows were refused, the first at x:1: row.columns (3)',
    ],
  ])('%s', (_why, next, reason) => {
    expect(findGuardFailure(next, current, '2026-02-01')).toBe(reason)
  })

  test('a first version is held to what it says of itself alone', () => {
    expect(findGuardFailure(version(people(3)), undefined, '2026-02-01')).toBeNull()
  })
})

describe('the version in force', () => {
  const at = (published: string | null, fetched: string, state: VersionRecord['state'] = 'accepted'): VersionRecord =>
    record(version([]), {
      version: `sha256:${published}-${fetched}` as ListVersionId,
      published: published as IsoDate | null,
      fetchedAt: `${fetched}T00:00:00.000Z` as Instant,
      state,
    })
  const versions = [
    at('2025-01-10', '2025-01-11'),
    at('2025-02-20', '2025-02-21'),
    at('2025-03-05', '2025-03-06', 'quarantined'),
    at(null, '2025-04-01'),
    at('2025-02-20', '2025-05-01'),
  ]
  test.each([
    ['the day before a publication', '2025-02-19', '2026-01-01', '2025-01-10-2025-01-11'],
    ['the day of it', '2025-02-20', '2026-01-01', '2025-02-20-2025-05-01'],
    ['by what was known then', '2025-02-20', '2025-03-01', '2025-02-20-2025-02-21'],
    ['not yet fetched', '2025-02-20', '2025-02-20', '2025-01-10-2025-01-11'],
    ['an undated version counts from its fetching', '2025-04-01', '2025-04-02', 'null-2025-04-01'],
    ['before the first', '2025-01-01', '2026-01-01', undefined],
  ])('%s', (_why, asOf, knownAt, id) => {
    const found = versionInForce(versions, asOf as IsoDate, knownAt as IsoDate)
    expect(found?.version.replace('sha256:', '')).toBe(id)
  })
})

describe('merging', () => {
  const nation = (code: string): Entity['countries'] => [
    { role: 'nationality', asPublished: code, code: code as CountryCode },
  ]
  const found = (a: Entity, b: Entity, rulings: readonly MergeRuling[] = []): readonly string[] =>
    findMerges(
      [
        { list: 'one' as DatasetId, entities: [a] },
        { list: 'two' as DatasetId, entities: [b] },
      ],
      rulings,
    ).flatMap(({ reasons }) => reasons.map(({ kind }) => kind))
  const ana = entity('ofac-1', 'Ana EJEMPLO PRUEBA', { birthDates: [date('1970-01-02')] })
  const un = entity('un-9', 'ANA', {
    identifiers: [number('other', 'QDI001', { kind: 'UN reference', asPublished: 'QDi.001' })],
  })

  test.each([
    ['a published reference', un, entity('gb-A', 'EVA', { identifiers: un.identifiers }), ['reference']],
    ['a referent', ana, entity('NK-1', 'EVA', { referents: ['ofac-1' as EntityId] }), ['reference']],
    [
      'one IMO number',
      entity('a', 'BUQUE', { schema: 'Vessel', identifiers: [number('imo', '9074729')] }),
      entity('b', 'OTRO', { schema: 'Vessel', identifiers: [number('imo', '9074729')] }),
      ['identifier'],
    ],
    [
      'one IMO number, a ship and a firm',
      entity('a', 'BUQUE', { schema: 'Vessel', identifiers: [number('imo', '9074729')] }),
      entity('b', 'OTRO', { schema: 'Company', identifiers: [number('imo', '9074729')] }),
      [],
    ],
    [
      'a number whose check digit is wrong',
      entity('a', 'BUQUE', { identifiers: [number('lei', 'X', { valid: false })] }),
      entity('b', 'BUQUE', { identifiers: [number('lei', 'X', { valid: false })] }),
      [],
    ],
    [
      'a passport of one country and a word of the name',
      entity('a', 'Ana EJEMPLO', { identifiers: [number('passport', 'A12345', { country: 'mx' as CountryCode })] }),
      entity('b', 'EJEMPLO, A.', { identifiers: [number('passport', 'A12345', { country: 'mx' as CountryCode })] }),
      ['identifier'],
    ],
    [
      'a passport without a country',
      entity('a', 'Ana EJEMPLO', { identifiers: [number('passport', 'A12345')] }),
      entity('b', 'Ana EJEMPLO', { identifiers: [number('passport', 'A12345')] }),
      [],
    ],
    [
      'a passport and no word of the name',
      entity('a', 'Ana EJEMPLO', { identifiers: [number('passport', 'A12345', { country: 'mx' as CountryCode })] }),
      entity('b', 'Bea PRUEBA', { identifiers: [number('passport', 'A12345', { country: 'mx' as CountryCode })] }),
      [],
    ],
    [
      'one name in another order and one day',
      ana,
      entity('b', 'EJEMPLO PRUEBA Ana', { birthDates: [date('1970-01-02')] }),
      ['name_and_date'],
    ],
    ['one name and one year', ana, entity('b', 'Ana EJEMPLO PRUEBA', { birthDates: [date('1970')] }), []],
    ['one name and another day', ana, entity('b', 'Ana EJEMPLO PRUEBA', { birthDates: [date('1971-01-02')] }), []],
    [
      'one name, one day, nationalities that share nothing',
      { ...ana, countries: nation('mx') },
      entity('b', 'Ana EJEMPLO PRUEBA', { birthDates: [date('1970-01-02')], countries: nation('ru') }),
      [],
    ],
    ['one name alone', entity('a', 'Ana EJEMPLO'), entity('b', 'Ana EJEMPLO'), []],
    [
      'a weak alias and one day',
      entity('a', 'X', { names: [name('X Y'), name('EL EJEMPLO', 'weak')], birthDates: [date('1970-01-02')] }),
      entity('b', 'EL EJEMPLO', { birthDates: [date('1970-01-02')] }),
      [],
    ],
  ])('%s', (_why, a, b, kinds) => {
    expect(found(a, b)).toEqual(kinds)
  })

  test("a person's ruling undoes a merge, makes one, and the last word counts", () => {
    const twin = entity('b', 'Ana EJEMPLO PRUEBA', { birthDates: [date('1970-01-02')] })
    const apart: MergeRuling = { pair: ['b', 'ofac-1'], isSame: false, reason: 'another person' }
    const same: MergeRuling = { pair: ['ofac-1', 'b'], isSame: true, reason: 'seen the passport' }
    expect(found(ana, twin, [apart])).toEqual([])
    expect(found(ana, twin, [apart, same])).toContain('ruling')
    expect(found(entity('a', 'UNA'), entity('b', 'OTRA'), [{ ...same, pair: ['a', 'b'] }])).toEqual(['ruling'])
  })

  test('a ruling takes one entry out and leaves the others together', () => {
    const [second, third] = ['b', 'c'].map((id) =>
      entity(id, 'Ana EJEMPLO PRUEBA', { birthDates: [date('1970-01-02')] }),
    )
    if (second === undefined || third === undefined) throw new Error('three entries')
    const lists = [ana, second, third].map((one, at) => ({ list: `list${at}` as DatasetId, entities: [one] }))
    const apart: MergeRuling = { pair: ['ofac-1', 'c'], isSame: false, reason: 'another person' }
    expect(findMerges(lists, [apart]).map(({ members }) => members)).toEqual([['ofac-1', 'b']])
  })

  test('entries of one list stay apart, however alike', () => {
    const twin = entity('b', 'Ana EJEMPLO PRUEBA', { birthDates: [date('1970-01-02')] })
    expect(findMerges([{ list: 'one' as DatasetId, entities: [ana, twin] }])).toEqual([])
  })

  test('a name and day that two entries of a list share joins none of them', () => {
    const twins = ['b', 'c'].map((id) => entity(id, 'Ana EJEMPLO PRUEBA', { birthDates: [date('1970-01-02')] }))
    expect(
      findMerges([
        { list: 'one' as DatasetId, entities: [ana] },
        { list: 'two' as DatasetId, entities: twins },
      ]),
    ).toEqual([])
  })

  test('the merged party has the first list id, all names, lists and designations, and the other ids as referents', () => {
    const designated = (authority: 'FTO' | 'UN'): Entity['designations'] => [
      { authority, state: 'designated', since: null, until: null, citation: 'x', verified: true },
    ]
    const one = { ...ana, datasets: ['us_ofac_sdn' as DatasetId], designations: designated('FTO') }
    const other = entity('un-9', 'EJEMPLO PRUEBA Ana', {
      birthDates: [date('1970-01-02')],
      datasets: ['un_sc_sanctions' as DatasetId],
      designations: designated('UN'),
      referents: ['un-QDi.001' as EntityId],
    })
    const [merge] = findMerges([
      { list: 'us_ofac_sdn' as DatasetId, entities: [one] },
      { list: 'un_sc_sanctions' as DatasetId, entities: [other] },
    ])
    const merged =
      merge === undefined ? undefined : mergedEntity(merge, (id) => [one, other].find((held) => held.id === id))
    expect(merge?.reasons).toEqual([
      { between: ['ofac-1', 'un-9'], kind: 'name_and_date', evidence: 'ana ejemplo prueba, born 1970-01-02' },
    ])
    expect([merged?.id, merged?.datasets, merged?.referents]).toEqual([
      'ofac-1',
      ['us_ofac_sdn', 'un_sc_sanctions'],
      ['un-9', 'un-QDi.001'],
    ])
    expect(merged?.names.map(({ text }) => text)).toEqual(['Ana EJEMPLO PRUEBA', 'EJEMPLO PRUEBA Ana'])
    expect(merged?.designations.map(({ authority }) => authority)).toEqual(['FTO', 'UN'])
    expect(merged?.birthDates).toHaveLength(1)
  })
})
