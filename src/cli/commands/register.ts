import { Command, InvalidArgumentError } from 'commander'
import { dataFolder } from '../../engine/paths.ts'
import { askRegister, listRegister, openRegister, type Register, readRegister } from '../../engine/register.ts'
import { findByLikeness } from '../../engine/register-lookup.ts'
import { type Authority, type DesignationState, parseAuthority, parseDesignationState } from '../../model/authority.ts'
import type { IsoDate } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import { dayArgument, examples, today, withData, withOutput, withTime } from '../options.ts'
import { note, printJson, printJsonLine, printLine } from '../output.ts'
import { registerRowText, registerText } from '../register-text.ts'
import { writingCommands } from './register-writing.ts'

interface TimeOptions {
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  readonly data?: string
  readonly json?: true
  readonly jsonl?: true
}

const FAULTY_EXIT = 1

/** `cordon register`: what was designated when, by authority. */
export function createCommand(): Command {
  const register = withData(withTime(withOutput(new Command('register'))))
    .description('where each authority stands on an organisation, with its timeline, sources and next steps')
    .argument('[organisation]', 'a name, an alias, the id or the OFAC uid')
    .action((organisation: string | undefined, options: TimeOptions) => show(organisation, options))
    .addHelpText(
      'after',
      examples(
        'cordon register Ansarallah --as-of 2021-02-01',
        'cordon register "Mexican cartels" --as-of 2019-12-10',
        'cordon register CIBanco --as-of 2025-08-19 --known-at 2025-07-08 --json',
        'cordon register list --state held --as-of 2020-01-01',
        'cordon register check',
      ),
    )
  register.addCommand(listCommand())
  register.addCommand(checkCommand())
  for (const command of writingCommands()) register.addCommand(command)
  return register
}

const moment = (options: TimeOptions): { asOf: IsoDate; knownAt: IsoDate } => ({
  asOf: options.asOf ?? today(),
  knownAt: options.knownAt ?? today(),
})

/** The register of the data folder; what of its journal no longer fits is said. */
function registerOf(options: TimeOptions): Register {
  const { register, issues } = openRegister(dataFolder(options.data))
  for (const { code, found, where } of issues) note(`warning: ${where ?? ''} is left out: ${code}: ${found}`)
  return register
}

function show(organisation: string | undefined, options: TimeOptions): void {
  if (organisation === undefined) throw new CordonError('usage.invalid', 'name an organisation, or say list or check')
  const at = moment(options)
  const answer = askRegister(registerOf(options), organisation, { ...at, findByName: findByLikeness(at.asOf) })
  if (options.json === true) printJson(answer)
  else if (options.jsonl === true) printJsonLine(answer)
  else printLine(registerText(answer))
}

interface ListOptions extends TimeOptions {
  readonly state?: DesignationState
  readonly authority?: Authority
  readonly changedSince?: IsoDate
}

function listCommand(): Command {
  return withData(withTime(withOutput(new Command('list'))))
    .description('organisations by state and authority')
    .option('--state <state>', 'only those in this state; designated includes its substates', stateArgument)
    .option('--authority <code>', 'only under this authority', authorityArgument)
    .option('--changed-since <date>', 'only what an act on or after this day changed', dayArgument)
    .action((_: unknown, command: Command) => list(command.optsWithGlobals<ListOptions>()))
    .addHelpText(
      'after',
      examples(
        'cordon register list --state designated --authority FTO',
        'cordon register list --changed-since 2026-05-01 --json',
      ),
    )
}

function list(options: ListOptions): void {
  const rows = listRegister(registerOf(options), {
    ...moment(options),
    ...(options.state === undefined ? {} : { state: options.state }),
    ...(options.authority === undefined ? {} : { authority: options.authority }),
    ...(options.changedSince === undefined ? {} : { changedSince: options.changedSince }),
  })
  if (options.json === true) printJson({ ...asked(options), rows })
  else if (options.jsonl === true) for (const row of rows) printJsonLine(row)
  else {
    for (const row of rows) printLine(registerRowText(row))
    printLine(`${rows.length} ${rows.length === 1 ? 'row' : 'rows'} as of ${moment(options).asOf}.`)
  }
}

const asked = (options: ListOptions): Record<string, unknown> => ({
  as_of: moment(options).asOf,
  known_at: moment(options).knownAt,
})

function checkCommand(): Command {
  return withOutput(new Command('check'))
    .description('validate the register files: shape, moves, references, corrections')
    .argument('[folder]', 'a folder of register files (default: the bundled register)')
    .action((folder: string | undefined, _: unknown, command: Command) => check(folder, command.optsWithGlobals()))
    .addHelpText('after', examples('cordon register check', 'cordon register check ./my-register --json'))
}

function check(folder: string | undefined, options: TimeOptions): void {
  const { register, issues, files } = folder === undefined ? readRegister() : readRegister(folder)
  const events = register.organisations.reduce((sum, organisation) => sum + organisation.events.length, 0)
  const unverified = register.organisations.flatMap(({ events: each }) =>
    each.filter(({ verified }) => !verified),
  ).length
  if (issues.length > 0) process.exitCode = FAULTY_EXIT
  const told = {
    files,
    organisations: register.organisations.length,
    events,
    unverified,
    known_until: register.knownUntil,
  }
  if (options.json === true || options.jsonl === true) {
    printJson({ ...told, issues })
    return
  }
  for (const issue of issues) printLine(`${issue.where ?? ''}: ${issue.code}: ${issue.found}`)
  printLine(
    `${files} files, ${told.organisations} organisations and classes, ${events} events (${unverified} unverified), ${issues.length} faults. Register known until ${register.knownUntil}.`,
  )
}

function authorityArgument(raw: string): Authority {
  const parsed = parseAuthority(raw)
  if (!parsed.ok) throw new InvalidArgumentError(parsed.issue.remedy ?? 'unknown authority')
  return parsed.value
}

function stateArgument(raw: string): DesignationState {
  const parsed = parseDesignationState(raw)
  if (!parsed.ok) throw new InvalidArgumentError(parsed.issue.remedy ?? 'unknown state')
  return parsed.value
}
