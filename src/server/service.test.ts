import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { loadCountries } from '../engine/countries.ts'
import { addList, openListStore } from '../engine/lists.ts'
import { openEngine } from '../engine/open-engine.ts'
import type { Instant } from '../model/brand.ts'
import { Service } from './service.ts'

const folder = mkdtempSync(join(tmpdir(), 'cordon-service-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const data = join(folder, 'data')
const at = '2026-03-04T05:06:07Z' as Instant

/** Keeps a version of a list of synthetic people, one of them called so. */
async function keep(name: string): Promise<void> {
  const file = join(folder, 'list.ftm.json')
  const rows = Array.from({ length: 60 }, (_, row) => ({
    id: `x-${row}`,
    caption: 'x',
    schema: 'Person',
    properties: { name: [row === 0 ? name : `Persona Inventada ${'abcdefghij'[row % 10]}${'aeiou'[row % 5]}${row}`] },
    datasets: ['synthetic'],
    referents: [],
    target: true,
  }))
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'))
  const store = openListStore(data)
  await addList(store, file, { countries: loadCountries(), now: at, id: 'synthetic_list' })
  store.close()
}

test('a version is indexed beside the one in service and takes its place whole; one that cannot be built leaves the old one', async () => {
  await keep('Aurelio Fingido')
  const load = () => openEngine({ data, at, isBuiltBeside: true })
  const service = new Service(await load(), load)
  const ask = (name: string): readonly string[] => {
    const { lists, hits } = service.now.engine.screen({ properties: { name: [name] } }, { at })
    return [lists.map(({ version }) => version).join(), ...hits.map(({ entity }) => entity.caption)]
  }
  const [first, ...found] = ask('Aurelio Fingido')
  expect(found).toEqual(['Aurelio Fingido'])

  await keep('Benedikt Erdacht')
  let isDone = false
  let turns = 0
  const reloaded = service.reload().then(() => {
    isDone = true
  })
  while (!isDone) {
    const [version, ...hits] = ask('Aurelio Fingido')
    expect(hits).toEqual(version === first ? ['Aurelio Fingido'] : [])
    turns += 1
    await pause(10)
  }
  await reloaded
  expect(turns).toBeGreaterThan(5)
  const [second, ...now] = ask('Benedikt Erdacht')
  expect([second === first, now]).toEqual([false, ['Benedikt Erdacht']])

  await keep('Cecilia Imaginada')
  const parsed = join(data, 'lists', 'parsed')
  for (const name of readdirSync(parsed)) rmSync(join(parsed, name), { recursive: true })
  await expect(service.reload()).rejects.toMatchObject({ code: 'store.unavailable' })
  expect(ask('Benedikt Erdacht')).toEqual([second, 'Benedikt Erdacht'])
})
