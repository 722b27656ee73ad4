import { existsSync, readFileSync } from 'node:fs'
import { openEngine } from '../src/engine/open-engine.ts'
import { PaymentScreener } from '../src/engine/payments.ts'
import { parseTsv } from '../src/model/tsv.ts'
import { LETTER_DISGUISES } from '../src/validation/disguises-letters.ts'
import { SCRIPT_DISGUISES } from '../src/validation/disguises-scripts.ts'
import { WORD_DISGUISES } from '../src/validation/disguises-words.ts'
import { compileCultures, seedsOf } from '../src/validation/seed.ts'
import { compileSubstitutions } from '../src/validation/substitutions.ts'
import { pacs008 } from '../test/support/payment-messages.ts'
import { paymentRecall } from '../test/support/payment-recall.ts'

const table = (file: string) => {
  const parsed = parseTsv(readFileSync(new URL(`../data/validation/${file}`, import.meta.url), 'utf8'), [])
  if (!parsed.ok) throw new Error(parsed.issue.code)
  return parsed.value
}
/** Disguises that are no name in one field: tested elsewhere. */
const NOT_HERE = new Set(['X-33', 'X-57', 'X-58'])

const DEFAULT_LIST = new URL('../../shared/data/lists/us_ofac/sdn_2021-07-07', import.meta.url).pathname

/**
 * Recall over generated messages with planted parties in every declared field, and the time of a pacs.008 with 12 parties
 * and narrative. `--list=PATH`, `--messages=N` (default 2,000), `--missed` to see what was not found.
 */
const option = (name: string): string | undefined =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
const list = option('list') ?? DEFAULT_LIST
const messages = Number(option('messages') ?? 2_000)
const isJson = process.argv.includes('--json')
const told: Record<string, unknown> = {}
const tell = (key: string, value: unknown, text: string): void => {
  told[key] = value
  if (!isJson) console.log(text)
}
if (!existsSync(list)) {
  console.error(`no list at ${list}: give --list=PATH`)
  process.exit(0)
}
const engine = await openEngine({ lists: [list] })
engine.warm()
const seeds = engine.lists.flatMap((one) =>
  seedsOf(one.id, one.corpus.entities, compileCultures(table('cultures.tsv'))),
)
const disguises = Object.fromEntries(
  Object.entries({ ...LETTER_DISGUISES, ...WORD_DISGUISES, ...SCRIPT_DISGUISES }).filter(([id]) => !NOT_HERE.has(id)),
)
const started = performance.now()
const counts = paymentRecall({
  engine,
  seeds,
  messages,
  seed: 7,
  disguises,
  substitutions: compileSubstitutions(table('substitutions.tsv')),
})
const share = (keys: readonly string[]): string => {
  const asked = keys.reduce((sum, key) => sum + (counts[key]?.asked ?? 0), 0)
  const found = keys.reduce((sum, key) => sum + (counts[key]?.found ?? 0), 0)
  return `${found} of ${asked} (${((100 * found) / Math.max(1, asked)).toFixed(2)} %)`
}
const disguised = Object.keys(counts).filter((key) => key.startsWith('X-'))
tell('messages', messages, `messages ${messages}, ${((performance.now() - started) / 1000).toFixed(1)} s`)
tell('identifiers', share(['identifiers']), `identifiers ${share(['identifiers'])}`)
tell('exact names', share(['exact names']), `exact names ${share(['exact names'])}`)
tell('disguises', share(disguised), `disguises   ${share(disguised)}`)
for (const id of disguised.sort())
  if (counts[id]?.found !== counts[id]?.asked) tell(id, share([id]), `  ${id} ${share([id])}`)
for (const key of ['identifiers', 'exact names', ...disguised])
  for (const missed of (counts[key]?.missed ?? []).slice(0, process.argv.includes('--missed') ? 6 : 0))
    console.log(`    ${key}: ${missed}`)

/** Messages before the ones that count: compiled code and full caches, as a service has them. */
const WARM_UP = 100
const NAMES = [
  'Harbour Light Foods',
  'Marta Quintanilla',
  'Oslo Timber Partners',
  'Jean Dupont',
  'Blue Finch Logistics',
  'Ana Belmonte',
  'Kowalski i Synowie',
  'Liang Textile',
  'Nordic Wind Supply',
  'Peter Hargreaves',
  'Casa del Maíz',
  'Atlas Paper Works',
]
const ROLES = [
  'Dbtr',
  'UltmtDbtr',
  'InitgPty',
  'Cdtr',
  'UltmtCdtr',
  'DbtrAgt',
  'CdtrAgt',
  'IntrmyAgt1',
  'IntrmyAgt2',
  'IntrmyAgt3',
  'PrvsInstgAgt1',
  'PrvsInstgAgt2',
]
const screener = new PaymentScreener(engine)
const times: number[] = []
const cpuTimes: number[] = []
for (let i = 0; i < 600; i += 1) {
  const values: Record<string, string> = {
    'CdtTrfTxInf/RmtInf/Ustrd': `Invoice ${i} for machine parts and service visit, order ${i * 7}, contact Mr Jansen`,
    'CdtTrfTxInf/RmtInf/Ustrd[2]': 'delivery Rotterdam to Monterrey, second half of payment per contract of march',
  }
  for (const [at, role] of ROLES.entries()) {
    const isAgent = role.includes('Agt')
    const base = `CdtTrfTxInf/${role}${isAgent ? '/FinInstnId' : ''}`
    values[`${base}/Nm`] =
      `${NAMES[(at + i) % NAMES.length]} ${String.fromCharCode(65 + (i % 26))}${(i * 31 + at) % 97}`
    values[`${base}/PstlAdr/TwnNm`] = 'Rotterdam'
    values[`${base}/PstlAdr/Ctry`] = 'NL'
    values[`${base}/PstlAdr/AdrLine`] = `${i} Keizersgracht`
    if (isAgent) values[`${base}/BICFI`] = 'ABNANL2A'
  }
  const text = pacs008(values)
  const at = performance.now()
  const cpuAt = process.threadCpuUsage()
  screener.screenText(text, 'bench', { at: '2026-11-21T12:00:00Z' })
  times.push(performance.now() - at)
  const cpu = process.threadCpuUsage(cpuAt)
  cpuTimes.push((cpu.user + cpu.system) / 1_000)
}
const quantile = (values: readonly number[], q: number): string => {
  const late = values.slice(WARM_UP).sort((a, b) => a - b)
  return (late[Math.min(late.length - 1, Math.floor(q * late.length))] ?? 0).toFixed(1)
}
const at = (q: number): string => quantile(times, q)
const cpu = (q: number): string => quantile(cpuTimes, q)
tell(
  'pacs008_ms',
  { p50: at(0.5), p95: at(0.95), p99: at(0.99), cpu_p99: cpu(0.99) },
  `pacs.008 with 12 parties and narrative, ${times.length - WARM_UP} messages: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms; on the processor p50 ${cpu(0.5)} ms, p99 ${cpu(0.99)} ms`,
)
if (isJson) console.log(JSON.stringify(told))
