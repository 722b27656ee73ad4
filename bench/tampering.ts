/**
 * Attacks on logs at random, each log's ids, salts and key made from its own seed: every one must be found by a verifier that
 * holds an earlier checkpoint. A miss names its seed and trial, and ends it with exit code 1.
 *
 *   npm run --silent bench -- tampering     SEED=1 SEEDS=3 TRIALS=10000 DAYS=2 by default; SEED repeats one
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededLog, tamper } from '../test/support/tampered-log.ts'

const FIRST = Number(process.env['SEED'] ?? 1)
const SEEDS = Number(process.env['SEEDS'] ?? 3)
const TRIALS = Number(process.env['TRIALS'] ?? 10_000)
/** Days of work on a log; from about 22 on it is long enough to keep hashes of whole subtrees. */
const DAYS = Number(process.env['DAYS'] ?? 2)

const folder = mkdtempSync(join(tmpdir(), 'cordon-tampering-'))
const missed: string[] = []
const kinds: Record<string, number> = {}
let trials = 0
for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
  const log = await seededLog(join(folder, String(seed)), seed, DAYS)
  const result = tamper(log, (done) => done < TRIALS)
  trials += result.trials
  missed.push(...result.missed.map((what) => `seed ${seed}: ${what}`))
  for (const [kind, count] of Object.entries(result.kinds)) kinds[kind] = (kinds[kind] ?? 0) + count
  process.stderr.write(
    `seed ${seed}: ${log.signed.size} entries, ${result.trials} attacks, ${result.missed.length} missed\n`,
  )
  rmSync(join(folder, String(seed)), { recursive: true, force: true })
}
rmSync(folder, { recursive: true, force: true })
const result = { seeds: SEEDS, trials, missed, kinds }
console.log(process.argv.includes('--json') ? JSON.stringify(result) : result)
if (missed.length > 0) process.exitCode = 1
