import { Command } from 'commander'
import { keptReports, type RadarRow, radar, readReports } from '../../engine/horizon.ts'
import { dataFolder } from '../../engine/paths.ts'
import { openRegister } from '../../engine/register.ts'
import { registerRadar } from '../../engine/register-radar.ts'
import type { IsoDate } from '../../model/brand.ts'
import { dayArgument, examples, today, withOutput } from '../options.ts'
import { note, printJson, printJsonLine, printLine, safeText, styled } from '../output.ts'
import { readAll } from './read.ts'

interface RadarOptions {
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  readonly published?: IsoDate
  readonly reports?: string
  readonly register?: boolean
  readonly data?: string
  readonly json?: true
  readonly jsonl?: true
}

export function createCommand(): Command {
  const command = new Command('radar')
    .description(
      'Who may be designated next: for each organisation and class the prospective state, its evidence, and what was heard since.',
    )
    .argument('[reports...]', 'reports to read: files or addresses (default: those that `cordon read` has kept)')
    .option('--reports <index.json>', 'read a whole set of reports first')
    .option('--published <date>', 'day of publication of the given reports', dayArgument)
    .option('--as-of <date>', 'the day the question is about (default: today)', dayArgument)
    .option('--known-at <date>', 'count only what was known on this day (default: today)', dayArgument)
    .option('--no-register', 'from the given reports alone')
    .option('--data <dir>', 'data folder (default: CORDON_DATA or ./cordon-data)')
  return withOutput(command)
    .addHelpText(
      'after',
      examples(
        'cordon radar',
        'cordon radar report-a.txt report-b.txt --no-register --as-of 2019-12-31',
        'cordon radar --reports set/index.json --json',
      ),
    )
    .action(run)
}

async function run(sources: readonly string[], options: RadarOptions): Promise<void> {
  const asOf = options.asOf ?? today()
  const hasReports = sources.length > 0 || options.reports !== undefined
  const events = hasReports ? (await readAll(sources, readOptions(options))).reading.events : keptEvents(options)
  const reported = radar(events, asOf)
  const registered =
    options.register === false
      ? []
      : registerRadar(openRegister(dataFolder(options.data)).register, asOf, options.knownAt ?? today())
  if (options.json === true) printJson({ as_of: asOf, reported, registered, caveat: CAVEAT })
  else if (options.jsonl === true) for (const row of [...reported, ...registered]) printJsonLine(row)
  else {
    for (const row of reported) printReported(row)
    for (const row of registered)
      printLine(
        `${styled('bold', safeText(row.name))}  ${row.authority} ${row.state} since ${row.since ?? 'unknown'}${row.next === null ? '' : `, next ${row.next}`} (register: ${safeText(row.citation ?? 'no citation')})`,
      )
    printLine(CAVEAT)
  }
}

/** What `cordon read` has kept in the data folder. */
function keptEvents(options: RadarOptions) {
  const { reports, issues } = keptReports(dataFolder(options.data))
  for (const issue of issues) note(issue)
  return readReports(reports).events
}

const CAVEAT =
  'Nothing on the radar is a designation: it has no legal effect until its official publication. This is neither a clearance nor legal advice.'

const readOptions = (options: RadarOptions) => ({
  ...(options.published === undefined ? {} : { published: options.published }),
  ...(options.reports === undefined ? {} : { reports: options.reports }),
  ...(options.data === undefined ? {} : { data: options.data }),
})

function printReported(row: RadarRow): void {
  const asked = row.requester === null ? '' : `, at the request of ${row.requester}`
  printLine(
    `${styled('bold', safeText(row.name))}  ${row.state} since ${row.since ?? 'an unknown day'}${safeText(asked)} (${row.authorities.join(', ') || 'no authority named'})`,
  )
  printLine(
    `  ${count(row.sources, 'source')}, ${count(row.origins, 'origin')}; oldest evidence ${row.oldest.date}, newest ${row.newest.date}${row.silentDays > 0 ? `; nothing heard for ${count(row.silentDays, 'day')} since` : ''}`,
  )
  if (row.nextStep !== null) printLine(`  next dated step: ${row.nextStep.what} ${row.nextStep.date}`)
  for (const event of row.events)
    printLine(
      `  ${event.date ?? 'no date'}  ${event.type}: “${safeText(event.evidence.replace(/\s+/g, ' '))}” [${safeText(event.report)}]`,
    )
  for (const { field, values, kept, why } of row.contradictions) {
    printLine(
      `  told differently, ${field}: ${safeText(values.map(({ value, reports }) => `${value} (${reports.join(', ')})`).join(' / '))}; kept ${safeText(kept)}: ${why}`,
    )
  }
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
