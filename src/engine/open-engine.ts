import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openCorpus } from '../index/open-corpus.ts'
import type { Policy } from '../match/policy.ts'
import type { DatasetId, Instant, IsoDate, PolicyId } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import type { ListVersion } from '../model/list.ts'
import type { ListInForce } from '../screening/outcome.ts'
import { loadCountries } from './countries.ts'
import { type DesignationSource, designationsFrom } from './designation-source.ts'
import { Engine, type EngineOrigin } from './engine.ts'
import { keptLists, loadVersion, openList, openListStore } from './lists.ts'
import { mergeRulings, mergesOf } from './merges.ts'
import { loadNameTables } from './names-tables.ts'
import { dataFolder } from './paths.ts'
import { loadPolicy } from './policies.ts'
import { openRegister, type Register } from './register.ts'
import { REGISTER_DATASET, registerVersion, withRegisterNames } from './register-entities.ts'

/** A list to ask: the id of a kept list, or the path of a publisher's file or folder, read for this engine alone. */
export interface ListRequest {
  readonly path: string
  /** Serve it under this id instead of the standing one with its digest. */
  readonly id?: string
}

export interface OpenEngineOptions {
  /** Ask these alone; where empty, every list that is kept in the data folder, and the bundled register. */
  readonly lists?: readonly (string | ListRequest)[]
  readonly data?: string
  readonly policy?: string
  /** Publication date of lists given by path that carry none. */
  readonly published?: IsoDate
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  /** The instant against which the age of kept lists is measured; now where absent. */
  readonly at?: Instant
  readonly onProgress?: (text: string) => void
}

/**
 * Opens an engine over lists. With none it answers from the bundled register alone, which never makes anyone `clear`.
 *
 * @throws CordonError `input.*` and `list.*` for a list that cannot be read, `knowledge.invalid` for a faulty table.
 */
export async function openEngine(options: OpenEngineOptions = {}): Promise<Engine> {
  const { register } = openRegister(dataFolder(options.data))
  const { policy, id: policyId } = loadPolicy(options.policy)
  const requests = (options.lists ?? []).map((list) => (typeof list === 'string' ? { path: list } : list))
  const opened = await openLists(requests, options, policy.staleAfterHours)
  const day = options.asOf ?? register.knownUntil
  const bundled = requests.length === 0 ? [registerList(register, day)] : []
  const lists = [...opened.map((list) => inForce(list, register, day)), ...bundled]
  const rulings = mergeRulings(dataFolder(options.data))
  const designations: DesignationSource = { from: 'register', register }
  return new Engine({
    lists,
    countries: loadCountries(),
    policy,
    policyId,
    matcher: lists[0]?.corpus.matcher ?? 'v1',
    registerKnownUntil: register.knownUntil,
    origin: originOf(register, day),
    merges: mergesOf(lists, rulings),
    rulings: rulings.length,
    designations,
    designationsOf: designationsFrom(designations),
  })
}

/** What an answer was made of, as the audit log keeps it. */
export interface EnginePins {
  readonly lists: readonly {
    readonly id: string
    readonly version: string
    readonly isStale: boolean
    readonly quarantined?: string
  }[]
  readonly policy: Policy
  readonly policyId: PolicyId
  readonly register: Register
  readonly registerDay: IsoDate
  /** How many rulings on merges there were: those that came later do not count. */
  readonly rulings?: number
}

/**
 * Opens an engine over exactly these list versions, register and policy, so that an old question gives its old bytes.
 *
 * @throws CordonError `list.unknown` where a version is not kept.
 */
export async function openPinnedEngine(pins: EnginePins, data?: string): Promise<Engine> {
  const { register, registerDay, policy, policyId } = pins
  const store = openListStore(dataFolder(data))
  const lists: ListInForce[] = []
  for (const { id, version, isStale, quarantined } of pins.lists) {
    if (id === REGISTER_DATASET) lists.push(registerList(register, registerDay))
    else
      lists.push(
        inForce(
          {
            version: await pinned(store, id, version),
            standingId: id as DatasetId,
            isStale,
            ...(quarantined === undefined ? {} : { quarantined }),
          },
          register,
          registerDay,
        ),
      )
  }
  const rulings = mergeRulings(dataFolder(data), pins.rulings)
  const designations: DesignationSource = { from: 'register', register }
  return new Engine({
    lists,
    countries: loadCountries(),
    policy,
    policyId,
    matcher: lists[0]?.corpus.matcher ?? 'v1',
    registerKnownUntil: register.knownUntil,
    origin: originOf(register, registerDay),
    merges: mergesOf(lists, rulings),
    rulings: rulings.length,
    designations,
    designationsOf: designationsFrom(designations),
  })
}

async function pinned(store: ReturnType<typeof openListStore>, id: string, version: string): Promise<ListVersion> {
  const record = store.versions(id as DatasetId).findLast((one) => one.version === version)
  if (record === undefined) throw new CordonError('list.unknown', `version ${version} of ${id} is not kept here`)
  return loadVersion(store, record)
}

function originOf(register: Register, registerDay: IsoDate): EngineOrigin {
  return {
    registerVersion: registerVersion(register, registerDay).version,
    registerDay,
    registerJson: () => JSON.stringify(register),
  }
}

interface Opened {
  readonly version: ListVersion
  readonly standingId: DatasetId
  readonly isStale: boolean
  /** Why a newer version was kept aside, where one was. */
  readonly quarantined?: string
}

async function openLists(
  requests: readonly ListRequest[],
  options: OpenEngineOptions,
  staleAfterHours: number,
): Promise<readonly Opened[]> {
  const kept = openKept(options, staleAfterHours)
  if (requests.length === 0) return Promise.all(kept.map(({ load }) => load()))
  return Promise.all(
    requests.map((request) => kept.find(({ id }) => id === request.path)?.load() ?? openPath(request, options)),
  )
}

async function openPath({ path, id }: ListRequest, options: OpenEngineOptions): Promise<Opened> {
  if (!existsSync(path)) {
    throw new CordonError('input.missing', `there is neither a kept list nor a file or folder called ${path}`)
  }
  const version = await openList(resolve(path), {
    countries: loadCountries(),
    ...(options.published === undefined ? {} : { published: options.published }),
  })
  return {
    version: id === undefined ? version : renamed(version, id as DatasetId),
    standingId: version.list.replace(/~.*$/, '') as DatasetId,
    isStale: false,
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

interface Kept {
  readonly id: string
  readonly load: () => Promise<Opened>
}

/** Lists of the data folder, each read only when it is asked for. A folder that does not exist holds none. */
function openKept(options: OpenEngineOptions, staleAfterHours: number): readonly Kept[] {
  const folder = dataFolder(options.data)
  if (!existsSync(folder)) return []
  const store = openListStore(folder)
  const lists = keptLists(store, {
    now: options.at ?? (new Date().toISOString() as Instant),
    staleAfterHours,
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
  })
  return lists.flatMap(({ list, version, isStale, quarantined }) =>
    version === undefined
      ? []
      : [
          {
            id: list.list,
            load: async () => ({
              version: await loadVersion(store, version),
              standingId: list.list,
              isStale,
              ...(quarantined === undefined ? {} : { quarantined: quarantined.reason ?? '' }),
            }),
          },
        ],
  )
}

function inForce({ version, standingId, isStale, quarantined }: Opened, register: Register, day: IsoDate): ListInForce {
  const entities = withRegisterNames(register, version.entities, day)
  return {
    id: version.list,
    standingId,
    version: version.version,
    published: version.published,
    isStale,
    isPartial: version.isPartial,
    ...(quarantined === undefined ? {} : { quarantined }),
    isSanctionsList: true,
    ...(version.related === undefined ? {} : { related: version.related }),
    corpus: openCorpus(entities, loadNameTables()),
  }
}

function registerList(register: Register, day: IsoDate): ListInForce {
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
