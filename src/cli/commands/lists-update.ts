import { loadCountries } from '../../engine/countries.ts'
import {
  addFromAddress,
  addFromFolder,
  type Dropped,
  listsToUpdate,
  type Updated,
  type UpdateOptions,
  updateList,
} from '../../engine/list-updates.ts'
import { openListStore } from '../../engine/lists.ts'
import { dataFolder } from '../../engine/paths.ts'
import { CordonError } from '../../model/errors.ts'
import { now } from '../options.ts'
import { note, printJson, printJsonLine, printLine, safeText } from '../output.ts'
import { mirrorOf, progressAfter } from './lists-keep.ts'
import type { OutputOptions } from './lists-read.ts'
import { versionJson, versionText } from './lists-text.ts'

export interface UpdateCommandOptions extends OutputOptions {
  readonly address?: string
  readonly from?: string
  readonly mirror?: string
}

const FAILED_EXIT = 1

export async function updateAction(id: string | undefined, options: UpdateCommandOptions): Promise<void> {
  const store = openListStore(dataFolder(options.data))
  try {
    const mirror = mirrorOf(options.mirror)
    const update: UpdateOptions = {
      countries: loadCountries(),
      now: now(),
      dataFolder: dataFolder(options.data),
      onProgress: progressAfter(now()),
      ...(mirror === undefined ? {} : { mirror }),
    }
    if (options.from !== undefined) {
      report((await addFromFolder(store, options.from, update)).map(droppedRow), options)
      return
    }
    if (options.address !== undefined) {
      if (id === undefined)
        throw new CordonError(
          'usage.invalid',
          '--address wants the list it is for: cordon lists update ID --address URL',
        )
      const added = await addFromAddress(store, options.address, { ...update, id })
      report(
        [
          row({
            list: added.record.list,
            outcome: added.record.state === 'quarantined' ? 'quarantined' : 'new',
            added,
          }),
        ],
        options,
      )
      return
    }
    const rows: Row[] = []
    const lists = listsToUpdate(store, id)
    if (lists.length === 0) note('no kept list has an address; name one, as in: cordon lists update us_ofac_sdn')
    for (const list of lists) {
      note(`${list} …`)
      rows.push(row(await updateList(store, list, update)))
    }
    report(rows, options)
  } finally {
    store.close()
  }
}

interface Row {
  readonly json: Record<string, unknown>
  readonly text: string
  readonly isFailure: boolean
}

function row(updated: Updated): Row {
  if (updated.outcome === 'unchanged') {
    return { json: { id: updated.list, outcome: 'unchanged' }, text: `${updated.list}: nothing new`, isFailure: false }
  }
  if (updated.outcome === 'failed') {
    return {
      json: { id: updated.list, outcome: 'failed', reason: updated.reason },
      text: `${updated.list}: failed; the version in force stays\n  ${safeText(updated.reason)}`,
      isFailure: true,
    }
  }
  const { record, isNew, event } = updated.added
  return {
    json: { ...versionJson(record), outcome: updated.outcome, delta: event?.counts ?? null },
    text: versionText(record, isNew, event),
    isFailure: updated.outcome === 'quarantined',
  }
}

function droppedRow({ name, added, reason }: Dropped): Row {
  if (added === undefined) {
    return {
      json: { file: name, outcome: 'failed', reason: reason ?? '' },
      text: `${safeText(name)}: ${safeText(reason ?? '')}`,
      isFailure: true,
    }
  }
  return row({ list: added.record.list, outcome: added.record.state === 'quarantined' ? 'quarantined' : 'new', added })
}

function report(rows: readonly Row[], options: OutputOptions): void {
  if (options.json === true) printJson({ lists: rows.map(({ json }) => json) })
  else if (options.jsonl === true) for (const { json } of rows) printJsonLine(json)
  else for (const { text } of rows) printLine(text)
  if (rows.some(({ isFailure }) => isFailure)) process.exitCode = FAILED_EXIT
}
