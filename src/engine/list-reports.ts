import { existsSync } from 'node:fs'
import type { Entity } from '../model/entity.ts'
import { CordonError } from '../model/errors.ts'
import type { ListVersion } from '../model/list.ts'
import { deltaBetween, type ListDelta } from '../register/lists/delta.ts'
import { currentVersion } from '../register/lists/in-force.ts'
import type { VersionRecord } from '../register/lists/list-store.ts'
import type { SqliteListStore } from '../store/lists/sqlite-list-store.ts'
import { loadVersion, type OpenListOptions, openList } from './lists.ts'

export type { EntityChange, ListDelta } from '../register/lists/delta.ts'

export interface Coverage {
  readonly total: number
  readonly searchable: number
  readonly excluded: readonly { readonly id: string; readonly reason: string }[]
}

/** Refusals of a whole entry, as against one of its aliases or addresses. */
const ENTRY_REFUSALS = /^(entry|entity|row)\./

/** Accounts for every entry of a version: total = searchable + excluded, each of those with its reason. */
export function coverageOf(version: Pick<ListVersion, 'entities' | 'refused'>): Coverage {
  const refusedEntries = version.refused
    .filter(({ code }) => ENTRY_REFUSALS.test(code))
    .map(({ where, code, found }) => ({ id: where ?? '?', reason: `${code} (${found})` }))
  const unsearchable = version.entities
    .filter(hasNoSearchableName)
    .map(({ id }) => ({ id, reason: 'name.without_letters' }))
  return {
    total: version.entities.length + refusedEntries.length,
    searchable: version.entities.length - unsearchable.length,
    excluded: [...refusedEntries, ...unsearchable],
  }
}

const hasNoSearchableName = ({ names }: Entity): boolean => !names.some(({ text }) => /[\p{L}\p{N}]/u.test(text))

/** A version named by its id or the beginning of one, by a list's id (its version in force), or by a path. */
async function findVersion(
  store: SqliteListStore | undefined,
  name: string,
  options: OpenListOptions,
): Promise<ListVersion> {
  const record = store === undefined ? undefined : (store.findVersion(name) ?? listVersion(store, name))
  if (record !== undefined && store !== undefined) return loadVersion(store, record)
  if (existsSync(name)) return openList(name, options)
  throw new CordonError('list.unknown', `${name} is neither a kept version, nor a kept list, nor a path`)
}

function listVersion(store: SqliteListStore, name: string): VersionRecord | undefined {
  const list = store.lists().find((one) => one.list === name)
  return list === undefined ? undefined : currentVersion(store.versions(list.list))
}

/**
 * What changed between two versions, each given by id or by path.
 *
 * @throws CordonError `list.refused` where one declares itself a part: everyone else would seem delisted.
 */
export async function diffLists(
  store: SqliteListStore | undefined,
  before: string,
  after: string,
  options: OpenListOptions,
): Promise<ListDelta> {
  const [old, now] = [await findVersion(store, before, options), await findVersion(store, after, options)]
  const partial = [old, now].find(({ isPartial }) => isPartial)
  if (partial !== undefined) {
    throw new CordonError(
      'list.refused',
      `a version of ${partial.list} is a part of its list by its own word, and serves no delta`,
    )
  }
  return deltaBetween(old.entities, now.entities)
}

export interface Verified {
  readonly list: string
  readonly version: string
  /** Kept files that are gone or no longer have their digest. */
  readonly damaged: readonly string[]
}

/** Reads every kept file of every version again and compares its digest. */
export async function verifyLists(store: SqliteListStore): Promise<readonly Verified[]> {
  const out: Verified[] = []
  for (const record of store.versions()) {
    out.push({ list: record.list, version: record.version, damaged: await store.damagedFiles(record) })
  }
  return out
}
