import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { compareParties } from '../src/engine/compare.ts'
import { loadPolicy } from '../src/engine/policies.ts'

/**
 * The project's own labelled pairs (`cases/names.tsv`) against the run that is kept (`cases/names.frozen.tsv`): every change to names,
 * index or match shows which verdicts moved. `--freeze` keeps this run. Two runs must be the same byte for byte.
 */
const CASES = new URL('./cases/names.tsv', import.meta.url)
const FROZEN = new URL('./cases/names.frozen.tsv', import.meta.url)

interface Case {
  readonly id: string
  readonly category: string
  readonly schema: string
  readonly party: string
  readonly entity: string
  readonly isSame: boolean
}

function cases(): readonly Case[] {
  return readFileSync(CASES, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [id = '', category = '', schema = '', party = '', entity = '', label] = line.split('\t')
      return { id, category, schema, party, entity, isSame: label === 'same' }
    })
}

const run = (all: readonly Case[]): readonly string[] =>
  all.map(({ id, schema, party, entity }) => `${id}\t${compareParties(party, entity, { schema }).score.toFixed(3)}`)

function main(): void {
  const all = cases()
  const bar = loadPolicy('default').policy.threshold / 1_000
  const scores = run(all)
  const isSame = run(all).join('\n') === scores.join('\n')
  const text = `# id, score of the default policy\n${scores.join('\n')}\n`
  if (process.argv.includes('--freeze') || !existsSync(FROZEN)) writeFileSync(FROZEN, text)
  const frozen = new Map(
    readFileSync(FROZEN, 'utf8')
      .split('\n')
      .map((line) => [line.split('\t')[0] ?? '', Number(line.split('\t')[1])]),
  )
  const now = new Map(scores.map((line) => [line.split('\t')[0] ?? '', Number(line.split('\t')[1])]))
  const isAlert = (score: number | undefined): boolean => (score ?? 0) >= bar
  const moved = all.filter(({ id }) => isAlert(now.get(id)) !== isAlert(frozen.get(id)))
  const wrong = all.filter((one) => isAlert(now.get(one.id)) !== one.isSame)
  for (const one of moved) {
    process.stderr.write(
      `moved ${one.id}: ${frozen.get(one.id)} to ${now.get(one.id)}: ${one.party} | ${one.entity} (${one.isSame ? 'same' : 'other'})\n`,
    )
  }
  if (process.argv.includes('--wrong')) {
    for (const one of wrong)
      process.stderr.write(`wrong ${one.id} ${now.get(one.id)} ${one.category}: ${one.party} | ${one.entity}\n`)
  }
  const found = all.filter((one) => one.isSame && isAlert(now.get(one.id))).length
  const positives = all.filter((one) => one.isSame).length
  const figures = {
    bench: 'cases',
    pairs: all.length,
    positives,
    found,
    falseAlerts: wrong.filter((one) => !one.isSame).length,
    moved: moved.length,
    sameTwice: isSame,
  }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
}

main()
