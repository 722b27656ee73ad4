import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQueryString, parseSimpleQuery, QUERY_LIMITS } from './query-string.ts'
import { type TextDocument, TextIndex } from './text-search.ts'

const document = (id: string, name: string, fields: Record<string, readonly string[]> = {}): TextDocument => ({
  id,
  names: [name],
  texts: Object.values(fields).flat(),
  valuesOf: (field) => (field === 'name' ? [name] : fields[field]),
})

const index = new TextIndex([
  document('a', 'Juan Pérez López', { birthDate: ['1970-05-01'], notes: ['leader of a cartel'] }),
  document('b', 'Juana Lopez', { birthDate: ['1985'], topics: ['sanction'] }),
  document('c', 'Cartel del Norte', { topics: ['crime', 'sanction'], idNumber: ['AB-123'] }),
])

function ids(text: string): string[] {
  const parsed = parseQueryString(text)
  if (!parsed.ok) throw new Error(`${parsed.issue.code}: ${parsed.issue.found}`)
  return index.search(parsed.value).map((at) => ['a', 'b', 'c'][at] ?? '')
}

test.each([
  ['an empty query asks for all', '', ['a', 'b', 'c']],
  ['words side by side must all be there, marks do not count', 'juan lopez', ['a']],
  ['a name weighs more than a note', 'cartel', ['c', 'a']],
  ['OR takes either', 'juana OR norte', ['b', 'c']],
  ['AND binds tighter than OR', 'juan AND lopez OR norte', ['a', 'c']],
  ['minus forbids', 'lopez -juana', ['a']],
  ['NOT forbids', 'lopez NOT juana', ['a']],
  ['a query of prohibitions alone starts from all', 'NOT cartel', ['b']],
  ['brackets group', '(juana OR norte) AND sanction', ['b', 'c']],
  ['a phrase wants words in order', '"lopez juan"', []],
  ['a phrase with room lets words between', '"juan lopez"~1', ['a']],
  ['a field is asked alone', 'topics:crime', ['c']],
  ['a bracket after a field', 'topics:(crime OR debarment)', ['c']],
  ['an asterisk stands for anything', 'juan*', ['a', 'b']],
  ['a question mark for one character', 'juan?', ['b']],
  ['a misspelt word within two edits', 'cartle~', ['c', 'a']],
  ['a range of days', 'birthDate:[1970 TO 1979]', ['a']],
  ['an open range', 'birthDate:>=1980', ['b']],
  ['whether a field is there', '_exists_:idNumber', ['c']],
  ['the same by an asterisk', 'idNumber:*', ['c']],
  ['an escaped colon is text', 'AB\\-123', ['c']],
  ['&&, || and ! are operators too', 'lopez && !juana', ['a']],
  ['a boost is read and changes nothing', 'norte^3', ['c']],
])('%s', (_why, text, expected) => {
  expect(ids(text)).toEqual(expected)
})

describe('faulty syntax is refused with its place', () => {
  test.each([
    ['a bracket not closed', '(juan'],
    ['a bracket never opened', 'juan)'],
    ['a quotation mark not closed', '"juan'],
    ['an operator at the end', 'juan AND'],
    ['an operator at the start', 'OR juan'],
    ['an operator alone', 'AND'],
    ['two operators', 'juan AND OR lopez'],
    ['a field without a value', 'name:'],
    ['a minus alone', 'juan -'],
    ['a range without an end', 'birthDate:[1970 TO'],
    ['a range without a field', '[a TO b]'],
    ['a regular expression', '/ju.*/'],
    ['a backslash at the end', 'juan\\'],
    ['too many clauses', 'a '.repeat(QUERY_LIMITS.clauses + 1)],
    ['brackets too deep', '('.repeat(QUERY_LIMITS.depth + 1)],
  ])('%s', (_why, text) => {
    const parsed = parseQueryString(text)
    expect(parsed.ok).toBe(false)
    if (!parsed.ok)
      expect(parsed.issue).toMatchObject({ code: 'query.syntax', where: expect.stringMatching(/^character \d+$/) })
  })
})

test('any text is read or refused, and the forgiving reading takes everything', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const parsed = parseQueryString(text)
      if (parsed.ok) index.search(parsed.value)
      index.search(parseSimpleQuery(text))
    }),
    { numRuns: 500 },
  )
})

test('suggestions begin at a word of a name', () => {
  expect(index.beginning('perez lo')).toEqual([0])
  expect(index.beginning('lop')).toEqual([1, 0])
  expect(index.beginning('opez')).toEqual([])
})
