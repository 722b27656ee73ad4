import { pathToFileURL } from 'node:url'
import { loadHorizon, readReports } from '../src/engine/horizon.ts'
import type { IsoDate } from '../src/model/brand.ts'

/** A synthetic report of about 4 KB: what a news page holds, quotations, dates and names in their usual number. */
const PARAGRAPHS = [
  'Minister puts off listing of the Red Delta Gang',
  'WASHINGTON, Dec 7 - The White House has postponed the designation of the Red Delta Gang as a foreign terrorist organization, officials said on Friday.',
  '"All the work has been completed," President Donald Trump said in a statement on Friday. "At the request of Mexico\'s president, Andrés Manuel López Obrador, we will hold off this designation for now."',
  'López Obrador, speaking at his morning news conference in Mexico City, thanked Trump but said that Mexico would never accept interference from abroad.',
  'The State Department had told Congress of the move last week. Several senators urged the administration in October to list the group under section 219 of the Immigration and Nationality Act.',
  'The gang was first named in a report of 2016. In February, gunmen killed nine people in a town near the border, an attack that officials blamed on the group.',
  'Canada designated the Red Delta Gang in 2018. A federal court is expected to rule next month on a petition that the group filed earlier this year.',
]
const REPORT_LENGTH = 4_096
const WARM_UP = 150
const RUNS = 300

export interface HorizonBench {
  readonly name: 'horizon'
  readonly reportLength: number
  readonly coldMs: number
  readonly medianMs: number
  readonly p95Ms: number
  /** Processor time a report, which other work on the machine does not lengthen. */
  readonly cpuMs: number
  /** Baseline in the same run: the tokens of the text alone, by one regular expression. */
  readonly baselineMedianMs: number
  readonly events: number
}

/** Time to read one report of 4 KB, first and after warm-up. Target: under 10 ms after warm-up. */
export function benchHorizon(): HorizonBench {
  let text = ''
  for (let at = 0; text.length < REPORT_LENGTH; at += 1)
    text += `${PARAGRAPHS[at % PARAGRAPHS.length] ?? ''}${at < PARAGRAPHS.length ? '' : ` (${at})`}\n\n`
  text = text.slice(0, REPORT_LENGTH)
  const knowledge = loadHorizon()
  const run = (): number =>
    readReports([{ id: 'bench', text, published: '2019-12-07' as IsoDate, language: 'en' }], knowledge).written[0]
      ?.events.length ?? 0
  const cold = timed(run)
  for (let at = 0; at < WARM_UP; at += 1) run()
  const before = process.cpuUsage()
  const times = Array.from({ length: RUNS }, () => timed(run)).sort((a, b) => a - b)
  const used = process.cpuUsage(before)
  const baseline = Array.from({ length: RUNS }, () => timed(() => text.match(/[\p{L}\p{N}]+|\S/gu)?.length ?? 0)).sort(
    (a, b) => a - b,
  )
  return {
    name: 'horizon',
    reportLength: text.length,
    coldMs: round(cold),
    medianMs: round(at(times, 0.5)),
    p95Ms: round(at(times, 0.95)),
    cpuMs: round((used.user + used.system) / 1_000 / RUNS),
    baselineMedianMs: round(at(baseline, 0.5)),
    events: run(),
  }
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
const round = (ms: number): number => Math.round(ms * 100) / 100

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(`${JSON.stringify(benchHorizon(), null, 2)}\n`)
