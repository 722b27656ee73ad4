import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openCorpus, openShared } from '../index/open-corpus.ts'
import type { DatasetId, Instant, IsoDate } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import type { ListVersion } from '../model/list.ts'
import type { ListInForce } from '../screening/outcome.ts'
import { loadCountries } from './countries.ts'
import { type KeptVersion, type OpenKeptOptions, openKeptIndex } from './kept-index.ts'
import { type KeptList, keptLists, openList, openListStore } from './lists.ts'
import { loadNameTables } from './names-tables.ts'
import { dataFolder } from './paths.ts'
import type { Register } from './register.ts'
import { REGISTER_DATASET, registerVersion, withRegisterNames } from './register-entities.ts'

/** A list to ask: the id of a kept list, or the path of a publisher's file or folder, read for this engine alone. */
export interface ListRequest {
  readonly path: string
  /** Serve it under this id instead of the standing one with its digest. */
  readonly id?: string
}

export interface OpenListsOptions extends OpenKeptOptions {
  readonly data?: string
  readonly published?: IsoDate
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  /** The instant against which the age of kept lists is measured; now where absent. */
  readonly at?: Instant
  readonly staleAfterHours: number
  /** Whose names entries gain, as of a day. */
  readonly register: Register
  readonly day: IsoDate
}

/** The lists that are asked for; where none is, every one that is kept. */
export async function openLists(
  requests: readonly ListRequest[],
  options: OpenListsOptions,
): Promise<readonly ListInForce[]> {
  const kept = keptIn(options)
  const open = ({ version: record, isStale, quarantined }: KeptList): Promise<ListInForce> | undefined => {
    if (record === undefined) return undefined
    const { register, day } = options
    const standing = { isStale, ...(quarantined === undefined ? {} : { quarantined: quarantined.reason ?? '' }) }
    const version = { dataFolder: dataFolder(options.data), record, register, day }
    return keptInForce(version, standing, options)
  }
  if (requests.length === 0) return Promise.all(kept.flatMap((one) => open(one) ?? []))
  return Promise.all(
    requests.map((request) => {
      const known = kept.find(({ list, version }) => version !== undefined && list.list === request.path)
      return (known === undefined ? undefined : open(known)) ?? openPath(request, options)
    }),
  )
}

/** Kept lists with their version in force. A folder that does not exist holds none. */
function keptIn(options: OpenListsOptions): readonly KeptList[] {
  const folder = dataFolder(options.data)
  if (!existsSync(folder)) return []
  const store = openListStore(folder)
  try {
    return keptLists(store, {
      now: options.at ?? (new Date().toISOString() as Instant),
      staleAfterHours: options.staleAfterHours,
      ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
      ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
    })
  } finally {
    store.close()
  }
}

/** A kept version in force, over its index. */
export async function keptInForce(
  version: KeptVersion,
  standing: Pick<ListInForce, 'isStale' | 'quarantined'>,
  options: OpenKeptOptions = {},
): Promise<ListInForce> {
  const { record } = version
  const index = await openKeptIndex(version, options)
  const list: ListInForce = {
    id: record.list,
    standingId: record.list,
    version: record.version,
    published: record.published,
    isPartial: record.isPartial,
    isSanctionsList: true,
    ...standing,
    corpus: openShared(index, loadNameTables()),
  }
  if (!index.hasRelated) return list
  return {
    ...list,
    get related() {
      return index.related()
    },
  }
}

async function openPath({ path, id }: ListRequest, options: OpenListsOptions): Promise<ListInForce> {
  if (!existsSync(path)) {
    throw new CordonError('input.missing', `there is neither a kept list nor a file or folder called ${path}`)
  }
  const read = await openList(resolve(path), {
    countries: loadCountries(),
    ...(options.published === undefined ? {} : { published: options.published }),
  })
  const version = id === undefined ? read : renamed(read, id as DatasetId)
  return {
    id: version.list,
    standingId: read.list.replace(/~.*$/, '') as DatasetId,
    version: version.version,
    published: version.published,
    isStale: false,
    isPartial: version.isPartial,
    isSanctionsList: true,
    ...(version.related === undefined ? {} : { related: version.related }),
    corpus: openCorpus(withRegisterNames(options.register, version.entities, options.day), loadNameTables()),
  }
}

/** A file served as dataset ID: its entities gain that dataset, beside those that the file itself names. */
const renamed = (version: ListVersion, list: DatasetId): ListVersion => ({
  ...version,
  list,
  entities: version.entities.map((entity) => ({
    ...entity,
    datasets: [...entity.datasets.filter((dataset) => dataset !== version.list), list],
  })),
})

/** The bundled register as a list: it answers beside the others and never suffices for `clear`. */
export function registerList(register: Register, day: IsoDate): ListInForce {
  const { entities, version } = registerVersion(register, day)
  return {
    id: REGISTER_DATASET,
    standingId: REGISTER_DATASET,
    version,
    published: register.knownUntil,
    isStale: false,
    isPartial: false,
    isSanctionsList: false,
    corpus: openCorpus(entities, loadNameTables()),
  }
}
