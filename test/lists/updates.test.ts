import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadCountries } from '../../src/engine/countries.ts'
import {
  addFromAddress,
  addFromFolder,
  refuseRetired,
  type UpdateOptions,
  updateList,
} from '../../src/engine/list-updates.ts'
import { addList, keptLists, openListStore } from '../../src/engine/lists.ts'
import type { DatasetId, Instant } from '../../src/model/brand.ts'
import { FakePublisher } from './fake-publisher.ts'
import { goodList, goodRows } from './hostile-corpus.ts'

const SDN = 'us_ofac_sdn' as DatasetId
const PATH = '/sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports'
const MAIN = `${PATH}/SDN.CSV`
const NOW = '2026-02-01T00:00:00.000Z' as Instant

let folder = ''
let publisher: FakePublisher
let store: ReturnType<typeof openListStore>
let body = ''

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-update-'))
  publisher = await FakePublisher.start()
  store = openListStore(folder)
  body = goodList()
  publisher.file(MAIN, () => body)
  publisher.file(`${PATH}/ALT.CSV`, () => '1,1,"aka","OTRO NOMBRE",-0- \r\n\u001a')
  publisher.file(`${PATH}/ADD.CSV`, () => '1,1,"Calle 1","Bogota","Colombia",-0- \r\n\u001a')
  publisher.file(`${PATH}/SDN_COMMENTS.CSV`, () => '1,"nada"\r\n\u001a')
})

afterEach(async () => {
  store.close()
  await publisher.stop()
  rmSync(folder, { recursive: true, force: true })
})

const options = (more: Partial<UpdateOptions> = {}): UpdateOptions => ({
  countries: loadCountries(),
  now: NOW,
  dataFolder: folder,
  mirror: publisher.url,
  sleep: () => Promise.resolve(),
  ...more,
})
const state = (): ReturnType<typeof keptLists>[number] | undefined =>
  keptLists(store, { now: NOW, staleAfterHours: 72 })[0]

test('the first update brings the list, the second asks only for what is new', async () => {
  expect(await updateList(store, SDN, options())).toMatchObject({ outcome: 'new' })
  expect(state()?.version?.counts).toMatchObject({ entities: 600, aliases: 1, addresses: 1 })
  expect(await updateList(store, SDN, options())).toEqual({ list: SDN, outcome: 'unchanged' })
  body = `${goodRows(601).join('')}\u001a`
  const third = await updateList(store, SDN, options())
  expect(third).toMatchObject({ outcome: 'new', added: { event: { counts: { listed: 1, delisted: 0, changed: 0 } } } })
  expect(store.versions(SDN)).toHaveLength(2)
  expect(store.events(0).map(({ kind, counts }) => [kind, counts?.listed ?? null])).toEqual([
    ['version', null],
    ['version', 1],
  ])
})

test('a fault that passes is tried again', async () => {
  let calls = 0
  publisher.answer(MAIN, (_request, response) => {
    calls += 1
    if (calls === 1) response.writeHead(503).end()
    else if (calls === 2)
      response.writeHead(200, { 'content-length': body.length }).write(body.slice(0, 100), () => response.destroy())
    else response.end(body)
  })
  expect(await updateList(store, SDN, options())).toMatchObject({ outcome: 'new' })
  expect(calls).toBe(3)
})

test('the wait that a publisher asks for is kept, up to the limit', async () => {
  const waits: number[] = []
  publisher.answer(MAIN, (_request, response) => response.writeHead(429, { 'retry-after': '7' }).end())
  const updated = await updateList(store, SDN, options({ sleep: async (ms) => void waits.push(ms) }))
  expect(updated).toMatchObject({ outcome: 'failed' })
  expect(waits).toEqual([7_000, 7_000])
})

const FAULTS: readonly (readonly [string, () => void, RegExp])[] = [
  ['a missing file', () => publisher.answer(MAIN, (_q, r) => r.writeHead(404).end()), /answers 404/],
  [
    'an error page with 200',
    () => publisher.answer(MAIN, (_q, r) => r.end('<html>Service unavailable</html>')),
    /no known list format|main file/,
  ],
  ['an empty body', () => publisher.answer(MAIN, (_q, r) => r.end()), /body is empty/],
  [
    'a list cut in the middle',
    () =>
      publisher.answer(MAIN, (_q, r) =>
        r.end(
          goodList()
            .slice(0, 20_007)
            .replace(/"[^"]*$/, '"CUT'),
        ),
      ),
    /ends inside/,
  ],
  [
    'a redirect to this machine',
    () => publisher.answer(MAIN, (_q, r) => r.writeHead(302, { location: 'http://127.0.0.1:1/x' }).end()),
    /private address/,
  ],
  [
    'a redirect to the metadata address',
    () => publisher.answer(MAIN, (_q, r) => r.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()),
    /private address/,
  ],
  [
    'a redirect to a file',
    () => publisher.answer(MAIN, (_q, r) => r.writeHead(302, { location: 'file:///etc/passwd' }).end()),
    /neither http nor https/,
  ],
  [
    'a decimal address',
    () => publisher.answer(MAIN, (_q, r) => r.writeHead(302, { location: 'http://2130706433/' }).end()),
    /private address/,
  ],
  [
    'redirects without end',
    () => publisher.answer(MAIN, (_q, r) => r.writeHead(302, { location: MAIN }).end()),
    /redirects more than 5 times/,
  ],
  [
    'a digest that does not fit',
    () =>
      publisher.answer(MAIN, (_q, r) =>
        r.writeHead(200, { 'repr-digest': `sha-256=:${createHash('sha256').update('x').digest('base64')}:` }).end(body),
      ),
    /does not have the digest/,
  ],
  [
    'a body over the limit',
    () => publisher.answer(MAIN, (_q, r) => r.writeHead(200, { 'content-length': 3_000_000_000 }).end('x')),
    /over the limit/,
  ],
]

test.each(FAULTS)('%s fails the update by name, and the list in force stays', async (_why, arrange, reason) => {
  await updateList(store, SDN, options())
  const before = state()?.version?.version
  // A new edition, so that the fault is not answered from what is kept.
  body = `${goodRows(601).join('')}\u001a`
  arrange()
  const updated = await updateList(store, SDN, options({ now: '2026-02-02T00:00:00.000Z' as Instant }))
  expect(updated).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(reason) })
  expect(state()?.version?.version).toBe(before)
  expect(state()?.list.failure?.reason).toMatch(reason)
  expect(state()?.list.checkedAt).toBe(NOW)
})

test('a poisoned edition is kept aside, said so, and fetched again the next time', async () => {
  await updateList(store, SDN, options())
  const before = state()?.version?.version
  body = `${goodRows(300).join('')}\u001a`
  expect(await updateList(store, SDN, options({ now: '2026-02-02T00:00:00.000Z' as Instant }))).toMatchObject({
    outcome: 'quarantined',
  })
  expect([state()?.version?.version, state()?.quarantined?.reason]).toEqual([
    before,
    'it has 300 entries where the version in force has 600',
  ])
  body = `${goodRows(602).join('')}\u001a`
  expect(await updateList(store, SDN, options({ now: '2026-02-03T00:00:00.000Z' as Instant }))).toMatchObject({
    outcome: 'new',
  })
  expect([state()?.version?.counts.entities, state()?.quarantined, state()?.list.failure]).toEqual([
    602,
    undefined,
    null,
  ])
})

test('a list that was not checked for longer than the policy allows is stale', async () => {
  await updateList(store, SDN, options())
  const later = (now: string): boolean | undefined =>
    keptLists(store, { now: now as Instant, staleAfterHours: 72 })[0]?.isStale
  expect([later('2026-02-03T23:59:00.000Z'), later('2026-02-04T00:01:00.000Z')]).toEqual([false, true])
  expect(
    keptLists(store, {
      now: '2026-03-01T00:00:00.000Z' as Instant,
      asOf: '2026-02-10' as never,
      staleAfterHours: 72,
    })[0]?.isStale,
  ).toBe(false)
})

test('one address of a gzipped file is kept with the list and asked again', async () => {
  publisher.answer('/example.org/sdn.csv.gz', (_request, response) => response.end(gzipSync(Buffer.from(body))))
  const added = await addFromAddress(store, 'https://example.org/sdn.csv.gz', options())
  expect([added.record.state, store.lists()[0]?.address]).toEqual(['accepted', 'https://example.org/sdn.csv.gz'])
  expect(await updateList(store, SDN, options())).toEqual({ list: SDN, outcome: 'unchanged' })
  expect(publisher.requests.filter((one) => one.includes('example.org'))).toHaveLength(2)
})

test('a private address is not fetched, whoever names it', async () => {
  const { mirror: _mirror, ...direct } = options()
  await expect(addFromAddress(store, publisher.url, direct)).rejects.toMatchObject({ code: 'fetch.refused' })
  await expect(addFromAddress(store, 'http://localhost/x', direct)).rejects.toMatchObject({ code: 'fetch.refused' })
})

test('the retired address of the OFSI list says what stands in its place', () => {
  expect(() => refuseRetired('https://ocsistorage.blob.core.windows.net/publishlive/2022format/ConList.csv')).toThrow(
    /closed on 28 January 2026.*gb_fcdo_sanctions/,
  )
})

test('files dropped in a folder are taken in: sets together, single lists each, the rest named', async () => {
  const drop = join(folder, 'drop')
  mkdirSync(join(drop, 'un'), { recursive: true })
  writeFileSync(join(drop, 'SDN.CSV'), body)
  writeFileSync(join(drop, 'ALT.CSV'), '1,1,"aka","OTRO NOMBRE",-0- \r\n')
  writeFileSync(join(drop, 'notes.txt'), 'hello')
  writeFileSync(
    join(drop, 'un', 'consolidated.xml'),
    '<CONSOLIDATED_LIST dateGenerated="2026-01-31T00:00:00Z"><ENTITIES><ENTITY><DATAID>1</DATAID><FIRST_NAME>UNA</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>',
  )
  const dropped = await addFromFolder(store, drop, options())
  expect(dropped.map(({ added, reason }) => [added?.record.list ?? reason, added?.record.counts.aliases])).toEqual([
    ['us_ofac_sdn', 1],
    ['no known list format: notes.txt (text)', undefined],
    ['un_sc_sanctions', 0],
  ])
})

const enhanced = (entities: string): string =>
  `<sanctionsData><publicationInfo><dataAsOf>2026-01-31T00:00:00</dataAsOf></publicationInfo><entities>${entities}</entities></sanctionsData>`
const enhancedEntity = (id: number, name: string, action = ''): string =>
  `<entity id="${id}"${action}><generalInfo><entityType>Entity</entityType></generalInfo><sanctionsLists><sanctionsList datePublished="2020-01-02">SDN List</sanctionsList></sanctionsLists><names><name id="1"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations><translation><isPrimary>true</isPrimary><script>Latin</script><formattedFullName>${name}</formattedFullName></translation></translations></name></names></entity>`

test('a delta file is applied to the version in force, and refused where there is none', async () => {
  const full = join(folder, 'full.xml')
  const delta = join(folder, 'delta.xml')
  writeFileSync(full, enhanced(enhancedEntity(1, 'UNA') + enhancedEntity(2, 'DOS')))
  writeFileSync(
    delta,
    enhanced(
      enhancedEntity(1, 'UNA NUEVA', ' action="modify"') +
        enhancedEntity(2, '', ' action="remove"') +
        enhancedEntity(3, 'TRES', ' action="add"'),
    ),
  )
  const now = { countries: loadCountries(), now: NOW }
  await expect(addList(store, delta, now)).rejects.toThrow(/no version is kept/)
  await addList(store, full, now)
  const { record, event } = await addList(store, delta, now)
  const { entities } = await store.content(record)
  expect(entities.map(({ id, names }) => [id, names[0].text])).toEqual([
    ['ofac-1', 'UNA NUEVA'],
    ['ofac-3', 'TRES'],
  ])
  expect(event?.counts).toEqual({ listed: 1, delisted: 1, changed: 1 })
  expect(record.files.map(({ role }) => role).sort()).toEqual(['before-main', 'main'])
})
