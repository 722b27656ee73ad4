import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { askedColumns, loadBook, sampleBook } from '../../engine/books.ts'
import { readOwnershipFiles } from '../../engine/exposure.ts'
import { type Asker, loadLaw, type Nexus, parseAsker, parseNexus } from '../../engine/law.ts'
import { readLinkFiles } from '../../engine/link-files.ts'
import { openEngine } from '../../engine/open-engine.ts'
import { dataFolder } from '../../engine/paths.ts'
import { loadRegister } from '../../engine/register.ts'
import { type BookFileAnswer, readyBook, type Scenario, type WhatIfAnswer, whatIf } from '../../engine/scenario.ts'
import { compareAnswers } from '../../engine/scenario-comparison.ts'
import { pictureOf } from '../../engine/scenario-picture.ts'
import type { ReadyBook } from '../../engine/scenario-request.ts'
import { ScenarioStore } from '../../engine/scenario-store.ts'
import { namesInFile, registerChange, termsOf } from '../../engine/scenario-terms.ts'
import { BookNames } from '../../engine/screened-book.ts'
import { type Authority, parseAuthority } from '../../model/authority.ts'
import type { IsoDate } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import type { Parsed } from '../../model/parsed.ts'
import { dayBefore } from '../../model/partial-date.ts'
import {
  dayArgument,
  examples,
  instantArgument,
  integerArgument,
  now,
  repeated,
  today,
  withData,
  withOutput,
  withTime,
} from '../options.ts'
import { note, printJson, printJsonLine, printLine } from '../output.ts'
import { renderComparisonText, renderWhatIfText } from '../whatif-text.ts'

interface WhatIfOptions {
  readonly designate?: readonly string[]
  readonly revoke?: readonly string[]
  readonly names?: string
  readonly registerChange?: IsoDate
  readonly authority?: readonly string[]
  readonly announced?: IsoDate
  readonly effective?: IsoDate
  readonly book?: readonly string[]
  readonly map?: readonly string[]
  readonly ownership?: readonly string[]
  readonly links?: readonly string[]
  readonly list?: readonly string[]
  readonly published?: IsoDate
  readonly asker?: readonly string[]
  readonly askerNexus?: string
  readonly depth?: number
  readonly linkAtLeast?: number
  readonly save?: string
  readonly run?: string
  readonly compare?: readonly string[]
  readonly html?: string
  readonly asOf?: IsoDate
  readonly at?: string
  readonly data?: string
  readonly json?: true
  readonly jsonl?: true
}

const MAX_DEPTH = 12
const MAX_STRENGTH = 100
const EXIT_UNDETERMINED = 3
const DEFAULT_AUTHORITIES = ['FTO', 'SDGT']

export function createCommand(): Command {
  const command = new Command('whatif')
    .description(
      'What a designation or its end would change for a book: for whom, from when, how much is at stake, and what would not change.',
    )
    .option(
      '--designate <org...>',
      'organisations to suppose designated: register names or ids, a class, or names nobody has',
    )
    .option('--revoke <org...>', 'organisations to suppose freed')
    .option('--names <path>', 'a file of names to designate, one a line')
    .option('--register-change <date>', "the register's own designations of this day")
    .option('--authority <codes>', 'FTO,SDGT … (default: FTO,SDGT)', repeated)
    .option('--announced <date>', 'the day on which it would become known', dayArgument)
    .option('--effective <date>', 'the day of effect (default: the day asked about)', dayArgument)
    .option(
      '--book <path>',
      'customers, suppliers, payments, contracts: CSV, XLSX, JSONL, or a folder (repeatable; default: the bundled synthetic book)',
      repeated,
    )
    .option('--map <heading=field>', 'read a column of the book as this field (repeatable)', repeated)
    .option('--ownership <path>', 'who owns whom (repeatable)', repeated)
    .option('--links <path>', 'who is linked to whom (repeatable)', repeated)
    .option('--list <id-or-path>', 'compare with this list alone (repeatable)', repeated)
    .option('--published <date>', 'publication date of a list given by path', dayArgument)
    .option('--asker <askers>', 'answer the consequences for these askers alone (repeatable)', repeated)
    .option('--asker-nexus <nexus>', 'us or non_us')
    .option('--depth <n>', 'longest path of links (default: 6)', integerArgument(1, MAX_DEPTH))
    .option('--link-at-least <n>', 'weakest link that counts, 0 to 100 (default: 40)', integerArgument(0, MAX_STRENGTH))
    .option('--save <name>', 'keep the scenario under this name')
    .option('--run <name>', 'run a kept scenario')
    .option('--compare <name...>', 'run two or more kept scenarios and tell them apart')
    .option('--html <path>', 'write a picture of the network, with its table')
    .option('--at <instant>', 'the instant of asking (default: now)', instantArgument)
  return withData(withTime(withOutput(command)))
    .addHelpText(
      'after',
      examples(
        'cordon whatif --designate "Cartel de Sinaloa" --authority FTO,SDGT --announced 2019-12-10 --effective 2019-12-20 --as-of 2019-12-06',
        'cordon whatif --designate "Mexican drug cartels" --effective 2019-12-20 --as-of 2019-12-06 --json',
        'cordon whatif --register-change 2025-02-20 --as-of 2025-02-19 --list path/to/sdn --book customers.xlsx --ownership stakes.csv',
        'cordon whatif --revoke "Cartel del Golfo" --authority SDGT --effective 2026-01-01 --as-of 2025-12-01',
        'cordon whatif --designate "Los Nuevos" --book customers.csv --map "Razón social=name" --save nuevos',
        'cordon whatif --compare nuevos sinaloa --book customers.csv',
      ),
    )
    .action(run)
}

async function run(options: WhatIfOptions): Promise<void> {
  const store = new ScenarioStore(dataFolder(options.data))
  const scenarios = scenariosOf(options, store)
  const [first] = scenarios
  if (first === undefined)
    throw new CordonError(
      'usage.invalid',
      'nothing to suppose: give --designate, --revoke, --names, --register-change, --run or --compare',
    )
  if (options.save !== undefined) store.save({ ...first, name: options.save })
  const answers: WhatIfAnswer[] = []
  for (const scenario of scenarios) answers.push(await answerOf(scenario, options))
  print(answers, options)
  const couldNot = answers.some(({ missing }) => missing.some((reason) => reason.includes('could not be screened')))
  if (couldNot) process.exitCode = EXIT_UNDETERMINED
}

function scenariosOf(options: WhatIfOptions, store: ScenarioStore): readonly Scenario[] {
  if (options.compare !== undefined) return options.compare.map((name) => store.load(name))
  if (options.run !== undefined) return [store.load(options.run)]
  const texts = options.designate ?? options.revoke
  if (texts !== undefined && options.designate !== undefined && options.revoke !== undefined) {
    throw new CordonError('usage.invalid', 'a scenario either designates or frees: give --designate or --revoke')
  }
  if (options.registerChange !== undefined)
    return [changeOfRegister(options, parsedDay(String(options.registerChange)))]
  const named = options.names === undefined ? [] : namesInFile(options.names)
  if (texts === undefined && named.length === 0) return []
  const asOf = options.asOf ?? today()
  const terms = termsOf(loadRegister(), [...(texts ?? []), ...named], asOf)
  return [
    {
      name: options.save ?? (texts ?? ['names']).join(', '),
      action: options.revoke === undefined ? 'designate' : 'revoke',
      ...terms,
      authorities: authoritiesOf(options),
      effective: options.effective ?? asOf,
      asOf,
      ...(options.announced === undefined ? {} : { announced: options.announced }),
    },
  ]
}

const parsedDay = (raw: string): IsoDate => dayArgument(raw)

/** What the register itself records for a day, asked from the day before unless another is given. */
function changeOfRegister(options: WhatIfOptions, day: IsoDate): Scenario {
  const asked = options.authority === undefined ? [] : authoritiesOf(options)
  const changes = registerChange(loadRegister(), day, asked)
  if (changes.length === 0) throw new CordonError('register.unknown', `the register records no designation on ${day}`)
  return {
    name: options.save ?? `the register's change of ${day}`,
    action: 'designate',
    organisations: changes.map(({ organisation }) => organisation),
    names: [],
    authorities: [...new Set(changes.flatMap(({ authorities }) => authorities))],
    effective: day,
    asOf: options.asOf ?? dayBefore(day),
    ...(options.announced === undefined ? {} : { announced: options.announced }),
  }
}

const authoritiesOf = (options: WhatIfOptions): readonly Authority[] => [
  ...new Set(
    (options.authority ?? DEFAULT_AUTHORITIES)
      .flatMap((codes) => codes.split(','))
      .map((code) => required(parseAuthority(code))),
  ),
]

function required<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value
  throw new CordonError('usage.invalid', `${parsed.issue.code}: ${parsed.issue.found}; ${parsed.issue.remedy ?? ''}`)
}

/** Books are read and screened once for each day that scenarios ask about. */
const readied = new Map<IsoDate, Promise<Readied>>()
interface Readied {
  readonly ready: ReadyBook
  readonly engine: Awaited<ReturnType<typeof openEngine>>
}

function readyFor(asOf: IsoDate, options: WhatIfOptions): Promise<Readied> {
  const held = readied.get(asOf)
  if (held !== undefined) return held
  const made = makeReady(asOf, options)
  readied.set(asOf, made)
  return made
}

async function makeReady(asOf: IsoDate, options: WhatIfOptions): Promise<Readied> {
  const engine = await openEngine({
    lists: options.list ?? [],
    onProgress: note,
    asOf,
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.published === undefined ? {} : { published: options.published }),
  })
  const isSample = options.book === undefined
  if (isSample) note('no --book: using the bundled synthetic book')
  const book = loadBook(options.book ?? [sampleBook()], askedColumns(options.map ?? []))
  if (!isSample) for (const file of book.files) noteMapping(file)
  const ownership = options.ownership ?? (isSample ? [`${sampleBook()}/ownership.csv`] : [])
  const names = new BookNames(book.parties)
  const reading = ownership.length === 0 ? undefined : readOwnershipFiles(ownership, names.idOf)
  const links = readLinkFiles(options.links ?? (isSample ? [`${sampleBook()}/links.csv`] : []))
  const issues = [...(reading?.issues ?? []), ...links.issues]
  const sources = { book, names, links: links.links, engine, asOf, at: options.at ?? now(), issues, onProgress: note }
  return { ready: readyBook(reading === undefined ? sources : { ...sources, stakes: reading.graph }), engine }
}

/** How columns were read, so that a wrong guess is seen; `--map` sets it right. */
function noteMapping({ path, mappings }: BookFileAnswer): void {
  for (const { sheet, table, columns } of mappings) {
    const read = columns.flatMap(({ heading, field, by }) =>
      field === undefined ? [] : [`"${heading}" as ${field}${by === 'values' ? ' (by its values)' : ''}`],
    )
    const unread = columns.filter(({ field }) => field === undefined).map(({ heading }) => `"${heading}"`)
    note(
      `${path}${sheet === '' ? '' : ` [${sheet}]`}: ${table}; read ${read.join(', ')}${unread.length === 0 ? '' : `; not read: ${unread.join(', ')}`}`,
    )
  }
}

async function answerOf(scenario: Scenario, options: WhatIfOptions): Promise<WhatIfAnswer> {
  const { ready, engine } = await readyFor(scenario.asOf, options)
  const askers: readonly Asker[] | undefined = options.asker
    ?.flatMap((names) => names.split(','))
    .map((name) => required(parseAsker(name)))
  const nexus: Nexus | undefined =
    options.askerNexus === undefined ? undefined : required(parseNexus(options.askerNexus))
  const answer = whatIf({
    scenario,
    ready,
    register: loadRegister(),
    law: loadLaw(),
    engine,
    at: options.at ?? now(),
    ...(askers === undefined ? {} : { askers }),
    ...(nexus === undefined ? {} : { nexus }),
    ...(options.depth === undefined ? {} : { depth: options.depth }),
    ...(options.linkAtLeast === undefined ? {} : { linkAtLeast: options.linkAtLeast }),
  })
  if (options.html !== undefined) writeFileSync(options.html, pictureOf(answer, ready))
  for (const issue of answer.issues)
    note(
      `${issue.where ?? ''} ${issue.code} ${issue.found}${issue.remedy === undefined ? '' : `; ${issue.remedy}`}`.trim(),
    )
  return answer
}

function print(answers: readonly WhatIfAnswer[], options: WhatIfOptions): void {
  const [only, ...others] = answers
  const comparison = others.length === 0 ? undefined : compareAnswers(answers)
  if (options.json === true) printJson(comparison ?? only)
  else if (options.jsonl === true) for (const answer of answers) printJsonLine(answer)
  else if (comparison !== undefined) printLine(renderComparisonText(comparison))
  else if (only !== undefined) printLine(renderWhatIfText(only))
}
