import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Command } from 'commander'
import {
  type AlertJson,
  note as addNote,
  attach,
  getAlert,
  listAlerts,
  openEvidence,
  viewCase,
  workAlert,
} from '../../engine/casework.ts'
import { caseText, evidenceLines } from '../case-text.ts'
import { atDesk, type DeskOptions, mustBe, printAtDesk, withDesk } from '../desk.ts'
import { examples, integerArgument, withOutput } from '../options.ts'
import { printJsonLine, safeText, table } from '../output.ts'
import { bookCommands } from './case-book.ts'
import { decisionCommands } from './case-decisions.ts'
import { paperCommands } from './case-papers.ts'

const MOST_ALERTS = 500

/** `cordon case`: the book, its alerts and cases, and what is decided on them. */
export function createCommand(): Command {
  const root = new Command('case').description('the book, its alerts and cases, and what is decided on them')
  const commands = [
    ...bookCommands(),
    listCommand(),
    showCommand(),
    assignCommand(),
    ...decisionCommands(),
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
  else printAtDesk(options, { alerts: page.items, total: page.total }, () => queueText(page.items, page.total))
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
      printAtDesk(options, alert.value, () => evidenceLines(alert.value.alert, alert.value.decisions).join('\n'))
      return
    }
    const view = mustBe(await viewCase(desk, id))
    printAtDesk(options, view, () => caseText(view))
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
      printAtDesk(options, alert, () => `${alert.id} is with ${safeText(user)}`)
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
      printAtDesk(options, done, () => `note:${done.id}`)
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
      printAtDesk(options, done, () => `file:${done.id} sha256:${done.sha256}`)
    })
}
