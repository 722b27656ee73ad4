import { Command, Option } from 'commander'
import { type BookCoverage, bookCoverage } from '../../engine/book-coverage.ts'
import type { Engine } from '../../engine/engine.ts'
import { openEngine } from '../../engine/open-engine.ts'
import { type PaymentAnswer, PaymentScreener, paymentFieldRules, readMessages } from '../../engine/payments.ts'
import { CordonError } from '../../model/errors.ts'
import {
  engineOptionsOf,
  type ListOptions,
  type QuestionOptions,
  questionOf,
  withLists,
  withQuestion,
} from '../asking.ts'
import { atDesk, mustBe } from '../desk.ts'
import { examples, withData, withOutput, withTime } from '../options.ts'
import { note, printJson, printJsonLine, printLine, table } from '../output.ts'
import { renderPaymentText } from '../payments-text.ts'

interface PaymentsOptions extends ListOptions, QuestionOptions {
  readonly profile?: 'eu-instant'
  readonly book?: string
  readonly tenant?: string
  readonly user?: string
  readonly databaseUrl?: string
  readonly fields?: true
  readonly all?: true
  readonly failOnHit?: true
  readonly json?: true
  readonly jsonl?: true
}

const EXIT_ON_HIT = 10
const EXIT_UNDETERMINED = 3

export function createCommand(): Command {
  const command = new Command('payments')
    .description('Screens payment messages field by field: hold or pass, and which fields were and were not screened.')
    .argument('[files...]', 'ISO 20022 (pacs.008, pacs.009, pain.001, camt.056) or SWIFT MT (101, 103, 202) files')
    .addOption(
      new Option(
        '--profile <name>',
        'screen no party by payment: pass on the proof that the whole book was screened',
      ).choices(['eu-instant']),
    )
    .option('--book <name>', 'the book whose screening the profile eu-instant proves (with --data or --database-url)')
    .option('--database-url <url>', 'the store that holds the book')
    .option('--tenant <name>', 'whose part of the store')
    .option('--user <name>', 'who asks')
    .option('--fields', 'print the field map: every field, screened or not, and why')
    .option('--all', 'show every field of each message, not those with a find alone')
    .option('--fail-on-hit', 'exit with 10 where a message is held')
    .option('--lang <language>', 'en or es')
  return withData(withTime(withOutput(withQuestion(withLists(command)))))
    .addHelpText(
      'after',
      examples(
        'cordon payments pacs008.xml',
        'cordon payments mt103.fin --list path/to/sdn --json',
        'cordon payments inbox/*.xml --jsonl --fail-on-hit > verdicts.jsonl',
        'cordon payments --fields',
      ),
    )
    .action(run)
}

async function run(files: readonly string[], options: PaymentsOptions): Promise<void> {
  if (options.fields === true) return printFields(options)
  if (files.length === 0)
    throw new CordonError('usage.invalid', 'nothing to screen: give files of messages, or --fields')
  const engine = await openEngine(engineOptionsOf(options))
  const screener = new PaymentScreener(engine)
  const question = questionOf(options)
  const coverage = await coverageFor(options, engine, question.at)
  const answers: PaymentAnswer[] = []
  for (const file of files) {
    for (const message of readMessages(file)) {
      const screened =
        coverage === undefined
          ? screener.screen([message], file, question)
          : screener.screenInstant([message], file, coverage)
      for (const answer of screened) {
        setExit(answer, options)
        if (options.jsonl === true) printJsonLine(answer)
        else if (options.json === true) answers.push(answer)
        else printLine(renderPaymentText(answer, { text: message.text, showsAll: options.all === true }))
      }
    }
  }
  if (options.json === true) printJson(screener.answer(answers, question))
  else if (options.jsonl !== true) printLine(screener.answer([], question).caveat)
}

/** The proof that the profile rests on; `undefined` where each payment is screened. */
async function coverageFor(options: PaymentsOptions, engine: Engine, at: string): Promise<BookCoverage | undefined> {
  if (options.profile === undefined) return undefined
  const { book } = options
  if (book === undefined) throw new CordonError('usage.invalid', 'the profile eu-instant needs --book')
  const coverage = await atDesk(options, true, async (desk) => mustBe(await bookCoverage(desk, book, engine, at)))
  note(
    `book ${book}: ${coverage.parties - coverage.gapCount} of ${coverage.parties} parties screened since ${coverage.since ?? 'never'}`,
  )
  return coverage
}

/** Not told outranks held: the lists were not all asked, so that the verdict says nothing of them. */
function setExit(answer: PaymentAnswer, options: PaymentsOptions): void {
  if (answer.why.some((reason) => reason.startsWith('could not tell'))) process.exitCode = EXIT_UNDETERMINED
  else if (answer.verdict === 'hold' && options.failOnHit === true && process.exitCode !== EXIT_UNDETERMINED)
    process.exitCode = EXIT_ON_HIT
}

function printFields(options: PaymentsOptions): void {
  const rules = paymentFieldRules()
  const rows = rules.map(({ format, field, kind, isScreened, reason, source }) => ({
    format,
    field,
    kind,
    screened: isScreened,
    reason,
    source,
  }))
  if (options.jsonl === true) for (const row of rows) printJsonLine(row)
  else if (options.json === true) printJson({ fields: rows })
  else {
    printLine(
      table(rows.map((row) => [row.format, row.screened ? 'screened' : 'not', row.kind, row.field, row.reason])),
    )
  }
}
