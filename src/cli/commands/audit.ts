import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { AnswerLedger } from '../../engine/answer-ledger.ts'
import { consistency, entries, exportLog, inclusion, makeCheckpoint, runVerifier } from '../../engine/audit.ts'
import { openAuditKey } from '../../engine/audit-key.ts'
import { replayFaceAnswer, setLineOf } from '../../engine/face-answers.ts'
import { dataFolder } from '../../engine/paths.ts'
import { CordonError } from '../../model/errors.ts'
import { FACES } from '../../server/faces.ts'
import { atDesk, type DeskOptions, mustBe, withDesk } from '../desk.ts'
import { examples, integerArgument, repeated, withOutput } from '../options.ts'
import { note, printJson, printJsonLine, printLine, safeText, styled, table } from '../output.ts'

const MOST_ENTRIES = 10_000
const LAST_ENTRY = 1e15
const EXIT_FAILED = 1

/** `cordon audit`: the log of everything that was asked, decided and changed. */
export function createCommand(): Command {
  const audit = new Command('audit').description(
    'the log of all that was asked, decided and changed: verify, prove, export, replay',
  )
  for (const command of [
    logCommand(),
    checkpointCommand(),
    verifyCommand(),
    proveCommand(),
    exportCommand(),
    replayCommand(),
  ])
    audit.addCommand(command)
  return audit.addHelpText(
    'after',
    examples(
      'cordon audit checkpoint --out checkpoint.txt',
      'cordon audit verify --checkpoint checkpoint.txt --key "$(cat key.txt)"',
      'cordon audit prove 12 --json',
      'cordon audit replay m5k2…',
    ),
  )
}

interface LogOptions extends DeskOptions {
  readonly subject?: string
  readonly action?: string
  readonly actor?: string
  readonly limit?: number
}

function logCommand(): Command {
  return withDesk(withOutput(new Command('log')))
    .description('entries of the log, the newest first')
    .option('--subject <id>', 'only those about this thing, as in alert/ID')
    .option('--action <name>', 'only those of this kind, as in alert.decide')
    .option('--actor <id>', 'only those by this actor, as in user/ID')
    .option('--limit <n>', 'how many (default: 50)', integerArgument(1, MOST_ENTRIES))
    .addHelpText('after', examples('cordon audit log', 'cordon audit log --action refused --json'))
    .action((_: unknown, command: Command) => showLog(command.optsWithGlobals<LogOptions>()))
}

async function showLog(options: LogOptions): Promise<void> {
  const { subject, action, actor } = options
  const query = {
    limit: options.limit ?? 50,
    ...(subject === undefined ? {} : { subject }),
    ...(action === undefined ? {} : { action }),
    ...(actor === undefined ? {} : { actor }),
  }
  const found = mustBe(await atDesk(options, true, (desk) => entries(desk, query)))
  if (options.json === true) printJson({ entries: found })
  else if (options.jsonl === true) for (const entry of found) printJsonLine(entry)
  else if (found.length === 0) printLine('no entry')
  else
    printLine(
      table(
        found.map((entry) => [
          String(entry.seq),
          entry.at,
          safeText(entry.actor),
          entry.action,
          safeText(entry.subject),
          Object.entries(entry.detail)
            .map(([name, value]) => `${name}=${safeText(String(value))}`)
            .join(' '),
        ]),
      ),
    )
}

interface CheckpointOptions extends DeskOptions {
  readonly out?: string
}

function checkpointCommand(): Command {
  return withDesk(withOutput(new Command('checkpoint')))
    .description('sign the log as it stands; keep the checkpoint where nobody who runs Cordon can reach it')
    .option('--out <file>', 'write the checkpoint here')
    .addHelpText(
      'after',
      examples('cordon audit checkpoint', 'cordon audit checkpoint --out /mnt/elsewhere/checkpoint.txt'),
    )
    .action((_: unknown, command: Command) => checkpoint(command.optsWithGlobals<CheckpointOptions>()))
}

async function checkpoint(options: CheckpointOptions): Promise<void> {
  const signed = mustBe(await atDesk(options, false, (desk) => makeCheckpoint(desk, openAuditKey(options.data))))
  if (options.out !== undefined) writeFileSync(options.out, signed.note)
  if (options.json === true || options.jsonl === true) printJson(signed)
  else if (options.out === undefined) printLine(signed.note.trimEnd())
  note(`verifier key: ${signed.verifier_key}`)
}

interface VerifyOptions extends DeskOptions {
  readonly export?: string
  readonly checkpoint?: readonly string[]
  readonly key?: readonly string[]
}

function verifyCommand(): Command {
  return withDesk(withOutput(new Command('verify')))
    .description('check the log, and the rows it witnesses, with a program that shares no code with the writer')
    .option('--export <file>', 'an export instead of the data folder')
    .option('--checkpoint <file>', 'a checkpoint held before (repeatable)', repeated)
    .option('--key <key>', "the verifier key that came with it (repeatable; default: this data folder's own)", repeated)
    .addHelpText(
      'after',
      examples('cordon audit verify', 'cordon audit verify --checkpoint held.txt --key "$(cat key.txt)"'),
    )
    .action((_: unknown, command: Command) => verify(command.optsWithGlobals<VerifyOptions>()))
}

async function verify(options: VerifyOptions): Promise<void> {
  const url = options.databaseUrl ?? process.env['CORDON_DATABASE_URL'] ?? ''
  if (options.export !== undefined || url === '') return verifyFrom(options, options.export)
  const folder = mkdtempSync(join(tmpdir(), 'cordon-verify-'))
  try {
    const file = join(folder, 'export.jsonl')
    await writeExport({ ...options, out: file })
    await verifyFrom(options, file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The verifier reads a data folder or an export; a PostgreSQL is exported for it first. */
async function verifyFrom(options: VerifyOptions, exported: string | undefined): Promise<void> {
  const source = exported === undefined ? ['--data', dataFolder(options.data)] : ['--export', exported]
  const checkpoints = (options.checkpoint ?? []).flatMap((path) => ['--checkpoint', path])
  const keys = (options.key ?? ownKeys(options)).flatMap((key) => ['--key', key])
  const log = options.tenant === undefined || exported !== undefined ? [] : ['--log', options.tenant]
  const isJson = options.json === true || options.jsonl === true
  const verification = await runVerifier([...source, ...checkpoints, ...keys, ...log, ...(isJson ? ['--json'] : [])])
  process.stdout.write(verification.report)
  if (!verification.isIntact) process.exitCode = EXIT_FAILED
}

/** Without a key of the holder's own, that of the data folder is taken for every log named by a checkpoint, and that is said. */
function ownKeys(options: VerifyOptions): readonly string[] {
  if ((options.checkpoint ?? []).length === 0) return []
  note("no --key was given: the data folder's own is used, which proves nothing against whoever holds that folder")
  const tenants = (options.checkpoint ?? []).map((path) =>
    (readFileSync(path, 'utf8').split('\n')[0] ?? '').replace(/^.*\//, ''),
  )
  const key = openAuditKey(options.data)
  return [...new Set(tenants)].map((tenant) => key.verifierKeyFor(tenant))
}

interface ProveOptions extends DeskOptions {
  readonly size?: number
  readonly from?: number
}

function proveCommand(): Command {
  return withDesk(withOutput(new Command('prove')))
    .description('prove that an entry is in the log, or that an earlier log is the beginning of a later one')
    .argument('[seq]', "the entry's number", integerArgument(0, LAST_ENTRY))
    .option('--size <n>', 'in the log of so many entries (default: all)', integerArgument(1, LAST_ENTRY))
    .option(
      '--from <n>',
      'prove instead that the log of so many entries is its beginning',
      integerArgument(0, LAST_ENTRY),
    )
    .addHelpText('after', examples('cordon audit prove 12', 'cordon audit prove --from 100 --size 250'))
    .action((seq: number | undefined, _: unknown, command: Command) =>
      prove(seq, command.optsWithGlobals<ProveOptions>()),
    )
}

async function prove(seq: number | undefined, options: ProveOptions): Promise<void> {
  if ((seq === undefined) === (options.from === undefined))
    throw new CordonError('usage.invalid', 'give an entry, or --from')
  await atDesk(options, true, async (desk) => {
    if (seq === undefined) printJson(mustBe(await consistency(desk, options.from ?? 0, options.size)))
    else printJson(mustBe(await inclusion(desk, seq, options.size)))
  })
}

interface ExportOptions extends DeskOptions {
  readonly out?: string
  readonly rows?: boolean
}

function exportCommand(): Command {
  return withDesk(new Command('export'))
    .description('write the log, with the rows it witnesses, as JSON lines that the verifier reads')
    .option('--out <file>', 'write here instead of to standard output')
    .option('--no-rows', 'the entries alone: no personal data')
    .addHelpText(
      'after',
      examples('cordon audit export --out log.jsonl', 'cordon audit export --no-rows > entries.jsonl'),
    )
    .action((_: unknown, command: Command) => writeExport(command.optsWithGlobals<ExportOptions>()))
}

async function writeExport(options: ExportOptions): Promise<void> {
  await atDesk(options, false, async (desk, store) => {
    const lines = mustBe(await exportLog(store, desk, { hasRows: options.rows !== false }))
    const out: NodeJS.WritableStream =
      options.out === undefined ? process.stdout : createWriteStream(options.out, { mode: 0o600 })
    for await (const line of lines) {
      if (!out.write(`${JSON.stringify(line)}\n`))
        await new Promise<void>((resolve) => out.once('drain', () => resolve()))
    }
    if (options.out !== undefined) await new Promise<void>((resolve) => out.end(() => resolve()))
  })
}

function replayCommand(): Command {
  return withDesk(withOutput(new Command('replay')))
    .description('ask a kept question again, of the same list versions, register and policy, and compare the bytes')
    .argument('<answer>', "the answer's id")
    .addHelpText('after', examples('cordon audit replay m5k2…', 'cordon audit replay m5k2… --json'))
    .action((id: string, _: unknown, command: Command) => replay(id, command.optsWithGlobals<DeskOptions>()))
}

async function replay(id: string, options: DeskOptions): Promise<void> {
  const isOfFace = setLineOf(id) !== undefined
  const replayed = isOfFace
    ? mustBe(await atDesk(options, true, (desk) => replayFaceAnswer(desk, id, FACES, options.data)))
    : mustBe(await atDesk(options, true, (desk) => new AnswerLedger(options.data).replay(desk, id)))
  if (options.json === true || options.jsonl === true) printJson(replayed)
  else {
    const verdict = replayed.isSame
      ? styled(['bold', 'green'], 'the same bytes')
      : styled(['bold', 'red'], 'OTHER BYTES')
    printLine(`${verdict}  ${replayed.digest}${replayed.isSame ? '' : ` became ${replayed.replayed_digest}`}`)
    const { answer } = replayed
    printLine(
      typeof answer === 'string' ? answer : `${answer.status}, ${answer.total} hits, screened at ${answer.screened_at}`,
    )
  }
  if (!replayed.isSame) process.exitCode = EXIT_FAILED
}
