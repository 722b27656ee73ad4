import { existsSync, readdirSync } from 'node:fs'
import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { relationColumns } from '../../engine/exposure.ts'
import type { Link } from '../../model/link.ts'
import { shareText } from '../../model/share.ts'
import type { Stake } from '../../model/stake.ts'
import { readTableFile } from '../tabular/read-table.ts'
import { readLinks, readOwnership } from './read-ownership.ts'

function read(content: string | Uint8Array) {
  const stakes: Stake[] = []
  const links: Link[] = []
  const names = new Map<string, string>()
  const bytes = typeof content === 'string' ? strToU8(content) : content
  const sink = {
    stake: (stake: Stake) => stakes.push(stake),
    name: (id: string, name: string) => names.set(id, name),
    link: (link: Link) => links.push(link),
  }
  const reading = readOwnership(bytes, relationColumns(), sink as never)
  const text = stakes.map(
    (stake) =>
      `${stake.owner}>${stake.owned} ${stake.kind} ${shareText(stake.share)}${stake.from === undefined ? '' : ` from ${stake.from.asPublished}`}${stake.to === undefined ? '' : ` to ${stake.to.asPublished}`}${stake.joint === undefined ? '' : ' joint'}`,
  )
  return { reading, text, links, names }
}

describe('tables', () => {
  test('the plain form, with ranges, unknown shares, dates and kinds', () => {
    const { text, reading } = read(
      'owner,owned,share,from,to,kind\nX,A,50,2020,2024-05-01,\nX,B,40-60,,,votes\nY,B,,,,\nY,C,,,,control\n',
    )
    expect(text).toEqual([
      'X>A shares 50 from 2020 to 2024-05-01',
      'X>B votes 40 to 60',
      'Y>B shares unknown',
      'Y>C controls unknown',
    ])
    expect([reading.rows, reading.stakes, reading.refused]).toEqual([4, 4, 0])
  })

  test('Spanish headings, decimal commas and semicolons', () => {
    expect(read('accionista;sociedad;porcentaje accionario\nX;A;33,5\nZ;A;66,5 %\n').text).toEqual([
      'X>A shares 33.5',
      'Z>A shares 66.5',
    ])
  })

  test('least and most in columns of their own; ids apart from names', () => {
    const { text, names } = read('owner_id,owner,owned_id,owned,share_min,share_max\n1,Ana,2,Acme,25,50\n')
    expect([text, names.get('1'), names.get('2')]).toEqual([['1>2 shares 25 to 50'], 'Ana', 'Acme'])
  })

  test.each([
    ['a negative share leaves it unknown', 'X,A,-5', 'X>A shares unknown', 'share.negative', 'row 2, cell C2'],
    ['a share over 100 too', 'X,A,120', 'X>A shares unknown', 'share.over_100', 'row 2, cell C2'],
    ['no number', 'X,A,half', 'X>A shares unknown', 'share.unreadable', 'row 2, cell C2'],
    ['a range backwards', 'X,A,60-40', 'X>A shares unknown', 'share.backwards', 'row 2, cell C2'],
    ['a row without a holder is refused', ',A,5', undefined, 'stake.party.missing', 'row 2, cell A2'],
  ] as const)('%s, and the rest is read', (_why, row, expected, code, where) => {
    const { text, reading } = read(`owner,owned,share\n${row}\nX,B,10\n`)
    expect(text).toEqual([...(expected === undefined ? [] : [expected]), 'X>B shares 10'])
    expect(reading.issues.map((issue) => [issue.code, issue.where])).toEqual([[code, where]])
  })

  test('a date that cannot be read leaves the day open', () => {
    const { text, reading } = read('owner,owned,share,from\nX,A,60,last spring\n')
    expect([text, reading.issues[0]?.code]).toEqual([['X>A shares 60 from last spring'], 'date.unreadable'])
  })

  test('shares that look like fractions are doubted aloud', () => {
    expect(read('owner,owned,share\nX,A,0.5\nX,B,0.25\nX,C,1\n').reading.issues.map(({ code }) => code)).toEqual([
      'stake.shares.look_like_fractions',
    ])
  })

  test('a file without the columns is refused with those it has', () => {
    expect(() => read('a,b\n1,2\n')).toThrow(/no column owner and owned; its columns are "a", "b"/)
  })
})

const ftm = (id: string, schema: string, properties: Record<string, readonly string[]>): string =>
  JSON.stringify({ id, schema, properties })

describe('FollowTheMoney', () => {
  test('Ownership is a stake, other relations are links, parties give names', () => {
    const { text, links, names, reading } = read(
      [
        ftm('p', 'Person', { name: ['Ana'] }),
        ftm('c', 'Company', { name: ['Acme'] }),
        ftm('o', 'Ownership', { owner: ['p'], asset: ['c'], percentage: ['51'], startDate: ['2020-05'] }),
        ftm('d', 'Directorship', { director: ['p'], organization: ['c'], role: ['Chair'] }),
        ftm('x', 'Ownership', { owner: ['q'], asset: ['c'], percentage: ['-1'] }),
      ].join('\n'),
    )
    expect(text).toEqual(['p>c shares 51 from 2020-05', 'q>c shares unknown'])
    expect(links.map(({ from, to, kind, grade, note }) => [from, to, kind, grade, note])).toEqual([
      ['p', 'c', 'directs', 'reported', 'Chair'],
    ])
    expect(names.get('c')).toBe('Acme')
    expect(reading.issues.map(({ code, where }) => [code, where])).toEqual([
      ['share.negative', 'row 5, percentage'],
      ['stake.party.unknown', 'row 5'],
    ])
  })

  test('a line that is no JSON is refused by line', () => {
    expect(read(`${ftm('p', 'Person', { name: ['Ana'] })}\n{broken\n`).reading.issues[0]).toMatchObject({
      code: 'row.unreadable',
      where: 'line 2',
    })
  })
})

const entity = (recordId: string, name: string, entityType: object = { type: 'registeredEntity' }) => ({
  statementId: recordId,
  recordId,
  recordType: 'entity',
  recordStatus: 'new',
  recordDetails: { name, entityType },
})
const relation = (
  recordId: string,
  subject: unknown,
  interestedParty: unknown,
  interests: readonly object[],
  extra: object = {},
  head: object = {},
) => ({
  statementId: recordId,
  recordId,
  recordType: 'relationship',
  recordStatus: 'new',
  ...head,
  recordDetails: { subject, interestedParty, interests, ...extra },
})
const direct = (share: object, type = 'shareholding') => ({ type, directOrIndirect: 'direct', share })

describe('BODS 0.4', () => {
  const parties = [entity('a', 'A'), entity('b', 'B'), entity('x', 'X')]

  test.each([
    ['an exact share', [relation('r', 'a', 'x', [direct({ exact: 51 })])], ['x>a shares 51']],
    [
      'open ends are a unit inside',
      [relation('r', 'a', 'x', [direct({ exclusiveMinimum: 25, maximum: 50 }, 'votingRights')])],
      ['x>a votes 25.0000001 to 50'],
    ],
    [
      'a type that is not given is an unknown share',
      [relation('r', 'a', 'x', [{ directOrIndirect: 'unknown' }])],
      ['x>a shares unknown'],
    ],
    [
      'the newest statement of a record counts',
      [
        relation('r', 'a', 'x', [direct({ exact: 51 })], {}, { statementDate: '2020-01-01' }),
        relation('r', 'a', 'x', [direct({ exact: 10 })], {}, { statementDate: '2021-01-01', recordStatus: 'updated' }),
      ],
      ['x>a shares 10'],
    ],
    ['a closed record ends', [relation('r', 'a', 'x', [direct({ exact: 51 })], {}, { recordStatus: 'closed' })], []],
    [
      'an indirect sum is not counted beside its parts',
      [
        relation('r1', 'a', 'b', [direct({ exact: 60 })]),
        relation('r2', 'a', 'x', [{ type: 'shareholding', directOrIndirect: 'indirect', share: { exact: 30 } }], {
          componentRecords: ['b', 'r1'],
        }),
      ],
      ['b>a shares 60'],
    ],
    [
      'an undisclosed holder takes room',
      [relation('r', 'a', { reason: 'noBeneficialOwners' }, [direct({ exact: 70 })])],
      ['undisclosed-4-interestedParty>a shares 70'],
    ],
    ['a share over 100 is unknown', [relation('r', 'a', 'x', [direct({ exact: 150 })])], ['x>a shares unknown']],
  ] as const)('%s', (_why, relations, expected) => {
    expect(read(JSON.stringify([...parties, ...relations])).text).toEqual(expected)
  })

  test('holders of a joint arrangement hold jointly', () => {
    const arrangement = entity('j', 'Joint shareholding', { type: 'arrangement' })
    const { text } = read(
      JSON.stringify([
        ...parties,
        arrangement,
        relation('r', 'j', 'x', [direct({ exact: 50 })]),
        relation('s', 'a', 'j', [direct({ exact: 100 })]),
      ]),
    )
    expect(text).toEqual(['x>j shares 50 joint', 'j>a shares 100'])
  })
})

describe('GLEIF level 2', () => {
  const record = (start: string, type: string, end: string, status = 'ACTIVE') =>
    `<rr:RelationshipRecord><rr:Relationship><rr:StartNode><rr:NodeID>${start}</rr:NodeID></rr:StartNode><rr:EndNode><rr:NodeID>${end}</rr:NodeID></rr:EndNode><rr:RelationshipType>${type}</rr:RelationshipType><rr:RelationshipPeriods><rr:RelationshipPeriod><rr:StartDate>2018-01-01T00:00:00Z</rr:StartDate><rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod></rr:RelationshipPeriods><rr:RelationshipStatus>${status}</rr:RelationshipStatus></rr:Relationship></rr:RelationshipRecord>`

  test('consolidation is a stake of unknown share, and control', () => {
    const { text } = read(
      `<rr:RelationshipData xmlns:rr="r">${record('C', 'IS_DIRECTLY_CONSOLIDATED_BY', 'P')}${record('C', 'IS_ULTIMATELY_CONSOLIDATED_BY', 'U')}${record('B', 'IS_INTERNATIONAL_BRANCH_OF', 'P')}${record('D', 'IS_DIRECTLY_CONSOLIDATED_BY', 'P', 'INACTIVE')}</rr:RelationshipData>`,
    )
    expect(text).toEqual([
      'P>C shares unknown from 2018-01-01',
      'P>C consolidates unknown from 2018-01-01',
      'U>C consolidates unknown from 2018-01-01',
      'P>B shares 100 from 2018-01-01',
    ])
  })

  test('a document type is refused', () => {
    expect(() => read('<!DOCTYPE x><x/>')).toThrow(/document type/)
  })
})

test('links: kinds and grades are closed vocabularies', () => {
  const links: Link[] = []
  const sink = { stake: () => undefined, name: () => undefined, link: (link: Link) => links.push(link) }
  const reading = readLinks(
    strToU8('from,to,kind,grade,source\nA,B,family,reported,press\nA,C,pays rent,,\nA,D,phone,sure,\n'),
    relationColumns(),
    sink as never,
  )
  expect(links.map(({ to, kind, grade }) => [to, kind, grade])).toEqual([
    ['B', 'family', 'reported'],
    ['D', 'shares_phone', 'inferred'],
  ])
  expect(reading.issues.map(({ code }) => code)).toEqual(['link.kind.unknown', 'link.grade.unknown'])
})

const samples = new URL('../../../../shared/data/lists/ownership/bods_0_4/', import.meta.url)
test.skipIf(!existsSync(samples))(
  'every published BODS example reads without a refused row (skipped without the shared data)',
  () => {
    const files = readdirSync(samples)
    const readings = files.map((name) => read(readTableFile(new URL(name, samples).pathname)).reading)
    expect([files.length, readings.reduce((sum, reading) => sum + reading.refused + reading.issues.length, 0)]).toEqual(
      [16, 0],
    )
  },
)
