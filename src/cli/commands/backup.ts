import { Command } from 'commander'
import { backUp, moveRecords, restore } from '../../engine/backup.ts'
import { dataFolder } from '../../engine/paths.ts'
import { openRecords } from '../../engine/records.ts'
import { examples, now, withData, withOutput } from '../options.ts'
import { note, printJson, printLine } from '../output.ts'

interface BackupOptions {
  readonly data?: string
  readonly json?: boolean
  readonly jsonl?: boolean
}

const MEGABYTE = 1_000_000

/** `cordon backup`: copies, restores and moves what Cordon keeps. */
export function createCommand(): Command {
  const backup = new Command('backup').description(
    'copy the data folder while it is in use, restore it, or move it to PostgreSQL',
  )
  backup.addCommand(
    withData(withOutput(new Command('create')))
      .description('copy the data folder, as of one moment, with the digest of every file')
      .argument('<folder>', 'a new folder for the copy')
      .addHelpText('after', examples('cordon backup create /mnt/backup/2026-11-21'))
      .action((folder: string, _: unknown, command: Command) =>
        create(folder, command.optsWithGlobals<BackupOptions>()),
      ),
  )
  backup.addCommand(
    withData(withOutput(new Command('restore')))
      .description('put a copy in place of a data folder that is not there yet, after checking every file')
      .argument('<folder>', 'the copy')
      .addHelpText('after', examples('cordon backup restore /mnt/backup/2026-11-21 --data ./cordon-data'))
      .action((folder: string, _: unknown, command: Command) =>
        bringBack(folder, command.optsWithGlobals<BackupOptions>()),
      ),
  )
  backup.addCommand(
    withData(withOutput(new Command('move')))
      .description(
        'copy books, cases, decisions, accounts and the audit log from the data folder to an empty PostgreSQL',
      )
      .argument('<url>', 'postgresql://…')
      .addHelpText('after', examples('cordon backup move postgresql://cordon@db.internal/cordon'))
      .action((url: string, _: unknown, command: Command) => move(url, command.optsWithGlobals<BackupOptions>())),
  )
  return backup.addHelpText(
    'after',
    examples('cordon backup create ./copy', 'cordon backup restore ./copy --data ./restored'),
  )
}

const isMachine = ({ json, jsonl }: BackupOptions): boolean => json === true || jsonl === true

async function create(folder: string, options: BackupOptions): Promise<void> {
  const done = await backUp(dataFolder(options.data), folder, now())
  if (isMachine(options)) printJson(done)
  else
    printLine(
      `${done.files} files, ${(done.bytes / MEGABYTE).toFixed(1)} MB, in ${done.folder}. It holds the signing key and personal data.`,
    )
}

async function bringBack(folder: string, options: BackupOptions): Promise<void> {
  const done = await restore(folder, dataFolder(options.data))
  if (isMachine(options)) printJson(done)
  else printLine(`${done.files} files, ${(done.bytes / MEGABYTE).toFixed(1)} MB, restored to ${done.folder}`)
}

async function move(url: string, options: BackupOptions): Promise<void> {
  const from = await openRecords({ data: dataFolder(options.data), databaseUrl: '' })
  try {
    const to = await openRecords({ databaseUrl: url })
    try {
      const done = await moveRecords(from, to, note)
      if (isMachine(options)) printJson(done)
      else
        printLine(
          `${done.rows} rows of ${done.tenants} tenants moved. Lists stay in the data folder; start with --database-url from now on.`,
        )
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}
