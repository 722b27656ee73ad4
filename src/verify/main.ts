#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type HeldCheckpoint, readCheckpoint, readTrustedKey, type TrustedKey } from './note.ts'
import { evidenceIn, evidenceOf, logsOf, openFolder } from './read-evidence.ts'
import { type Verdict, verifyLog } from './verify-log.ts'

const HELP = `Verifies Cordon's audit log. Shares no code with the program that writes it.

  cordon-verify --data FOLDER [--log NAME] [--checkpoint FILE --key KEY]…
  cordon-verify --export FILE [--checkpoint FILE --key KEY]…

--data        a data folder (its cordon.db is read, never written)
--export      a file written by "cordon audit export"
--checkpoint  a checkpoint that you held before, repeatable; without one, only what contradicts itself is found
--key         the verifier key NAME+HASH+BASE64 that you were given, or a file with it; repeatable
--log         one log alone, by its tenant
--json        one JSON document

Exit codes: 0 intact, 1 not intact, 2 usage.
`

const EXIT_TOUCHED = 1
const EXIT_USAGE = 2

function main(): number {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      export: { type: 'string' },
      checkpoint: { type: 'string', multiple: true },
      key: { type: 'string', multiple: true },
      log: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help === true) {
    process.stdout.write(HELP)
    return 0
  }
  if ((values.data === undefined) === (values.export === undefined)) throw new Error('give --data or --export')
  const trusted = (values.key ?? []).map((key) =>
    readTrustedKey(/^\S+\+[0-9a-f]{8}\+/.test(key) ? key : readFileSync(key, 'utf8')),
  )
  const held = (values.checkpoint ?? []).map((path) => {
    const checkpoint = readCheckpoint(readFileSync(path, 'utf8'), trusted)
    if (checkpoint === undefined) throw new Error(`${path} is no checkpoint`)
    return checkpoint
  })
  const verdicts =
    values.export === undefined
      ? verifyFolder(values.data ?? '', values.log, held, trusted)
      : verifyExport(values.export, held, trusted)
  report(verdicts, held.length, values.json === true)
  return verdicts.some(({ verdict }) => verdict.findings.length > 0) ? EXIT_TOUCHED : 0
}

interface Named {
  readonly log: string
  readonly verdict: Verdict
}

const ofLog = (held: readonly HeldCheckpoint[], log: string): readonly HeldCheckpoint[] =>
  held.filter(({ origin }) => origin.endsWith(`/${log}`))

function verifyFolder(
  folder: string,
  only: string | undefined,
  held: readonly HeldCheckpoint[],
  trusted: readonly TrustedKey[],
): readonly Named[] {
  const database = openFolder(folder)
  try {
    database.exec('begin')
    const there = logsOf(database)
    // a log that somebody holds a checkpoint of and that is gone altogether is the worst finding, not no finding
    const gone = held
      .map(({ origin }) => origin.slice(origin.lastIndexOf('/') + 1))
      .filter((log) => !there.includes(log))
    const logs = only === undefined ? [...there, ...new Set(gone)] : [only]
    return logs.map((log) => ({ log, verdict: verifyLog(evidenceIn(database, log), ofLog(held, log), trusted) }))
  } finally {
    database.close()
  }
}

function verifyExport(path: string, held: readonly HeldCheckpoint[], trusted: readonly TrustedKey[]): readonly Named[] {
  const evidence = evidenceOf(path)
  return [{ log: evidence.log, verdict: verifyLog(evidence, held, trusted) }]
}

function report(verdicts: readonly Named[], checkpoints: number, isJson: boolean): void {
  if (isJson) {
    const logs = verdicts.map(({ log, verdict }) => ({ log, intact: verdict.findings.length === 0, ...verdict }))
    process.stdout.write(`${JSON.stringify({ checkpoints, logs }, null, 2)}\n`)
    return
  }
  for (const { log, verdict } of verdicts) {
    const { findings, size, rows, root } = verdict
    process.stdout.write(
      `${findings.length === 0 ? 'intact' : 'NOT INTACT'}  ${log}: ${size} entries, ${rows} rows, root ${root}\n`,
    )
    for (const { where, what } of findings) process.stdout.write(`  ${where}: ${what}\n`)
  }
  if (checkpoints === 0)
    process.stdout.write('No checkpoint was given: a log rewritten from its beginning would look the same.\n')
}

try {
  process.exitCode = main()
} catch (error) {
  process.stderr.write(`cordon-verify: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = EXIT_USAGE
}
