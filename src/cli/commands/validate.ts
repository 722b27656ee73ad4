import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { renderValidationHtml, type ValidationReport, validate } from '../../engine/validation.ts'
import { renderValidationPdf } from '../../engine/validation-pdf.ts'
import { signReport } from '../../engine/validation-sign.ts'
import type { IsoDate } from '../../model/brand.ts'
import {
  dayArgument,
  examples,
  instantArgument,
  integerArgument,
  now,
  repeated,
  withData,
  withOutput,
} from '../options.ts'
import { note, printJson, printLine, safeText, styled, table } from '../output.ts'

interface ValidateOptions {
  readonly list?: readonly string[]
  readonly published?: IsoDate
  readonly policy?: string
  readonly names: number
  readonly exact?: number
  readonly people: number
  readonly seed: number
  readonly class?: readonly string[]
  readonly against?: string
  readonly dataset?: string
  readonly key?: string
  readonly html?: string
  readonly sign?: true
  readonly pdf?: string
  readonly at?: string
  readonly data?: string
  readonly json?: true
  readonly jsonl?: true
}

const DEFAULTS = { names: 2_000, people: 5_000, seed: 20_191_126 } as const
const MOST = 1_000_000

export function createCommand(): Command {
  const command = new Command('validate')
    .description(
      "The validator's pack: exact names, 64 disguises, clean people, cases and canaries, on your lists and policy.",
    )
    .option(
      '--list <id-or-path>',
      "validate against this list alone: an id, or a publisher's file or folder (repeatable)",
      repeated,
    )
    .option('--published <date>', 'publication date of a list given by path', dayArgument)
    .option('--policy <name-or-file>', 'the policy to validate (see cordon config)')
    .option('--names <n>', 'listed names for each disguise', integerArgument(1, MOST), DEFAULTS.names)
    .option('--exact <n>', 'listed names to give exactly (default: all)', integerArgument(1, MOST))
    .option('--people <n>', 'people of each clean population', integerArgument(0, MOST), DEFAULTS.people)
    .option(
      '--seed <n>',
      'seed of all chance: the same gives the same report',
      integerArgument(0, 4_294_967_295),
      DEFAULTS.seed,
    )
    .option('--class <id>', 'run this disguise alone, as X-20 (repeatable)', repeated)
    .option(
      '--against <url>',
      'ask this yente-compatible address instead of this engine; the lists still say whom to ask for',
    )
    .option('--dataset <name>', 'dataset to ask there (default: default)')
    .option('--key <text>', 'API key to send there')
    .option('--sign', "enter the report's digest into the audit log of the data folder")
    .option('--html <file>', 'write the report as a page')
    .option('--pdf <file>', 'write the report as PDF')
    .option('--at <instant>', 'the instant that the report states (default: now)', instantArgument)
  return withData(withOutput(command))
    .addHelpText(
      'after',
      examples(
        'cordon validate --html report.html --pdf report.pdf --sign',
        'cordon validate --list path/to/sdn --names 500 --exact 5000 --json > report.json',
        'cordon validate --class X-20 --class X-35 --names 5000',
        'cordon validate --list sdn.csv --against http://127.0.0.1:8000 --dataset us_ofac_sdn',
      ),
    )
    .action(run)
}

async function run(options: ValidateOptions): Promise<void> {
  const report = await validate({
    at: options.at ?? now(),
    names: options.names,
    people: options.people,
    seed: options.seed,
    lists: options.list ?? [],
    onProgress: note,
    ...(options.exact === undefined ? {} : { exact: options.exact }),
    ...(options.class === undefined ? {} : { classes: options.class }),
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.policy === undefined ? {} : { policy: options.policy }),
    ...(options.published === undefined ? {} : { published: options.published }),
    ...(options.against === undefined ? {} : { against: options.against }),
    ...(options.dataset === undefined ? {} : { dataset: options.dataset }),
    ...(options.key === undefined ? {} : { key: options.key }),
  })
  if (options.sign === true) note(`entered into the audit log: ${await signReport(report, options.data)}`)
  if (options.html !== undefined) writeFileSync(options.html, renderValidationHtml(report))
  if (options.pdf !== undefined) writeFileSync(options.pdf, await renderValidationPdf(report))
  if (options.json === true || options.jsonl === true) printJson(report)
  else printText(report)
}

function printText(report: ValidationReport): void {
  printLine(`${report.engine}, matcher ${report.matcher}, target: ${report.target}, seed ${report.seed}`)
  printLine(`exact names: ${report.exact.missed_count} of ${report.exact.asked} missed`)
  printLine()
  printLine(
    table([
      ['', 'asked', 'recall', 'bar', 'met', ''],
      ...report.classes.map((row) => [
        row.id,
        String(row.asked),
        row.recall === undefined ? '–' : tenths(row.recall),
        tenths(row.bar),
        row.isMet === null ? '–' : row.isMet ? 'yes' : 'NO',
        row.title,
      ]),
    ]),
  )
  printLine()
  for (const { population, facts, alerts, asked, rate, bar } of report.populations)
    printLine(
      `clean ${population} people, ${facts}: ${alerts} alerts of ${asked} (${rate / 100} %, bar ${bar / 100} %)`,
    )
  const passed = report.cases.filter((one) => one.passed === true).length
  const asked = report.cases.filter((one) => one.passed !== null).length
  printLine(`enforcement cases: ${passed} of ${asked} asked; ${report.cases.length - asked} are asked elsewhere`)
  printLine()
  if (report.findings.length === 0) printLine(styled('green', 'No finding: every bar is met.'))
  for (const finding of report.findings) printLine(`${styled('red', 'finding')}  ${safeText(finding)}`)
  printLine()
  printLine(report.limits.at(-1) ?? '')
}

const tenths = (thousandths: number): string => (thousandths / 10).toFixed(1)
