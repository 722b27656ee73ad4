import { expect, test } from 'vitest'
import { killUpdates } from './kill-updates.ts'

const KILLS = 40

test('killed at any moment of an update, the version in force is the old or the new one, whole', async () => {
  const report = await killUpdates(KILLS, 20_260_131)
  expect(report.faults).toEqual([])
  expect(report.kills).toBe(KILLS)
  // A run in which nothing was ever killed would prove nothing.
  expect(report.finished).toBeLessThan(KILLS)
}, 180_000)
