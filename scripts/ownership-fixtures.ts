/**
 * Writes src/exposure/fixtures/graphs.jsonl: ownership graphs with the verdicts they must get. Families of graphs have
 * their verdicts from arithmetic written here; small random ones from brute force. The solver is not asked.
 *
 *   node scripts/ownership-fixtures.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bruteForce, type OracleRule, randomGraph } from '../test/oracles/ownership-oracle.ts'

type Verdict = 'blocked' | 'not_blocked' | 'undetermined'
type Regime = 'ofac' | 'uk' | 'eu'
interface Fixture {
  readonly name: string
  readonly day: string
  /** `owner owned share`, then `kind=`, `joint=`, `from=`, `to=`. */
  readonly stakes: readonly string[]
  readonly designated: readonly string[]
  readonly expect: Readonly<Record<string, Readonly<Record<Regime, Verdict>>>>
}

const DAY = '2025-02-20'
const RANDOM = 300
const fixtures: Fixture[] = []
const put = (
  name: string,
  stakes: readonly string[],
  expect: Fixture['expect'],
  designated: readonly string[] = ['X'],
  day = DAY,
): void => {
  fixtures.push({ name, day, stakes, designated, expect })
}
/** A share that is certain: half or more is reached under OFAC and the EU, more than half under the UK's rule. */
const verdicts = (total: number, forOnePerson = total): Record<Regime, Verdict> => ({
  ofac: total >= 50 ? 'blocked' : 'not_blocked',
  uk: forOnePerson > 50 ? 'blocked' : 'not_blocked',
  eu: total >= 50 ? 'blocked' : 'not_blocked',
})

for (const share of [49.99, 50, 50.01, 51, 100]) {
  for (let depth = 1; depth <= 20; depth++) {
    const stakes = Array.from(
      { length: depth },
      (_, level) => `${level === 0 ? 'X' : `C${level}`} C${level + 1} ${share}`,
    )
    put(`chain of ${depth} at ${share}`, stakes, { [`C${depth}`]: verdicts(share) })
  }
}
for (let count = 2; count <= 6; count++) {
  for (const share of [8.33, 10, 12.5, 16.67, 24.99, 25]) {
    if (count * share > 100) continue
    const stakes = Array.from({ length: count }, (_, i) => [`X M${i} 51`, `M${i} C ${share}`]).flat()
    put(`${count} paths of ${share} each`, stakes, { C: verdicts(Math.round(count * share * 100) / 100) })
  }
}
for (const [direct, indirect] of [
  [10, 40],
  [10, 39.99],
  [25, 25],
  [25, 24.99],
  [0.01, 49.99],
  [49.99, 0.01],
  [30, 30],
  [1, 50],
  [20, 29],
] as const) {
  const total = Math.round((direct + indirect) * 100) / 100
  put(`${direct} direct and ${indirect} through a reached company`, [`X M 60`, `M C ${indirect}`, `X C ${direct}`], {
    C: verdicts(total),
  })
  put(
    `${direct} of one person and ${indirect} of another`,
    [`X C ${direct}`, `Y C ${indirect}`],
    { C: verdicts(total, Math.max(direct, indirect)) },
    ['X', 'Y'],
  )
  put(
    `${direct} and ${indirect} held jointly`,
    [`X C ${direct} joint=j`, `Y C ${indirect} joint=j`],
    { C: verdicts(total) },
    ['X', 'Y'],
  )
  put(
    `${direct} direct and ${indirect} through a company that is not reached`,
    [`X M 49.99`, `M C ${indirect}`, `X C ${direct}`],
    { C: verdicts(direct) },
  )
}
for (let size = 2; size <= 7; size++) {
  for (const entry of [49.99, 50, 50.01]) {
    const ring = Array.from({ length: size }, (_, i) => `R${i} R${(i + 1) % size} ${i === size - 1 ? 40 : 60}`)
    const answer = verdicts(entry)
    put(
      `circle of ${size} entered with ${entry}`,
      [`X R0 ${entry}`, ...ring],
      Object.fromEntries(Array.from({ length: size }, (_, i) => [`R${i}`, answer])),
    )
  }
  const alone = Array.from({ length: size }, (_, i) => `R${i} R${(i + 1) % size} 60`)
  put(`circle of ${size} without a designated holder`, [...alone, 'X Z 50'], { R0: verdicts(0), Z: verdicts(50) })
}
for (const [share, from, to, stands] of [
  [60, '2025-02-20', '', true],
  [60, '2025-02-21', '', false],
  [60, '', '2025-02-20', false],
  [60, '', '2025-02-21', true],
  [60, '2020', '2024', false],
  [60, '2020', '2026', true],
  [50, '2024-12', '', true],
] as const) {
  const dates = `${from === '' ? '' : ` from=${from}`}${to === '' ? '' : ` to=${to}`}`
  put(`${share} held${dates}`, [`X C ${share}${dates}`], { C: verdicts(stands ? share : 0) })
}
for (const [text, ofac, uk] of [
  ['40-60', 'undetermined', 'undetermined'],
  ['50-60', 'blocked', 'undetermined'],
  ['51-60', 'blocked', 'blocked'],
  ['10-49.99', 'not_blocked', 'not_blocked'],
  ['10-50', 'undetermined', 'not_blocked'],
  ['?', 'undetermined', 'undetermined'],
  ['>50', 'blocked', 'blocked'],
  ['>=50', 'blocked', 'undetermined'],
  ['<50', 'not_blocked', 'not_blocked'],
  ['<=50', 'undetermined', 'not_blocked'],
] as const) {
  put(`a stake of ${text}`, [`X C ${text}`], { C: { ofac, uk, eu: ofac } })
  put(`a stake of ${text} below a whole one`, [`X M 100`, `M C ${text}`], { C: { ofac, uk, eu: ofac } })
}
for (const others of [40, 49.99, 50, 50.01, 60, 100]) {
  const most = Math.round((100 - others) * 100) / 100
  const [ofac, uk] = [most >= 50 ? 'undetermined' : 'not_blocked', most > 50 ? 'undetermined' : 'not_blocked'] as const
  put(`an unknown stake beside ${others} of others`, ['X C ?', `Z C ${others}`], { C: { ofac, uk, eu: ofac } })
}
for (const [day, eu] of [
  ['2024-07-02', 'not_blocked'],
  ['2024-07-03', 'blocked'],
] as const) {
  put(`exactly half on ${day}`, ['X C 50'], { C: { ofac: 'blocked', uk: 'not_blocked', eu } }, ['X'], day)
}
for (const [day, ofac] of [
  ['2014-08-12', 'not_blocked'],
  ['2014-08-13', 'blocked'],
] as const) {
  put(
    `two quarters on ${day}`,
    ['X C 25', 'Y C 25'],
    { C: { ofac, uk: 'not_blocked', eu: 'not_blocked' } },
    ['X', 'Y'],
    day,
  )
}

const RULES: Readonly<Record<Regime, OracleRule>> = {
  ofac: { threshold: 50, exactlyReaches: true, adds: 'all', votesToo: false, withControl: false },
  uk: { threshold: 50, exactlyReaches: false, adds: 'eachOrJoint', votesToo: true, withControl: false },
  eu: { threshold: 50, exactlyReaches: true, adds: 'all', votesToo: false, withControl: false },
}
for (let seed = 1_000_000; fixtures.filter(({ name }) => name.startsWith('random')).length < RANDOM; seed++) {
  const graph = randomGraph(seed)
  if (graph.designated.length === 0 || graph.stakes.length < 3) continue
  const answers = {
    ofac: bruteForce(graph, RULES.ofac),
    uk: bruteForce(graph, RULES.uk),
    eu: bruteForce(graph, RULES.eu),
  }
  const stakes = graph.stakes.map(
    ({ owner, owned, kind, min, max, joint }) =>
      `P${owner} P${owned} ${kind === 'controls' ? '?' : min === max ? min : `${min}-${max}`} kind=${kind}${joint === undefined ? '' : ` joint=${joint}`}`,
  )
  const expected = Array.from(
    { length: graph.parties },
    (_, party) =>
      [
        `P${party}`,
        { ofac: verdictAt(answers.ofac, party), uk: verdictAt(answers.uk, party), eu: verdictAt(answers.eu, party) },
      ] as const,
  )
  put(
    `random ${seed}`,
    stakes,
    Object.fromEntries(expected.filter(([id]) => stakes.some((stake) => stake.includes(id)))),
    graph.designated.map((party) => `P${party}`),
  )
}
function verdictAt(answers: ReturnType<typeof bruteForce>, party: number): Verdict {
  return answers[party]?.verdict ?? 'not_blocked'
}

const folder = join(import.meta.dirname, '..', 'src', 'exposure', 'fixtures')
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'graphs.jsonl'), `${fixtures.map((fixture) => JSON.stringify(fixture)).join('\n')}\n`)
process.stdout.write(`${fixtures.length} graphs\n`)
