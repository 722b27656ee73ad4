import type { IsoDate } from '../model/brand.ts'
import type { CountryTable } from '../model/country.ts'
import type { ListVersion } from '../model/list.ts'
import { filesAt, idByPath, openFiles } from '../sources/open-list.ts'

export interface OpenListOptions {
  readonly as?: string
  readonly published?: IsoDate
  readonly countries: CountryTable
  readonly onProgress?: (rows: number) => void
}

/**
 * Reads the list at a path, a file or a folder, for one call alone. Its id is the standing one with `~` and eight characters of
 * its digest, so that it is never taken for the list that is kept.
 *
 * @throws CordonError `input.*` for what cannot be read whole, `list.refused` for what cannot be trusted.
 */
export async function openList(path: string, options: OpenListOptions): Promise<ListVersion> {
  const { version } = await openFiles(await filesAt(path), options)
  const list = idByPath(version.list, version.version)
  return { ...version, list, entities: version.entities.map((entity) => ({ ...entity, datasets: [list] })) }
}
