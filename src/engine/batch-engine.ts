import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { openCorpus } from '../index/open-corpus.ts'
import type { Policy } from '../match/policy.ts'
import { MATCHER } from '../match/v1/judge.ts'
import type { EntityId, IsoDate, PolicyId } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Entity } from '../model/entity.ts'
import { CordonError } from '../model/errors.ts'
import { indexMerges } from '../screening/merged-hits.ts'
import type { BatchStore } from '../store/batches/batch-store.ts'
import type { BatchBasis } from './batch-basis.ts'
import { BatchIndexes, SnapshotCache } from './batch-cache.ts'
import { loadCountries } from './countries.ts'
import { type DesignationSource, designationsFrom, type KeptDesignations } from './designation-source.ts'
import { Engine, type ListInForce, type Question } from './engine.ts'
import { type Merge, partiesOf } from './merges.ts'
import { loadNameTables } from './names-tables.ts'

const zip = promisify(gzip)
const unzip = promisify(gunzip)

/** Entities written between two turns of the event loop, so that a server goes on answering while it pins its lists. */
const ENTITIES_A_TURN = 500
const NEW_LINE = 10

/**
 * First line of a snapshot: everything that the answers of a batch rest on but the entities, which follow, a line each, list by
 * list. A worker that has the index of these entities reads the first line alone.
 */
interface SnapshotHead {
  readonly lists: readonly (Omit<ListInForce, 'corpus' | 'related'> & { readonly entities: number })[]
  readonly policy: Policy
  readonly policyId: PolicyId
  readonly matcher: string
  readonly registerKnownUntil: IsoDate
  /** Entries of several lists that are one party. */
  readonly merges: readonly Merge[]
  readonly rulings: number
  /** Where each authority stood on the day of the question; only entities with any. */
  readonly designations: readonly KeptDesignations[]
}

/** Snapshots that were made already, by engine and day: a server pins the same lists for many batches. */
const MADE = new WeakMap<Engine, Map<string, string>>()

/** Keeps what an engine rests on for one question, once under its digest, and answers the digest. */
export async function keepEngine(store: BatchStore, engine: Engine, question: Question): Promise<string> {
  const day = question.at.slice(0, 10)
  const key = `${question.asOf ?? day} ${question.knownAt ?? day}`
  const made = MADE.get(engine) ?? new Map<string, string>()
  MADE.set(engine, made)
  const known = made.get(key)
  if (known !== undefined && (await store.hasSnapshot(known))) return known
  const bytes = await snapshotOf(engine, question)
  const digest = digestOf(bytes)
  if (!(await store.hasSnapshot(digest))) await store.keepSnapshot(digest, await zip(bytes, { level: 1 }))
  made.set(key, digest)
  return digest
}

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

async function snapshotOf(engine: Engine, question: Question): Promise<Uint8Array> {
  const head: SnapshotHead = {
    lists: engine.lists.map(({ corpus, related: _related, ...list }) => ({
      ...list,
      entities: corpus.entities.length,
    })),
    policy: engine.policy,
    policyId: engine.policyId,
    matcher: engine.matcher,
    registerKnownUntil: engine.registerKnownUntil,
    merges: partiesOf(engine.merges),
    rulings: engine.rulings,
    designations: await designationsIn(engine, question),
  }
  const parts: Uint8Array[] = [Buffer.from(JSON.stringify(head))]
  for (const list of engine.lists) {
    for (let from = 0; from < list.corpus.entities.length; from += ENTITIES_A_TURN) {
      const some = list.corpus.entities.slice(from, from + ENTITIES_A_TURN)
      parts.push(Buffer.from(some.map((entity) => `\n${JSON.stringify(entity)}`).join('')))
      await turn()
    }
  }
  return Buffer.concat(parts)
}

async function designationsIn(engine: Engine, question: Question): Promise<readonly KeptDesignations[]> {
  const all: KeptDesignations[] = []
  for (const list of engine.lists) {
    const entities: (readonly [EntityId, readonly Designation[]])[] = []
    for (const entity of list.corpus.entities) {
      const designations = engine.designationsOf(entity, list, question)
      if (designations.length > 0) entities.push([entity.id, designations])
    }
    all.push({ list: list.id, entities })
    await turn()
  }
  return all
}

/**
 * Opens an engine over a kept snapshot, out of the cache folder where it is there.
 *
 * @throws CordonError `store.unavailable` where it is not kept or does not have its digest, `list.refused` where it was made
 * for another matcher than the one that runs here: results of two matchers are never mixed in one batch.
 */
export async function openKeptEngine(store: BatchStore, digest: string, cacheFolder?: string): Promise<Engine> {
  const cache = cacheFolder === undefined ? undefined : new SnapshotCache(cacheFolder)
  const cached = cache?.find(digest)
  const packed = cached ?? (await store.findSnapshot(digest))
  const bytes = packed === undefined ? undefined : await unzip(packed).catch(() => undefined)
  if (packed === undefined || bytes === undefined || digestOf(bytes) !== digest) {
    if (cached !== undefined) return openKeptEngine(store, digest)
    throw new CordonError('store.unavailable', `the lists of the batch (${digest}) are not kept whole`)
  }
  if (cached === undefined) cache?.keep(digest, packed)
  return engineOf(linesOf(bytes), cacheFolder === undefined ? undefined : new BatchIndexes(cacheFolder, digest))
}

function* linesOf(bytes: Buffer): Generator<string> {
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(NEW_LINE, from)
    yield bytes.toString('utf8', from, end === -1 ? bytes.length : end)
    from = end === -1 ? bytes.length : end + 1
  }
}

function engineOf(lines: Iterator<string>, indexes: BatchIndexes | undefined): Engine {
  const next = (): string => {
    const { value, done } = lines.next()
    if (done === true) throw new CordonError('store.unavailable', 'the lists of the batch end too early')
    return value
  }
  const head: SnapshotHead = JSON.parse(next())
  if (head.matcher !== MATCHER)
    throw new CordonError('list.refused', `the batch was made for matcher ${head.matcher}, this worker has ${MATCHER}`)
  const lists = head.lists.map(({ entities: count, ...list }) => {
    const known = indexes?.find(list.id)
    if (known !== undefined) {
      for (let i = 0; i < count; i += 1) lines.next()
      return { ...list, corpus: known }
    }
    const entities = Array.from({ length: count }, (): Entity => JSON.parse(next()))
    return { ...list, corpus: indexes?.make(list.id, entities) ?? openCorpus(entities, loadNameTables()) }
  })
  const designations: DesignationSource = { from: 'kept', lists: head.designations }
  return new Engine({
    lists,
    countries: loadCountries(),
    policy: head.policy,
    policyId: head.policyId,
    matcher: head.matcher,
    registerKnownUntil: head.registerKnownUntil,
    merges: indexMerges(head.merges),
    rulings: head.rulings,
    designations,
    designationsOf: designationsFrom(designations),
  })
}

/** Engines a worker holds at once: that of the batch it works on, and of the one after it. */
const ENGINES_HELD = 2

/** Opens each snapshot once and lets the one used longest ago go. Says which list versions it works with. */
export class KeptEngines {
  readonly #store: BatchStore
  readonly #cache: string | undefined
  readonly #tell: ((text: string) => void) | undefined
  readonly #held = new Map<string, Promise<Engine>>()

  constructor(store: BatchStore, cache: string | undefined, tell: ((text: string) => void) | undefined) {
    this.#store = store
    this.#cache = cache
    this.#tell = tell
  }

  of({ snapshot, matcher }: BatchBasis): Promise<Engine> {
    const opening = this.#held.get(snapshot) ?? this.#open(snapshot, matcher)
    this.#held.delete(snapshot)
    this.#held.set(snapshot, opening)
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= ENGINES_HELD) break
      this.#held.delete(oldest)
    }
    return opening
  }

  async #open(snapshot: string, matcher: string): Promise<Engine> {
    try {
      const engine = await openKeptEngine(this.#store, snapshot, this.#cache)
      engine.warm()
      const versions = engine.lists.map(({ id, version }) => `${id} ${version}`).join(', ')
      this.#tell?.(`works with ${versions}; matcher ${matcher}`)
      return engine
    } catch (error) {
      this.#held.delete(snapshot)
      throw error
    }
  }
}
