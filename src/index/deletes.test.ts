import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editsAllowed, tableDistance } from '../names/distance.ts'
import { classesFor, eachDelete } from './deletes.ts'

function keysOf(word: string): ReadonlySet<number> {
  const keys = new Set<number>()
  for (const edits of classesFor(word.length)) eachDelete(word, edits, (hash) => keys.add(hash))
  return keys
}

const letter = fc.constantFrom('a', 'b', 'c')
const word = fc.string({ unit: letter, minLength: 1, maxLength: 13 })
const slip = fc.tuple(fc.constantFrom('insert', 'delete', 'change', 'swap'), fc.nat(12), letter)

function slipped(text: string, slips: readonly (readonly [string, number, string])[]): string {
  return slips.reduce((out, [kind, place, added]) => {
    const at = Math.min(place, out.length)
    if (kind === 'insert') return out.slice(0, at) + added + out.slice(at)
    if (kind === 'delete') return out.slice(0, at) + out.slice(at + 1)
    if (kind === 'change') return out.slice(0, at) + added + out.slice(at + 1)
    return out.slice(0, at) + (out[at + 1] ?? '') + (out[at] ?? '') + out.slice(at + 2)
  }, text)
}

test('any two words within the edits that their length allows share a key', () => {
  let near = 0
  fc.assert(
    fc.property(word, fc.array(slip, { maxLength: 3 }), (a, slips) => {
      const b = slipped(a, slips)
      const allowed = editsAllowed(Math.max(a.length, b.length))
      if (allowed === 0 || b === '' || tableDistance(a, b) > allowed) return true
      near += 1
      const ours = keysOf(a)
      return [...keysOf(b)].some((key) => ours.has(key))
    }),
    { numRuns: 20_000 },
  )
  expect(near).toBeGreaterThan(5_000)
})

test.each([
  ['a word of three letters meets only words of four', 3, [0]],
  ['of five, words of seven that begin and end as it does', 5, [1, 0]],
  ['of six, words of seven and eight', 6, [1, 1]],
  ['of seven, words of ten', 7, [2, 2]],
  ['of ten, every longer one', 10, [3]],
] as const)('%s', (_why, length, deletions) => {
  expect(classesFor(length).map((edits) => edits.deletions)).toEqual(deletions)
})
