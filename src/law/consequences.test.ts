import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadLaw, readLaw } from '../engine/law.ts'
import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import { consequencesOf } from './consequences.ts'
import { ASKERS, type Asker, type LawQuestion, type Relation } from './question.ts'
import { lintLaw } from './tables.ts'

const law = loadLaw()
const day = (text: string): IsoDate => text as IsoDate
const question = (
  asker: Asker,
  authorities: readonly Authority[],
  relation: Relation,
  more: Partial<LawQuestion> = {},
): LawQuestion => ({
  asker,
  authorities,
  relation,
  asOf: day('2026-07-17'),
  language: 'en',
  ...more,
})
const codes = (asked: LawQuestion): string =>
  [...new Set(consequencesOf(law, asked).consequences.map(({ code }) => code))].toSorted().join(' ')
const sorted = (text: string): string => text.split(' ').toSorted().join(' ')

const COLUMNS = {
  fto: [['FTO'], 'designated'],
  sdgt: [['SDGT'], 'designated'],
  fto_sdgt: [['FTO', 'SDGT'], 'designated'],
  sdntk: [['SDNTK'], 'designated'],
  owned_50: [['FTO', 'SDGT'], 'owned_50'],
  owned_minor_or_controlled: [['FTO', 'SDGT'], 'controlled'],
  announced: [['FTO'], 'announced'],
  held: [['FTO'], 'held'],
  revoked: [['FTO'], 'revoked'],
  news_only: [['FTO'], 'news_only'],
} as const satisfies Record<string, readonly [readonly Authority[], Relation]>
type MatrixColumn = keyof typeof COLUMNS

/** Nine askers by ten columns: which codes bind whom. */
const MATRIX: Record<Asker, Record<MatrixColumn, string>> = {
  us_bank: {
    fto: 'RET R10 ANN REC MS ATA SAR',
    sdgt: 'BLK R10 ANN REC SAR LIC',
    fto_sdgt: 'RET BLK R10 ANN REC MS ATA SAR LIC',
    sdntk: 'BLK R10 ANN REC SAR',
    owned_50: 'OWN R10 ANN',
    owned_minor_or_controlled: 'CTL SAR RET',
    announced: 'INT EDD SAR',
    held: 'NONE',
    revoked: 'UNB PAST REC',
    news_only: 'EDD SAR',
  },
  foreign_bank: {
    fto: 'MS ATA',
    sdgt: 'FFI SEC CAUSE',
    fto_sdgt: 'MS ATA FFI SEC CAUSE',
    sdntk: 'SEC CAUSE',
    owned_50: 'FFI SEC CAUSE',
    owned_minor_or_controlled: 'EDD CTL',
    announced: 'EDD',
    held: 'EDD',
    revoked: 'PAST',
    news_only: 'EDD',
  },
  us_trader: {
    fto: 'MS ATA EAR',
    sdgt: 'BLK EAR RJ10 R10 REC LIC',
    fto_sdgt: 'MS BLK EAR R10 REC LIC',
    sdntk: 'BLK EAR R10 REC',
    owned_50: 'OWN EAR',
    owned_minor_or_controlled: 'CTL EDD',
    announced: 'EDD',
    held: 'NONE',
    revoked: 'UNB PAST',
    news_only: 'EDD',
  },
  foreign_company: {
    fto: 'MS ATA',
    sdgt: 'SEC CAUSE EAR',
    fto_sdgt: 'MS ATA SEC CAUSE EAR',
    sdntk: 'SEC CAUSE',
    owned_50: 'SEC CAUSE',
    owned_minor_or_controlled: 'CTL EDD',
    announced: 'EDD',
    held: 'EDD',
    revoked: 'PAST',
    news_only: 'EDD',
  },
  carrier_or_visa: {
    fto: 'ENT MS',
    sdgt: 'BLK',
    fto_sdgt: 'ENT BLK MS',
    sdntk: 'BLK',
    owned_50: 'BLK',
    owned_minor_or_controlled: 'EDD',
    announced: 'NONE',
    held: 'NONE',
    revoked: 'ENT',
    news_only: 'EDD',
  },
  ngo: {
    fto: 'MS LIC',
    sdgt: 'BLK LIC',
    fto_sdgt: 'MS BLK LIC',
    sdntk: 'BLK LIC',
    owned_50: 'OWN LIC',
    owned_minor_or_controlled: 'CTL',
    announced: 'EDD',
    held: 'NONE',
    revoked: 'PAST',
    news_only: 'EDD',
  },
  insurer: {
    fto: 'RET R10 MS',
    sdgt: 'BLK R10 RJ10',
    fto_sdgt: 'RET MS BLK R10 LIC',
    sdntk: 'BLK R10',
    owned_50: 'OWN',
    owned_minor_or_controlled: 'CTL',
    announced: 'EDD',
    held: 'NONE',
    revoked: 'UNB PAST',
    news_only: 'EDD',
  },
  tourism: {
    fto: 'MS RET',
    sdgt: 'BLK R10 REC',
    fto_sdgt: 'RET MS BLK R10 REC',
    sdntk: 'BLK REC',
    owned_50: 'OWN',
    owned_minor_or_controlled: 'CTL',
    announced: 'EDD',
    held: 'NONE',
    revoked: 'PAST',
    news_only: 'EDD',
  },
  us_crypto: {
    fto: 'RET R10 MS SAR',
    sdgt: 'BLK R10 ANN SAR',
    fto_sdgt: 'RET BLK R10 ANN MS SAR',
    sdntk: 'BLK R10 SAR',
    owned_50: 'OWN',
    owned_minor_or_controlled: 'CTL',
    announced: 'INT EDD',
    held: 'NONE',
    revoked: 'UNB PAST',
    news_only: 'EDD',
  },
}

const CELLS = ASKERS.flatMap((asker) =>
  (Object.keys(COLUMNS) as MatrixColumn[]).map((column) => ({ asker, column, expected: MATRIX[asker][column] })),
)

test('there are 90 cells', () => {
  expect(CELLS).toHaveLength(90)
})

test.each(CELLS)('$asker, $column: $expected', ({ asker, column, expected }) => {
  const [authorities, relation] = COLUMNS[column]
  expect(codes(question(asker, authorities, relation))).toBe(sorted(expected))
})

test.each(CELLS)('$asker, $column: each consequence is cited', ({ asker, column }) => {
  const [authorities, relation] = COLUMNS[column]
  const { consequences } = consequencesOf(law, question(asker, authorities, relation))
  for (const each of consequences)
    expect(each).toMatchObject({ citation: expect.stringMatching(/\S/), as_of: '2026-07-17' })
})

const REFERENCE = new URL('../../../shared/reference/consequence-matrix.tsv', import.meta.url)
test.skipIf(!existsSync(REFERENCE))(
  'the table above is the reference, cell by cell (skipped where it is not at hand)',
  () => {
    const rows = readFileSync(REFERENCE, 'utf8').trim().split('\n').slice(1)
    const told = rows.map((row) => row.split('\t').slice(0, 3).join(' '))
    expect(told.toSorted()).toEqual(
      CELLS.map(({ asker, column, expected }) => `${asker} ${column} ${expected}`).toSorted(),
    )
  },
)

describe('the nexus decides which duties bind', () => {
  const hotel = (nexus?: 'us' | 'non_us') =>
    consequencesOf(law, question('tourism', ['FTO', 'SDGT'], 'designated', nexus === undefined ? {} : { nexus }))
  test('without a US nexus a hotel is left with the material-support crime', () => {
    expect(hotel('non_us').consequences.map(({ code }) => code)).toEqual(['MS'])
    expect(hotel('non_us').also.map(({ code }) => code)).toEqual(expect.arrayContaining(['ATA', 'SEC', 'CAUSE', 'EAR']))
  })
  test('with one it blocks and reports', () => {
    expect(hotel('us').consequences.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['BLK', 'RET', 'R10', 'REC']),
    )
  })
  test('when it is not said both are answered, and marked', () => {
    expect(new Set(hotel().consequences.map(({ nexus }) => nexus))).toEqual(new Set(['us', 'any']))
  })
  test('the Kingpin Act alone binds no hotel without a US nexus, which is an answer with a citation', () => {
    const { consequences } = consequencesOf(law, question('tourism', ['SDNTK'], 'designated', { nexus: 'non_us' }))
    expect(consequences).toMatchObject([{ code: 'NONE', citation: expect.stringContaining('1904') }])
  })
})

describe('the rule of the day asked about', () => {
  const at = (asOf: string, asker: Asker, authorities: readonly Authority[], relation: Relation, code: string) =>
    consequencesOf(law, question(asker, authorities, relation, { asOf: day(asOf) })).consequences.find(
      (each) => each.code === code,
    )
  test.each([
    ['records were kept five years', '2025-03-11', 'us_bank', ['SDGT'], 'designated', 'REC', '5 years'],
    ['and ten since', '2025-03-12', 'us_bank', ['SDGT'], 'designated', 'REC', '10 years'],
  ] as const)('%s', (_why, asOf, asker, authorities, relation, code, clock) => {
    expect(at(asOf, asker, authorities, relation, code)?.clock).toBe(clock)
  })
  test('before August 2014 each owner counted alone', () => {
    expect(at('2014-08-12', 'us_bank', ['SDGT'], 'owned_50', 'OWN')?.condition).toContain('alone')
    expect(at('2014-08-13', 'us_bank', ['SDGT'], 'owned_50', 'OWN')?.condition).toBeNull()
  })
  test('export control of a Kingpin began in March 2024', () => {
    expect(at('2024-03-20', 'us_trader', ['SDNTK'], 'designated', 'EAR')).toBeUndefined()
    expect(at('2024-03-21', 'us_trader', ['SDNTK'], 'designated', 'EAR')?.citation).toContain('744.8')
    expect(at('2024-03-20', 'us_trader', ['FTO'], 'designated', 'EAR')?.citation).toContain('744.14')
  })
})

describe('authorities stay apart', () => {
  test('TCO and E.O. 14059 are blocked like SDGT, without the exposures of a foreign bank', () => {
    for (const authority of ['TCO', 'EO14059'] as const) {
      expect(codes(question('us_bank', [authority], 'designated'))).toBe(sorted('BLK R10 ANN REC SAR LIC'))
      expect(codes(question('foreign_bank', [authority], 'designated'))).toBe('CAUSE')
      expect(codes(question('foreign_bank', [authority], 'designated', { hasSecondaryMark: true }))).toBe(
        'CAUSE FFI SEC',
      )
    }
  })
  test('an interim freeze is for an FTO alone', () => {
    expect(codes(question('us_bank', ['SDGT'], 'announced'))).toBe(sorted('EDD SAR'))
  })
  test('several authorities give the union, each consequence with its own', () => {
    const { consequences } = consequencesOf(law, question('us_bank', ['FTO', 'SDNTK'], 'designated'))
    expect(consequences.filter(({ code }) => code === 'R10').map(({ authority }) => authority)).toEqual([
      'FTO',
      'SDNTK',
    ])
    expect(consequences.filter(({ code }) => code === 'BLK').map(({ authority }) => authority)).toEqual(['SDNTK'])
  })
  test('what the pair leaves out of its column is told beside it', () => {
    const { also } = consequencesOf(law, question('us_trader', ['FTO', 'SDGT'], 'designated'))
    expect(also.map(({ code }) => code)).toEqual(['ATA', 'RJ10'])
  })
  test('a FinCEN order bars transmittals and blocks nothing', () => {
    expect(codes(question('us_bank', ['US-2313A'], 'designated'))).toBe('FTB SAR')
  })
  test('an authority without a table is never answered as if nothing were prohibited', () => {
    expect(codes(question('us_bank', ['NG'], 'designated'))).toBe('UNSTATED')
  })
  test('exactly half is frozen in the EU only since July 2024', () => {
    const eu = (asOf: string) =>
      consequencesOf(law, question('foreign_company', ['EU'], 'owned_50', { asOf: day(asOf) })).consequences[0]
        ?.condition
    expect([eu('2024-07-02'), eu('2024-07-03')]).toEqual([expect.stringContaining('more than 50'), null])
  })
})

describe('the tables', () => {
  test('have no fault', () => {
    expect(readLaw().issues).toEqual([])
  })
  const rule = law.rules.find(({ verified }) => verified)
  if (rule === undefined) throw new Error('no verified rule')
  test.each([
    ['a rule without a source', { ...rule, citation: ' ' }, 'law.rule.without_source'],
    [
      'an unverified rule that does not say what is from memory',
      { ...rule, verified: false },
      'law.rule.unverified_unmarked',
    ],
    ['a code that nobody explains', { ...rule, code: 'XYZ' }, 'law.code.unknown'],
  ] as const)('fail the lint on %s', (_why, wrong, code) => {
    expect(lintLaw({ ...law, rules: [wrong] }).map((issue) => issue.code)).toEqual([code])
  })
  test('every code speaks both languages', () => {
    for (const { text } of law.codes.values()) expect(text.en).not.toBe(text.es)
  })
})
