import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { canonicalJson } from '../casework/records/canonical.ts'
import type { Policy } from '../match/policy.ts'
import type { IsoDate, PolicyId } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import type { Engine } from './engine.ts'
import { openPinnedEngine } from './open-engine.ts'
import { dataFolder } from './paths.ts'
import type { Register } from './register.ts'
import { ENGINE } from './version.ts'

/** What answers rest on, as it is kept: enough to ask the same again of exactly the same. */
interface KeptBasis {
  readonly engine: string
  readonly matcher: string
  readonly lists: readonly {
    readonly id: string
    readonly version: string
    readonly isStale: boolean
    readonly quarantined?: string
  }[]
  /** How many rulings on merges of lists counted. */
  readonly rulings?: number
  readonly policyId: string
  readonly policy: Policy
  /** Digest of the register; empty where the engine was put together by hand and cannot be opened again. */
  readonly register: string
  readonly registerDay: string
}

/** The registers that answers rested on, each kept once under its digest beside the database. */
class RegisterShelf {
  readonly #folder: string

  constructor(data: string | undefined) {
    this.#folder = join(dataFolder(data), 'registers')
  }

  keep(version: string, json: () => string): void {
    const path = this.#path(version)
    if (existsSync(path)) return
    mkdirSync(this.#folder, { recursive: true })
    writeFileSync(`${path}.new`, gzipSync(json()), { flush: true })
    renameSync(`${path}.new`, path)
  }

  find(version: string): Register | undefined {
    const path = this.#path(version)
    if (!existsSync(path)) return undefined
    const json = gunzipSync(readFileSync(path)).toString('utf8')
    if (`sha256:${createHash('sha256').update(json).digest('hex')}` !== version)
      throw new CordonError('store.unavailable', `the kept register ${version} no longer has its digest`)
    return JSON.parse(json) as Register
  }

  #path(version: string): string {
    return join(this.#folder, `${version.replace(/[^0-9a-z]/g, '-')}.json.gz`)
  }
}

/** A basis as it is kept. */
export interface KeptBasisText {
  /** SHA-256 of the JSON. */
  readonly id: string
  readonly json: string
}

/** What engines rest on, written down once each, and opened again years later. */
export class AnswerBases {
  readonly #data: string | undefined
  readonly #shelf: RegisterShelf
  readonly #kept = new WeakMap<Engine, KeptBasisText>()

  constructor(data?: string) {
    this.#data = data
    this.#shelf = new RegisterShelf(data)
  }

  /** The basis of this engine's answers. Its register is put on the shelf before any answer names it. */
  of(engine: Engine): KeptBasisText {
    const held = this.#kept.get(engine)
    if (held !== undefined) return held
    const { origin } = engine
    if (origin !== undefined) this.#shelf.keep(origin.registerVersion, origin.registerJson)
    const basis: KeptBasis = {
      engine: ENGINE,
      matcher: engine.lists[0]?.corpus.matcher ?? '',
      lists: engine.lists.map(({ id, version, isStale, quarantined }) => ({
        id,
        version,
        isStale,
        ...(quarantined === undefined ? {} : { quarantined }),
      })),
      rulings: engine.rulings,
      policyId: engine.policyId,
      policy: engine.policy,
      register: origin?.registerVersion ?? '',
      registerDay: origin?.registerDay ?? '',
    }
    const json = canonicalJson(basis)
    const kept = { id: createHash('sha256').update(json).digest('hex'), json }
    this.#kept.set(engine, kept)
    return kept
  }

  /** An engine over exactly what the basis names. Refused where the register is not kept or this Cordon lacks the matcher. */
  async open(json: string): Promise<Parsed<Engine>> {
    const basis = JSON.parse(json) as KeptBasis
    const register = basis.register === '' ? undefined : this.#shelf.find(basis.register)
    if (register === undefined)
      return refused('replay.register', basis.register, { remedy: 'restore the folder `registers` of the data folder' })
    const engine = await openPinnedEngine(
      {
        lists: basis.lists,
        rulings: basis.rulings ?? 0,
        policy: basis.policy,
        policyId: basis.policyId as PolicyId,
        register,
        registerDay: basis.registerDay as IsoDate,
      },
      this.#data,
    )
    return engine.lists[0]?.corpus.matcher === basis.matcher
      ? accepted(engine)
      : refused('replay.matcher', basis.matcher, { remedy: 'use a Cordon that has this matcher' })
  }
}
