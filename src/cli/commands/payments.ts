import { Command } from 'commander'
import type { Language } from '../../engine/engine.ts'
import { openEngine } from '../../engine/open-engine.ts'
import { type PaymentAnswer, PaymentScreener, paymentFieldRules, readMessages } from '../../engine/payments.ts'
import type { IsoDate } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import {
  dayArgument,
  examples,
  fractionArgument,
  instantArgument,
  now,
  repeated,
  withData,
  withOutput,
  withTime,
} from '../options.ts'
import { note, printJson, printJsonLine, printLine, table } from '../output.ts'
import { renderPaymentText } from '../payments-text.ts'

interface PaymentsOptions {
  readonly list?: readonly string[]
  readonly published?: IsoDate
  readonly policy?: string
  readonly threshold?: number
  readonly fields?: true
  readonly all?: true
  readonly failOnHit?: true
  readonly at?: string
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  readonly data?: string
  readonly lang?: Language
  readonly json?: true
  readonly jsonl?: true
}

const THOUSAND = 1000
const EXIT_ON_HIT = 10
const EXIT_UNDETERMINED = 3

export function createCommand(): Command {
  const command = new Command('payments')
    .description('Screens payment messages field by field: hold or pass, and which fields were and were not screened.')
    .argument('[files...]', 'ISO 20022 (pacs.008, pacs.009, pain.001, camt.056) or SWIFT MT (101, 103, 202) files')
    .option(
      '--list <id-or-path>',
      "screen against this list alone: an id, or a publisher's file or folder (repeatable)",
      repeated,
    )
    .option('--published <date>', 'publication date of a list given by path', dayArgument)
    .option('--policy <name-or-file>', 'the policy that scores and decides (default: default; see cordon config)')
    .option('--threshold <share>', "score from which a match is a hit (default: the policy's)", fractionArgument)
    .option('--fields', 'print the field map: every field, screened or not, and why')
    .option('--all', 'show every field of each message, not those with a find alone')
    .option('--fail-on-hit', 'exit with 10 where a message is held')
    .option('--at <instant>', 'the instant of asking that the answer states (default: now)', instantArgument)
    .option('--lang <language>', 'en or es')
  return withData(withTime(withOutput(command)))
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
  const engine = await openEngine({
    lists: options.list ?? [],
    onProgress: note,
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.policy === undefined ? {} : { policy: options.policy }),
    ...(options.published === undefined ? {} : { published: options.published }),
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
  })
  const screener = new PaymentScreener(engine)
  const question = {
    at: options.at ?? now(),
    language: options.lang === 'es' ? ('es' as const) : ('en' as const),
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
    ...(options.threshold === undefined ? {} : { threshold: Math.round(options.threshold * THOUSAND) }),
  }
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
