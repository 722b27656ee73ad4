import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDistance, tableDistance, weightedDistance } from './distance.ts'

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 31 })

test('the distance by bits is the textbook distance', () => {
  fc.assert(
    fc.property(word, word, (a, b) => plainDistance(a, b) === tableDistance(a, b)),
    { numRuns: 3_000 },
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
