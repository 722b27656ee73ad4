import { loadCountries } from '../../engine/countries.ts'
import { houseColumns, parseColumns, saveHouseColumns } from '../../engine/house-lists.ts'
import { addFromAddress } from '../../engine/list-updates.ts'
import { type AddedList, addList, openListStore } from '../../engine/lists.ts'
import { dataFolder } from '../../engine/paths.ts'
import type { Instant, IsoDate } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import { now } from '../options.ts'
import { note, printJson, printJsonLine, printLine, safeText, styled } from '../output.ts'
import type { OutputOptions } from './lists-read.ts'
import { versionJson, versionText } from './lists-text.ts'

export interface AddOptions extends OutputOptions {
  readonly as?: string
  readonly id?: string
  readonly published?: IsoDate
  readonly column?: readonly string[]
  readonly history?: boolean
  readonly cut?: boolean
  readonly mirror?: string
}

const FAILED_EXIT = 1

export async function addAction(path: string, options: AddOptions): Promise<void> {
  if (options.as === 'house' && options.id === undefined) {
    throw new CordonError('usage.invalid', 'a house list wants an id of its own: --as house --id ID')
  }
  const store = openListStore(dataFolder(options.data))
  try {
    const added = await addTo(store, path, options)
    if (options.json === true) printJson(versionJson(added.record))
    else if (options.jsonl === true) printJsonLine(versionJson(added.record))
    else printLine(versionText(added.record, added.isNew, added.event))
    if (added.record.state === 'quarantined') process.exitCode = FAILED_EXIT
  } finally {
    store.close()
  }
}

async function addTo(store: ReturnType<typeof openListStore>, path: string, options: AddOptions): Promise<AddedList> {
  const asked = parseColumns(options.column ?? [])
  const common = {
    countries: loadCountries(),
    now: now(),
    onProgress: progressAfter(now()),
    ...(options.as === undefined ? {} : { as: options.as }),
    ...(options.id === undefined ? {} : { id: options.id }),
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) {
    const mirror = mirrorOf(options.mirror)
    return addFromAddress(store, path, {
      ...common,
      dataFolder: dataFolder(options.data),
      ...(mirror === undefined ? {} : { mirror }),
    })
  }
  const added = await addList(store, path, {
    ...common,
    ...(options.published === undefined ? {} : { published: options.published }),
    ...(options.cut === undefined ? {} : { isCut: options.cut }),
    ...(options.history === undefined ? {} : { isHistory: options.history }),
    ...(options.as === 'house' ? { columns: houseColumns(store, options.id, asked) } : {}),
  })
  saveHouseColumns(store, added.record.list, asked)
  return added
}

export const mirrorOf = (given: string | undefined): string | undefined => given ?? process.env['CORDON_MIRROR']

/** Says how far a reading has come, once it lasts longer than a second. */
export function progressAfter(started: Instant): (rows: number) => void {
  let said = Date.parse(started)
  return (rows) => {
    const at = Date.parse(now())
    if (at - said < 1_000) return
    said = at
    note(`read ${rows} rows …`)
  }
}

export function removeAction(id: string, options: OutputOptions): void {
  const store = openListStore(dataFolder(options.data))
  try {
    const list = store.lists().find((one) => one.list === id && one.removedAt === null)
    if (list === undefined) throw new CordonError('list.unknown', `no list ${id} is kept`)
    store.remove(list.list, now())
    const kept = store.versions(list.list).length
    if (options.json === true) printJson({ id, removed: true })
    else printLine(`${styled('bold', safeText(id))} is out of use; its ${kept} versions are kept`)
  } finally {
    store.close()
  }
}
