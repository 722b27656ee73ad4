import type { NameParts } from '../../model/entity.ts'
import { cleanText } from '../mapping/clean-text.ts'

/** Name part types of OFAC's advanced data model that are parts of a person's name. */
const PARTS: Readonly<Record<string, keyof NameParts>> = {
  'last name': 'family',
  'first name': 'given',
  'middle name': 'middle',
  patronymic: 'patronymic',
  matronymic: 'maternal',
  'maiden name': 'maternal',
}

/** Parts by type, in the publisher's spelling; a part said twice is joined. `undefined` where none is a person's. */
export function namePartsOf(
  parts: readonly { readonly type: string; readonly value: string }[],
): NameParts | undefined {
  const found: Partial<Record<keyof NameParts, string>> = {}
  for (const { type, value } of parts) {
    const part = PARTS[type.trim().toLowerCase()]
    const text = cleanText(value)
    if (part !== undefined && text !== '') found[part] = found[part] === undefined ? text : `${found[part]} ${text}`
  }
  return found.family === undefined && found.given === undefined ? undefined : found
}

/** Scripts by the publisher's name for them, as ISO 15924 codes. */
const SCRIPTS: Readonly<Record<string, string>> = {
  latin: 'Latn',
  arabic: 'Arab',
  cyrillic: 'Cyrl',
  'chinese simplified': 'Hans',
  'chinese traditional': 'Hant',
  chinese: 'Hani',
  hangul: 'Hang',
  korean: 'Kore',
  japanese: 'Jpan',
  hebrew: 'Hebr',
  greek: 'Grek',
  devanagari: 'Deva',
  burmese: 'Mymr',
  thai: 'Thai',
  georgian: 'Geor',
  armenian: 'Armn',
  ethiopic: 'Ethi',
}

/** The code of a script, or the publisher's own word where the table lacks it. */
export const scriptCode = (asPublished: string): string => SCRIPTS[asPublished.trim().toLowerCase()] ?? asPublished
