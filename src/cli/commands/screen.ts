import { Command } from 'commander'
import type { Answer, Engine, GivenParty } from '../../engine/engine.ts'
import { openEngine } from '../../engine/open-engine.ts'
import { readPartyFile } from '../../engine/party-file.ts'
import { dataFolder } from '../../engine/paths.ts'
import { openRegister } from '../../engine/register.ts'
import { ScreeningPool } from '../../engine/screening-pool.ts'
import { screenTraveller } from '../../engine/traveller.ts'
import { CordonError } from '../../model/errors.ts'
import { renderAnswerText } from '../answer-text.ts'
import {
  engineOptionsOf,
  type ListOptions,
  type QuestionOptions,
  questionOf,
  withLists,
  withQuestion,
} from '../asking.ts'
import { examples, integerArgument, repeated, withData, withOutput, withTime } from '../options.ts'
import { printJson, printJsonLine, printLine } from '../output.ts'
import { travellerText } from '../traveller-text.ts'
import { renderWhyNotText, whyNotJson } from '../why-not-text.ts'

interface ScreenOptions extends ListOptions, QuestionOptions {
  readonly file?: string
  readonly schema?: string
  readonly birthDate?: readonly string[]
  readonly country?: readonly string[]
  readonly id?: readonly string[]
  readonly address?: readonly string[]
  readonly mrz?: string
  readonly passport?: string
  readonly nationality?: string
  readonly explain?: true
  readonly whyNot?: string
  readonly failOnHit?: true
  readonly json?: true
  readonly jsonl?: true
}

const MAXIMUM_LIMIT = 10_000
const EXIT_UNDETERMINED = 3
const EXIT_ON_HIT = 10
/** Rows from which starting threads takes less time than it saves. */
const ROWS_FOR_THREADS = 2_000
const ROWS_AT_ONCE = 4_000

export function createCommand(): Command {
  const command = new Command('screen')
    .description('Says who a name may be, on which list, under which authority since when, and why.')
    .argument('[names...]', 'names to screen, each on its own')
    .option('--file <path>', 'screen every row of a CSV, XLSX or JSONL file, or of FollowTheMoney JSON')
    .option('--schema <name>', 'what the party is: Person, Organization, Company, Vessel, Airplane …')
    .option('--birth-date <date>', 'YYYY, YYYY-MM or YYYY-MM-DD (repeatable)', repeated)
    .option('--country <country>', 'code or name (repeatable)', repeated)
    .option('--id <number>', 'an identifier: a passport, RFC, IMO, wallet … (repeatable)', repeated)
    .option('--address <text>', 'an address (repeatable)', repeated)
    .option('--mrz <zone>', 'a traveller by the machine-readable zone of a passport, card or visa')
    .option('--passport <number>', 'a traveller by passport; say --nationality too')
    .option('--nationality <country>', "the traveller's nationality, code or name")
    .option('--limit <n>', 'hits shown; exact names are never cut (default: 20)', integerArgument(1, MAXIMUM_LIMIT))
    .option('--explain', 'show the evidence of every hit, row by row')
    .option('--why-not <entity-id>', 'compare with this entity alone and say what stopped it')
    .option('--fail-on-hit', 'exit with 10 where there is a hit')
    .option('--lang <language>', 'en or es')
  return withData(withTime(withOutput(withQuestion(withLists(command)))))
    .addHelpText(
      'after',
      examples(
        'cordon screen "Nemesio Oseguera Cervantes"',
        'cordon screen Mencho --birth-date 1966-07-17 --list path/to/sdn --explain',
        'cordon screen "Cartel de Sinaloa" --as-of 2025-02-19',
        'cordon screen --id 0x7F367cC41522cE07553e823bf3be79A889DEbe1B --json',
        'cordon screen --passport G01234567 --nationality mx "Ana Pérez" --birth-date 1980-02-03',
        'cordon screen --file customers.csv --jsonl > answers.jsonl',
        'cordon screen "Cartel de Medellin" --why-not ofac-11440',
      ),
    )
    .action(run)
}

async function run(names: readonly string[], options: ScreenOptions): Promise<void> {
  const hasParty = [options.id, options.address, options.mrz, options.passport].some((values) => values !== undefined)
  if (names.length === 0 && options.file === undefined && !hasParty) {
    throw new CordonError(
      'usage.invalid',
      'nothing to screen: give a name, --id, --address, --mrz, --passport or --file',
    )
  }
  const engine = await openEngine(engineOptionsOf(options))
  const question = questionOf(options)
  if (options.mrz !== undefined || options.passport !== undefined) return traveller(engine, names, question, options)
  if (options.whyNot !== undefined)
    return explainWhyNot(engine, partyOf(names[0], options), options.whyNot, question, options)
  if (options.file !== undefined) return screenFile(engine, options.file, question, options)
  const parties = names.length === 0 ? [partyOf(undefined, options)] : names.map((name) => partyOf(name, options))
  print(
    parties.map((party) => engine.screen(checked(engine, party), question)),
    parties.length === 1,
    options,
  )
}

/** A traveller: the answer of any screening, with whether to refer and why; never to refuse. */
function traveller(
  engine: Engine,
  names: readonly string[],
  question: ReturnType<typeof questionOf>,
  options: ScreenOptions,
): void {
  const given = {
    ...(options.mrz === undefined ? {} : { mrz: options.mrz }),
    ...(options.passport === undefined ? {} : { passport: options.passport }),
    ...(options.nationality === undefined ? {} : { nationality: options.nationality }),
    ...(options.birthDate?.[0] === undefined ? {} : { birthDate: options.birthDate[0] }),
    ...(names.length === 0 ? {} : { names }),
  }
  const answer = screenTraveller(engine, openRegister(dataFolder(options.data)).register, given, question)
  setExit(answer, options)
  if (options.json === true) printJson(answer)
  else if (options.jsonl === true) printJsonLine(answer)
  else {
    printLine(travellerText(answer))
    printLine(renderAnswerText(answer, { isExplained: options.explain === true }))
  }
}

function partyOf(name: string | undefined, options: ScreenOptions): GivenParty {
  const properties: Record<string, readonly string[]> = {}
  if (name !== undefined) properties['name'] = [name]
  if (options.birthDate !== undefined) properties['birthDate'] = options.birthDate
  if (options.country !== undefined) properties['country'] = options.country
  if (options.id !== undefined) properties['idNumber'] = options.id
  if (options.address !== undefined) properties['address'] = options.address
  return { ...(options.schema === undefined ? {} : { schema: options.schema }), properties }
}

/** A party of the command line that cannot be read is a usage error; a row of a file is its own `undetermined`. */
function checked(engine: Engine, party: GivenParty): GivenParty {
  const read = engine.read(party)
  if (read.ok) return party
  throw new CordonError(
    'usage.invalid',
    `${read.issue.code}: ${read.issue.found}${read.issue.remedy === undefined ? '' : `; ${read.issue.remedy}`}`,
  )
}

function explainWhyNot(
  engine: Engine,
  party: GivenParty,
  id: string,
  question: ReturnType<typeof questionOf>,
  options: ScreenOptions,
): void {
  const why = engine.whyNot(party, id, question)
  if (!why.ok)
    throw new CordonError(
      'usage.invalid',
      `${why.issue.code}: ${why.issue.found}${why.issue.remedy === undefined ? '' : `; ${why.issue.remedy}`}`,
    )
  if (options.json === true || options.jsonl === true) printJson(whyNotJson(why.value))
  else printLine(renderWhyNotText(why.value))
}

/** Every row of a file, in its order; a large one with all threads over one shared index. */
async function screenFile(
  engine: Engine,
  path: string,
  question: ReturnType<typeof questionOf>,
  options: ScreenOptions,
): Promise<void> {
  const rows = readPartyFile(path)
  const pool = new ScreeningPool(rows.length < ROWS_FOR_THREADS ? { threads: 0 } : {})
  const answers: Answer[] = []
  try {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      for (const answer of await pool.screenRows(engine, rows.slice(from, from + ROWS_AT_ONCE), question)) {
        if (options.jsonl === true) printJsonLine(answer)
        else answers.push(answer)
        setExit(answer, options)
      }
    }
  } finally {
    await pool.close()
  }
  if (options.jsonl !== true) print(answers, false, options)
}

function print(answers: readonly Answer[], isOne: boolean, options: ScreenOptions): void {
  for (const answer of answers) setExit(answer, options)
  const [only] = answers
  if (options.jsonl === true) for (const answer of answers) printJsonLine(answer)
  else if (options.json === true) printJson(isOne ? only : { answers })
  else for (const answer of answers) printLine(renderAnswerText(answer, { isExplained: options.explain === true }))
}

/** Could not tell outranks hits found: the whole of the work was not done. */
function setExit(answer: Answer, options: ScreenOptions): void {
  if (answer.status === 'undetermined') process.exitCode = EXIT_UNDETERMINED
  else if (answer.status === 'hits' && options.failOnHit === true && process.exitCode !== EXIT_UNDETERMINED)
    process.exitCode = EXIT_ON_HIT
}
