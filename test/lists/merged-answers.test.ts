import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadCountries } from '../../src/engine/countries.ts'
import { addList, openListStore } from '../../src/engine/lists.ts'
import { openEngine } from '../../src/engine/open-engine.ts'
import type { Instant, IsoDate } from '../../src/model/brand.ts'
import { goodRows } from './hostile-corpus.ts'

const NOW = '2026-02-01T00:00:00.000Z' as Instant
const SDN = `${goodRows().join('')}9001,"ZZYZX PRUEBA, Quilliam","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 02 Jan 1970."\r\n`
const UN =
  '<CONSOLIDATED_LIST dateGenerated="2026-01-31T00:00:00Z"><INDIVIDUALS><INDIVIDUAL><DATAID>77</DATAID><FIRST_NAME>QUILLIAM</FIRST_NAME><SECOND_NAME>ZZYZX PRUEBA</SECOND_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.999</REFERENCE_NUMBER><LISTED_ON>2019-05-06</LISTED_ON><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-01-02</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>'
const GIVEN = { properties: { name: ['Quilliam Zzyzx Prueba'] } }

let folder = ''

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-merge-'))
  await add('sdn.csv', SDN)
  await add('un.xml', UN)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function add(name: string, content: string): Promise<string> {
  writeFileSync(join(folder, name), content)
  const store = openListStore(join(folder, 'data'))
  try {
    const { record } = await addList(store, join(folder, name), {
      countries: loadCountries(),
      now: NOW,
      published: '2026-01-31' as IsoDate,
    })
    return record.state
  } finally {
    store.close()
  }
}

const ask = async (): Promise<ReturnType<Awaited<ReturnType<typeof openEngine>>['screen']>> =>
  (await openEngine({ data: join(folder, 'data'), at: NOW })).screen(GIVEN, { at: NOW })

test('a party on two lists is one hit with both lists, both designations, the other id and the reason', async () => {
  const answer = await ask()
  expect(answer.total).toBe(1)
  expect(answer.hits).toHaveLength(1)
  const [hit] = answer.hits
  expect([hit?.entity.id, hit?.entity.datasets, hit?.entity.referents]).toEqual([
    'ofac-9001',
    ['us_ofac_sdn', 'un_sc_sanctions'],
    ['un-77', 'un-QDi.999'],
  ])
  expect(hit?.designations.map(({ authority, since }) => [authority, since])).toEqual([
    ['SDGT', null],
    ['UN', '2019-05-06'],
  ])
  expect(hit?.merged).toEqual([
    { between: ['ofac-9001', 'un-77'], kind: 'name_and_date', evidence: 'prueba quilliam zzyzx, born 1970-01-02' },
  ])
})

test('a ruling undoes the merge, and each entry is a hit of its own again', async () => {
  const store = openListStore(join(folder, 'data'))
  store.recordRuling({
    pair: ['un-77', 'ofac-9001'],
    isSame: false,
    reason: 'another person',
    by: 'A. Officer',
    at: NOW,
  })
  store.close()
  const answer = await ask()
  expect(answer.hits.map(({ entity }) => entity.id).sort()).toEqual(['ofac-9001', 'un-77'])
  expect(answer.hits.every(({ merged }) => merged === undefined)).toBe(true)
})

test('an answer says that a newer version of its list is in quarantine, and is given by the one in force', async () => {
  expect(await add('poisoned.csv', goodRows(300).join(''))).toBe('quarantined')
  const answer = await ask()
  expect(answer.lists.find(({ id }) => id === 'us_ofac_sdn')).toMatchObject({
    entities: 601,
    quarantined: 'it has 300 entries where the version in force has 601',
  })
  expect(answer.lists.find(({ id }) => id === 'un_sc_sanctions')?.quarantined).toBeUndefined()
})
