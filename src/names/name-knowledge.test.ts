import { describe, expect, test } from 'vitest'
import { loadNameTables } from '../engine/names-tables.ts'
import { likeness, likenessOfNames } from './likeness.ts'
import { readName } from './read-name.ts'
import { remoteLikeness } from './remote-likeness.ts'
import { tokenOf } from './token.ts'
import { wadeGilesOf, wadeGilesWord } from './wade-giles.ts'

const tables = loadNameTables()
const of = (a: string, b: string): number => likeness(tokenOf(tables, a), tokenOf(tables, b)).score

describe('Wade-Giles is written by its rules', () => {
  test.each([
    ['zhi', 'chih'],
    ['zi', 'tzu'],
    ['si', 'ssu'],
    ['xian', 'hsien'],
    ['guo', 'kuo'],
    ['duo', 'to'],
    ['zhong', 'chung'],
    ['jiang', 'chiang'],
    ['quan', 'chuan'],
    ['bei', 'pei'],
    ['ri', 'jih'],
    ['yan', 'yen'],
  ])('%s is %s', (pinyin, older) => expect(wadeGilesOf(pinyin)).toBe(older))

  test('a word of two syllables, and no word that is none', () => {
    expect(wadeGilesWord(tables.pinyinSyllables, 'zedong')).toBe('tsetung')
    expect(wadeGilesWord(tables.pinyinSyllables, 'stephen')).toBeUndefined()
  })
})

describe('two words of one name', () => {
  test.each([
    ['the name inside a compound', 'abdrahman', 'rahman'],
    ['dh and z', 'ramadhan', 'ramazan'],
    ['th and s', 'wathiq', 'wasiq'],
    ['gh and q', 'gholam', 'qolam'],
    ['jim', 'hijazi', 'higazi'],
    ["a father's name in two languages", 'vladimirovich', 'uladzimiravich'],
    ['every vowel another', 'mahyub', 'mihoub'],
  ])('%s', (_why, a, b) => expect(of(a, b)).toBeGreaterThanOrEqual(700))

  test.each([
    ["a father's name and a family name", 'borisovna', 'borisov'],
    ['two frequent family names', 'jiang', 'zhang'],
    ['two compounds', 'abdrahman', 'abdkarim'],
  ])('not %s', (_why, a, b) => expect(of(a, b)).toBeLessThan(700))

  test('what a word means elsewhere makes no two names one', () => {
    const [nasr, victory] = [tokenOf(tables, 'nusra'), tokenOf(tables, 'victory')]
    expect(likeness(nasr, victory).kind).toBe('concept')
    expect(likenessOfNames(nasr, victory).score).toBe(0)
  })

  test('words that are not like are ranked by their letters, never near the bar', () => {
    const rank = (a: string, b: string): number => remoteLikeness(tokenOf(tables, a), tokenOf(tables, b))
    expect(rank('malinka', 'malina')).toBeGreaterThan(rank('malinka', 'gregor'))
    expect(rank('malinka', 'malinka')).toBeLessThanOrEqual(450)
  })
})

describe('parts have the roles of their place', () => {
  const roles = (text: string): readonly string[] => readName(tables, text, 'person').parts.map(({ role }) => role)
  test.each([
    ['a family name of two letters', 'LO, Stephen', ['family', 'name']],
    ['an East Asian given name is no son of', 'Bin XU', ['name', 'family']],
    ['a son of', 'Salim bin Talib', ['name', 'particle', 'name']],
    ['a title word that ends a name', 'Emily King', ['name', 'name']],
    ['a title before', 'King Faruq Zorqani', ['name', 'name']],
    ['capitals are the family name', 'Yu Liang PAO', ['name', 'name', 'family']],
  ])('%s', (_why, text, expected) => expect(roles(text)).toEqual(expected))
})

describe('names of firms without spaces are cut at the words that are known', () => {
  const words = (text: string): readonly string[] =>
    readName(tables, text, 'organisation').parts.map(({ token }) => token.text)
  test.each([
    ['simplified', '蓝星国际贸易有限公司', ['lanxing', 'international', 'trading']],
    ['traditional, a place in brackets', '青龍船務(香港)有限公司', ['qinglong', 'shipping', 'hong', 'kong']],
    ['Hangul', '금별무역회사', ['geumbyeol', 'trading']],
  ])('%s', (_why, text, expected) => expect(words(text)).toEqual(expected))
})
