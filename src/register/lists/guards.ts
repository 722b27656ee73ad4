import type { ListVersion } from '../../model/list.ts'
import { categoriesOf } from './categories.ts'
import type { VersionRecord } from './list-store.ts'

/** When a new version of a known list is not believed (R-05, T-11). Shares are of the version it would replace. */
export interface GuardLimits {
  /** Entities that may vanish at once, in basis points. */
  readonly shrinkBps: number
  /** Entities of one kind or programme that may vanish at once, in basis points, where it had `categoryFrom` or more. */
  readonly categoryShrinkBps: number
  readonly categoryFrom: number
  /** Rows that may be refused, in basis points of the rows. */
  readonly refusedBps: number
  /** Lists with fewer entities than this may change freely: a share of little says little. */
  readonly smallList: number
  /** Days by which a file may be dated ahead of the clock. */
  readonly futureDays: number
}

/** The largest real loss in the pairs at hand is 3 % (UN, 2026); a mass revocation such as Colombia's in 2014 reached 10 %. */
export const DEFAULT_GUARDS: GuardLimits = {
  shrinkBps: 1_000,
  categoryShrinkBps: 5_000,
  categoryFrom: 20,
  refusedBps: 100,
  smallList: 20,
  futureDays: 2,
}

/** Why a version of a known list should be quarantined, or `null` where nothing speaks against it. */
export function findGuardFailure(
  next: ListVersion,
  current: VersionRecord | undefined,
  today: string,
  limits: GuardLimits = DEFAULT_GUARDS,
): string | null {
  return (
    dateFromFuture(next, today, limits) ??
    tooManyRefused(next, limits) ??
    tooManyDuplicates(next) ??
    (current === undefined ? null : comparedWith(current, next, limits))
  )
}

function dateFromFuture(next: ListVersion, today: string, limits: GuardLimits): string | null {
  if (next.published === null) return null
  const ahead = (Date.parse(next.published) - Date.parse(today)) / 86_400_000
  return ahead > limits.futureDays ? `it is dated ${next.published}, which lies ahead of today (${today})` : null
}

function tooManyRefused(next: ListVersion, limits: GuardLimits): string | null {
  const { length } = next.refused
  const isTooMany = length * 10_000 > next.counts.rows * limits.refusedBps && length > 1
  const [first] = next.refused
  return isTooMany && first !== undefined
    ? `${length} of ${next.counts.rows} rows were refused, the first at ${first.where ?? '?'}: ${first.code} (${first.found})`
    : null
}

function tooManyDuplicates(next: ListVersion): string | null {
  const ids = new Set(next.entities.map(({ id }) => id))
  const repeated = next.entities.length - ids.size
  return repeated > 0 ? `${repeated} entries repeat the id of another` : null
}

function comparedWith(current: VersionRecord, next: ListVersion, limits: GuardLimits): string | null {
  if (next.isPartial && !current.isPartial) return 'it declares itself a part of the list, and the whole list is loaded'
  if (current.published !== null && next.published !== null && next.published < current.published) {
    return `it is dated ${next.published}, older than the version in force (${current.published})`
  }
  const before = current.counts.entities
  const after = next.counts.entities
  if (before >= limits.smallList && (before - after) * 10_000 > before * limits.shrinkBps) {
    return `it has ${after} entries where the version in force has ${before}`
  }
  return shrunkenCategory(current, next, limits)
}

function shrunkenCategory(current: VersionRecord, next: ListVersion, limits: GuardLimits): string | null {
  const now = categoriesOf(next.entities)
  for (const [category, before] of Object.entries(current.categories)) {
    const after = now[category] ?? 0
    if (before >= limits.categoryFrom && (before - after) * 10_000 > before * limits.categoryShrinkBps) {
      return `it has ${after} entries of ${category.replace(':', ' ')} where the version in force has ${before}`
    }
  }
  return null
}
