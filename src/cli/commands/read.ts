import { Command } from 'commander'
import {
  type AppliedSignal,
  applyOfficial,
  applySignals,
  type ChatEndpoint,
  claims,
  type HorizonReading,
  keepReports,
  type LogLine,
  type OfficialMove,
  proposed,
  readReports,
  reportOfFile,
  reportsOfAddress,
  reportsOfIndex,
  signals,
  type WrittenReport,
  writeReports,
} from '../../engine/horizon.ts'
import { dataFolder, isDataFolder } from '../../engine/paths.ts'
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
  readonly keep?: boolean
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
    .option(
      '--apply',
      'propose what was read to the register as signals, which a person decides; a document fetched from the Federal Register or OFAC itself moves the state',
    )
    .option('--no-keep', 'do not keep the reports in the data folder for `cordon radar`')
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
        'cordon read https://www.federalregister.gov/documents/full_text/text/2025/02/20/2025-02873.txt --apply',
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
  if (isKept(options))
    keepReports(
      reading.reads.map((read) => read.discourse.report),
      dataFolder(options.data),
      options.at ?? now(),
    )
  if (options.out !== undefined) {
    writeReports(reading.written, options.out)
    note(`${reading.written.length} reports written to ${options.out}`)
  }
  const moved = options.apply === true ? applyPublished(reading, options) : undefined
  const applied = options.apply === true ? apply(reading, options, moved ?? []) : undefined
  const proposals =
    endpoint === undefined
      ? undefined
      : Object.fromEntries(
          await proposed(reading.reads, endpoint, isKept(options) ? dataFolder(options.data) : undefined),
        )
  if (options.claims === true) return printJson(claims(reading.written))
  if (options.json === true)
    printJson({
      reports: reading.written,
      log,
      ...(moved === undefined ? {} : { moved }),
      ...(applied === undefined ? {} : { applied }),
      ...(proposals === undefined ? {} : { proposed: proposals }),
    })
  else if (options.jsonl === true) for (const report of reading.written) printJsonLine(report)
  else if (options.out === undefined) printText(reading.written, moved, applied)
}

/** In a data folder that was asked for or is there already; reading one file makes none. */
const isKept = (options: ReadOptions): boolean =>
  options.keep !== false &&
  options.reports === undefined &&
  (options.apply === true || options.data !== undefined || isDataFolder(dataFolder(options.data)))

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

const deskOf = (options: ReadOptions): RegisterDesk => {
  const folder = dataFolder(options.data)
  return new RegisterDesk(folder, openRegister(folder).base)
}

function applyPublished(reading: HorizonReading, options: ReadOptions): readonly OfficialMove[] {
  return applyOfficial(reading.events, {
    dataFolder: dataFolder(options.data),
    desk: deskOf(options),
    by: options.by ?? LOCAL_USER,
    at: options.at ?? now(),
  })
}

/** What an official publication has moved needs no proposal. */
function apply(
  reading: HorizonReading,
  options: ReadOptions,
  moved: readonly OfficialMove[],
): readonly AppliedSignal[] {
  const open = signals(reading.events).filter(
    ({ organisation, authority }) =>
      !moved.some((each) => each.moved !== null && each.organisation === organisation && each.authority === authority),
  )
  return applySignals(open, deskOf(options), options.by ?? LOCAL_USER, options.at ?? now())
}

function printText(
  reports: readonly WrittenReport[],
  moved: readonly OfficialMove[] | undefined,
  applied: readonly AppliedSignal[] | undefined,
): void {
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
  for (const each of moved ?? []) {
    printLine(
      `${each.moved === null ? 'not moved' : 'moved'}  ${safeText(each.organisation)} ${each.authority} ${each.type} ${each.on}, ${safeText(each.citation)}: ${safeText(each.why)}`,
    )
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
