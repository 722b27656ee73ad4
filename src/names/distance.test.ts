import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BitPattern, plainDistance, tableDistance, weightedDistance } from './distance.ts'

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 31 })

test('the distance by bits is the textbook distance', () => {
  fc.assert(
    fc.property(word, word, (a, b) => plainDistance(a, b) === tableDistance(a, b)),
    { numRuns: 3_000 },
  )
})

test('a word laid out once is as far from bytes as the textbook says, however many come after it', () => {
  const pattern = new BitPattern()
  const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 4 }), (a, others) => {
      if (!pattern.lay(a)) return a === ''
      return others.every((b) => pattern.distance(bytesOf(b), 0, b.length) === tableDistance(a, b))
    }),
    { numRuns: 2_000 },
  )
  expect(pattern.lay('a'.repeat(32))).toBe(false)
  expect(pattern.lay('é')).toBe(false)
})

/** Long words of few letters, so that many are near: they are compared within a band of the table alone. */
const longWord = fc.string({ unit: fc.constantFrom('a', 'h', 't'), minLength: 32, maxLength: 48 })

test('long words are near exactly where the textbook says so', () => {
  fc.assert(
    fc.property(longWord, fc.nat(47), fc.constantFrom('', 'a', 'ht', 'tha'), fc.nat(2), (a, at, added, cut) => {
      const b = a.slice(0, at) + added + a.slice(at + cut)
      return (weightedDistance(a, b, 3) !== undefined) === tableDistance(a, b) <= 3
    }),
    { numRuns: 2_000 },
  )
})

test('it is symmetric', () => {
  fc.assert(fc.property(word, word, (a, b) => plainDistance(a, b) === plainDistance(b, a)))
})

test.each([
  ['a swap of neighbours is one edit', 'abcd', 'abdc', 1],
  ['letters beyond Latin are compared too', 'ждл', 'жлд', 1],
  ['a long word', 'a'.repeat(40), `${'a'.repeat(39)}b`, 1],
])('%s', (_why, a, b, expected) => {
  expect(plainDistance(a, b)).toBe(expected)
})

test('a change that spelling habits make costs less than another', () => {
  const like = weightedDistance('vasim', 'wasim', 2) ?? 0
  const unlike = weightedDistance('vasim', 'gasim', 2) ?? 0
  expect(like).toBeLessThan(unlike)
})
