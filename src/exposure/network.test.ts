import { describe, expect, test } from 'vitest'
import { loadLinkKnowledge, loadRedFlags } from '../engine/exposure-knowledge.ts'
import type { BookFlow, BookParty } from '../model/book.ts'
import type { IsoDate } from '../model/brand.ts'
import { type Link, parseEvidenceGrade, parseLinkKind } from '../model/link.ts'
import { derivedLinks, MAX_SHARED_BY } from './derived-links.ts'
import { LinkGraphBuilder } from './link-graph.ts'
import { linkedTo, pathsTo } from './link-paths.ts'
import { signalsIn } from './red-flags.ts'

/** `from kind to [grade] [since..until]`, one link a line. */
function question(lines: readonly string[], depth = 6, day = '2025-02-20') {
  const builder = new LinkGraphBuilder()
  lines.forEach((line, row) => {
    const [from = '', kind = '', to = '', grade = 'documented', days = ''] = line.split(' ')
    const [since, until] = days.split('..')
    const parsed = [parseLinkKind(kind), parseEvidenceGrade(grade)] as const
    if (!parsed[0].ok || !parsed[1].ok) throw new Error(line)
    const date = (raw: string | undefined) =>
      raw === undefined || raw === ''
        ? undefined
        : {
            from: raw as IsoDate,
            to: `${raw.slice(0, 8)}${String(Number(raw.slice(8)) + 1).padStart(2, '0')}` as IsoDate,
            asPublished: raw,
          }
    const [from_, to_] = [date(since), date(until)]
    builder.link({
      from,
      to,
      kind: parsed[0].value,
      grade: parsed[1].value,
      row,
      ...(from_ === undefined ? {} : { since: from_ }),
      ...(to_ === undefined ? {} : { until: to_ }),
    })
  })
  return { graph: builder.build(), knowledge: loadLinkKnowledge(), day: day as IsoDate, depth }
}

function linked(lines: readonly string[], depth?: number, day?: string): readonly string[] {
  const asked = question(lines, depth, day)
  const { steps, strength } = linkedTo(asked, [asked.graph.find('T') ?? -1])
  return [...steps].map(([node, count]) => `${asked.graph.ids[node]} ${count} ${strength.get(node)}`).toSorted()
}

describe('paths', () => {
  test.each([
    ['a chain of ownership runs on', ['T owned A', 'A owned B'], ['A 1 95', 'B 2 95']],
    ['a path is as strong as its weakest link', ['T owned A', 'A acts_for B reported'], ['A 1 95', 'B 2 60']],
    [
      'the strongest path may be the longer one',
      ['T family C reported', 'T owned A', 'A owned C'],
      ['A 1 95', 'C 1 95'],
    ],
    [
      'at most one link of kinship, association, telephone or address',
      ['T family A', 'A shares_address B', 'B owned C'],
      ['A 1 60'],
    ],
    [
      'one such link may stand in the middle',
      ['T owned A', 'A shares_address B', 'B owned C'],
      ['A 1 95', 'B 2 50', 'C 3 50'],
    ],
    [
      'trade, extortion and nearness say something of their two ends only',
      ['T extorted_by A', 'A owned B', 'T near C', 'C owned D', 'T owned E', 'E trades_with F'],
      ['A 1 40', 'C 1 10', 'E 1 95'],
    ],
    [
      'a match is read from the party towards the entry',
      ['P matches T', 'P owned Q', 'P matches X', 'Y matches X'],
      ['P 1 90', 'Q 2 90'],
    ],
    ['links run both ways', ['A owned T', 'B directs A'], ['A 1 95', 'B 2 80']],
  ] as const)('%s', (_why, lines, expected) => {
    expect(linked(lines)).toEqual(expected)
  })

  test('the depth is a limit', () => {
    expect(linked(['T owned A', 'A owned B', 'B owned C'], 2)).toEqual(['A 1 95', 'B 2 95'])
  })

  test('a link that ended is not walked after its end', () => {
    const lines = ['T owned A documented 2020-01-01..2024-05-05']
    expect([linked(lines, 6, '2024-05-04'), linked(lines, 6, '2024-05-05'), linked(lines, 6, '2019-12-31')]).toEqual([
      ['A 1 95'],
      [],
      [],
    ])
  })

  test('shortest and strongest are told with what each link proves and does not', () => {
    const asked = question(['C shares_phone T', 'C owned B', 'T owned B'])
    const paths = pathsTo(asked, asked.graph.find('C') ?? -1, new Set([asked.graph.find('T') ?? -1]))
    expect([paths?.shortest.ids, paths?.strongest.ids]).toEqual([
      ['C', 'T'],
      ['C', 'B', 'T'],
    ])
    expect(paths?.shortest.steps[0]?.does_not_prove).toMatch(/accountant/)
  })
})

const party = (id: string, properties: BookParty['properties']): BookParty => ({
  id,
  name: id,
  properties,
  amounts: [],
  row: 2,
})

test('a book ties parties that share a number or an address, compared without marks', () => {
  const links: Link[] = []
  derivedLinks(
    [
      party('A', { address: ['Calle Olmo 12, León'], birthDate: ['1958-08-20'] }),
      party('B', { address: ['CALLE OLMO 12 LEON'], birthDate: ['1958-08-20'] }),
      party('C', { taxNumber: ['OFA-101214-KG1'] }),
      party('D', { taxNumber: ['OFA101214KG1'], phone: ['12'] }),
      party('E', { phone: ['12'] }),
    ],
    (link) => void links.push(link),
  )
  expect(links.map(({ from, to, kind, note }) => [from, to, kind, note])).toEqual([
    ['C', 'D', 'shares_identifier', 'OFA101214KG1'],
    ['A', 'B', 'shares_address', 'CALLEOLMO12LEON, and the same birth date'],
  ])
})

test('an address of very many parties is told, not drawn', () => {
  const links: Link[] = []
  const many = Array.from({ length: MAX_SHARED_BY + 1 }, (_, i) =>
    party(String(i), { address: ['Plaza Mayor 1, Madrid'] }),
  )
  const tooWide = derivedLinks(many, (link) => void links.push(link))
  expect([links.length, tooWide.map(({ parties }) => parties)]).toEqual([0, [MAX_SHARED_BY + 1]])
})

const flow = (id: string, values: Partial<BookFlow>): BookFlow => ({
  id,
  kind: 'payment',
  party: 'P',
  status: 'settled',
  row: 2,
  ...values,
})
const cash = (id: string, on: string, dollars: number, region = 'TX'): BookFlow =>
  flow(id, {
    on: on as IsoDate,
    method: 'Cash',
    region,
    country: 'us',
    amount: { units: BigInt(dollars) * 10_000n, currency: 'USD' },
  })
const fired = (flows: readonly BookFlow[]): readonly string[] =>
  signalsIn(flows, loadRedFlags()).map(({ flag, flows: ids }) => `${flag}: ${ids.join(' ')}`)

describe('red flags are signals with a source, never hits', () => {
  test.each([
    ['a fee for a timeshare', [flow('1', { memo: 'TIMESHARE resale closing fee' })], ['timeshare-resale: 1']],
    ['words of extortion, with accents', [flow('1', { memo: 'Cuota de protección enero' })], ['extortion-words: 1']],
    ['parts of words do not fire', [flow('1', { memo: 'timeshares' })], []],
    [
      'three cash payments within a week under the order of March 2025',
      [cash('1', '2025-06-02', 900), cash('2', '2025-06-04', 900), cash('3', '2025-06-08', 900)],
      ['structured-cash-gto-2025-04: 1 2 3'],
    ],
    [
      'spread over more than a week they do not',
      [cash('1', '2025-06-02', 900), cash('2', '2025-06-10', 900), cash('3', '2025-06-18', 900)],
      [],
    ],
    [
      'under the order of September 2025 the line is higher',
      [cash('1', '2025-10-01', 900), cash('2', '2025-10-02', 900), cash('3', '2025-10-03', 900)],
      [],
    ],
    [
      'and is met from 1,000 on',
      [cash('1', '2025-10-01', 1_000), cash('2', '2025-10-02', 1_500), cash('3', '2025-10-03', 9_900)],
      ['structured-cash-gto-2025-09: 1 2 3'],
    ],
    [
      'outside the states of the order nothing fires',
      [cash('1', '2025-06-02', 900, 'IL'), cash('2', '2025-06-03', 900, 'IL'), cash('3', '2025-06-04', 900, 'IL')],
      [],
    ],
    [
      'after the last order that is known nothing fires',
      [cash('1', '2026-09-02', 2_000), cash('2', '2026-09-03', 2_000), cash('3', '2026-09-04', 2_000)],
      [],
    ],
  ] as const)('%s', (_why, flows, expected) => {
    expect(fired(flows)).toEqual(expected)
  })

  test('every flag names its source', () => {
    expect(loadRedFlags().filter(({ source }) => source.length < 10)).toEqual([])
  })
})
