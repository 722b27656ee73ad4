import { expect, it } from 'vitest'
import { inRepertoire, isInRepertoire } from './repertoire.ts'

it.each([
  [0x41, true, 'A'],
  [0x3a9, true, 'Greek omega'],
  [0x378, false, 'a hole in the Greek block'],
  [0x4e2d, true, 'Han'],
  [0xd7a3, true, 'the last Hangul syllable'],
  [0x20000, true, 'the first of extension B'],
  [0x2a6df, true, 'Han to 14.0'],
  [0x2a6e0, false, 'the hole after extension B'],
  [0x2ebf0, false, 'extension I, of 15.1'],
  [0x1c89, false, 'Cyrillic tje, of 16.0'],
  [0xa7cb, false, 'a Latin letter of 16.0'],
  [0x10ffff, false, 'a noncharacter'],
])('U+%s is in the repertoire: %s (%s)', (code, expected) => {
  expect(isInRepertoire(code)).toBe(expected)
})

it('leaves a text of known characters as the same string', () => {
  const text = 'Müller Оксана 中文 محمد'
  expect(inRepertoire(text)).toBe(text)
})

it('puts a mark where a character is of a later Unicode or half of a pair', () => {
  expect(inRepertoire('a\u{2ebf0}b')).toBe('a\ufffdb')
  expect(inRepertoire('中\ud800b')).toBe('中\ufffdb')
})

it('holds nothing that the runtime does not know', () => {
  const unknown = /\p{Cn}/u
  for (let code = 0; code < 0x110000; code += 1) {
    if (code >= 0x370 && isInRepertoire(code) && unknown.test(String.fromCodePoint(code))) {
      expect.fail(`U+${code.toString(16)} is in the repertoire, and this runtime has it unassigned`)
    }
  }
})
