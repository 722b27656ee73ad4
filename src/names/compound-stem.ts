import type { NameTables } from './tables.ts'

/** Shortest name inside a compound; of a script without short vowels, shortest run of its consonants. */
const LEAST_STEM = 4
const LEAST_ABJAD_STEM = 3
const SERVANT_OF = /^abd(?=[a-z])/
const OF_FAITH_OR_GOD = /(?:din|allah|ullah)$/
const ARTICLE = /^(?:al|ul|el)/
/** What both begin or end with: it spares the patterns for nearly every word. */
const MAY_BE = /^abd|[nh]$/

/**
 * The name inside an Arabic compound as `joinCompounds` writes it: of Abd al-Rahman, Rahman; of Salah al-Din, Salah; of Hamidullah,
 * Hamid. People leave the other half out. `undefined` where a word is no compound.
 */
export function stemTextOf(tables: NameTables, text: string, isAbjad: boolean): string | undefined {
  if (!MAY_BE.test(text)) return undefined
  const isServant = SERVANT_OF.test(text)
  if (!isServant && !OF_FAITH_OR_GOD.test(text)) return undefined
  const stem = text.replace(isServant ? SERVANT_OF : OF_FAITH_OR_GOD, '')
  if (stem.length < (isAbjad ? LEAST_ABJAD_STEM : LEAST_STEM)) return undefined
  if (isServant) return ARTICLE.test(stem) ? undefined : stem
  return text.endsWith('ullah') && !text.endsWith('allah') && tables.words.has(text) ? undefined : stem
}
