import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findMerges, type MergeRuling } from '../register/lists/merging.ts'
import { indexMerges, type MergeIndex } from '../screening/merged-hits.ts'
import type { ListInForce } from '../screening/outcome.ts'
import { openListStore } from './lists.ts'

export type { Merge } from '../register/lists/merging.ts'
export { partiesOf } from '../screening/merged-hits.ts'

/** Whose entry gives a merged party its id: the first of these lists that has it, any other list after them. */
const LEADING = [
  'us_ofac_sdn',
  'us_ofac_cons',
  'un_sc_sanctions',
  'eu_fsf',
  'gb_fcdo_sanctions',
  'gb_hmt_sanctions',
  'ca_dfatd_sema_sanctions',
  'au_dfat_sanctions',
  'ch_seco_sanctions',
  'us_trade_csl',
]

const rankOf = ({ standingId }: ListInForce): number => {
  const rank = LEADING.indexOf(standingId)
  return rank === -1 ? LEADING.length : rank
}

export const NO_MERGES: MergeIndex = new Map()

/** The parties that stand on several of these lists. One list alone has none: its publisher keeps its entries apart. */
export function mergesOf(lists: readonly ListInForce[], rulings: readonly MergeRuling[]): MergeIndex {
  const sanctions = lists
    .filter(({ isSanctionsList }) => isSanctionsList)
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1))
  if (sanctions.length < 2) return NO_MERGES
  return indexMerges(
    findMerges(
      sanctions.map(({ id, corpus }) => ({ list: id, entities: corpus.entities })),
      rulings,
    ),
  )
}

/** People's rulings on merges, oldest first, of a data folder that may not exist; the first `count` of them for an old question. */
export function mergeRulings(dataFolder: string, count?: number): readonly MergeRuling[] {
  if (!existsSync(join(dataFolder, 'cordon.db'))) return []
  const store = openListStore(dataFolder)
  try {
    return store.rulings().slice(0, count)
  } finally {
    store.close()
  }
}
