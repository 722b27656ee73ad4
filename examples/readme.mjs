// The program of the README, run by CI from the packed library in an empty project. Ends with an error where an answer is wrong.
import assert from 'node:assert/strict'
import { askRegister, compareNames, loadRegister, openEngine } from 'cordon'

const engine = await openEngine()
const answer = engine.screen(
  { properties: { name: ['Cartel Jalisco Nueva Generacion'] } },
  { at: new Date().toISOString() },
)
console.log(
  answer.status,
  answer.hits[0]?.entity.caption,
  answer.hits[0]?.designations.map(({ authority, since }) => `${authority} ${since}`),
)
assert.equal(answer.status, 'hits')

const { statuses } = askRegister(loadRegister(), 'Ansarallah', { asOf: '2024-02-20', knownAt: '2026-07-17' })
console.log(statuses.SDGT?.state, statuses.SDGT?.since)
assert.deepEqual([statuses.SDGT?.state, statuses.FTO?.state], ['designated', 'revoked'])

const { score } = compareNames('Vladimir Putin', 'Владимир Путин', { schema: 'Person' })
console.log(score)
assert.ok(score >= 0.9)
