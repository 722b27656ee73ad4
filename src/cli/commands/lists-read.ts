import { existsSync } from 'node:fs'
import { loadCountries } from '../../engine/countries.ts'
import { type Coverage, coverageOf, diffLists, verifyLists } from '../../engine/list-reports.ts'
import { keptLists, loadVersion, openListStore } from '../../engine/lists.ts'
import { dataFolder } from '../../engine/paths.ts'
import { loadPolicy } from '../../engine/policies.ts'
import { CordonError } from '../../model/errors.ts'
import { now } from '../options.ts'
import { printJson, printJsonLine, printLine } from '../output.ts'
import {
  coverageText,
  deltaJson,
  deltaText,
  eventsText,
  listsText,
  verifiedText,
  versionJson,
  versionText,
} from './lists-text.ts'

export interface OutputOptions {
  readonly json?: boolean
  readonly jsonl?: boolean
  readonly data?: string
}

type Store = ReturnType<typeof openListStore>

async function withStore<T>(options: OutputOptions, work: (store: Store) => T | Promise<T>): Promise<T> {
  const store = openListStore(dataFolder(options.data))
  try {
    return await work(store)
  } finally {
    store.close()
  }
}

const staleAfterHours = (): number => loadPolicy(undefined).policy.staleAfterHours

/** Rows of a report: one document, one a line, or text. */
function print(options: OutputOptions, rows: readonly unknown[], name: string, text: () => string): void {
  if (options.json === true) printJson({ [name]: rows })
  else if (options.jsonl === true) for (const row of rows) printJsonLine(row)
  else printLine(text())
}

export function overviewAction(options: OutputOptions): Promise<void> {
  return withStore(options, (store) => {
    const kept = keptLists(store, { now: now(), staleAfterHours: staleAfterHours() })
    const rows = kept.map(({ list, version, isStale, quarantined }) => ({
      id: list.list,
      version: version?.version ?? null,
      published: version?.published ?? null,
      entities: version?.counts.entities ?? 0,
      address: list.address,
      checked: list.checkedAt,
      stale: isStale,
      partial: version?.isPartial ?? false,
      quarantined: quarantined?.reason ?? null,
      failure: list.failure?.reason ?? null,
    }))
    print(options, rows, 'lists', () => listsText(kept))
  })
}

export function showAction(id: string, options: OutputOptions): Promise<void> {
  return withStore(options, (store) => {
    const versions = store.versions().filter(({ list }) => list === id)
    if (versions.length === 0) throw new CordonError('list.unknown', `no list ${id} is kept`)
    const rows = versions.map((record) => ({
      ...versionJson(record),
      state: record.state,
      fetched: record.fetchedAt,
      source: record.source,
      parser: record.parser,
      files: record.files,
    }))
    if (options.json === true) printJson({ id, versions: rows })
    else
      print(options, rows, 'versions', () => versions.map((record) => versionText(record, true, undefined)).join('\n'))
  })
}

export function coverageAction(id: string | undefined, options: OutputOptions): Promise<void> {
  return withStore(options, async (store) => {
    const kept = keptLists(store, { now: now(), staleAfterHours: staleAfterHours() })
    const wanted = kept.filter(({ list }) => id === undefined || list.list === id)
    if (id !== undefined && wanted.length === 0) throw new CordonError('list.unknown', `no list ${id} is kept`)
    const rows: (Coverage & { readonly id: string; readonly version: string })[] = []
    for (const { version } of wanted) {
      if (version === undefined) continue
      rows.push({ id: version.list, version: version.version, ...coverageOf(await loadVersion(store, version)) })
    }
    print(options, rows, 'lists', () => coverageText(rows))
  })
}

export async function diffAction(before: string, after: string, options: OutputOptions): Promise<void> {
  const folder = dataFolder(options.data)
  const store = existsSync(folder) ? openListStore(folder) : undefined
  try {
    const delta = await diffLists(store, before, after, { countries: loadCountries() })
    if (options.json === true) printJson(deltaJson(delta))
    else if (options.jsonl === true) for (const row of deltaRows(deltaJson(delta))) printJsonLine(row)
    else printLine(deltaText(delta))
  } finally {
    store?.close()
  }
}

const deltaRows = ({ listed, delisted, changed }: ReturnType<typeof deltaJson>): readonly unknown[] => [
  ...listed.map((entry) => ({ change: 'listed', ...entry })),
  ...delisted.map((entry) => ({ change: 'delisted', ...entry })),
  ...changed.map((entry) => ({ change: 'changed', ...entry })),
]

const DAMAGED_EXIT = 1

export function verifyAction(options: OutputOptions): Promise<void> {
  return withStore(options, async (store) => {
    const rows = await verifyLists(store)
    print(options, rows, 'versions', () => verifiedText(rows))
    if (rows.some(({ damaged }) => damaged.length > 0)) process.exitCode = DAMAGED_EXIT
  })
}

export function eventsAction(options: OutputOptions & { readonly after: number }): Promise<void> {
  return withStore(options, (store) => {
    const events = store.events(options.after)
    print(options, events, 'events', () => eventsText(events))
  })
}
