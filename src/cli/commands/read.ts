import { Command } from 'commander'
import {
  type AppliedSignal,
  applySignals,
  type ChatEndpoint,
  claims,
  type HorizonReading,
  type LogLine,
  proposed,
  readReports,
  reportOfFile,
  reportsOfAddress,
  reportsOfIndex,
  signals,
  type WrittenReport,
  writeReports,
} from '../../engine/horizon.ts'
import { dataFolder } from '../../engine/paths.ts'
import { openRegister } from '../../engine/register.ts'
import { LOCAL_USER, RegisterDesk } from '../../engine/register-writing.ts'
import type { Instant, IsoDate } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import { dayArgument, examples, instantArgument, now, withOutput } from '../options.ts'
import { note, printJson, printJsonLine, printLine, safeText, styled } from '../output.ts'

interface ReadOptions {
  readonly published?: IsoDate
  readonly language?: string
  readonly reports?: string
  readonly out?: string
  readonly apply?: true
  readonly claims?: true
  readonly by?: string
  readonly at?: Instant
  readonly data?: string
  readonly propose?: string
  readonly model?: string
  readonly json?: true
  readonly jsonl?: true
}

export function createCommand(): Command {
  const command = new Command('read')
    .description(
      'Reads reports into dated, attributed events and statements, each tied to its words; merges reports of one event.',
    )
    .argument(
      '[reports...]',
      'files (text, HTML) or addresses (a page, an RSS or Atom feed, a Federal Register search, OFAC recent actions)',
    )
    .option('--published <date>', 'day of publication (default: as the report says)', dayArgument)
    .option('--language <code>', 'en or es (default: told from the text)')
    .option('--reports <index.json>', 'read a whole set: an array of {id, published, language}, texts beside it')
    .option('--out <folder>', 'write one <id>.json a report into this folder')
    .option('--apply', 'propose what was read to the register as signals; a person decides')
    .option('--by <name>', 'who proposes, with --apply')
    .option('--claims', 'print the statements as schema.org ClaimReview')
    .option(
      '--propose <address>',
      'ask a model behind an OpenAI-compatible /v1 address too; kept only where the text bears it out (key: CORDON_PROPOSER_KEY)',
    )
    .option('--model <name>', 'the model to ask, with --propose')
    .option('--data <dir>', 'data folder (default: CORDON_DATA or ./cordon-data)')
    .option('--at <instant>', 'the instant of reading, for the log (default: now)', instantArgument)
  return withOutput(command)
    .addHelpText(
      'after',
      examples(
        'cordon read report.txt --published 2019-12-06',
        'cordon read page.html other.txt --json',
        'cordon read --reports set/index.json --out read/',
        'cordon read https://example.org/feed.xml --apply',
      ),
    )
    .action(run)
}

async function run(sources: readonly string[], options: ReadOptions): Promise<void> {
  if (sources.length === 0 && options.reports === undefined)
    throw new CordonError('usage.invalid', 'nothing to read: give files or addresses, or --reports INDEX.json')
  if (options.out !== undefined && options.reports === undefined && sources.length === 0)
    throw new CordonError('usage.invalid', '--out needs reports')
  const endpoint = endpointOf(options)
  const { reading, log } = await readAll(sources, options)
  if (options.out !== undefined) {
    writeReports(reading.written, options.out)
    note(`${reading.written.length} reports written to ${options.out}`)
  }
  const applied = options.apply === true ? apply(reading, options) : undefined
  const proposals = endpoint === undefined ? undefined : Object.fromEntries(await proposed(reading.reads, endpoint))
  if (options.claims === true) return printJson(claims(reading.written))
  if (options.json === true)
    printJson({
      reports: reading.written,
      log,
      ...(applied === undefined ? {} : { applied }),
      ...(proposals === undefined ? {} : { proposed: proposals }),
    })
  else if (options.jsonl === true) for (const report of reading.written) printJsonLine(report)
  else if (options.out === undefined) printText(reading.written, applied)
}

function endpointOf(options: ReadOptions): ChatEndpoint | undefined {
  if (options.propose === undefined) return undefined
  if (options.model === undefined) throw new CordonError('usage.invalid', '--propose needs --model NAME')
  const key = process.env['CORDON_PROPOSER_KEY']
  return { address: options.propose, model: options.model, ...(key === undefined || key === '' ? {} : { key }) }
}

/** All reports asked for, read and merged together. */
export async function readAll(
  sources: readonly string[],
  options: ReadOptions,
): Promise<{ reading: HorizonReading; log: readonly LogLine[] }> {
  const given = { published: options.published, language: languageOption(options.language) }
  const log: LogLine[] = []
  const reports = options.reports === undefined ? [] : [...reportsOfIndex(options.reports)]
  for (const source of sources) {
    if (/^https?:\/\//i.test(source)) {
      const gathered = await reportsOfAddress(source, {
        ...given,
        dataFolder: dataFolder(options.data),
        at: options.at ?? now(),
      })
      reports.push(...gathered.reports)
      log.push(...gathered.log)
      for (const line of gathered.log)
        if (line.outcome !== 'read')
          note(`${line.outcome}: ${line.address}${line.why === null ? '' : ` (${line.why})`}`)
    } else reports.push(reportOfFile(source, given, note))
  }
  return { reading: readReports(withOwnIds(reports)), log }
}

function languageOption(raw: string | undefined): 'en' | 'es' | undefined {
  if (raw === undefined || raw === 'en' || raw === 'es') return raw
  throw new CordonError('usage.invalid', '--language is en or es')
}

/** Two files of one name in two folders stay two reports. */
function withOwnIds<T extends { readonly id: string }>(reports: readonly T[]): readonly T[] {
  const seen = new Map<string, number>()
  return reports.map((report) => {
    const count = (seen.get(report.id) ?? 0) + 1
    seen.set(report.id, count)
    return count === 1 ? report : { ...report, id: `${report.id}-${count}` }
  })
}

function apply(reading: HorizonReading, options: ReadOptions): readonly AppliedSignal[] {
  const folder = dataFolder(options.data)
  const desk = new RegisterDesk(folder, openRegister(folder).base)
  return applySignals(signals(reading.events), desk, options.by ?? LOCAL_USER, options.at ?? now())
}

function printText(reports: readonly WrittenReport[], applied: readonly AppliedSignal[] | undefined): void {
  for (const report of reports) {
    printLine(styled('bold', `${safeText(report.id)}, published ${report.published}`))
    if (report.events.length === 0) printLine('  no event of a designation')
    for (const event of report.events) {
      const who = [event.actor, event.target_organisations.join(', ')]
        .filter((part) => part !== null && part !== '')
        .join(' → ')
      const asked = event.requester === null ? '' : `, at the request of ${event.requester}`
      const force = event.effective_date === null ? '' : `, in force ${event.effective_date}`
      printLine(`  ${event.date ?? 'no date'}  ${styled('cyan', event.type)}  ${safeText(`${who}${asked}${force}`)}`)
      printLine(`    “${safeText(event.evidence.replace(/\s+/g, ' '))}”`)
      const { band, sources, origins } = event.confidence
      printLine(
        `    ${band.replace('_', ' ')}: ${count(sources, 'report')}, ${count(origins, 'origin')}; rule ${event.rule}, ${event.certainty}${event.authority.length === 0 ? '' : `; ${event.authority.join(', ')}`}`,
      )
    }
    for (const said of report.statements) {
      printLine(
        `  ${safeText(said.speaker ?? 'someone')} (${said.stance}): “${safeText(said.quote.replace(/\s+/g, ' '))}”`,
      )
    }
    for (const issue of report.issues) note(`${report.id}: ${issue}`)
    printLine()
  }
  for (const { signal, proposal, why } of applied ?? []) {
    printLine(
      `${proposal ?? 'not proposed'}  ${safeText(signal.organisation)} ${signal.authority ?? 'no authority'} ${signal.claims} ${signal.on ?? ''}: ${safeText(why)}`,
    )
  }
  printLine(
    'A report moves no legal status: only an official publication does. This is neither a clearance nor legal advice.',
  )
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
