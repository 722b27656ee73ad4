import { expect, test } from 'vitest'
import { datelineLength, layOut } from './blocks.ts'
import { findQuotations } from './quotations.ts'
import { splitSentences } from './sentences.ts'
import { foldText } from './text.ts'

const PAGE = `News | Sport | Opinion

Minister weighs a listing

Updated 06:10 GMT

The minister said on Monday that the group would be listed.

Daily Planet subscription offers >

"It is time," she said.

jane doe
Jane Doe speaks in the house. Sam Roe/Getty Images

READ MORE: Five things to know

Minister weighs a listing | World
`

test('furniture is told by its form, and every drop has its reason', () => {
  const { blocks } = layOut(PAGE)
  expect(blocks.map(({ role }) => role)).toEqual([
    'furniture',
    'title',
    'furniture',
    'body',
    'furniture',
    'body',
    'furniture',
    'caption',
    'furniture',
    'furniture',
  ])
  expect(blocks.filter(({ role }) => role === 'furniture').every(({ why }) => why !== undefined)).toBe(true)
})

test('a date glued to the first sentence is read and left out of it', () => {
  const text = ' date 2019-12-06 The minister said so.\n\nMore.'
  const layout = layOut(text)
  expect(layout.datedInText).toBe('2019-12-06')
  const [first] = layout.blocks
  expect(text.slice(first?.start, first?.end)).toBe('The minister said so.')
})

test.each([
  ['WASHINGTON, Dec 7 - The', 'WASHINGTON, Dec 7 - '],
  ['TEHRAN (Tuesday) -- The', 'TEHRAN (Tuesday) -- '],
  ['WASHINGTON (Feb 6) The', 'WASHINGTON (Feb 6) '],
  ['PORT-AU-PRINCE — The', 'PORT-AU-PRINCE — '],
  ['WASHINGTON.- El', 'WASHINGTON.- '],
  ['Ciudad de México, 27 de noviembre de 2019. La', 'Ciudad de México, 27 de noviembre de 2019. '],
  ['QUITO (EFE).- El', 'QUITO (EFE).- '],
  ['The minister spoke.', ''],
] as const)('the dateline of “%s”', (text, dateline) => {
  expect(text.slice(0, datelineLength(text))).toBe(dateline)
})

const sentencesOf = (text: string): readonly string[] => {
  const span = { start: 0, end: text.length }
  return splitSentences(text, foldText(text), span, findQuotations(text, span)).map(({ start, end }) =>
    text.slice(start, end),
  )
}

test.each([
  ['titles, initials and months end nothing', 'Sen. J. Roe met Gen. Poe on Jan. 20. He left.', 2],
  ['neither does the country', 'The U.S. State Department spoke. It ended.', 2],
  ['legal abbreviations', 'See 8 U.S.C. 1189 and Pub. L. 104-132. It stands.', 2],
  ['a quotation over four sentences is one', 'He said, "Cooperation? Yes. Intervention? No."', 1],
  ['Spanish abbreviations', 'EE.UU. retiró al Sr. Pérez. Fue ayer.', 2],
] as const)('%s', (_why, text, count) => {
  expect(sentencesOf(text)).toHaveLength(count)
})

test.each([
  ['straight marks', 'He said "we are ready" to go.', ['we are ready']],
  ['typographic marks', 'He said “we are ready” to go.', ['we are ready']],
  ['guillemets', 'Dijo: «No queremos».', ['No queremos']],
  ['a nickname is no quotation', 'the son of Joaquin ‘El Chapo’ Guzman', []],
  ['an apostrophe is no mark', "Iran's and O'Reilly's and the states' own", []],
  ['a paragraph that opens and does not close', '“We begin here and go on', ['We begin here and go on']],
] as const)('quotations: %s', (_why, text, wanted) => {
  expect(findQuotations(text, { start: 0, end: text.length }).map((found) => found.text)).toEqual(wanted)
})
