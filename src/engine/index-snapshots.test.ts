import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Chance, disguised, partyNamed, syntheticEntities } from '../../bench/synthetic.ts'
import { buildIndex } from '../index/list-index.ts'
import { openCorpus, openIndexed, openUnindexed } from '../index/open-corpus.ts'
import type { DatasetId, Instant } from '../model/brand.ts'
import type { FtmEntity } from '../model/ftm.ts'
import { loadCountries } from './countries.ts'
import { IndexSnapshots } from './index-snapshots.ts'
import { addList, openListStore } from './lists.ts'
import { loadNameTables } from './names-tables.ts'
import { openEngine } from './open-engine.ts'
import { loadPolicy } from './policies.ts'

const tables = loadNameTables()
const list = 'synthetic' as DatasetId
const origin = { matcher: 'v1', reader: 'r1', list: 'l1' }
const entities = syntheticEntities(400, 21)
const buffer = buildIndex(entities, tables, { reader: 'r1', list: 'l1' })
const folder = mkdtempSync(join(tmpdir(), 'cordon-snapshots-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { policy } = loadPolicy('default')
const questions = (): readonly ReturnType<typeof partyNamed>[] => {
  const chance = new Chance(4)
  return Array.from({ length: 80 }, () => {
    const entity = chance.of(entities)
    return partyNamed(disguised(chance.of(entity.names).text, chance), entity.schema)
  })
}
const answersOf = (corpus: ReturnType<typeof openCorpus>): string =>
  JSON.stringify(questions().map((party) => corpus.search(party, { policy, limit: 20 })))

describe('an index in a shared buffer', () => {
  test('the same list gives the same bytes, however often it is built', () => {
    expect(Buffer.from(buildIndex(entities, tables, { reader: 'r1', list: 'l1' }))).toEqual(Buffer.from(buffer))
  })

  test('answers as the corpus that built it and as comparing with all do, byte for byte', () => {
    const expected = answersOf(openUnindexed(entities, tables))
    expect(answersOf(openCorpus(entities, tables))).toBe(expected)
    expect(answersOf(openIndexed(buffer, tables))).toBe(expected)
  })

  test('holds the entities themselves, and one that is held stays the same object', () => {
    const opened = openIndexed(buffer, tables)
    expect(opened.entities.length).toBe(entities.length)
    expect([...opened.entities]).toEqual(entities)
    expect(opened.entities.map(({ id }) => id)).toEqual(entities.map(({ id }) => id))
    expect(JSON.stringify(opened.entities[7])).toBe(JSON.stringify(entities[7]))
    expect(opened.entities[7]).toBe(opened.entities[7])
    expect([opened.entities[-1], opened.entities[400]]).toEqual([undefined, undefined])
  })

  test('a list without an entity, and one of fewer than rarity needs, are indexed too', () => {
    expect(openIndexed(buildIndex([], tables), tables).search(partyNamed('Ana'), { policy, limit: 5 }).hits).toEqual([])
    const few = entities.slice(0, 3)
    const name = few[0]?.names[0].text ?? ''
    const found = openIndexed(buildIndex(few, tables), tables).search(partyNamed(name, few[0]?.schema), {
      policy,
      limit: 5,
    })
    expect(found.hits[0]?.entity).toBe(0)
  })
})

describe('a snapshot', () => {
  const snapshots = new IndexSnapshots(folder)
  beforeAll(() => snapshots.keep(list, origin, buffer))
  const path = snapshots.pathOf(list, origin)

  test('is the index, byte for byte', () => {
    const loaded = snapshots.load(list, origin)
    expect(loaded.ok && Buffer.from(loaded.buffer).equals(Buffer.from(buffer))).toBe(true)
  })

  test.each([
    ['one byte of its columns changed', (bytes: Buffer) => flipped(bytes, bytes.length - 9), 'checksum'],
    ['one byte of its header changed', (bytes: Buffer) => flipped(bytes, 60), 'checksum'],
    ['cut at the end', (bytes: Buffer) => bytes.subarray(0, -1), 'are stated'],
    ['cut in its envelope', (bytes: Buffer) => bytes.subarray(0, 20), 'envelope'],
    ['empty', () => Buffer.alloc(0), 'envelope'],
    ['longer than it says', (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(8)]), 'are stated'],
    ['something else', () => Buffer.from('a text that is no snapshot of an index at all'), 'no snapshot'],
    ['of a later envelope', (bytes: Buffer) => flipped(bytes, 8), 'envelope'],
  ])('is refused with its reason: %s', (_why, damage, reason) => {
    const whole = readFileSync(path)
    try {
      writeFileSync(path, damage(Buffer.from(whole)))
      expect(snapshots.load(list, origin)).toEqual({ ok: false, reason: expect.stringContaining(reason) })
    } finally {
      writeFileSync(path, whole)
    }
  })

  test.each([
    ['another matcher', { ...origin, matcher: 'v2' }, 'matcher'],
    ['other name tables', { ...origin, reader: 'r2' }, 'name tables'],
    ['another version of the list', { ...origin, list: 'l2' }, 'version of the list'],
  ])('under the name of %s is refused', (_why, wanted, reason) => {
    expect(snapshots.load(list, wanted)).toMatchObject({ ok: false })
    writeFileSync(snapshots.pathOf(list, wanted), readFileSync(path))
    expect(snapshots.load(list, wanted)).toEqual({ ok: false, reason: expect.stringContaining(reason) })
    rmSync(snapshots.pathOf(list, wanted))
  })

  test('few are kept of one list, and none of a name that was being written', () => {
    for (let version = 0; version < 9; version += 1)
      snapshots.keep('many' as DatasetId, { ...origin, list: `l${version}` }, buffer)
    const names = readdirSync(join(folder, 'lists', 'index'))
    expect(names.filter((name) => name.startsWith('many@'))).toHaveLength(4)
    expect(names.filter((name) => name.startsWith('.'))).toEqual([])
  })
})

const flipped = (bytes: Buffer, at: number): Buffer => {
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}

describe('a kept list is opened', () => {
  const data = join(folder, 'data')
  const at = '2026-03-04T05:06:07Z' as Instant
  const ftm = (id: string, name: string): FtmEntity => ({
    id,
    caption: name,
    schema: 'Person',
    properties: { name: [name] },
    datasets: ['synthetic'],
    referents: [],
    target: true,
  })
  beforeAll(async () => {
    const file = join(folder, 'list.ftm.json')
    const rows = [ftm('x-1', 'Aurelio Fingido Prueba'), ftm('x-2', 'Benedikta Musterfrau Erdacht')]
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'))
    const store = openListStore(data)
    await addList(store, file, { countries: loadCountries(), now: at, id: 'synthetic_list' })
    store.close()
  })
  const open = async (isBuiltBeside: boolean): Promise<readonly [answer: string, told: readonly string[]]> => {
    const told: string[] = []
    const engine = await openEngine({ data, at, isBuiltBeside, onProgress: (text) => told.push(text) })
    const given = { properties: { name: ['Aurelio Fingida Prueba'] } }
    return [JSON.stringify(engine.screen(given, { at })), told]
  }
  const snapshotFile = (): string => {
    const [name] = readdirSync(join(data, 'lists', 'index'))
    return join(data, 'lists', 'index', name ?? '')
  }

  test('built once, then from its snapshot, with the same answer', async () => {
    const [first, toldFirst] = await open(false)
    const [second, toldSecond] = await open(false)
    expect(JSON.parse(first).hits[0].entity.id).toBe('x-1')
    expect(second).toBe(first)
    expect([toldFirst.length, toldSecond.length]).toEqual([1, 0])
  })

  test('a damaged snapshot is built again, here or in a thread of its own, and told', async () => {
    const [expected] = await open(false)
    for (const isBuiltBeside of [false, true]) {
      const path = snapshotFile()
      writeFileSync(path, flipped(readFileSync(path), 4_000))
      const [answer, told] = await open(isBuiltBeside)
      expect(answer).toBe(expected)
      expect(told.join()).toContain('checksum')
      expect((await open(false))[1]).toEqual([])
    }
  })
})
