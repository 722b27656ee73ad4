import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { IDEAS, type Idea } from './ablation-ideas.ts'

/**
 * What each idea of the matcher brings: switched off one by one, on the labelled pairs beside the repository. Prints the loss of macro F1 at
 * 0.70, of macro AUC, and of F1 on entities; `--worst` prints the rows that stay wrong instead, with what each would need.
 */
const DATA = new URL('../../shared/data/match-quality/', import.meta.url)
const LEAST_OF_EACH = 20
const BAR = 0.7
const WORST = 50

interface Gold {
  readonly id: string
  readonly source: string
  readonly suite?: string
  readonly same: boolean
  readonly disputed?: boolean
  readonly left: unknown
  readonly right: unknown
}

const readGold = (name: string): readonly Gold[] => {
  const bytes = readFileSync(new URL(name, DATA))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Gold)
    .filter(({ disputed }) => disputed !== true)
}

const names = (): readonly Gold[] => readGold('name-pairs.jsonl').filter(({ suite }) => suite === 'names')
const entities = (): readonly Gold[] => [...readGold('entity-pairs.jsonl.gz'), ...readGold('entity-pairs-nc.jsonl.gz')]

/** Takes an idea away: the sources are changed as they are loaded, and a change that does not fit is an error. */
function takeAway({ name, changes }: Idea): void {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      const mine = changes.filter(({ file }) => url.endsWith(file))
      if (mine.length === 0) return loaded
      let source = String(loaded.source)
      for (const { from, to, file } of mine) {
        if (!source.includes(from)) throw new Error(`${name}: ${file} no longer has: ${from}`)
        source = source.replace(from, () => to)
      }
      return { ...loaded, source }
    },
  })
}

type Scored = readonly [score: number, isSame: boolean, gold: Gold]

async function score(gold: readonly Gold[]): Promise<readonly Scored[]> {
  const { comparePairs } = await import('../src/engine/compare.ts')
  const scores = [...comparePairs(gold.map((one) => JSON.stringify(one)))]
  return gold.map((one, at) => [scores[at]?.score ?? 0, one.same, one] as const)
}

function bySource(rows: readonly Scored[]): readonly (readonly Scored[])[] {
  const sources = new Map<string, Scored[]>()
  for (const row of rows) {
    const known = sources.get(row[2].source)
    if (known === undefined) sources.set(row[2].source, [row])
    else known.push(row)
  }
  return [...sources.values()].filter((of) => {
    const positives = of.filter(([, isSame]) => isSame).length
    return Math.min(positives, of.length - positives) >= LEAST_OF_EACH
  })
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

function f1(rows: readonly Scored[]): number {
  const found = rows.filter(([value, isSame]) => isSame && value >= BAR).length
  const alarms = rows.filter(([value, isSame]) => !isSame && value >= BAR).length
  const missed = rows.filter(([value, isSame]) => isSame && value < BAR).length
  return (2 * found) / Math.max(1, 2 * found + alarms + missed)
}

/** Share of pairs of a positive and a negative that stand in order, ties as half. */
function auc(rows: readonly Scored[]): number {
  const sorted = [...rows].sort((a, b) => a[0] - b[0])
  let below = 0
  let inOrder = 0
  for (let at = 0; at < sorted.length; ) {
    const value = sorted[at]?.[0]
    const tied = sorted.slice(at).findIndex(([other]) => other !== value)
    const end = tied < 0 ? sorted.length : at + tied
    const group = sorted.slice(at, end)
    const positives = group.filter(([, isSame]) => isSame).length
    inOrder += positives * (below + (group.length - positives) / 2)
    below += group.length - positives
    at = end
  }
  return inOrder / Math.max(1, below * (rows.length - below))
}

interface Figures {
  readonly f1: number
  readonly auc: number
  readonly entities: number
}

async function measure(): Promise<Figures> {
  const sources = bySource(await score(names()))
  const ofEntities = bySource(await score(entities()))
  return { f1: mean(sources.map(f1)), auc: mean(sources.map(auc)), entities: mean(ofEntities.map(f1)) }
}

function inChild(idea: string): Figures {
  const { stdout, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--idea', idea], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`the run without ${idea} failed`)
  return JSON.parse(stdout) as Figures
}

const points = (value: number): string => (100 * value).toFixed(2).padStart(8)

function ablate(isJson: boolean): void {
  const full = inChild('')
  if (!isJson)
    process.stdout.write(`${'everything'.padEnd(34)}${points(full.f1)}${points(full.auc)}${points(full.entities)}\n`)
  for (const { name } of IDEAS) {
    const without = inChild(name)
    const lost = { f1: full.f1 - without.f1, auc: full.auc - without.auc, entities: full.entities - without.entities }
    process.stdout.write(
      isJson
        ? `${JSON.stringify({ bench: 'ablation', without: name, ...without, lost })}\n`
        : `${`without ${name}`.padEnd(34)}${points(-lost.f1)}${points(-lost.auc)}${points(-lost.entities)}\n`,
    )
  }
}

/** What kind of knowledge a row that is wrong would need, from what its score is made of. */
function need(gold: Gold, value: number, met: number): string {
  if (!gold.same) return met > 1 ? 'facts: birth date, country, number' : 'that a word is another name'
  if (value === 0) return 'the alias itself: the names share nothing'
  if (met === 0) return 'a spelling habit, a translation or a short form'
  return value < BAR / 2 ? 'the alias itself: one part in common' : 'which part may be missing, or a spelling habit'
}

async function worst(): Promise<void> {
  const { compareParties } = await import('../src/engine/compare.ts')
  const rows = (await score(names())).filter(([value, isSame]) => value >= BAR !== isSame)
  const sorted = [...rows].sort((a, b) => Math.abs(b[0] - BAR) - Math.abs(a[0] - BAR)).slice(0, WORST)
  for (const [value, , gold] of sorted) {
    const { evidence } = compareParties(gold.left, gold.right)
    const met = evidence.filter(({ party, entity, points: of }) => party !== null && entity !== null && of > 0).length
    process.stdout.write(
      `${value.toFixed(3)}\t${gold.same ? 'same' : 'other'}\t${need(gold, value, met)}\t${String(gold.left)} | ${String(gold.right)}\n`,
    )
  }
}

const ideaAt = process.argv.indexOf('--idea')
const idea = IDEAS.find(({ name }) => name === process.argv[ideaAt + 1])
if (!existsSync(DATA)) process.stderr.write('the labelled pairs are not beside the repository: nothing is measured\n')
else if (ideaAt >= 0) {
  if (idea !== undefined) takeAway(idea)
  process.stdout.write(JSON.stringify(await measure()))
} else if (process.argv.includes('--worst')) await worst()
else ablate(process.argv.includes('--json'))
