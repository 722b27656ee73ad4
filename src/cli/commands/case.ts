import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { AnswerLedger } from '../../engine/answer-ledger.ts'
import { importBook } from '../../engine/book.ts'
import { dutiesOf, screenBook } from '../../engine/book-screening.ts'
import {
  type AlertJson,
  note as addNote,
  attach,
  check,
  checkSilence,
  decide,
  getAlert,
  listAlerts,
  listAwaitingCheck,
  OUTCOMES,
  openEvidence,
  REASON_NAMES,
  suppress,
  viewCase,
  workAlert,
} from '../../engine/casework.ts'
import type { Desk } from '../../engine/desk.ts'
import { ASKERS, type Asker, loadLaw } from '../../engine/law.ts'
import { openEngine } from '../../engine/open-engine.ts'
import { readPartyFile } from '../../engine/party-file.ts'
import type { IsoDate } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import { caseText, evidenceLines } from '../case-text.ts'
import { atDesk, type DeskOptions, mustBe, withDesk } from '../desk.ts'
import { dayArgument, examples, integerArgument, repeated, withOutput } from '../options.ts'
import { note, printJson, printJsonLine, printLine, safeText, styled, table } from '../output.ts'
import { paperCommands } from './case-papers.ts'

const MOST_ALERTS = 500

/** `cordon case`: the book, its alerts and cases, and what is decided on them. */
export function createCommand(): Command {
  const root = new Command('case').description('the book, its alerts and cases, and what is decided on them')
  const commands = [
    importCommand(),
    screenCommand(),
    listCommand(),
    showCommand(),
    assignCommand(),
    decideCommand(),
    waitingCommand(),
    checkCommand(),
    suppressCommand(),
    noteCommand(),
    attachCommand(),
    ...paperCommands(),
  ]
  for (const command of commands) root.addCommand(command)
  return root.addHelpText(
    'after',
    examples(
      'cordon case import clients.csv --book clients',
      'cordon case screen --book clients',
      'cordon case list',
      'cordon case show m5k2…',
      'cordon case decide m5k2… --outcome false_positive --reason birth_date_differs --evidence hit:birth_date --text "Born in 1970 by passport."',
    ),
  )
}

/** Prints a result for machines or for people. */
function print(options: DeskOptions, value: unknown, text: () => string): void {
  if (options.json === true) printJson(value)
  else if (options.jsonl === true) printJsonLine(value)
  else printLine(text())
}

interface BookOptions extends DeskOptions {
  readonly book: string
  readonly whole?: true
  readonly list?: readonly string[]
  readonly policy?: string
}

function importCommand(): Command {
  return withDesk(withOutput(new Command('import')))
    .description('take the parties of a file into a book; what each was before is kept')
    .argument('<file>', 'CSV, XLSX, JSON lines or FollowTheMoney JSON')
    .requiredOption('--book <name>', 'the book')
    .option('--whole', 'the file is the whole book: who is not in it has left')
    .addHelpText('after', examples('cordon case import clients.csv --book clients --whole'))
    .action((file: string, _: unknown, command: Command) => importFile(file, command.optsWithGlobals<BookOptions>()))
}

async function importFile(file: string, options: BookOptions): Promise<void> {
  const rows = readPartyFile(file)
  const faulty = rows.filter(({ fault }) => fault !== undefined)
  for (const row of faulty) note(`not taken: ${row.fault}`)
  const parties = rows
    .filter(({ fault }) => fault === undefined)
    .map(({ id, schema, properties }) => ({ ref: id, properties, ...(schema === undefined ? {} : { schema }) }))
  const { toScreen, ...done } = mustBe(
    await atDesk(options, false, (desk) =>
      importBook(desk, options.book, parties, { isWhole: options.whole === true }),
    ),
  )
  print(
    options,
    { ...done, to_screen: toScreen.length, refused: faulty.length },
    () =>
      `${done.book}: ${done.added} added, ${done.changed} changed, ${done.unchanged} unchanged, ${done.removed} removed, ${faulty.length} not taken`,
  )
  if (faulty.length > 0) process.exitCode = 3
}

function screenCommand(): Command {
  return withDesk(withOutput(new Command('screen')))
    .description('screen every party of a book, keep the answers and raise alerts')
    .requiredOption('--book <name>', 'the book')
    .option('--list <id-or-path>', 'these lists alone (repeatable)', repeated)
    .option('--policy <name-or-file>', 'the policy that scores and decides')
    .addHelpText('after', examples('cordon case screen --book clients'))
    .action((_: unknown, command: Command) => screenAll(command.optsWithGlobals<BookOptions>()))
}

async function screenAll(options: BookOptions): Promise<void> {
  const engine = await openEngine({
    lists: options.list ?? [],
    onProgress: note,
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.policy === undefined ? {} : { policy: options.policy }),
  })
  const ledger = new AnswerLedger(options.data)
  const onProgress = (parties: number): void => note(`${parties} parties screened`)
  const done = mustBe(
    await atDesk(options, false, (desk) => screenBook(desk, options.book, { engine, ledger, onProgress })),
  )
  print(options, done, () =>
    [
      `${done.parties} parties: ${done.raised.length} alerts raised, ${done.reopened.length} opened again, ${done.suppressed} silenced, ${done.unchanged} known`,
      ...(done.undetermined.length === 0
        ? []
        : [
            styled(
              'yellow',
              `could not tell about ${done.undetermined.length}: ${done.undetermined[0]?.missing.join('; ') ?? ''}`,
            ),
          ]),
    ].join('\n'),
  )
  if (done.undetermined.length > 0) process.exitCode = 3
}

interface ListOptions extends DeskOptions {
  readonly state?: string
  readonly assignee?: string
  readonly limit?: number
}

function listCommand(): Command {
  return withDesk(withOutput(new Command('list')))
    .description('the queue: alerts by the day they are due')
    .option('--state <state>', 'one state, or `pending` (default), or `all`')
    .option('--assignee <user>', 'of one person')
    .option('--limit <n>', 'how many (default: 50)', integerArgument(1, MOST_ALERTS))
    .addHelpText('after', examples('cordon case list', 'cordon case list --state true_match --json'))
    .action((_: unknown, command: Command) => list(command.optsWithGlobals<ListOptions>()))
}

async function list(options: ListOptions): Promise<void> {
  const state = options.state ?? 'pending'
  const page = mustBe(
    await atDesk(options, true, (desk) =>
      listAlerts(desk, {
        ...(state === 'all' ? {} : { state }),
        ...(options.assignee === undefined ? {} : { assignee: options.assignee }),
        ...(options.limit === undefined ? {} : { limit: options.limit }),
      }),
    ),
  )
  if (options.jsonl === true) for (const alert of page.items) printJsonLine(alert)
  else print(options, { alerts: page.items, total: page.total }, () => queueText(page.items, page.total))
}

const queueText = (alerts: readonly AlertJson[], total: number): string =>
  alerts.length === 0
    ? 'nothing waits'
    : [
        table([
          ['due', 'state', 'score', 'asked', 'listed', 'entity', 'who', 'alert'],
          ...alerts.map((alert) => [
            alert.due_on,
            alert.state,
            `${alert.score.toFixed(2)} ${alert.band}`,
            safeText(alert.hit.matched.party),
            safeText(alert.hit.matched.entity),
            safeText(alert.entity),
            safeText(alert.assignee ?? '—'),
            alert.id,
          ]),
        ]),
        ...(total > alerts.length ? [`… and ${total - alerts.length} more`] : []),
      ].join('\n')

function showCommand(): Command {
  return withDesk(withOutput(new Command('show')))
    .description('an alert with its evidence and decisions, or a case with all that is in it')
    .argument('<id>', 'an alert or a case')
    .addHelpText('after', examples('cordon case show m5k2…'))
    .action((id: string, _: unknown, command: Command) => show(id, command.optsWithGlobals<DeskOptions>()))
}

async function show(id: string, options: DeskOptions): Promise<void> {
  await atDesk(options, false, async (desk) => {
    const alert = await getAlert(desk, id)
    if (alert.ok) {
      mustBe(await openEvidence(desk, id))
      print(options, alert.value, () => evidenceLines(alert.value.alert, alert.value.decisions).join('\n'))
      return
    }
    const view = mustBe(await viewCase(desk, id))
    print(options, view, () => caseText(view))
  })
}

function assignCommand(): Command {
  return withDesk(withOutput(new Command('assign')))
    .description('give an alert to somebody')
    .argument('<alert>')
    .argument('<user>')
    .addHelpText('after', examples('cordon case assign m5k2… ana'))
    .action(async (id: string, user: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<DeskOptions>()
      const alert = mustBe(await atDesk(options, false, (desk) => workAlert(desk, id, { assignee: user })))
      print(options, alert, () => `${alert.id} is with ${safeText(user)}`)
    })
}

interface DecideOptions extends DeskOptions {
  readonly outcome: (typeof OUTCOMES)[number]
  readonly reason: readonly string[]
  readonly text: string
  readonly evidence: readonly string[]
}

function decideCommand(): Command {
  return withDesk(withOutput(new Command('decide')))
    .description('decide an alert, with reasons and the evidence relied on; a true match waits for a second person')
    .argument('<alert>')
    .addOption(new Option('--outcome <outcome>', 'what it is').choices([...OUTCOMES]).makeOptionMandatory())
    .requiredOption('--reason <code>', `why (repeatable): ${REASON_NAMES.join(', ')}`, repeated)
    .requiredOption('--text <text>', 'in words, 20 characters or more')
    .requiredOption('--evidence <id>', 'what was relied on (repeatable): hit:birth_date, note:ID, file:ID', repeated)
    .addHelpText(
      'after',
      examples(
        'cordon case decide m5k2… --outcome true_match --reason facts_agree --evidence hit:name --text "Name, birth date and city agree."',
      ),
    )
    .action((id: string, _: unknown, command: Command) => decideOne(id, command.optsWithGlobals<DecideOptions>()))
}

async function decideOne(id: string, options: DecideOptions): Promise<void> {
  const { outcome, text, evidence, reason: reasons } = options
  const done = mustBe(await atDesk(options, false, (desk) => decide(desk, id, { outcome, text, evidence, reasons })))
  print(options, done, () =>
    done.disposition.state === 'final'
      ? `${done.alert.id} is ${done.alert.state}`
      : `${done.alert.id} waits for a second person (${done.disposition.needs_check}): cordon case check ${done.disposition.id} --confirm`,
  )
}

function waitingCommand(): Command {
  return withDesk(withOutput(new Command('waiting')))
    .description('decisions that wait for a second person')
    .addHelpText('after', examples('cordon case waiting'))
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<DeskOptions>()
      const page = mustBe(await atDesk(options, true, (desk) => listAwaitingCheck(desk)))
      print(options, { dispositions: page.items, total: page.total }, () =>
        page.items.length === 0
          ? 'nothing waits'
          : table(
              page.items.map((one) => [
                one.made_at,
                one.outcome,
                one.needs_check ?? '',
                safeText(one.maker),
                one.alert,
                one.id,
              ]),
            ),
      )
    })
}

interface CheckOptions extends DeskOptions {
  readonly confirm?: true
  readonly giveBack?: true
  readonly text?: string
  readonly asker?: Asker
  readonly silence?: true
}

function checkCommand(): Command {
  return withDesk(withOutput(new Command('check')))
    .description('the second person confirms a decision or a silence, or gives it back; never who made it')
    .argument('<disposition>', 'the decision, or with --silence the suppression')
    .option('--confirm', 'it is right')
    .option('--give-back', 'it is not')
    .option('--silence', 'it is a suppression')
    .option('--text <text>', 'in words')
    .addOption(new Option('--asker <who>', 'whose duties follow a true match (default: us_bank)').choices([...ASKERS]))
    .addHelpText(
      'after',
      examples('cordon case check m5k3… --confirm --text "Agreed: the passport numbers are the same." --user ruth'),
    )
    .action((id: string, _: unknown, command: Command) => checkOne(id, command.optsWithGlobals<CheckOptions>()))
}

async function checkOne(id: string, options: CheckOptions): Promise<void> {
  const isConfirmed = options.confirm === true
  if (isConfirmed === (options.giveBack === true))
    throw new CordonError('usage.invalid', 'give --confirm or --give-back')
  const text = options.text ?? ''
  if (options.silence === true) {
    const done = mustBe(await atDesk(options, false, (desk) => checkSilence(desk, id, isConfirmed, text)))
    print(options, done, () => `${done.id} is ${done.state}`)
    return
  }
  const done = mustBe(
    await atDesk(options, false, async (desk) =>
      check(desk, id, { isConfirmed, text, duties: await dutiesFor(desk, id, options) }),
    ),
  )
  print(options, done, () => `${done.alert.id} is ${done.alert.state}; see cordon case show ${done.alert.case}`)
}

async function dutiesFor(desk: Desk, disposition: string, options: CheckOptions) {
  const waiting = mustBe(await listAwaitingCheck(desk, { limit: MOST_ALERTS })).items.find(
    ({ id }) => id === disposition,
  )
  if (waiting === undefined || waiting.outcome !== 'true_match') return []
  const { alert } = mustBe(await getAlert(desk, waiting.alert))
  return dutiesOf(loadLaw(), alert.hit, options.asker ?? 'us_bank', desk.now().slice(0, 10) as IsoDate)
}

interface SuppressOptions extends DeskOptions {
  readonly reason: string
  readonly text: string
  readonly evidence: readonly string[]
  readonly until: IsoDate
}

function suppressCommand(): Command {
  return withDesk(withOutput(new Command('suppress')))
    .description('propose to silence one decided pair until a day; a second person must approve')
    .argument('<alert>')
    .requiredOption('--reason <code>', `why: ${REASON_NAMES.join(', ')}`)
    .requiredOption('--text <text>', 'in words, 20 characters or more')
    .requiredOption('--evidence <id>', 'what was relied on (repeatable)', repeated)
    .requiredOption('--until <date>', 'the last day, within a year', dayArgument)
    .addHelpText(
      'after',
      examples(
        'cordon case suppress m5k2… --reason birth_date_differs --evidence hit:birth_date --text "Born in 1970 by passport." --until 2027-03-01',
      ),
    )
    .action(async (alert: string, _: unknown, command: Command) => {
      const { reason, text, evidence, until, ...options } = command.optsWithGlobals<SuppressOptions>()
      const done = mustBe(
        await atDesk(options, false, (desk) => suppress(desk, { alert, reason, text, evidence, expiresOn: until })),
      )
      print(
        options,
        done,
        () => `${done.id} waits for a second person: cordon case check ${done.id} --silence --confirm`,
      )
    })
}

function noteCommand(): Command {
  return withDesk(withOutput(new Command('note')))
    .description('write a note on a case')
    .argument('<case>')
    .argument('<text>')
    .addHelpText('after', examples('cordon case note m5k2… "Called the branch: they hold a copy of the passport."'))
    .action(async (id: string, text: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<DeskOptions>()
      const done = mustBe(await atDesk(options, false, (desk) => addNote(desk, id, text)))
      print(options, done, () => `note:${done.id}`)
    })
}

function attachCommand(): Command {
  return withDesk(withOutput(new Command('attach')))
    .description('attach a file to a case')
    .argument('<case>')
    .argument('<file>')
    .option('--media-type <type>', 'as in application/pdf (default: application/octet-stream)')
    .addHelpText('after', examples('cordon case attach m5k2… passport.pdf --media-type application/pdf'))
    .action(async (id: string, path: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<DeskOptions & { readonly mediaType?: string }>()
      const file = {
        name: basename(path),
        mediaType: options.mediaType ?? 'application/octet-stream',
        content: readFileSync(path),
      }
      const done = mustBe(await atDesk(options, false, (desk) => attach(desk, id, file)))
      print(options, done, () => `file:${done.id} sha256:${done.sha256}`)
    })
}
