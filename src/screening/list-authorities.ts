import { type Authority, hasLegalEffect } from '../model/authority.ts'
import type { DatasetId, IsoDate } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Entity } from '../model/entity.ts'

/** One row of `data/lists/authorities.tsv`: what a tag on a list stands for. `*` is every entry of the list. */
export interface ListAuthority {
  readonly list: string
  readonly tag: string
  readonly authority: Authority
  readonly citation: string
}

interface ListFacts {
  readonly standingId: DatasetId
  readonly published: IsoDate | null
}

/**
 * Where authorities stand by the list's own word: designated by the day of the version at the latest. Asked about a day
 * before that version, the list shows nothing either way, and the state is `unknown`.
 */
export function listedDesignations(
  rows: readonly ListAuthority[],
  entity: Entity,
  list: ListFacts,
  asOf: IsoDate,
): readonly Designation[] {
  const { published } = list
  const isShown = published === null || published <= asOf
  return rows
    .filter((row) => row.list === list.standingId && (row.tag === '*' || entity.programmes.includes(row.tag)))
    .map(({ authority, citation, tag }) => ({
      authority,
      state: isShown ? ('designated' as const) : ('unknown' as const),
      // The day of a listing is that of the list's own authority, never of a tag: a tag may have come to the entry later.
      since: tag === '*' ? listingDay(entity.listed?.on, isShown) : null,
      ...(published === null || !isShown ? {} : { sinceAtLatest: published }),
      until: null,
      citation: published === null ? citation : `${citation}, version of ${published}`,
      verified: true,
    }))
}

/** A publisher's own listing date is the start of its listing, where it gives one. */
const listingDay = (on: IsoDate | undefined, isShown: boolean): IsoDate | null =>
  isShown && on !== undefined ? on : null

/**
 * The register's rows, then the list's where the register has none with effect for that authority: where the two
 * differ, both rows stand, so that nobody resolves the difference unseen.
 */
export function joinDesignations(
  register: readonly Designation[],
  listed: readonly Designation[],
): readonly Designation[] {
  const settled = new Set(register.filter(({ state }) => hasLegalEffect(state)).map(({ authority }) => authority))
  return [...register, ...listed.filter(({ authority }) => !settled.has(authority))]
}
