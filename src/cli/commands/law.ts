import { Command, InvalidArgumentError } from 'commander'
import {
  ASKERS,
  type Asker,
  type AskLaw,
  askLaw,
  diffReplies,
  type LawReply,
  loadBeside,
  loadLaw,
  type Nexus,
  parseAsker,
  parseNexus,
  parseRelation,
  type Relation,
  readLaw,
  targetingOrderOn,
} from '../../engine/law.ts'
import { type ListedParty, listedParty } from '../../engine/listed-party.ts'
import { dataFolder } from '../../engine/paths.ts'
import { openRegister } from '../../engine/register.ts'
import { findByLikeness } from '../../engine/register-lookup.ts'
import { type Authority, parseAuthority } from '../../model/authority.ts'
import type { IsoDate } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import type { Parsed } from '../../model/parsed.ts'
import { diffText, lawText } from '../law-text.ts'
import { dayArgument, examples, repeated, today, withData, withOutput, withTime } from '../options.ts'
import { printJson, printJsonLine, printLine } from '../output.ts'

interface LawOptions {
  readonly asker?: Asker
  readonly askerNexus?: Nexus
  readonly authority?: readonly Authority[]
  readonly party?: string
  readonly relation?: Relation
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  readonly on?: IsoDate
  readonly before?: IsoDate
  readonly beforeAuthority?: readonly Authority[]
  readonly beforeRelation?: Relation
  readonly secondarySanctions?: true
  readonly list?: readonly string[]
  readonly lang?: 'en' | 'es'
  readonly data?: string
  readonly json?: true
  readonly jsonl?: true
}

/** `cordon law`: what a designation obliges whom to do, with citation, clock and due date. */
export function createCommand(): Command {
  const law = withData(withTime(withOutput(new Command('law'))))
    .description('what a designation means for you: consequences with citation, clock and due date')
    .option('--asker <who>', `who asks: ${ASKERS.join(', ')}`, one(parseAsker))
    .option(
      '--asker-nexus <nexus>',
      'us or non_us: whether a US person or conduct in the US is involved',
      one(parseNexus),
    )
    .option('--authority <codes>', 'under these authorities, as FTO,SDGT', authorities)
    .option('--party <party>', 'a party instead: its entity id, as ofac-10386, or a name of the register')
    .option(
      '--relation <relation>',
      'designated, owned_50, owned_minor, controlled, announced, held, revoked, news_only',
      one(parseRelation),
    )
    .option(
      '--on <date>',
      'the day from which clocks run: of the blocking, the rejection (default: the day asked about)',
      dayArgument,
    )
    .option('--before <date>', 'show what changed since this day', dayArgument)
    .option('--before-authority <codes>', 'show what changed since it stood under these authorities', authorities)
    .option('--before-relation <relation>', 'show what changed since this relation', one(parseRelation))
    .option('--secondary-sanctions', "the list marks the party's entry with a risk of secondary sanctions")
    .option('--list <id-or-path>', 'look the entity id up on this list alone (repeatable)', repeated)
    .option('--lang <language>', 'en or es', language)
    .action((options: LawOptions) => run(options))
    .addHelpText(
      'after',
      examples(
        'cordon law --asker us_bank --authority FTO,SDGT --as-of 2025-02-20',
        'cordon law --asker tourism --asker-nexus non_us --party "Cartel del Golfo" --lang es',
        'cordon law --asker us_bank --party hayat-tahrir-al-sham --as-of 2025-07-09',
        'cordon law --asker us_bank --party cartel-de-sinaloa --as-of 2025-02-20 --before 2025-02-19',
        'cordon law --asker foreign_bank --party ofac-17674 --list path/to/sdn',
        'cordon law gto --as-of 2025-10-01',
      ),
    )
  law.addCommand(gtoCommand())
  law.addCommand(checkCommand())
  return law
}

async function run(options: LawOptions): Promise<void> {
  if (options.asker === undefined) throw new CordonError('usage.invalid', 'say who asks: --asker us_bank, tourism …')
  const listed = await listedOf(options)
  const ask = askOf(options, options.asker, listed)
  const tables = loadLaw()
  const beside = loadBeside()
  const register = openRegister(dataFolder(options.data)).register
  const reply = askLaw(tables, register, ask, beside)
  const earlier = beforeOf(options, ask)
  if (earlier === undefined) print(options, reply, () => lawText(reply))
  else {
    const before = askLaw(tables, register, earlier, beside)
    const diff = diffReplies(before, reply)
    print(options, { before, after: reply, diff }, () => diffText(before, reply, diff))
  }
}

/** The entity as a list has it, where the party is given by an entity's id. */
const listedOf = async (options: LawOptions): Promise<ListedParty | undefined> =>
  options.party === undefined ? undefined : listedParty(options.party, options)

function askOf(options: LawOptions, asker: Asker, listed: ListedParty | undefined): AskLaw {
  return {
    asker,
    asOf: options.asOf ?? today(),
    knownAt: options.knownAt ?? today(),
    language: options.lang ?? 'en',
    ...(options.askerNexus === undefined ? {} : { nexus: options.askerNexus }),
    ...(options.authority === undefined ? {} : { authorities: options.authority }),
    ...(options.party === undefined
      ? {}
      : { party: options.party, findByName: findByLikeness(options.asOf ?? today()) }),
    ...(options.relation === undefined ? {} : { relation: options.relation }),
    ...(options.on === undefined ? {} : { trigger: options.on }),
    ...(listed === undefined ? {} : { designationsOf: listed.designationsOf }),
    ...(options.secondarySanctions === true || listed?.hasSecondaryMark === true ? { hasSecondaryMark: true } : {}),
  }
}

function beforeOf(options: LawOptions, ask: AskLaw): AskLaw | undefined {
  const { before, beforeAuthority, beforeRelation } = options
  if (before === undefined && beforeAuthority === undefined && beforeRelation === undefined) return undefined
  return {
    ...ask,
    ...(before === undefined ? {} : { asOf: before }),
    ...(beforeAuthority === undefined ? {} : { authorities: beforeAuthority }),
    ...(beforeRelation === undefined ? {} : { relation: beforeRelation }),
  }
}

function print(options: LawOptions, value: LawReply | object, text: () => string): void {
  if (options.json === true) printJson(value)
  else if (options.jsonl === true) printJsonLine(value)
  else printLine(text())
}

function gtoCommand(): Command {
  return withOutput(new Command('gto'))
    .description('which geographic targeting order bound border money services businesses on a day')
    .option('--as-of <date>', 'the day the question is about (default: today)', dayArgument)
    .option('--lang <language>', 'en or es', language)
    .action((_: unknown, command: Command) => gto(command.optsWithGlobals<LawOptions>()))
    .addHelpText('after', examples('cordon law gto --as-of 2025-06-01', 'cordon law gto --as-of 2026-09-03 --json'))
}

function gto(options: LawOptions): void {
  const answer = targetingOrderOn(loadLaw(), options.asOf ?? today(), options.lang ?? 'en')
  print(options, answer, () =>
    answer.order === null
      ? `${answer.as_of}: ${answer.verify ?? ''}`
      : `${answer.as_of}: ${answer.threshold ?? ''}; ${answer.places ?? ''} [${answer.citation ?? ''}]${answer.verify === null ? '' : ` (${answer.verify})`}`,
  )
}

function checkCommand(): Command {
  return withOutput(new Command('check'))
    .description('validate the law tables: shape, sources, marks of what is from memory')
    .action((_: unknown, command: Command) => check(command.optsWithGlobals<LawOptions>()))
    .addHelpText('after', examples('cordon law check'))
}

function check(options: LawOptions): void {
  const { law, issues } = readLaw()
  if (issues.length > 0) process.exitCode = FAULTY_EXIT
  const unverified = law.rules.filter(({ verified }) => !verified).length
  const told = { rules: law.rules.length, unverified, authorities: [...law.authorities], codes: law.codes.size }
  print(options, { ...told, issues }, () =>
    [
      ...issues.map(({ where, code, found }) => `${where ?? ''}: ${code}: ${found}`),
      `${told.rules} rules of ${told.authorities.length} authorities (${unverified} partly from memory, marked), ${told.codes} codes, ${issues.length} faults.`,
    ].join('\n'),
  )
}

const FAULTY_EXIT = 1

function one<T>(parse: (raw: string) => Parsed<T>): (raw: string) => T {
  return (raw) => {
    const parsed = parse(raw)
    if (!parsed.ok) throw new InvalidArgumentError(parsed.issue.remedy ?? parsed.issue.code)
    return parsed.value
  }
}

function authorities(raw: string, earlier: readonly Authority[] | undefined): readonly Authority[] {
  return [...(earlier ?? []), ...raw.split(',').map(one(parseAuthority))]
}

function language(raw: string): 'en' | 'es' {
  if (raw === 'en' || raw === 'es') return raw
  throw new InvalidArgumentError('use en or es.')
}
