/**
 * Exposure and what-if at size, and the solver against brute force.
 *
 *   node bench/exposure.ts                  growth from 10,000 to 1,000,000 parties with three stakes each
 *   node bench/exposure.ts --fuzz 1000000   random graphs compared with brute force
 *   node bench/exposure.ts --write FOLDER 1000000 and then --measure FOLDER
 *   node bench/exposure.ts --json
 *
 * Each size runs in a process of its own, so that its peak memory is its own. The book is synthetic and written to a
 * temporary folder first. Screening a whole book is measured on a sample and told apart: a monitored book is screened
 * once for each list version, and its what-ifs start from those hits.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadBook } from '../src/engine/books.ts'
import { readOwnershipFiles } from '../src/engine/exposure.ts'
import { loadLaw } from '../src/engine/law.ts'
import { openEngine } from '../src/engine/open-engine.ts'
import { loadOwnershipRules } from '../src/engine/ownership-rules.ts'
import { loadRegister } from '../src/engine/register.ts'
import { readyBook, type Scenario, whatIf } from '../src/engine/scenario.ts'
import { BookNames, type ScreenedBook, screenBook } from '../src/engine/screened-book.ts'
import type { IsoDate } from '../src/model/brand.ts'
import { differences } from '../test/oracles/ownership-comparison.ts'
import { randomFrom, randomGraph } from '../test/oracles/ownership-oracle.ts'

const SIZES = [10_000, 100_000, 1_000_000]
const STAKES_EACH = 3
const HEAP_MB = 3_600
const SAMPLE = 2_000
const DAY = '2025-02-19' as IsoDate
const AT = '2025-02-19T12:00:00Z'
const TARGET_EVERY = 20_000
const SECTORS = ['agriculture', 'fuel', 'trucking', 'hospitality', 'retail']

/** One size, measured. Times in seconds, memory in megabytes. */
interface Measured {
  readonly parties: number
  readonly stakes: number
  readonly loadS: number
  readonly whatIfS: number
  /** Processor time of all threads, which other work on the machine does not stretch. */
  readonly loadCpuS: number
  readonly whatIfCpuS: number
  readonly baselineS: number | null
  readonly owned: number
  readonly linked: number
  readonly screensPerS: number
  readonly peakMb: number
}

/** Ownership as it lies in the world: small groups around a head, with some stakes across groups. */
function writeBook(folder: string, parties: number): void {
  const next = randomFrom(parties)
  const pick = (count: number): number => Math.floor(next() * count)
  const book = openSync(join(folder, 'parties.csv'), 'w')
  const stakes = openSync(join(folder, 'ownership.csv'), 'w')
  const lines = {
    book: ['id,name,schema,role,sector,country,region,address,phone,amount,currency'],
    stakes: ['owner,owned,share'],
  }
  const flush = (isLast: boolean): void => {
    for (const [file, rows] of [
      [book, lines.book],
      [stakes, lines.stakes],
    ] as const) {
      if (rows.length < 20_000 && !isLast) continue
      if (rows.length > 0) writeSync(file, `${rows.join('\n')}\n`)
      rows.length = 0
    }
  }
  for (let i = 0; i < parties; i++) {
    const name = i % TARGET_EVERY === 0 ? 'Cartel de Sinaloa' : `Empresa ${i.toString(36)} ${pick(9_999)} SA de CV`
    lines.book.push(
      `P${i},${name},Company,supplier,${SECTORS[i % SECTORS.length]},MX,Jalisco,Calle ${i} ${pick(99_999)},${5_000_000_000 + i},${pick(1_000_000)},MXN`,
    )
    const group = i - (i % 40)
    for (let s = 0; s < STAKES_EACH; s++) {
      const owner = s === 0 ? group + pick(Math.max(1, i - group)) : next() < 0.9 ? group + pick(40) : pick(parties)
      const share = s === 0 ? 30 + pick(40) : 1 + pick(15)
      if (owner !== i && owner < parties) lines.stakes.push(`P${owner},P${i},${next() < 0.03 ? '' : share}`)
    }
    flush(false)
  }
  flush(true)
  closeSync(book)
  closeSync(stakes)
}

/** Processor seconds of this process so far. */
function cpuS(): number {
  const { user, system } = process.cpuUsage()
  return Math.round((user + system) / 10_000) / 100
}

const seconds = (from: number): number => Math.round((performance.now() - from) / 10) / 100

async function measure(folder: string): Promise<Measured> {
  const engine = await openEngine({ lists: [], data: join(folder, 'none'), asOf: DAY })
  const [register, law] = [loadRegister(), loadLaw()]
  engine.warm()
  const [start, cpuAtStart] = [performance.now(), cpuS()]
  const book = loadBook([join(folder, 'parties.csv')])
  const names = new BookNames(book.parties)
  const stakes = readOwnershipFiles([join(folder, 'ownership.csv')], names.idOf)
  const screened = monitored(book, engine)
  const ready = readyBook({ book, names, stakes: stakes.graph, engine, asOf: DAY, at: AT, screened })
  const [loadS, cpuLoaded] = [seconds(start), cpuS()]
  const sinaloa = register.organisations.find(({ id }) => id === 'cartel-de-sinaloa')
  if (sinaloa === undefined) throw new Error('the register has no cartel-de-sinaloa')
  const scenario: Scenario = {
    name: 'bench',
    action: 'designate',
    organisations: [sinaloa.id],
    names: [],
    authorities: ['FTO', 'SDGT'],
    effective: '2025-02-20' as IsoDate,
    asOf: DAY,
  }
  const asked = performance.now()
  const { newly } = whatIf({ scenario, ready, register, law, engine, at: AT, depth: 6 })
  const [whatIfS, cpuAnswered] = [seconds(asked), cpuS()]
  const sample = performance.now()
  screenBook({ parties: book.parties.slice(0, SAMPLE), otherNames: [], engine, asOf: DAY, at: AT })
  return {
    parties: book.parties.length,
    stakes: stakes.graph.columns.owner.length,
    loadS,
    whatIfS,
    loadCpuS: Math.round((cpuLoaded - cpuAtStart) * 100) / 100,
    whatIfCpuS: Math.round((cpuAnswered - cpuLoaded) * 100) / 100,
    baselineS:
      book.parties.length > 100_000
        ? null
        : sweepBaseline(
            stakes.graph.columns,
            stakes.graph.ids.length,
            book.parties.flatMap(({ id, name }) => (name === 'Cartel de Sinaloa' ? [stakes.graph.find(id) ?? 0] : [])),
          ),
    owned: newly.owned.length,
    linked: newly.linked.length,
    screensPerS: Math.round(Math.min(SAMPLE, book.parties.length) / ((performance.now() - sample) / 1000)),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

/** The hits that monitoring has kept: here of the parties that bear the organisation's name. */
function monitored(book: ReturnType<typeof loadBook>, engine: Awaited<ReturnType<typeof openEngine>>): ScreenedBook {
  const named = book.parties.filter(({ name }) => name === 'Cartel de Sinaloa')
  return screenBook({ parties: named, otherNames: [], engine, asOf: DAY, at: AT })
}

/** What one would write first: sweep all stakes again and again until nothing changes. One regime, one bound. */
function sweepBaseline(
  columns: { readonly owner: Int32Array; readonly owned: Int32Array; readonly min: Int32Array },
  nodes: number,
  designated: readonly number[],
): number {
  const start = performance.now()
  const reached = new Set(designated)
  for (let before = -1; before !== reached.size; ) {
    before = reached.size
    const held = new Map<number, number>()
    columns.owner.forEach((owner, i) => {
      if (reached.has(owner))
        held.set(columns.owned[i] ?? 0, (held.get(columns.owned[i] ?? 0) ?? 0) + (columns.min[i] ?? 0))
    })
    for (const [node, share] of held) if (share >= 500_000_000 && node < nodes) reached.add(node)
  }
  return seconds(start)
}

function measureInOwnProcess(parties: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-'))
  try {
    writeBook(folder, parties)
    const out = execFileSync(
      process.execPath,
      [`--max-old-space-size=${HEAP_MB}`, import.meta.filename, '--measure', folder],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    )
    return JSON.parse(out)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Random graphs against brute force, the rules in turn. Answers how many differed, with the first. */
export function fuzz(
  graphs: number,
  firstSeed = 10_000_000,
): { readonly graphs: number; readonly differing: number; readonly first: string | null; readonly s: number } {
  const rules = loadOwnershipRules().filter(({ verified, regime }) => verified || regime === 'ofac')
  const start = performance.now()
  let differing = 0
  let first: string | null = null
  for (let i = 0; i < graphs; i++) {
    const rule = rules[i % rules.length]
    const found = rule === undefined ? [] : differences(randomGraph(firstSeed + i), rule)
    if (found.length === 0) continue
    differing++
    first ??= `seed ${firstSeed + i}: ${found[0]}`
  }
  return { graphs, differing, first, s: seconds(start) }
}

const [mode, value] = process.argv.slice(2)
const isJson = process.argv.includes('--json')
const print = (text: string): void => void process.stdout.write(`${text}\n`)
if (mode === '--write' && value !== undefined) writeBook(value, Number(process.argv[4] ?? 100000))
else if (mode === '--measure' && value !== undefined) print(JSON.stringify(await measure(value)))
else if (mode === '--fuzz') {
  const result = fuzz(Number(value ?? 1_000_000))
  print(
    isJson
      ? JSON.stringify(result)
      : `${result.graphs} random graphs, ${result.differing} differ from brute force${result.first === null ? '' : ` (${result.first})`}, ${result.s} s`,
  )
  if (result.differing > 0) process.exitCode = 1
} else if (import.meta.main) {
  const sizes = mode === '--sizes' && value !== undefined ? value.split(',').map(Number) : SIZES
  const measured = sizes.map((parties) => {
    const row = measureInOwnProcess(parties)
    if (!isJson)
      print(
        `${row.parties} parties, ${row.stakes} stakes: load ${row.loadS} s (${row.loadCpuS} s of processor), what-if to depth 6 ${row.whatIfS} s (${row.whatIfCpuS} s of processor; ${row.owned} owned, ${row.linked} linked), peak ${row.peakMb} MB; naive sweep of one rule ${row.baselineS ?? '–'} s; screening ${row.screensPerS} parties/s`,
      )
    return row
  })
  if (isJson) print(JSON.stringify({ measured }))
}
