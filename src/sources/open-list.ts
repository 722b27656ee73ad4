import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetId, EntityId, IsoDate, ListVersionId } from '../model/brand.ts'
import type { CountryTable } from '../model/country.ts'
import { CordonError } from '../model/errors.ts'
import type { ListVersion } from '../model/list.ts'
import { readHead, withoutArchives } from './file-head.ts'
import { FORMATS, findFormat } from './formats.ts'
import type { FileHead, ListFormat, RoledFile } from './list-format.ts'
import type { ColumnTable } from './parties/columns.ts'
import { fileOnDisk, type RawFile, sizeOf } from './reading/bytes.ts'
import { DigestedFiles } from './reading/digest.ts'
import { LIMITS } from './reading/limits.ts'

export interface OpenOptions {
  readonly countries: CountryTable
  /** A format's name, where content alone does not say. */
  readonly as?: string
  /** The publisher's date, for files that carry none. */
  readonly published?: IsoDate
  readonly onProgress?: (rows: number) => void
  /** The file is known to be cut: take what is whole of it, as a part of its list. */
  readonly isCut?: boolean
  /** What the columns of a house list mean. */
  readonly columns?: ColumnTable
}

/** A list version and the digests of the files it was read from. */
export interface OpenedList {
  readonly version: ListVersion
  /** Ids that a delta file takes off; present where the files are a change to a list, not a list. */
  readonly removed?: readonly EntityId[]
  readonly files: readonly { readonly role: string; readonly file: RawFile; readonly sha256: string }[]
}

/** The files of a path: itself, or for a folder every plain file in it, not deeper. */
export async function filesAt(path: string): Promise<readonly RawFile[]> {
  sizeOf(path)
  if (!statSync(path).isDirectory()) return [await fileOnDisk(path)]
  const names = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
  if (names.length === 0) throw new CordonError('input.empty', `the folder ${path} holds no file`)
  if (names.length > LIMITS.filesInFolder) {
    throw new CordonError('input.too_large', `the folder ${path} holds more than ${LIMITS.filesInFolder} files`)
  }
  return Promise.all(names.map((name) => fileOnDisk(join(path, name))))
}

/** Reads one list from its files, recognised by content. Files of a folder that its format does not know are left unread. */
export async function openFiles(files: readonly RawFile[], options: OpenOptions): Promise<OpenedList> {
  const given = options.isCut === true ? files.map((file) => ({ ...file, isKnownCut: true })) : files
  const { format, roled } = await recognise(given, options.as)
  const digests = new DigestedFiles()
  const watched = roled.map(({ role, file }) => ({ role, file: digests.watch(file) }))
  const reading = await format.read(watched, {
    countries: options.countries,
    published: options.published ?? null,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    ...(options.columns === undefined ? {} : { columns: options.columns }),
  })
  const version: ListVersion = {
    list: reading.list,
    format: format.format,
    version: digests.version,
    published: reading.published,
    isPartial: reading.isPartial || options.isCut === true,
    parser: format.parser,
    counts: reading.counts,
    entities: reading.entities.map((entity) => ({
      ...entity,
      datasets: [...new Set([...entity.datasets, reading.list])],
    })),
    ...(reading.related === undefined ? {} : { related: reading.related }),
    refused: reading.refused,
  }
  return {
    version,
    files: roled.map(({ role, file }) => ({ role, file, sha256: digests.byName.get(file.name) ?? '' })),
    ...(reading.removed === undefined ? {} : { removed: reading.removed }),
  }
}

/** The standing id with `~` and eight characters of the digest: how a list named by its path is called (PRODUCT.md §4.5). */
export const idByPath = (list: DatasetId, version: ListVersionId): DatasetId =>
  `${list}~${version.slice('sha256:'.length, 'sha256:'.length + 8)}` as DatasetId

async function recognise(
  files: readonly RawFile[],
  as: string | undefined,
): Promise<{ format: ListFormat; roled: readonly RoledFile[] }> {
  const formats = as === undefined ? FORMATS : [namedFormat(as)]
  const seen: { file: RawFile; head: FileHead; found: readonly { format: ListFormat; role: string }[] }[] = []
  for (const file of await withoutArchives(files)) {
    const head = await readHead(file)
    seen.push({ file, head, found: rolesOf(head, formats, as !== undefined) })
  }
  const [format, ...others] = [...new Set(seen.flatMap(({ found }) => found.slice(0, 1).map((one) => one.format)))]
  if (format === undefined) throw unrecognised(seen.map(({ head }) => head))
  if (others.length > 0) {
    const names = [format, ...others].map((one) => one.format).join(', ')
    throw new CordonError('list.refused', `the folder holds files of several formats (${names}); name one file`)
  }
  const roled = seen.flatMap(({ file, found }) => {
    const mine = found.find((one) => one.format === format)
    return mine === undefined ? [] : [{ role: mine.role, file }]
  })
  refuseRepeatedRoles(roled)
  return { format, roled }
}

function namedFormat(as: string): ListFormat {
  const format = findFormat(as)
  if (format === undefined) {
    throw new CordonError(
      'usage.invalid',
      `there is no format "${as}"; there are ${FORMATS.map((one) => one.format).join(', ')}`,
    )
  }
  return format
}

function rolesOf(
  head: FileHead,
  formats: readonly ListFormat[],
  isNamed: boolean,
): readonly { format: ListFormat; role: string }[] {
  const found = formats.flatMap((format) => {
    const role = format.recognise(head)
    return role === undefined ? [] : [{ format, role }]
  })
  const [only] = formats
  return found.length === 0 && isNamed && only !== undefined && only.roles === undefined
    ? [{ format: only, role: 'main' }]
    : found
}

function refuseRepeatedRoles(roled: readonly RoledFile[]): void {
  const byRole = new Map<string, string>()
  for (const { role, file } of roled) {
    const other = byRole.get(role)
    if (other !== undefined) {
      throw new CordonError('list.refused', `${other} and ${file.name} play the same part (${role}); name one list`)
    }
    byRole.set(role, file.name)
  }
}

function unrecognised(heads: readonly FileHead[]): CordonError {
  const names = heads.map(({ name, kind, root }) => `${name} (${kind}${root === undefined ? '' : `, root ${root}`})`)
  return new CordonError('input.unrecognised', `no known list format: ${names.slice(0, 5).join(', ')}`)
}
