import { Command } from 'commander'
import { loadCountries } from '../../engine/countries.ts'
import { addList, coverageOf, keptLists, loadVersion, openListStore } from '../../engine/lists.ts'
import { dataFolder } from '../../engine/paths.ts'
import type { Instant, IsoDate } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import { dayArgument, examples, now, withData, withOutput } from '../options.ts'
import { note, printJson, printJsonLine, printLine, safeText, styled } from '../output.ts'
import { coverageText, listsText, versionJson, versionText } from './lists-text.ts'

interface OutputOptions {
  readonly json?: boolean
  readonly jsonl?: boolean
  readonly data?: string
}

const STALE_AFTER_HOURS = 72
const LIST_FAILED_EXIT = 1

/** `cordon lists`: the lists that are kept, and what each version says. */
export function createCommand(): Command {
  const lists = withData(withOutput(new Command('lists')))
    .description('the lists that are kept: add, update, compare and account for them')
    .action((options: OutputOptions) => showLists(options))
    .addHelpText(
      'after',
      examples(
        'cordon lists add SDN.CSV --published 2024-07-02',
        'cordon lists',
        'cordon lists show us_ofac_sdn',
        'cordon lists coverage',
      ),
    )
  lists.addCommand(addCommand())
  lists.addCommand(showCommand())
  lists.addCommand(coverageCommand())
  lists.addCommand(removeCommand())
  return lists
}

function addCommand(): Command {
  return withData(withOutput(new Command('add')))
    .description("read a publisher's file or folder, check it, and keep it as a new version")
    .argument('<path>', 'a file or a folder, recognised by content')
    .option('--as <format>', 'the format, where the content does not say')
    .option('--id <id>', 'keep it under this id instead of the standing one')
    .option('--published <date>', "the publisher's date, for files that carry none", dayArgument)
    .option('--cut', 'the file is known to end too early: keep what is whole of it, as a part of the list')
    .option('--history', 'an older version, kept for asking about the past')
    .action((path: string, _: unknown, command: Command) => add(path, command.optsWithGlobals<AddOptions>()))
    .addHelpText(
      'after',
      examples('cordon lists add ./sdn --published 2024-07-02', 'cordon lists add consolidated.xml --json'),
    )
}

interface AddOptions extends OutputOptions {
  readonly as?: string
  readonly id?: string
  readonly published?: IsoDate
  readonly history?: boolean
  readonly cut?: boolean
}

async function add(path: string, options: AddOptions): Promise<void> {
  const store = openListStore(dataFolder(options.data))
  try {
    const { record, isNew } = await addList(store, path, {
      countries: loadCountries(),
      now: now(),
      ...(options.as === undefined ? {} : { as: options.as }),
      ...(options.id === undefined ? {} : { id: options.id }),
      ...(options.published === undefined ? {} : { published: options.published }),
      ...(options.cut === undefined ? {} : { isCut: options.cut }),
      ...(options.history === undefined ? {} : { isHistory: options.history }),
      onProgress: progressAfter(now()),
    })
    if (options.json === true) printJson(versionJson(record))
    else if (options.jsonl === true) printJsonLine(versionJson(record))
    else printLine(versionText(record, isNew))
    if (record.state === 'quarantined') process.exitCode = LIST_FAILED_EXIT
  } finally {
    store.close()
  }
}

/** Says how far a reading has come, once it lasts longer than a second. */
function progressAfter(started: Instant): (rows: number) => void {
  let said = Date.parse(started)
  return (rows) => {
    const at = Date.parse(now())
    if (at - said < 1_000) return
    said = at
    note(`read ${rows} rows …`)
  }
}

function showLists(options: OutputOptions): void {
  const store = openListStore(dataFolder(options.data))
  try {
    const kept = keptLists(store, { now: now(), staleAfterHours: STALE_AFTER_HOURS })
    const rows = kept.map(({ list, version, isStale, quarantined }) => ({
      id: list.list,
      version: version?.version ?? null,
      published: version?.published ?? null,
      entities: version?.counts.entities ?? 0,
      checked: list.checkedAt,
      stale: isStale,
      partial: version?.isPartial ?? false,
      quarantined: quarantined?.reason ?? null,
      failure: list.failure?.reason ?? null,
    }))
    if (options.json === true) printJson({ lists: rows })
    else if (options.jsonl === true) for (const row of rows) printJsonLine(row)
    else printLine(listsText(kept))
  } finally {
    store.close()
  }
}

function showCommand(): Command {
  return withData(withOutput(new Command('show')))
    .description('every version of one list that is kept')
    .argument('<id>', 'the list, as in us_ofac_sdn')
    .action((id: string, _: unknown, command: Command) => show(id, command.optsWithGlobals<OutputOptions>()))
    .addHelpText('after', examples('cordon lists show us_ofac_sdn'))
}

function show(id: string, options: OutputOptions): void {
  const store = openListStore(dataFolder(options.data))
  try {
    const versions = store.versions().filter(({ list }) => list === id)
    if (versions.length === 0) throw new CordonError('list.unknown', `no list ${id} is kept`)
    if (options.json === true)
      printJson({
        id,
        versions: versions.map((record) => ({
          ...versionJson(record),
          fetched: record.fetchedAt,
          source: record.source,
          parser: record.parser,
          files: record.files,
        })),
      })
    else if (options.jsonl === true) for (const record of versions) printJsonLine(versionJson(record))
    else for (const record of versions) printLine(versionText(record, true))
  } finally {
    store.close()
  }
}

function coverageCommand(): Command {
  return withData(withOutput(new Command('coverage')))
    .description('account for every entry: total = searchable + excluded, with the reason')
    .argument('[id]', 'one list; all where absent')
    .action((id: string | undefined, _: unknown, command: Command) =>
      coverage(id, command.optsWithGlobals<OutputOptions>()),
    )
    .addHelpText('after', examples('cordon lists coverage', 'cordon lists coverage us_ofac_sdn --json'))
}

async function coverage(id: string | undefined, options: OutputOptions): Promise<void> {
  const store = openListStore(dataFolder(options.data))
  try {
    const kept = keptLists(store, { now: now(), staleAfterHours: STALE_AFTER_HOURS })
    const wanted = kept.filter(({ list }) => id === undefined || list.list === id)
    if (id !== undefined && wanted.length === 0) throw new CordonError('list.unknown', `no list ${id} is kept`)
    const rows = []
    for (const { version } of wanted) {
      if (version === undefined) continue
      rows.push({ id: version.list, version: version.version, ...coverageOf(await loadVersion(store, version)) })
    }
    if (options.json === true) printJson({ lists: rows })
    else if (options.jsonl === true) for (const row of rows) printJsonLine(row)
    else printLine(coverageText(rows))
  } finally {
    store.close()
  }
}

function removeCommand(): Command {
  return withData(withOutput(new Command('remove')))
    .description('take a list out of use; its versions are kept for questions about the past')
    .argument('<id>')
    .action((id: string, _: unknown, command: Command) => remove(id, command.optsWithGlobals<OutputOptions>()))
    .addHelpText('after', examples('cordon lists remove us_ofac_cons'))
}

function remove(id: string, options: OutputOptions): void {
  const store = openListStore(dataFolder(options.data))
  try {
    const list = store.lists().find((one) => one.list === id && one.removedAt === null)
    if (list === undefined) throw new CordonError('list.unknown', `no list ${id} is kept`)
    store.remove(list.list, now())
    if (options.json === true) printJson({ id, removed: true })
    else
      printLine(
        `${styled('bold', safeText(id))} is out of use; its ${store.versions(list.list).length} versions are kept`,
      )
  } finally {
    store.close()
  }
}
