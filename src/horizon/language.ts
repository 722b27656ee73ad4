import { foldText } from './text.ts'
import type { Language } from './vocabulary.ts'

const SPANISH = new Set(
  'el la los las de del que y en un una por con para su sus se como mas pero fue esta este ha al lo segun tambien entre'.split(
    ' ',
  ),
)
const ENGLISH = new Set(
  'the of and to in a is was for on that with as by it at from his her has have its their said are were be this an which'.split(
    ' ',
  ),
)

/** English or Spanish, by the small words of the first few thousand letters; English where neither has the better of it. */
export function languageOf(text: string): Language {
  let spanish = 0
  let english = 0
  for (const word of foldText(text.slice(0, 6_000)).match(/[\p{L}]+/gu) ?? []) {
    if (SPANISH.has(word)) spanish += 1
    if (ENGLISH.has(word)) english += 1
  }
  return spanish > english ? 'es' : 'en'
}
