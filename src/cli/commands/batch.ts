import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { Command, Option } from 'commander'
import { RESULT_FORMATS, type ResultFormat, writeResults } from '../../engine/batch-files.ts'
import { type BatchStore, openBatches, snapshotFolder } from '../../engine/batch-open.ts'
import { allBatches, type BatchStatus, batchStatus } from '../../engine/batch-status.ts'
import { submitBatch } from '../../engine/batch-submit.ts'
import { work } from '../../engine/batch-work.ts'
import { CordonError } from '../../model/errors.ts'
import {
  engineOptionsOf,
  type ListOptions,
  type QuestionOptions,
  questionOf,
  withLists,
  withQuestion,
} from '../asking.ts'
import { examples, integerArgument, withData, withOutput, withTime } from '../options.ts'
import { note, printJson, printLine, safeText, table } from '../output.ts'

interface BatchOptions {
  readonly data?: string
  readonly databaseUrl?: string
  readonly json?: true
  readonly jsonl?: true
}

interface SubmitOptions extends ListOptions, QuestionOptions {
  readonly databaseUrl?: string
  readonly wait?: true
  readonly work?: true
  readonly json?: true
  readonly jsonl?: true
}

const MAXIMUM_LIMIT = 10_000
const LOOK_MS = 1_000
const EXIT_UNDETERMINED = 3

export function createCommand(): Command {
  const batch = new Command('batch').description(
    'Screens large files as jobs in a queue: one result for every row, whatever dies.',
  )
  for (const command of [
    submitCommand(),
    statusCommand(),
    listCommand(),
    resultsCommand(),
    cancelCommand(),
    removeCommand(),
  ])
    batch.addCommand(command)
  return batch.addHelpText(
    'after',
    examples(
      'cordon batch submit customers.csv --work',
      'cordon batch submit customers.xlsx --list path/to/sdn',
      'cordon worker --until-idle',
      'cordon batch status batch-0123456789abcdef',
      'cordon batch results batch-0123456789abcdef --out answers.csv',
    ),
  )
}

const common = (command: Command): Command =>
  withData(withOutput(command)).option(
    '--database-url <url>',
    'batches in PostgreSQL, shared by many machines (default: CORDON_DATABASE_URL)',
  )

async function withStore<T>(options: BatchOptions, run: (store: BatchStore) => Promise<T>): Promise<T> {
  const store = await openBatches({
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
  })
  try {
    return await run(store)
  } finally {
    await store.close()
  }
}

function submitCommand(): Command {
  return withTime(withQuestion(withLists(common(new Command('submit')))))
    .description('queue a file of parties: CSV, XLSX, JSONL, FollowTheMoney, gzipped or not')
    .argument('<file>')
    .option(
      '--limit <n>',
      'hits kept of one row; exact names are never cut (default: 20)',
      integerArgument(1, MAXIMUM_LIMIT),
    )
    .option('--work', 'work on it in this process, and wait')
    .option('--wait', 'wait until workers have done it')
    .action((file: string, options: SubmitOptions) => submit(file, options))
    .addHelpText('after', examples('cordon batch submit customers.csv --work --list path/to/sdn'))
}

async function submit(file: string, options: SubmitOptions): Promise<void> {
  await withStore(options, async (store) => {
    const id = await submitBatch(store, file, { ...engineOptionsOf(options), ...questionOf(options) })
    note(`${id} is queued`)
    if (options.work === true)
      await work(store, {
        isStopped: () => false,
        untilIdle: true,
        onProgress: note,
        threads: availableParallelism(),
        cache: snapshotFolder(options.data),
      })
    if (options.wait === true || options.work === true) await untilDone(store, id)
    show([await batchStatus(store, id)], options)
  })
}

async function untilDone(store: BatchStore, id: string): Promise<void> {
  for (let said = -1; ; await pause(LOOK_MS)) {
    const { state, rows_done: done, rows } = await batchStatus(store, id)
    if (state === 'done' || state === 'cancelled') return
    if (done !== said) note(`${done} of ${rows} rows`)
    said = done
  }
}

function statusCommand(): Command {
  return common(new Command('status'))
    .description('where a batch stands')
    .argument('<id>')
    .action((id: string, options: BatchOptions) =>
      withStore(options, async (store) => show([await batchStatus(store, id)], options)),
    )
    .addHelpText('after', examples('cordon batch status batch-0123456789abcdef --json'))
}

function listCommand(): Command {
  return common(new Command('list'))
    .description('every batch')
    .action((options: BatchOptions) =>
      withStore(options, async (store) => show(await allBatches(store), options, true)),
    )
    .addHelpText('after', examples('cordon batch list'))
}

function cancelCommand(): Command {
  return common(new Command('cancel'))
    .description('stop a batch: what is done stays, nothing more is stored')
    .argument('<id>')
    .action((id: string, options: BatchOptions) =>
      withStore(options, async (store) => {
        if (!(await store.cancel(id))) note(`${id} was not to be stopped any more`)
        show([await batchStatus(store, id)], options)
      }),
    )
    .addHelpText('after', examples('cordon batch cancel batch-0123456789abcdef'))
}

function removeCommand(): Command {
  return common(new Command('remove'))
    .description('forget a batch that has ended, with its rows and results')
    .argument('<id>')
    .action((id: string, options: BatchOptions) =>
      withStore(options, async (store) => {
        const { state } = await batchStatus(store, id)
        if (!(await store.remove(id))) throw new CordonError('usage.invalid', `${id} is ${state}: cancel it first`)
        if (options.json === true || options.jsonl === true) printJson({ removed: id })
        else printLine(`${id} is forgotten`)
      }),
    )
    .addHelpText('after', examples('cordon batch remove batch-0123456789abcdef'))
}

function resultsCommand(): Command {
  return common(new Command('results'))
    .description('write the results, one a row, in the order of the rows')
    .argument('<id>')
    .requiredOption('--out <file>', 'where to write: .jsonl, .csv, .xlsx or .parquet')
    .addOption(new Option('--as <format>', "the file's format (default: by its ending)").choices([...RESULT_FORMATS]))
    .action((id: string, options: BatchOptions & { readonly out: string; readonly as?: ResultFormat }) =>
      withStore(options, async (store) => {
        const status = await batchStatus(store, id)
        const format = options.as ?? RESULT_FORMATS.find((one) => options.out.toLowerCase().endsWith(`.${one}`))
        if (format === undefined)
          throw new CordonError(
            'usage.invalid',
            `--out ${options.out}: end it in ${RESULT_FORMATS.join(', ')}, or give --as`,
          )
        const written = await writeResults(store, id, options.out, format)
        note(`${written} of ${status.rows} rows in ${options.out}`)
        if (status.state !== 'done') {
          note(`the batch is ${status.state}: what is missing is not clear, it was not looked at`)
          process.exitCode = EXIT_UNDETERMINED
        }
      }),
    )
    .addHelpText('after', examples('cordon batch results batch-0123456789abcdef --out answers.parquet'))
}

function show(rows: readonly BatchStatus[], options: BatchOptions, isList = false): void {
  if (options.json === true) printJson(isList ? { batches: rows } : rows[0])
  else if (options.jsonl === true) for (const row of rows) printLine(JSON.stringify(row))
  else {
    printLine(
      table([
        ['batch', 'state', 'rows', 'done', 'hits', 'undetermined', 'file'],
        ...rows.map((row) => [
          row.id,
          row.state,
          String(row.rows),
          String(row.rows_done),
          String(row.with_hits),
          String(row.undetermined),
          safeText(row.name),
        ]),
      ]),
    )
    for (const { basis, columns } of isList ? [] : rows) {
      const unread = columns
        .filter(({ read_as: property }) => property === null)
        .map(({ heading }) => safeText(heading))
      if (unread.length > 0) printLine(`not screened, but given back: ${unread.join(', ')}`)
      printLine(
        `matcher ${basis.matcher}; ${basis.lists.map(({ id, published }) => `${id} of ${published ?? 'an unknown day'}`).join(', ')}`,
      )
    }
    if (rows[0] !== undefined) printLine(rows[0].caveat)
  }
  if (!isList && rows.some((row) => row.undetermined > 0)) process.exitCode = EXIT_UNDETERMINED
}
