import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadCountries } from '../../src/engine/countries.ts'
import { openList } from '../../src/engine/lists.ts'
import type { ListVersion } from '../../src/model/list.ts'

/** Publishers' own files, kept beside the project and never in it. Tests that need them skip where they are not. */
export const LISTS = fileURLToPath(new URL('../../../shared/data/lists/', import.meta.url))
export const hasLists = existsSync(LISTS)
export const SKIP_NOTICE = 'the publishers files are not beside the project (../shared/data/lists)'

const opened = new Map<string, Promise<ListVersion>>()

/** A list of the shared data, read once for all tests of a file. */
export function sharedList(path: string): Promise<ListVersion> {
  const held = opened.get(path) ?? openList(`${LISTS}${path}`, { countries: loadCountries() })
  opened.set(path, held)
  return held
}
