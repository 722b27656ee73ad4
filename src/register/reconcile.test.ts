import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { loadRegister } from '../engine/register.ts'
import type { IsoDate } from '../model/brand.ts'
import { type ListedEntry, reconcile } from './reconcile.ts'

const register = loadRegister()
const moment = (asOf: string) => ({
  asOf: asOf as IsoDate,
  knownAt: '2026-11-21' as IsoDate,
  snapshots: register.snapshots,
})

/** Single facts of the SDN List, by uid, name and tags. */
const ENTRIES: readonly ListedEntry[] = [
  { uid: '12148', name: 'HARAKAT-UL JIHAD ISLAMI', programmes: ['SDGT'] },
  { uid: '10386', name: 'GULF CARTEL', programmes: ['SDNTK', 'FTO', 'SDGT', 'ILLICIT-DRUGS-EO14059'] },
  { uid: '10465', name: 'ISLAMIC REVOLUTIONARY GUARD CORPS (IRGC)-QODS FORCE', programmes: ['FTO', 'SDGT'] },
  { uid: '56483', name: 'EGYPTIAN MUSLIM BROTHERHOOD', programmes: ['SDGT', 'FTO'] },
  { uid: '11438', name: 'SYNTHETIC NEW NAME', programmes: ['SDNTK', 'FTO', 'SDGT', 'TCO', 'ILLICIT-DRUGS-EO14059'] },
  { uid: '99999999', name: 'SYNTHETIC FRONT', programmes: ['FTO'] },
]
const { differences } = reconcile(register, ENTRIES, moment('2026-07-11'))
const kinds = (uid: string) =>
  differences.filter((each) => each.uid === uid).map(({ kind, authority }) => `${kind} ${authority ?? ''}`.trim())

test.each([
  ['an FTO that the list tags as SDGT alone is untagged, not delisted', '12148', ['untagged FTO']],
  ['an entry that agrees says nothing', '10386', []],
  ['a component of an FTO is no organisation of its own', '10465', []],
  ['a tag that the register does not know is shown', '56483', ['tag_unsupported FTO']],
  ['another primary name on one uid is shown', '11438', ['renamed']],
  ['an FTO tag on an entry that nobody knows is shown', '99999999', ['unknown_entry FTO']],
] as const)('%s', (_why, uid, expected) => {
  expect(kinds(uid)).toEqual(expected)
})

test('an FTO without an entry on the list is reported', () => {
  expect(kinds('16363')).toEqual(expect.arrayContaining(['missing FTO', 'missing SDGT']))
})

const DERIVED = new URL(
  '../../../shared/data/lists/us_ofac/derived/sdn_names_programs_2026-07-11.json.gz',
  import.meta.url,
)
describe.skipIf(!existsSync(DERIVED))('on the SDN List of 2026-07-11 (skipped where it is not at hand)', () => {
  const file: { entries: { uid: string; name: string; program: string }[] } = existsSync(DERIVED)
    ? JSON.parse(gunzipSync(readFileSync(DERIVED)).toString('utf8'))
    : { entries: [] }
  const entries = file.entries.map(({ uid, name, program }) => ({ uid, name, programmes: program.split('] [') }))
  test('every FTO finds its entry, but for the two that the list never tagged', () => {
    const fto = reconcile(register, entries, moment('2026-07-11')).differences.filter(
      ({ authority }) => authority === 'FTO',
    )
    expect(fto.map(({ kind, uid }) => `${kind} ${uid}`).toSorted()).toEqual(['untagged 12148', 'untagged 24546'])
  })
})
