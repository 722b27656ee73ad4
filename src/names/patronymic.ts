import type { NameTables } from './tables.ts'

/** Russian, Ukrainian and Belarusian patronymics, in the common romanisations. */
export const isPatronymic = (text: string): boolean => text.length > 5 && PATRONYMIC.test(text)
const PATRONYMIC = /(?:[oeaiy]vi(?:t?ch|c)|[oeaiy]vych|ovna|evna|avna|ivna|ichna|inichna)$/
const ENDING = /y?(?:[oeai]vi(?:t?ch|c)|[oeai]vych|[oeai]vna|i[ck]hna)$/

/** The father's name ends otherwise when it stands alone: Pavl-ovich, Pavlo; Aleks-eevich, Aleksey. */
const NAME_ENDINGS = ['', 'y', 'i', 'ey', 'iy', 'o', 'a']
/** A root of so many letters may end in a vowel of the ending. */
const LONG_ROOT = 4

/** Families of the given name inside a Slavic patronymic, so that Vladimirovich is Uladzimiravich too; none where tables know none. */
export function fathersOf(tables: NameTables, text: string): readonly number[] | undefined {
  if (!isPatronymic(text)) return undefined
  const root = text.replace(ENDING, '')
  const roots = root.length > LONG_ROOT && /[ey]$/.test(root) ? [root, root.slice(0, -1)] : [root]
  const fathers = new Set<number>()
  for (const one of roots)
    for (const ending of NAME_ENDINGS)
      for (const family of tables.words.get(one + ending)?.spellings ?? []) fathers.add(family)
  return fathers.size === 0 ? undefined : [...fathers]
}
