const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Arabic}/u, 'Arab'],
  [/\p{Script=Cyrillic}/u, 'Cyrl'],
  [/\p{Script=Hangul}/u, 'Hang'],
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, 'Jpan'],
  [/\p{Script=Han}/u, 'Hani'],
  [/\p{Script=Hebrew}/u, 'Hebr'],
  [/\p{Script=Greek}/u, 'Grek'],
  [/\p{Script=Myanmar}/u, 'Mymr'],
  [/\p{Script=Devanagari}/u, 'Deva'],
  [/\p{Script=Ethiopic}/u, 'Ethi'],
  [/\p{Script=Georgian}/u, 'Geor'],
  [/\p{Script=Armenian}/u, 'Armn'],
  [/\p{Script=Thai}/u, 'Thai'],
]

/** The script of a name in ISO 15924 where it is not Latin; `undefined` for Latin and for text without letters. */
export const scriptOf = (text: string): string | undefined => SCRIPTS.find(([pattern]) => pattern.test(text))?.[1]

/** A name's script as a field, left out where it is Latin. */
export function scripted(text: string): { readonly script?: string } {
  const script = scriptOf(text)
  return script === undefined ? {} : { script }
}
