import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Chance, disguised } from '../../bench/synthetic.ts'
import { syntheticEngine } from '../../test/support/synthetic-plan.ts'
import type { Engine, GivenParty } from './engine.ts'
import { ScreeningPool, type ScreeningPoolOptions } from './screening-pool.ts'

const engine = syntheticEngine(600, 3)
const options = { at: '2026-03-04T05:06:07Z' }
const DYING = new URL('../../test/support/dying-thread.ts', import.meta.url)

const pools: ScreeningPool[] = []
const pooled = (more: ScreeningPoolOptions = {}): ScreeningPool => {
  const pool = new ScreeningPool({ threads: 2, ...more })
  pools.push(pool)
  return pool
}
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())))

/** Names of the list, whole and disguised. */
function parties(of: Engine, count: number): readonly GivenParty[] {
  const chance = new Chance(8)
  const entities = of.lists[0]?.corpus.entities ?? []
  return Array.from({ length: count }, (_, at) => {
    const entity = chance.of(entities)
    const name = chance.of(entity.names).text
    return {
      id: `p${at}`,
      schema: entity.schema,
      properties: { name: [at % 2 === 0 ? name : disguised(name, chance)] },
    }
  })
}

test('threads answer as one does, in the order of the parties', async () => {
  const given = parties(engine, 150)
  const alone = given.map((party) => engine.screen(party, options))
  expect(alone.filter(({ status }) => status === 'hits').length).toBeGreaterThan(50)
  expect(JSON.stringify(await pooled().screen(engine, given, options))).toBe(JSON.stringify(alone))
  expect(JSON.stringify(await pooled({ threads: 1 }).screen(engine, given, options))).toBe(JSON.stringify(alone))
})

test('a question asked of threads gives the outcome itself, with the entities of this engine', async () => {
  const given = parties(engine, 20)
  expect(await pooled().ask(engine, given, options)).toEqual(given.map((party) => engine.ask(party, options)))
})

test('a call is answered by the engine it names, also while another takes its place', async () => {
  const next = syntheticEngine(600, 4)
  const pool = pooled()
  const given = parties(engine, 80)
  const [before, after] = await Promise.all([pool.screen(engine, given, options), pool.screen(next, given, options)])
  expect(before).toEqual(given.map((party) => engine.screen(party, options)))
  expect(after).toEqual(given.map((party) => next.screen(party, options)))
})

test('what kills a thread is tried once more alone, then is undetermined with its reason; all else is answered', async () => {
  const given = parties(engine, 60).map((party, at) => (at === 31 ? { ...party, id: 'poison' } : party))
  const answers = await pooled({ program: DYING }).screen(engine, given, options)
  expect(answers[31]?.status).toBe('undetermined')
  expect(answers[31]?.missing?.join()).toContain('screening thread ended')
  const expected = given.map((party) => engine.screen(party, options))
  expect(answers.filter((_, at) => at !== 31)).toEqual(expected.filter((_, at) => at !== 31))
})

test('a thread that died once costs no answer', async () => {
  const flag = join(mkdtempSync(join(tmpdir(), 'cordon-pool-')), 'once')
  writeFileSync(flag, '')
  const faults: string[] = []
  const given = parties(engine, 12).map((party, at) => (at === 5 ? { ...party, id: flag } : party))
  const pool = pooled({ program: DYING, onFault: (reason) => faults.push(reason) })
  expect(await pool.screen(engine, given, options)).toEqual(given.map((party) => engine.screen(party, options)))
  expect(faults).toHaveLength(1)
})

test('a thread that answers nothing is ended, and its work is never called clear', async () => {
  const answers = await pooled({ hungAfterMs: 1 }).screen(engine, parties(engine, 3), options)
  expect(answers.map(({ status }) => status)).toEqual(['undetermined', 'undetermined', 'undetermined'])
})

test('more than the queue holds is refused before anything is done', async () => {
  const pool = pooled({ mostQueued: 10 })
  expect(pool.hasRoomFor(11)).toBe(false)
  await expect(pool.screen(engine, parties(engine, 11), options)).rejects.toMatchObject({ code: 'work.many' })
  expect(pool.queued).toBe(0)
})

test('what waits when a pool is closed is refused', async () => {
  const pool = pooled()
  const asked = pool.screen(engine, parties(engine, 200), options)
  const refused = expect(asked).rejects.toMatchObject({ code: 'work.stopped' })
  await pool.close()
  await refused
})

test('an engine that cannot be handed over is asked in this thread', async () => {
  const given = parties(engine, 5)
  const expected = given.map((party) => engine.screen(party, options))
  expect(await pooled({ threads: 0 }).screen(engine, given, options)).toEqual(expected)
})
