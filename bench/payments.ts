import { readFileSync } from 'node:fs'
import { openEngine } from '../src/engine/open-engine.ts'
import { PaymentScreener, readMessages } from '../src/engine/payments.ts'
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

/**
 * node bench/payments.ts [LIST] [MESSAGES]: recall over generated messages with planted parties in every declared field,
 * and the time of a pacs.008 with 12 parties and narrative.
 */
const [list = '../shared/data/lists/us_ofac/sdn_2021-07-07', messages = '2000'] = process.argv.slice(2)
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
  messages: Number(messages),
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
console.log(`messages ${messages}, ${((performance.now() - started) / 1000).toFixed(1)} s`)
console.log(`identifiers ${share(['identifiers'])}`)
console.log(`exact names ${share(['exact names'])}`)
console.log(`disguises   ${share(disguised)}`)
for (const id of disguised.sort()) if (counts[id]?.found !== counts[id]?.asked) console.log(`  ${id} ${share([id])}`)
for (const key of ['identifiers', 'exact names', ...disguised])
  for (const missed of (counts[key]?.missed ?? []).slice(0, process.env['SHOW'] === undefined ? 0 : 6))
    console.log(`    ${key}: ${missed}`)

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
  screener.screenText(text, 'bench', { at: '2026-11-21T12:00:00Z' })
  times.push(performance.now() - at)
}
const late = times.slice(100).sort((a, b) => a - b)
const at = (q: number): string => (late[Math.min(late.length - 1, Math.floor(q * late.length))] ?? 0).toFixed(1)
console.log(
  `pacs.008 with 12 parties and narrative, ${late.length} messages: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`,
)
void readMessages
