import { expect, test } from 'vitest'
import { plainWords } from './plain-words.ts'
import { wordsOf } from './words-of.ts'

/** A sign beyond the first 128 that is passed over: with it the same text is read as any other text is. */
const PASSED_OVER = '\u200b'

test.each([
  ['words and spaces', 'Juan  Lopez'],
  ['a family name before a comma', 'LOPEZ PEREZ, Juan'],
  ['two commas say nothing of families', 'LOPEZ, Juan, Jr.'],
  ['an abbreviation ends with a stop', 'Falso S.A. de C.V.'],
  ['letters tied by stops, hyphens and strokes', 'J.R.-Smith/Doe_x'],
  ['apostrophes are inside a word', "O'Brien d`Arc 'x'"],
  ['digits and letters are words apart', '2nd Unit180 MS13'],
  ['capitals after small letters end the word', 'MartinezLOPEZ deLA aBc xYZ1'],
  ['and, by its signs', 'A&B + C'],
  ['controls are passed over, lines separate', 'Ju\u0001an\nLopez\u007f'],
  ['nothing', ''],
] as const)('%s: plain text is read as any text', (_why, text) => {
  expect(plainWords(text)).toEqual(wordsOf(text + PASSED_OVER))
})

test('a text with any other character is none', () => {
  expect(plainWords('Jos\u00e9')).toBeUndefined()
})
