import type { EntityId } from '../model/brand.ts'
import type { Entity } from '../model/entity.ts'
import { CordonError } from '../model/errors.ts'
import type { ListVersion } from '../model/list.ts'
import { currentVersion } from '../register/lists/in-force.ts'
import type { VersionContent, VersionFile, VersionRecord } from '../register/lists/list-store.ts'
import { readHead } from '../sources/file-head.ts'
import { applyFtmDelta, FTM_DELTA } from '../sources/opensanctions/ftm-delta.ts'
import { headOf, inMemory, type RawFile } from '../sources/reading/bytes.ts'
import { versionOf } from '../sources/reading/digest.ts'
import type { SqliteListStore } from '../store/lists/sqlite-list-store.ts'

/**
 * A FollowTheMoney delta is applied to the lines of the version in force, because links between things can only be read with both
 * their ends; what comes out is the whole list again. Any other file is answered as it is.
 */
export async function applyChange(
  store: SqliteListStore,
  files: readonly RawFile[],
  id: string | undefined,
): Promise<readonly RawFile[]> {
  const [file, ...others] = files
  if (
    file === undefined ||
    others.length > 0 ||
    !(await startsAsObject(file)) ||
    FTM_DELTA.recognise(await readHead(file)) === undefined
  )
    return files
  const base = store
    .lists()
    .filter(({ list }) => id === undefined || list === id)
    .map(({ list }) => currentVersion(store.versions(list)))
    .filter((version) => version?.format === 'ftm')
  const [only, other] = base
  const raw = only?.files.find(({ role }) => role === 'main')
  if (only === undefined || raw === undefined || other !== undefined) {
    throw new CordonError(
      'list.refused',
      `${file.name} is a change to a list: name with --id the one FollowTheMoney list it changes, of which a version must be kept`,
    )
  }
  const whole = await applyFtmDelta({ name: raw.name, bytes: () => store.rawFile(raw.sha256) }, file)
  return [inMemory(raw.name, Buffer.from(whole))]
}

/** Whether a file can be a delta at all: its first byte opens an object. Cheap, for workbooks must not be opened for this. */
async function startsAsObject(file: RawFile): Promise<boolean> {
  const head = await headOf(file)
  return head.find((byte) => byte > 0x20) === '{'.charCodeAt(0)
}

/** A version and the change that was read from a delta file: entries added or changed take their place, those removed go. */
export function changedVersion(
  change: ListVersion,
  removed: readonly EntityId[],
  current: VersionRecord,
  content: VersionContent,
): { readonly version: ListVersion; readonly files: readonly VersionFile[] } {
  const gone = new Set(removed)
  const now = new Map<EntityId, Entity>(
    content.entities.filter(({ id }) => !gone.has(id)).map((entity) => [entity.id, entity]),
  )
  for (const entity of change.entities) now.set(entity.id, entity)
  const entities = [...now.values()]
  const version: ListVersion = {
    ...change,
    version: versionOf([current.version, change.version].map((id) => id.replace('sha256:', ''))),
    isPartial: current.isPartial,
    counts: countsOf(entities, change, current),
    entities,
    refused: [...current.refused, ...change.refused],
  }
  return { version, files: current.files.map((file) => ({ ...file, role: `before-${file.role}` })) }
}

const countsOf = (entities: readonly Entity[], change: ListVersion, current: VersionRecord): ListVersion['counts'] => ({
  rows: current.counts.rows + change.counts.rows,
  entities: entities.length,
  names: entities.length,
  aliases: entities.reduce((sum, { names }) => sum + names.length - 1, 0),
  addresses: entities.reduce((sum, { addresses }) => sum + addresses.length, 0),
  empty: current.counts.empty + change.counts.empty,
})
