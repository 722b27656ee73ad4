import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { openCorpus } from '../index/open-corpus.ts'
import type { Policy } from '../match/policy.ts'
import type { IsoDate, PolicyId } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Entity } from '../model/entity.ts'
import { CordonError } from '../model/errors.ts'
import type { BatchStore } from '../store/batches/batch-store.ts'
import { loadCountries } from './countries.ts'
import { Engine, type ListInForce, type Question } from './engine.ts'
import { loadNameTables } from './names-tables.ts'

type StoredList = Omit<ListInForce, 'corpus' | 'related'> & { readonly entities: readonly Entity[] }

/** Everything that the answers of a batch rest on, so that every worker gives the same ones. */
interface Snapshot {
  readonly lists: readonly StoredList[]
  /** By list and entity: where each authority stood on the day of the question; only entities with any. */
  readonly designations: readonly (readonly (readonly [entity: number, designations: readonly Designation[]])[])[]
  readonly policy: Policy
  readonly policyId: PolicyId
  readonly matcher: string
  readonly registerKnownUntil: IsoDate
}

/** Keeps what an engine rests on for one question, once under its digest, and answers the digest. */
export async function keepEngine(store: BatchStore, engine: Engine, question: Question): Promise<string> {
  const snapshot: Snapshot = {
    lists: engine.lists.map(({ corpus, related: _related, ...list }) => ({ ...list, entities: corpus.entities })),
    designations: engine.lists.map((list) =>
      list.corpus.entities.flatMap((entity, at) => {
        const designations = engine.designationsOf(entity, list, question)
        return designations.length === 0 ? [] : [[at, designations] as const]
      }),
    ),
    policy: engine.policy,
    policyId: engine.policyId,
    matcher: engine.lists[0]?.corpus.matcher ?? '',
    registerKnownUntil: engine.registerKnownUntil,
  }
  const json = JSON.stringify(snapshot)
  const digest = `sha256:${createHash('sha256').update(json).digest('hex')}`
  await store.keepSnapshot(digest, gzipSync(json, { level: 1 }))
  return digest
}

/**
 * Opens an engine over a kept snapshot.
 *
 * @throws CordonError `store.unavailable` where it is not kept or does not have its digest, `list.refused` where it was made
 * for another matcher than the one that runs here: results of two matchers are never mixed in one batch.
 */
export async function openKeptEngine(store: BatchStore, digest: string): Promise<Engine> {
  const bytes = await store.findSnapshot(digest)
  const json = bytes === undefined ? undefined : gunzipSync(bytes).toString('utf8')
  if (json === undefined || `sha256:${createHash('sha256').update(json).digest('hex')}` !== digest)
    throw new CordonError('store.unavailable', `the lists of the batch (${digest}) are not kept whole`)
  const snapshot: Snapshot = JSON.parse(json)
  const tables = loadNameTables()
  const lists = snapshot.lists.map(({ entities, ...list }) => ({ ...list, corpus: openCorpus(entities, tables) }))
  const matcher = lists[0]?.corpus.matcher ?? ''
  if (matcher !== snapshot.matcher)
    throw new CordonError(
      'list.refused',
      `the batch was made for matcher ${snapshot.matcher}, this worker has ${matcher}`,
    )
  const held = new Map(
    lists.map((list, at) => [
      list.id,
      new Map((snapshot.designations[at] ?? []).map(([entity, own]) => [list.corpus.entities[entity], own])),
    ]),
  )
  return new Engine({
    lists,
    countries: loadCountries(),
    policy: snapshot.policy,
    policyId: snapshot.policyId,
    matcher,
    registerKnownUntil: snapshot.registerKnownUntil,
    designationsOf: (entity, list) => held.get(list.id)?.get(entity) ?? NOTHING,
  })
}

const NOTHING: readonly Designation[] = []
