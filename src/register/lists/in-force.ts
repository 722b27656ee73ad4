import type { DatasetId, Instant, IsoDate } from '../../model/brand.ts'
import type { ListRecord, VersionRecord } from './list-store.ts'

/** The day from which a version counts: the publisher's, or that of its fetching where the publisher gives none. */
export const dayInForce = (version: VersionRecord): IsoDate =>
  version.published ?? (version.fetchedAt.slice(0, 10) as IsoDate)

/**
 * The version of a list that was in force on a day, by what was known on another: of the accepted versions fetched by
 * `knownAt`, the last published by `asOf`; of two of one day the one fetched later.
 */
export function versionInForce(
  versions: readonly VersionRecord[],
  asOf: IsoDate,
  knownAt: IsoDate,
): VersionRecord | undefined {
  let best: VersionRecord | undefined
  for (const version of versions) {
    if (version.state !== 'accepted' || version.fetchedAt.slice(0, 10) > knownAt || dayInForce(version) > asOf) continue
    if (best === undefined || isLater(version, best)) best = version
  }
  return best
}

function isLater(a: VersionRecord, b: VersionRecord): boolean {
  const [dayA, dayB] = [dayInForce(a), dayInForce(b)]
  return dayA === dayB ? a.fetchedAt >= b.fetchedAt : dayA > dayB
}

/** The version that screening uses today: the newest accepted one. */
export const currentVersion = (versions: readonly VersionRecord[]): VersionRecord | undefined =>
  versionInForce(versions, '9999-12-31' as IsoDate, '9999-12-31' as IsoDate)

const HOUR_MS = 3_600_000

/** Whether a list with a fetch address was last checked longer ago than the policy allows (PRODUCT.md §4.3). */
export function isStale(list: ListRecord, now: Instant, staleAfterHours: number): boolean {
  if (list.address === null) return false
  const checked = list.checkedAt ?? list.addedAt
  return Date.parse(now) - Date.parse(checked) > staleAfterHours * HOUR_MS
}

/** The versions of each list, in the order they were kept. */
export function byList(versions: readonly VersionRecord[]): ReadonlyMap<DatasetId, readonly VersionRecord[]> {
  const found = new Map<DatasetId, VersionRecord[]>()
  for (const version of versions) {
    const held = found.get(version.list)
    if (held === undefined) found.set(version.list, [version])
    else held.push(version)
  }
  return found
}
