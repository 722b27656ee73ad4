import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differences } from '../../test/oracles/ownership-comparison.ts'
import { randomGraph } from '../../test/oracles/ownership-oracle.ts'
import { loadOwnershipRules } from '../engine/ownership-rules.ts'
import type { IsoDate } from '../model/brand.ts'
import { parsePartialDate } from '../model/partial-date.ts'
import { parseShare } from '../model/share.ts'
import { parseStakeKind } from '../model/stake.ts'
import { explainOwnership } from './explain-ownership.ts'
import { holdingsOn } from './holdings.ts'
import { regimeReach } from './ownership.ts'
import type { Regime } from './ownership-rule.ts'
import { StakeGraphBuilder } from './stake-graph.ts'

const rules = loadOwnershipRules()

/** `owner owned share [kind] [from] [to] [joint=] [source=]`, one stake a line. */
function graphOf(lines: readonly string[]) {
  const builder = new StakeGraphBuilder()
  lines.forEach((line, i) => {
    const [owner = '', owned = '', share = '', ...rest] = line.split(' ')
    const named = (key: string): string | undefined =>
      rest.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1)
    const range = parseShare(share)
    const kind = parseStakeKind(named('kind') ?? '')
    const from = parsePartialDate(named('from') ?? '')
    const to = parsePartialDate(named('to') ?? '')
    if (!range.ok || !kind.ok) throw new Error(`bad line ${line}`)
    builder.stake({
      owner,
      owned,
      kind: kind.value,
      share: range.value,
      row: i + 2,
      ...(from.ok ? { from: from.value } : {}),
      ...(to.ok ? { to: to.value } : {}),
      ...(named('joint') === undefined ? {} : { joint: named('joint') ?? '' }),
      ...(named('source') === undefined ? {} : { source: named('source') ?? '' }),
    })
  })
  return builder.build()
}

function ask(lines: readonly string[], designated: string, of: string, day = '2025-02-20', regime: Regime = 'ofac') {
  const graph = graphOf(lines)
  const holdings = holdingsOn(graph, day as IsoDate)
  const nodes = designated.split(',').flatMap((id) => graph.find(id) ?? [])
  const reach = regimeReach(holdings, { rules, regime, day: day as IsoDate, designated: nodes, withCircles: true })
  const node = graph.find(of)
  if (reach === undefined || node === undefined) throw new Error('nothing to ask about')
  return { ...explainOwnership(holdings, reach, node), issues: holdings.issues }
}

const verdict = (...asked: Parameters<typeof ask>): string => ask(...asked).verdict

describe("OFAC FAQ 401's examples", () => {
  test.each([
    ['1: half of A, A half of B', ['X A 50', 'A B 50'], 'X', { A: 'blocked', B: 'blocked' }],
    ['2: half of A and B, a quarter each of C', ['X A 50', 'X B 50', 'A C 25', 'B C 25'], 'X', { C: 'blocked' }],
    ['3: 40 through A and 10 direct', ['X A 50', 'X B 10', 'A B 40'], 'X', { B: 'blocked' }],
    [
      '4: a quarter of B carries nothing on',
      ['X A 50', 'X B 25', 'A C 25', 'B C 25'],
      'X',
      { B: 'not_blocked', C: 'not_blocked' },
    ],
    ['5: a quarter of A, A all of B', ['X A 25', 'A B 100'], 'X', { A: 'not_blocked', B: 'not_blocked' }],
    ['two blocked persons of different programmes add up (FAQ 399)', ['X A 25', 'Y A 25'], 'X,Y', { A: 'blocked' }],
    ['just under half', ['X A 49.9999999'], 'X', { A: 'not_blocked' }],
    ['exactly half', ['X A 50'], 'X', { A: 'blocked' }],
  ] as const)('%s', (_why, lines, designated, expected) => {
    for (const [id, answer] of Object.entries(expected))
      expect([id, verdict(lines, designated, id)]).toEqual([id, answer])
  })
})

describe('regimes differ', () => {
  test.each([
    [
      'exactly half: OFAC and the EU since 2024-07-03, not the UK',
      ['X A 50'],
      'X',
      '2025-02-20',
      ['blocked', 'not_blocked', 'blocked', 'blocked'],
    ],
    ['just above half: all', ['X A 50.1'], 'X', '2025-02-20', ['blocked', 'blocked', 'blocked', 'blocked']],
    [
      'the EU the day before its change',
      ['X A 50'],
      'X',
      '2024-07-02',
      ['blocked', 'not_blocked', 'not_blocked', 'blocked'],
    ],
    [
      'the EU on the day of its change',
      ['X A 50'],
      'X',
      '2024-07-03',
      ['blocked', 'not_blocked', 'blocked', 'blocked'],
    ],
    [
      'two of 30: added up but in the UK',
      ['X A 30', 'Y A 30'],
      'X,Y',
      '2025-02-20',
      ['blocked', 'not_blocked', 'blocked', 'blocked'],
    ],
    [
      'two of 30 held jointly: one holder of 60 in the UK',
      ['X A 30 joint=j', 'Y A 30 joint=j'],
      'X,Y',
      '2025-02-20',
      ['blocked', 'blocked', 'blocked', 'blocked'],
    ],
    [
      'joint with one who is not designated: only the UK counts both',
      ['X A 30 joint=j', 'Z A 30 joint=j'],
      'X',
      '2025-02-20',
      ['not_blocked', 'blocked', 'not_blocked', 'not_blocked'],
    ],
    [
      'one person directly and through a company of theirs: 60 in the UK',
      ['X A 30', 'X B 100', 'B A 30'],
      'X',
      '2025-02-20',
      ['blocked', 'blocked', 'blocked', 'blocked'],
    ],
    [
      'OFAC before 2014-08-13: each owner alone',
      ['X A 25', 'Y A 25'],
      'X,Y',
      '2014-08-12',
      ['not_blocked', 'not_blocked', 'not_blocked', 'blocked'],
    ],
    [
      'OFAC from 2014-08-13: together',
      ['X A 25', 'Y A 25'],
      'X,Y',
      '2014-08-13',
      ['blocked', 'not_blocked', 'not_blocked', 'blocked'],
    ],
    [
      'most votes are ownership in the UK and control in the EU',
      ['X A 60 kind=votes'],
      'X',
      '2025-02-20',
      ['not_blocked', 'blocked', 'not_blocked', 'not_blocked'],
    ],
  ] as const)('%s', (_why, lines, designated, day, expected) => {
    expect(
      (['ofac', 'uk', 'eu', 'eu_2580'] as const).map((regime) => verdict(lines, designated, 'A', day, regime)),
    ).toEqual(expected)
  })
})

describe('doubt', () => {
  test.each([
    ['a range across the line', ['X A 40-60'], 'undetermined', 40, 60],
    ['a range under the line', ['X A 40-49'], 'not_blocked', 40, 49],
    ['a range over the line', ['X A 50-75'], 'blocked', 50, 75],
    ['more than half', ['X A >50'], 'blocked', 50.0000001, 100],
    ['nothing known', ['X A ?'], 'undetermined', 0, 100],
    ['unknown, but others have most of it', ['X A ?', 'Z A 60'], 'not_blocked', 0, 40],
    ['unknown, others just leave half', ['X A ?', 'Z A 50'], 'undetermined', 0, 50],
    ['two sources that differ', ['X A 45 source=a', 'X A 55 source=b'], 'undetermined', 45, 55],
    ['two classes of shares of one source add up', ['X A 30 source=a', 'X A 25 source=a'], 'blocked', 55, 55],
    ['a copy or a second holding', ['X A 30', 'X A 30'], 'undetermined', 30, 60],
    ['since some day of 2025', ['X A 60 from=2025'], 'undetermined', 0, 60],
    ['until some day of 2024', ['X A 60 to=2024'], 'not_blocked', 0, 0],
    ['sold on the day itself', ['X A 60 to=2025-02-20'], 'not_blocked', 0, 0],
    ['sold the day after', ['X A 60 to=2025-02-21'], 'blocked', 60, 60],
    ['bought on the day', ['X A 60 from=2025-02-20'], 'blocked', 60, 60],
  ] as const)('%s', (_why, lines, expected, min, max) => {
    const answer = ask(lines, 'X', 'A')
    expect([answer.verdict, answer.share_min, answer.share_max]).toEqual([expected, min, max])
  })

  test('what would decide it is said, with the share that would be enough', () => {
    expect(ask(['X A 10', 'Y A 20-60', 'Y B 30-70', 'B A 5'], 'X,Y', 'A').decides).toEqual([
      {
        what: 'share',
        owner: 'Y',
        owned: 'A',
        row: 3,
        text: 'what Y holds in A (20 to 60; 40 or more would be enough)',
      },
      { what: 'status', owner: 'B', text: 'whether B is itself reached' },
    ])
  })

  test('a date that would decide it is said', () => {
    expect(ask(['X A 60 from=2025'], 'X', 'A').decides.map(({ what }) => what)).toEqual(['date'])
  })
})

describe('circles', () => {
  test('a circle without a designated holder is not reached, and the note says where assuming it would differ', () => {
    const answer = ask(['A B 60', 'B A 60', 'X C 10'], 'X', 'A')
    expect([answer.verdict, answer.notes.length]).toEqual(['not_blocked', 1])
  })
  test('a circle is entered through a designated holder', () => {
    expect(verdict(['X A 50', 'A B 50', 'B C 50', 'C A 50'], 'X', 'C')).toBe('blocked')
  })
  test('shares in itself carry nothing by themselves', () => {
    expect(verdict(['A A 40', 'X A 20'], 'X', 'A')).toBe('not_blocked')
  })
})

describe('control stands beside ownership', () => {
  test.each([
    [
      'a board appointed: OFAC asks for caution, the UK and the EU freeze',
      'ofac',
      'not_blocked',
      'controlled',
      'caution',
    ],
    ['the UK', 'uk', 'not_blocked', 'controlled', 'reaches'],
    ['the EU', 'eu', 'not_blocked', 'controlled', 'reaches'],
  ] as const)('%s', (_why, regime, owned, controlled, effect) => {
    const { verdict: ownership, control } = ask(['X A 20', 'X A ? kind=board'], 'X', 'A', '2025-02-20', regime)
    expect([ownership, control.verdict, control.effect]).toEqual([owned, controlled, effect])
  })
  test('what a controlled company owns is reached by control, not by ownership', () => {
    const { verdict: ownership, control } = ask(['X A ? kind=control', 'A B 80'], 'X', 'B', '2025-02-20', 'uk')
    expect([ownership, control.verdict]).toEqual(['not_blocked', 'controlled'])
  })
})

describe('faulty rows', () => {
  test('sums over 100 are reported on each row, and none of them counts for certain', () => {
    const answer = ask(['X A 60', 'Z A 60'], 'X', 'A')
    expect(answer.issues.map(({ code, where }) => [code, where])).toEqual([
      ['stake.sum_over_100', 'row 2'],
      ['stake.sum_over_100', 'row 3'],
    ])
    expect(answer.verdict).toBe('undetermined')
  })
  test('a sum over 100 that cannot matter still answers', () => {
    expect(verdict(['X A 10', 'Z A 95'], 'X', 'A')).toBe('not_blocked')
  })
  test('rounding to two decimals is no fault', () => {
    expect(ask(['X A 33.34', 'Y A 33.34', 'Z A 33.34'], 'X', 'A').issues).toEqual([])
  })
  test('a circle of 100 percent is reported on each of its rows', () => {
    const answer = ask(['A B 100', 'B C 100', 'C A 100', 'X D 50'], 'X', 'D')
    expect(answer.issues.map(({ code, where }) => `${code} ${where}`).sort()).toEqual([
      'stake.circle_of_100 row 2',
      'stake.circle_of_100 row 3',
      'stake.circle_of_100 row 4',
    ])
    expect(answer.verdict).toBe('blocked')
  })
})

test('the path and the arithmetic of a chain of four', () => {
  const answer = ask(['X A 50', 'A B 50', 'B C 50', 'C D 30', 'X D 20'], 'X', 'D')
  expect(answer.arithmetic).toBe('30 (C, itself reached) + 20 (X, designated) = 50; the line is 50 or more')
  expect(answer.paths.map((path) => path.ids)).toEqual([
    ['X', 'A', 'B', 'C', 'D'],
    ['X', 'D'],
  ])
})

describe('equality with brute force', () => {
  const RULES = rules.filter((rule) => rule.from !== null || rule.regime === 'ofac' || rule.regime === 'eu')

  test.each(RULES.map((rule) => [`${rule.regime} from ${rule.from ?? 'the beginning'}`, rule] as const))(
    '5,000 random graphs: %s',
    (name, rule) => {
      const offset = RULES.findIndex((each) => `${each.regime} from ${each.from ?? 'the beginning'}` === name) * 5_000
      for (let seed = offset; seed < offset + 5_000; seed++)
        expect([seed, differences(randomGraph(seed), rule)]).toEqual([seed, []])
    },
  )
})

interface Fixture {
  readonly name: string
  readonly day: string
  readonly stakes: readonly string[]
  readonly designated: readonly string[]
  readonly expect: Readonly<Record<string, Readonly<Record<'ofac' | 'uk' | 'eu', string>>>>
}

describe('the graphs of fixtures/graphs.jsonl, with verdicts from arithmetic and brute force', () => {
  const lines = readFileSync(new URL('./fixtures/graphs.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  const fixtures = lines.map((line): Fixture => JSON.parse(line))

  test('there are at least 500 of them', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(500)
  })

  test.each(['ofac', 'uk', 'eu'] as const)('under %s all verdicts are met', (regime) => {
    const wrong = fixtures.flatMap(({ name, day, stakes, designated, expect: expected }) =>
      Object.entries(expected)
        .filter(([id]) => graphOf(stakes).find(id) !== undefined)
        .map(
          ([id, verdicts]) =>
            [`${name}, ${id}`, verdicts[regime], verdict(stakes, designated.join(','), id, day, regime)] as const,
        )
        .filter(([, wanted, got]) => wanted !== got),
    )
    expect(wrong).toEqual([])
  })
})

test('a party that rows write by id and by name is one party', () => {
  const builder = new StakeGraphBuilder((text) => (text === 'Acme' ? 'C-1' : text))
  const whole = { kind: 'shares', share: { min: 500_000_000, max: 500_000_000 } } as const
  builder.stake({ owner: 'X', owned: 'Acme', ...whole, row: 2 })
  builder.stake({ owner: 'C-1', owned: 'B', ...whole, row: 3 })
  expect(builder.build().ids).toEqual(['X', 'C-1', 'B'])
})

test('adding a designated party or a stake of one never unblocks anyone', () => {
  const lines = fc.array(
    fc.tuple(fc.constantFrom('X', 'Y', 'A', 'B', 'C'), fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 0, max: 30 })),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(lines, (stakes) => {
      const text = stakes.map(([owner, owned, share], i) => `${owner} ${owned} ${share} source=${i}`)
      const known = ['A 100 0', ...text].slice(1).concat('Z A 0', 'Z B 0', 'Z C 0')
      for (const id of ['A', 'B', 'C']) {
        if (verdict(known, 'X', id) === 'blocked') expect(verdict(known, 'X,Y', id)).toBe('blocked')
      }
    }),
    { numRuns: 300, seed: 20250220 },
  )
})
