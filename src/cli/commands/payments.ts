import { Command } from 'commander'
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
import { examples, withData, withOutput, withTime } from '../options.ts'
import { printJson, printJsonLine, printLine, table } from '../output.ts'
import { renderPaymentText } from '../payments-text.ts'

interface PaymentsOptions extends ListOptions, QuestionOptions {
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
  const screener = new PaymentScreener(await openEngine(engineOptionsOf(options)))
  const question = questionOf(options)
  const answers: PaymentAnswer[] = []
  for (const file of files) {
    for (const message of readMessages(file)) {
      for (const answer of screener.screen([message], file, question)) {
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
