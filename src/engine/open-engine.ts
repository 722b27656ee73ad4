import type { Policy } from '../match/policy.ts'
import type { DatasetId, Instant, IsoDate, PolicyId } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import type { ListInForce } from '../screening/outcome.ts'
import { loadCountries } from './countries.ts'
import { type DesignationSource, designationsFrom } from './designation-source.ts'
import { Engine, type EngineOrigin } from './engine.ts'
import { openListStore } from './lists.ts'
import { keptInForce, type ListRequest, openLists, registerList } from './lists-in-force.ts'
import { mergeRulings, mergesOf } from './merges.ts'
import { dataFolder } from './paths.ts'
import { loadPolicy } from './policies.ts'
import { openRegister, type Register } from './register.ts'
import { REGISTER_DATASET, registerVersion } from './register-entities.ts'

export type { ListRequest } from './lists-in-force.ts'

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
  /** Build indexes that have no snapshot in threads of their own, so that this one goes on answering meanwhile. */
  readonly isBuiltBeside?: boolean
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
  const day = options.asOf ?? register.knownUntil
  const opened = await openLists(requests, { ...options, register, day, staleAfterHours: policy.staleAfterHours })
  const bundled = requests.length === 0 ? [registerList(register, day)] : []
  const lists = [...opened, ...bundled]
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
    else {
      const record = store.versions(id as DatasetId).findLast((one) => one.version === version)
      if (record === undefined) throw new CordonError('list.unknown', `version ${version} of ${id} is not kept here`)
      const kept = { dataFolder: dataFolder(data), record, register, day: registerDay }
      lists.push(await keptInForce(kept, { isStale, ...(quarantined === undefined ? {} : { quarantined }) }))
    }
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

function originOf(register: Register, registerDay: IsoDate): EngineOrigin {
  return {
    registerVersion: registerVersion(register, registerDay).version,
    registerDay,
    registerJson: () => JSON.stringify(register),
  }
}
