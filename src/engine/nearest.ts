import { plainDistance } from '../names/distance.ts'

const FAR = 3

/** The known word that a misspelt one most likely stands for: within three edits, or the same but for case and joints. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const folded = fold(word)
  const same = known.find((one) => fold(one) === folded)
  if (same !== undefined) return same
  const ranked = known
    .map((one) => ({ one, distance: plainDistance(folded, fold(one)) }))
    .filter(({ one, distance }) => distance <= Math.min(FAR, Math.ceil(one.length / 2)))
    .sort((a, b) => a.distance - b.distance || (a.one < b.one ? -1 : 1))
  return ranked[0]?.one
}

const fold = (word: string): string => word.toLowerCase().replace(/[_\s-]/g, '')
