import { Command } from 'commander'
import { loadCountries } from '../../engine/countries.ts'
import { openList } from '../../engine/lists.ts'
import { dataFolder } from '../../engine/paths.ts'
import { findIn, openRegister, reconcileRegister } from '../../engine/register.ts'
import { exportRegister, importedFolder, importRegister } from '../../engine/register-exchange.ts'
import { type JournalEntry, LOCAL_USER, type ProposalInput, RegisterDesk } from '../../engine/register-writing.ts'
import { parseAuthority } from '../../model/authority.ts'
import type { IsoDate } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import { dayArgument, examples, now, today, withData, withOutput } from '../options.ts'
import { printJson, printLine } from '../output.ts'

interface WritingOptions {
  readonly data?: string
  readonly json?: true
  readonly by?: string
  readonly source?: string
  readonly authority?: string
  readonly type?: string
  readonly date?: string
  readonly citation?: string
  readonly note?: string
  readonly unverified?: true
  readonly effective?: IsoDate
  readonly decidedBy?: string
  readonly atRequestOf?: string
  readonly into?: readonly string[]
  readonly event?: string
  readonly proposal?: string
  readonly reason?: string
  readonly name?: string
  readonly kind?: string
  readonly region?: string
  readonly key?: string
  readonly sign?: string
  readonly published?: IsoDate
  readonly asOf?: IsoDate
}

/** The commands of `cordon register` that write, and those that carry a register from machine to machine. */
export const writingCommands = (): readonly Command[] => [
  proposeCommand('propose', 'propose a row; it has no effect until it is accepted'),
  proposeCommand('amend', 'propose a row that corrects another, which is named by --event'),
  decideCommand('accept', 'accept a proposal: by another person than the proposer, where people give names'),
  decideCommand('reject', 'reject a proposal, with a reason').option('--reason <text>', 'why'),
  proposalsCommand(),
  reconcileCommand(),
  exportCommand(),
  importCommand(),
]

function proposeCommand(name: 'propose' | 'amend', description: string): Command {
  const command = withData(withOutput(new Command(name)))
    .description(description)
    .argument('<organisation>', 'a name, an alias, the id or the OFAC uid; a new id with --name, --kind and --region')
    .requiredOption('--source <url>', 'where it is published')
    .requiredOption('--date <date>', 'YYYY-MM-DD, a month, a year, or first/last day where the day is open')
    .option('--authority <code>', 'the authority, as FTO')
    .option('--type <type>', 'signalled, proposed, held, announced, designated, amended, revoked …')
    .option('--citation <text>', 'the act or notice (default: the source)')
    .option('--note <text>', 'what happened, in a sentence')
    .option('--effective <date>', 'the day of effect that an announcement names', dayArgument)
    .option('--decided-by <text>', 'who decided: the designator, a president …')
    .option('--at-request-of <text>', 'at whose request, as of a hold')
    .option('--into <id...>', 'for `resolved`: the organisations in whom it ended')
    .option('--unverified', 'mark it as resting on memory or one doubtful source')
    .option('--by <name>', 'who proposes')
  if (name === 'amend') command.requiredOption('--event <id>', 'the id of the row to correct, as `--json` shows it')
  else
    command
      .option('--name <text>', 'name of a new organisation')
      .option('--kind <text>', 'its kind')
      .option('--region <text>', 'its region')
  return command
    .action((organisation: string, _: unknown, self: Command) =>
      proposeRow(organisation, self.optsWithGlobals<WritingOptions>()),
    )
    .addHelpText(
      'after',
      examples(
        name === 'propose'
          ? 'cordon register propose "Los Choneros" --authority EU --type proposed --date 2026-09-01 --source https://example.org --by ana'
          : 'cordon register amend CIBanco --event effective-3 --date 2025-11-20 --source https://example.org --by ana',
      ),
    )
}

function proposeRow(organisation: string, options: WritingOptions): void {
  const folder = dataFolder(options.data)
  const { register, base } = openRegister(folder)
  const isNew = options.name !== undefined
  const found = isNew ? undefined : findIn(register, organisation, { asOf: today() }).organisation
  const corrected = found?.events.find(({ id }) => id === options.event)
  if (options.event !== undefined && corrected === undefined) {
    throw new CordonError('register.refused', `${found?.id ?? organisation} has no row ${options.event}`)
  }
  const authority = corrected?.authority ?? authorityOf(options.authority)
  const type = options.type ?? corrected?.type
  if (type === undefined) throw new CordonError('usage.invalid', 'say what happened: --type announced, designated …')
  const source = required(options.source, '--source')
  const event = {
    authority,
    type,
    on: required(options.date, '--date'),
    citation: options.citation ?? source,
    note: options.note ?? `Entered from ${source}.`,
    verified: options.unverified !== true,
    ...(options.effective === undefined ? {} : { effective: options.effective }),
    ...(options.decidedBy === undefined ? {} : { by: options.decidedBy }),
    ...(options.atRequestOf === undefined ? {} : { at_request_of: options.atRequestOf }),
    ...(options.into === undefined ? {} : { into: options.into }),
    ...(options.event === undefined ? {} : { replaces: options.event }),
  }
  const input: ProposalInput = {
    organisation: found?.id ?? organisation,
    event,
    source,
    by: options.by ?? LOCAL_USER,
    at: now(),
    ...(isNew
      ? { introduces: { name: options.name ?? '', kind: options.kind ?? '', region: options.region ?? '' } }
      : {}),
  }
  tell(new RegisterDesk(folder, base).propose(input), options)
}

function authorityOf(raw: string | undefined): string {
  const parsed = parseAuthority(required(raw, '--authority'))
  if (!parsed.ok) throw new CordonError('usage.invalid', parsed.issue.remedy ?? 'unknown authority')
  return parsed.value
}

function required(value: string | undefined, option: string): string {
  if (value === undefined) throw new CordonError('usage.invalid', `give ${option}`)
  return value
}

function tell(entry: JournalEntry, options: WritingOptions): void {
  if (options.json === true) printJson(entry)
  else printLine(`${entry.proposal} ${entry.kind} by ${entry.by}.`)
}

function decideCommand(name: 'accept' | 'reject', description: string): Command {
  return withData(withOutput(new Command(name)))
    .description(description)
    .argument('<organisation>', 'the organisation, or the proposal, as p-1')
    .option('--proposal <id>', 'which, where more than one is open')
    .option('--by <name>', 'who decides')
    .option('--source <url>', 'what the decision rests on, beside the source of the proposal')
    .action((organisation: string, _: unknown, self: Command) =>
      decide(name, organisation, self.optsWithGlobals<WritingOptions>()),
    )
    .addHelpText(
      'after',
      examples(`cordon register ${name} p-1 --by ben${name === 'reject' ? ' --reason "no such notice"' : ''}`),
    )
}

function decide(name: 'accept' | 'reject', organisation: string, options: WritingOptions): void {
  const folder = dataFolder(options.data)
  const { register, base } = openRegister(folder)
  const desk = new RegisterDesk(folder, base)
  const proposal =
    options.proposal ?? (/^p-\d+$/.test(organisation) ? organisation : onlyOpen(desk, register, organisation))
  const by = options.by ?? LOCAL_USER
  tell(
    name === 'accept'
      ? desk.accept(proposal, by, now(), options.source)
      : desk.reject(proposal, by, now(), required(options.reason, '--reason'), options.source),
    options,
  )
}

function onlyOpen(desk: RegisterDesk, register: Parameters<typeof findIn>[0], text: string): string {
  const open = desk.proposals().filter(({ state }) => state === 'open')
  const id = open.some(({ entry }) => entry.organisation === text)
    ? text
    : findIn(register, text, { asOf: today() }).organisation.id
  const [only, ...others] = open.filter(({ entry }) => entry.organisation === id)
  if (only === undefined) throw new CordonError('register.refused', `no proposal is open for ${id}`)
  if (others.length > 0) {
    throw new CordonError(
      'register.ambiguous',
      `several are open: ${[only, ...others].map(({ entry }) => entry.proposal).join(', ')}`,
    )
  }
  return only.entry.proposal
}

function proposalsCommand(): Command {
  return withData(withOutput(new Command('proposals')))
    .description('proposals and what became of them')
    .action((_: unknown, self: Command) => {
      const options = self.optsWithGlobals<WritingOptions>()
      const folder = dataFolder(options.data)
      const proposals = new RegisterDesk(folder, openRegister(folder).base).proposals()
      if (options.json === true) printJson({ proposals })
      else {
        for (const { entry, state, decision } of proposals) {
          const decided = decision === undefined ? '' : ` by ${decision.by}`
          printLine(
            `${entry.proposal}  ${state}${decided}  ${entry.organisation}: ${entry.event.authority} ${entry.event.type} ${entry.event.on ?? ''} [${entry.source}] proposed by ${entry.by}`,
          )
        }
        printLine(`${proposals.length} proposals.`)
      }
    })
    .addHelpText('after', examples('cordon register proposals --json'))
}

function reconcileCommand(): Command {
  return withData(withOutput(new Command('reconcile')))
    .description('compare the register with an OFAC list: what is untagged, missing, unsupported or renamed')
    .argument('<list>', 'the path of an OFAC list, a file or a folder')
    .option('--published <date>', "the list's day, for files that carry none", dayArgument)
    .action(async (path: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<WritingOptions>()
      const list = await openList(path, {
        countries: loadCountries(),
        ...(options.published === undefined ? {} : { published: options.published }),
      })
      const day = list.published ?? options.published
      if (day === undefined || day === null)
        throw new CordonError('usage.invalid', 'the list carries no day: give --published')
      const found = reconcileRegister(openRegister(dataFolder(options.data)).register, list.entities, {
        asOf: day,
        knownAt: today(),
      })
      if (options.json === true) printJson({ list: list.list, as_of: day, ...found })
      else {
        for (const each of found.differences) {
          printLine(
            `${each.kind.padEnd(16)} ${(each.authority ?? '').padEnd(8)} ${each.uid.padEnd(6)} ${each.name}: ${each.note}`,
          )
        }
        printLine(
          `${found.compared} statuses compared as of ${day}, ${found.agreeing} agree, ${found.differences.length} differences.`,
        )
      }
    })
    .addHelpText('after', examples('cordon register reconcile ./sdn --published 2024-07-02'))
}

function exportCommand(): Command {
  return withData(withOutput(new Command('export')))
    .description('write the register as one signed file, for machines without internet')
    .argument('<file>', 'the file to write')
    .option('--sign <key>', 'ed25519 private key in PEM')
    .action((path: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<WritingOptions>()
      const key = required(options.sign, '--sign')
      const { origin } = openRegister(dataFolder(options.data))
      const folder = origin === 'imported' ? importedFolder(dataFolder(options.data)) : undefined
      const done = folder === undefined ? exportRegister(path, key, now()) : exportRegister(path, key, now(), folder)
      if (options.json === true) printJson(done)
      else printLine(`${done.organisations} organisations written to ${done.path}, signed by ${done.public_key}.`)
    })
    .addHelpText(
      'after',
      examples(
        'openssl genpkey -algorithm ed25519 -out key.pem',
        'cordon register export register.json --sign key.pem',
      ),
    )
}

function importCommand(): Command {
  return withData(withOutput(new Command('import')))
    .description('take a signed register in place of the bundled one, if it knows at least as far')
    .argument('<file>', 'a file of `cordon register export`')
    .option('--key <file>', "the signer's public key in PEM; needed the first time")
    .action((path: string, _: unknown, self: Command) => {
      const options = self.optsWithGlobals<WritingOptions>()
      const folder = dataFolder(options.data)
      const { base } = openRegister(folder)
      const done =
        options.key === undefined ? importRegister(path, folder, base) : importRegister(path, folder, base, options.key)
      if (options.json === true) printJson(done)
      else printLine(`${done.organisations} organisations, known until ${done.known_until}, issued ${done.issued_at}.`)
    })
    .addHelpText('after', examples('cordon register import register.json --key signer.pub'))
}
