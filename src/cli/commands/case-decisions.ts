import { Command, Option } from 'commander'
import { dutiesOf } from '../../engine/book-screening.ts'
import {
  check,
  checkSilence,
  decide,
  getAlert,
  listAwaitingCheck,
  OUTCOMES,
  REASON_NAMES,
  suppress,
} from '../../engine/casework.ts'
import type { Desk } from '../../engine/desk.ts'
import { ASKERS, type Asker, loadLaw } from '../../engine/law.ts'
import type { IsoDate } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import { atDesk, type DeskOptions, mustBe, printAtDesk, withDesk } from '../desk.ts'
import { dayArgument, examples, repeated, withOutput } from '../options.ts'
import { safeText, table } from '../output.ts'

const MOST_WAITING = 500

/** Commands of `cordon case` that decide: the first person's decision, the second's check, and silence that expires. */
export const decisionCommands = (): readonly Command[] => [
  decideCommand(),
  waitingCommand(),
  checkCommand(),
  suppressCommand(),
]

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
  printAtDesk(options, done, () =>
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
      printAtDesk(options, { dispositions: page.items, total: page.total }, () =>
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
    printAtDesk(options, done, () => `${done.id} is ${done.state}`)
    return
  }
  const done = mustBe(
    await atDesk(options, false, async (desk) =>
      check(desk, id, { isConfirmed, text, duties: await dutiesFor(desk, id, options) }),
    ),
  )
  printAtDesk(options, done, () => `${done.alert.id} is ${done.alert.state}; see cordon case show ${done.alert.case}`)
}

async function dutiesFor(desk: Desk, disposition: string, options: CheckOptions) {
  const waiting = mustBe(await listAwaitingCheck(desk, { limit: MOST_WAITING })).items.find(
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
      printAtDesk(
        options,
        done,
        () => `${done.id} waits for a second person: cordon case check ${done.id} --silence --confirm`,
      )
    })
}
