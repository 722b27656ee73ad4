import { Command } from 'commander'
import { listFormats } from '../../engine/list-formats.ts'
import { dayArgument, examples, repeated, withData, withOutput } from '../options.ts'
import { type AddOptions, addAction, removeAction } from './lists-keep.ts'
import { type MergesOptions, mergesAction } from './lists-merges.ts'
import {
  coverageAction,
  diffAction,
  eventsAction,
  type OutputOptions,
  overviewAction,
  showAction,
  verifyAction,
} from './lists-read.ts'
import { type UpdateCommandOptions, updateAction } from './lists-update.ts'

/** `cordon lists`: the lists that are kept, every version of them, and what changed. */
export function createCommand(): Command {
  const lists = withData(withOutput(new Command('lists')))
    .description('the lists that are kept: add, update, compare and account for them')
    .action((options: OutputOptions) => overviewAction(options))
    .addHelpText(
      'after',
      examples(
        'cordon lists add ./sdn --published 2024-07-02',
        'cordon lists update us_ofac_sdn',
        'cordon lists diff 3fa1c2d4 9be07711',
        'cordon lists',
        'cordon lists coverage',
      ),
    )
  const children = [
    addCommand(),
    updateCommand(),
    diffCommand(),
    showCommand(),
    coverageCommand(),
    verifyCommand(),
    mergesCommand(),
    eventsCommand(),
    removeCommand(),
  ]
  for (const child of children) lists.addCommand(child)
  return lists
}

const subcommand = (name: string): Command => withData(withOutput(new Command(name)))

function addCommand(): Command {
  return subcommand('add')
    .description("read a publisher's file, folder or address, check it, and keep it as a new version")
    .argument('<path-or-url>', 'recognised by content; a folder is one list made of the files its format knows')
    .option('--as <format>', 'the format, where the content does not say')
    .option('--id <id>', 'keep it under this id instead of the standing one')
    .option('--published <date>', "the publisher's date, for files that carry none", dayArgument)
    .option(
      '--column <heading=property>',
      'what a column of a house list means; kept for its next version (repeatable)',
      repeated,
    )
    .option('--cut', 'the file is known to end too early: keep what is whole of it, as a part of the list')
    .option('--history', 'an older version, kept for asking about the past')
    .option('--mirror <url>', "fetch through a mirror that keeps publishers' files under /HOST/PATH (CORDON_MIRROR)")
    .action((path: string, _: unknown, command: Command) => addAction(path, command.optsWithGlobals<AddOptions>()))
    .addHelpText(
      'after',
      () =>
        `${examples(
          'cordon lists add ./sdn --published 2024-07-02',
          'cordon lists add consolidated.xml --json',
          'cordon lists add blocked.xlsx --as house --id blocked --column "Razón social=name"',
        )}\nFormats:\n${listFormats()
          .map(({ format, title }) => `  ${format.padEnd(22)} ${title}`)
          .join('\n')}\n`,
    )
}

function updateCommand(): Command {
  return subcommand('update')
    .description('fetch what is new, from the official addresses; every kept list with an address where none is named')
    .argument('[id]', 'one list, as in us_ofac_sdn')
    .option('--address <url>', 'fetch the named list from here from now on')
    .option('--from <folder>', 'take in files that were dropped in a folder, for machines without internet')
    .option('--mirror <url>', "fetch through a mirror that keeps publishers' files under /HOST/PATH (CORDON_MIRROR)")
    .action((id: string | undefined, _: unknown, command: Command) =>
      updateAction(id, command.optsWithGlobals<UpdateCommandOptions>()),
    )
    .addHelpText(
      'after',
      examples('cordon lists update', 'cordon lists update un_sc_sanctions', 'cordon lists update --from ./dropped'),
    )
}

function diffCommand(): Command {
  return subcommand('diff')
    .description('what changed between two versions: listed, delisted, changed field by field')
    .argument('<before>', 'a version, a list or a path')
    .argument('<after>', 'a version, a list or a path')
    .action((before: string, after: string, _: unknown, command: Command) =>
      diffAction(before, after, command.optsWithGlobals<OutputOptions>()),
    )
    .addHelpText(
      'after',
      examples('cordon lists diff ./sdn_2024-05-03 ./sdn_2024-07-02', 'cordon lists diff us_ofac_sdn ./sdn --json'),
    )
}

function showCommand(): Command {
  return subcommand('show')
    .description('every version of one list that is kept')
    .argument('<id>', 'the list, as in us_ofac_sdn')
    .action((id: string, _: unknown, command: Command) => showAction(id, command.optsWithGlobals<OutputOptions>()))
    .addHelpText('after', examples('cordon lists show us_ofac_sdn'))
}

function coverageCommand(): Command {
  return subcommand('coverage')
    .description('account for every entry: total = searchable + excluded, with the reason')
    .argument('[id]', 'one list; all where absent')
    .action((id: string | undefined, _: unknown, command: Command) =>
      coverageAction(id, command.optsWithGlobals<OutputOptions>()),
    )
    .addHelpText('after', examples('cordon lists coverage', 'cordon lists coverage us_ofac_sdn --json'))
}

function verifyCommand(): Command {
  return subcommand('verify')
    .description('read every kept file again and compare its digest')
    .action((_: unknown, command: Command) => verifyAction(command.optsWithGlobals<OutputOptions>()))
    .addHelpText('after', examples('cordon lists verify'))
}

function mergesCommand(): Command {
  return subcommand('merges')
    .description(
      'parties that stand on several lists, and why they are taken for one; a ruling undoes or makes a merge',
    )
    .argument('[entity-id]', 'one party, by any of its ids; all where absent')
    .option('--apart <id>', 'rule that this entry is another party than the one named')
    .option('--same <id>', 'rule that this entry is the same party as the one named')
    .option('--reason <text>', 'why, for a ruling')
    .option('--by <name>', 'who rules')
    .action((id: string | undefined, _: unknown, command: Command) =>
      mergesAction(id, command.optsWithGlobals<MergesOptions>()),
    )
    .addHelpText(
      'after',
      examples(
        'cordon lists merges ofac-20240',
        'cordon lists merges ofac-20240 --apart ofsi-13377 --reason "other passport" --by "A. Officer"',
      ),
    )
}

function eventsCommand(): Command {
  return subcommand('events')
    .description('what happened to the lists: new versions with their counts, quarantines, removals')
    .option('--after <seq>', 'only events after this number', Number, 0)
    .action((_: unknown, command: Command) =>
      eventsAction(command.optsWithGlobals<OutputOptions & { readonly after: number }>()),
    )
    .addHelpText('after', examples('cordon lists events --after 12 --jsonl'))
}

function removeCommand(): Command {
  return subcommand('remove')
    .description('take a list out of use; its versions are kept for questions about the past')
    .argument('<id>')
    .action((id: string, _: unknown, command: Command) => removeAction(id, command.optsWithGlobals<OutputOptions>()))
    .addHelpText('after', examples('cordon lists remove us_ofac_cons'))
}
