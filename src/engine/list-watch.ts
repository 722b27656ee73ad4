import { existsSync } from 'node:fs'
import type { Instant } from '../model/brand.ts'
import { keptLists, openListStore } from './lists.ts'
import { dataFolder } from './paths.ts'

/**
 * What kept lists are in force, as one text: it changes when a version is added, by whatever process, and when a list grows stale.
 * A running server compares it and loads anew.
 */
export function keptListsStamp(data: string | undefined, staleAfterHours: number, now: Instant): string {
  const folder = dataFolder(data)
  if (!existsSync(folder)) return ''
  const store = openListStore(folder)
  try {
    return keptLists(store, { now, staleAfterHours })
      .map(({ list, version, isStale }) => `${list.list}@${version?.version ?? 'none'}${isStale ? ' stale' : ''}`)
      .join('\n')
  } finally {
    store.close()
  }
}
