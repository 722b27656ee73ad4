import { Command } from 'commander'
import { AnswerLedger } from '../../engine/answer-ledger.ts'
import { importBook } from '../../engine/book.ts'
import { screenBook } from '../../engine/book-screening.ts'
import { openEngine } from '../../engine/open-engine.ts'
import { readPartyFile } from '../../engine/party-file.ts'
import { engineOptionsOf } from '../asking.ts'
import { atDesk, type DeskOptions, mustBe, printAtDesk, withDesk } from '../desk.ts'
import { examples, repeated, withOutput } from '../options.ts'
import { note, styled } from '../output.ts'

const EXIT_UNDETERMINED = 3

/** Commands of `cordon case` on a book: taking its parties in, and screening them. */
export const bookCommands = (): readonly Command[] => [importCommand(), screenCommand()]

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
  printAtDesk(
    options,
    { ...done, to_screen: toScreen.length, refused: faulty.length },
    () =>
      `${done.book}: ${done.added} added, ${done.changed} changed, ${done.unchanged} unchanged, ${done.removed} removed, ${faulty.length} not taken`,
  )
  if (faulty.length > 0) process.exitCode = EXIT_UNDETERMINED
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
  const engine = await openEngine(engineOptionsOf(options))
  const ledger = new AnswerLedger(options.data)
  const onProgress = (parties: number): void => note(`${parties} parties screened`)
  const done = mustBe(
    await atDesk(options, false, (desk) => screenBook(desk, options.book, { engine, ledger, onProgress })),
  )
  printAtDesk(options, done, () =>
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
  if (done.undetermined.length > 0) process.exitCode = EXIT_UNDETERMINED
}
