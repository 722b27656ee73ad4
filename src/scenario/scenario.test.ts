import { describe, expect, test } from 'vitest'
import { loadRegister } from '../engine/register.ts'
import type { Authority } from '../model/authority.ts'
import type { BookFlow, BookParty } from '../model/book.ts'
import type { IsoDate } from '../model/brand.ts'
import type { BookHit, InForce, PartyUnder } from './book-under.ts'
import { differenceOf } from './difference.ts'
import { realStatuses, SUPPOSED, suppose, supposedOrganisations, supposedStatuses } from './hypothetical.ts'
import { renderPicture } from './picture.ts'
import type { Scenario } from './scenario.ts'

const register = loadRegister()
const idOf = (id: string) => register.organisations.find((each) => each.id === id)?.id ?? never(id)
const never = (id: string): never => {
  throw new Error(`the register has no ${id}`)
}
const scenario = (values: Partial<Scenario> = {}): Scenario => ({
  name: 'test',
  action: 'designate',
  organisations: [idOf('cartel-de-sinaloa')],
  names: [],
  authorities: ['FTO', 'SDGT'],
  effective: '2019-12-20' as IsoDate,
  asOf: '2019-12-06' as IsoDate,
  ...values,
})

function statesOn(asked: Scenario, day: string): Record<string, string> {
  const hypothetical = suppose(register, asked)
  const [organisation] = supposedOrganisations(hypothetical)
  if (organisation === undefined) throw new Error('no organisation')
  return Object.fromEntries(
    [...supposedStatuses(hypothetical, organisation, day as IsoDate)].map(([authority, { state }]) => [
      authority,
      state,
    ]),
  )
}

describe('a hypothetical version of the register', () => {
  test.each([
    ['before the effect nothing stands', '2019-12-19', 'none', 'designated'],
    ['on the day of effect it does', '2019-12-20', 'designated', 'designated'],
  ] as const)('%s', (_why, day, fto, sdntk) => {
    const states = statesOn(scenario(), day)
    expect([states['FTO'], states['SDNTK']]).toEqual([fto, sdntk])
  })

  test('between announcement and effect it is announced', () => {
    expect(statesOn(scenario({ announced: '2019-12-10' as IsoDate }), '2019-12-15')['FTO']).toBe('announced')
  })

  test('what really happened later is not known on the day of the scenario', () => {
    expect(statesOn(scenario(), '2025-03-01')['CA']).toBeUndefined()
  })

  test('a revocation ends the authority it names and no other', () => {
    const states = statesOn(
      scenario({
        action: 'revoke',
        authorities: ['SDGT'],
        effective: '2026-01-05' as IsoDate,
        asOf: '2025-12-01' as IsoDate,
      }),
      '2026-01-05',
    )
    expect([states['SDGT'], states['FTO']]).toEqual(['revoked', 'designated'])
  })

  test('a name that the register does not have is an organisation of its own', () => {
    expect(statesOn(scenario({ organisations: [], names: ['Los Nuevos'] }), '2019-12-20')).toEqual({
      FTO: 'designated',
      SDGT: 'designated',
    })
  })

  test('the real register is left as it was, byte for byte', () => {
    const before = JSON.stringify(register)
    statesOn(scenario(), '2019-12-20')
    expect(JSON.stringify(register)).toBe(before)
    const real = register.organisations.find(({ id }) => id === 'cartel-de-sinaloa')
    expect(real === undefined ? undefined : realStatuses(register, real, scenario()).get('FTO')?.state).toBeUndefined()
  })

  test('it cannot stand in for a register, nor be read or written as JSON', () => {
    const hypothetical = suppose(register, scenario())
    // @ts-expect-error a hypothetical register is no register
    const asRegister: typeof register = hypothetical
    expect([Object.keys(asRegister), JSON.stringify(hypothetical).includes('organisations":[{')]).toEqual([
      ['scenario'],
      false,
    ])
    expect(() => supposedOrganisations({ scenario: scenario() } as never)).toThrow(/suppose/)
  })

  test('every supposed event says so', () => {
    const [organisation] = supposedOrganisations(suppose(register, scenario()))
    const supposed = organisation?.events.filter(({ citation }) => citation.startsWith(SUPPOSED)) ?? []
    expect(supposed.map(({ verified, type }) => [verified, type])).toEqual([
      [false, 'designated'],
      [false, 'designated'],
    ])
  })
})

const inForce = (...authorities: readonly Authority[]): readonly InForce[] =>
  authorities.map((authority) => ({ authority, since: null, citation: null }))
const hit = (isTarget: boolean, before: readonly Authority[], after: readonly Authority[]): BookHit => ({
  entity: 'e',
  caption: 'Entry',
  score: 1,
  band: 'strong',
  isTarget,
  before: inForce(...before),
  after: inForce(...after),
})
const bookParty = (id: string, thousands = 1): BookParty => ({
  id,
  name: id,
  properties: {},
  country: 'mx',
  sector: 'fuel',
  role: 'supplier',
  amounts: [{ units: BigInt(thousands) * 10_000_000n, currency: 'MXN' }],
  row: 2,
})
const under = (id: string, values: Partial<PartyUnder>): PartyUnder => ({
  party: bookParty(id),
  hits: [],
  ownedBefore: {},
  ownedAfter: {},
  ownedByTarget: {},
  authoritiesOfOwners: { before: [], after: [] },
  ...values,
})

describe('the difference for a book', () => {
  test('a match that nobody blocked before is new, and its money is at stake', () => {
    const { newly, unchanged, amounts } = differenceOf(
      scenario(),
      [under('A', { hits: [hit(true, [], ['FTO', 'SDGT'])] })],
      [],
    )
    expect(newly.matched.map(({ id, gains, already }) => [id, gains, already])).toEqual([['A', ['FTO', 'SDGT'], []]])
    expect([unchanged, amounts.map(({ sum, already_blocked }) => [sum, already_blocked])]).toEqual([
      [],
      [[1_000, false]],
    ])
  })

  test('where another authority bites already, that is said, and does not change', () => {
    const { newly, unchanged } = differenceOf(
      scenario(),
      [under('A', { hits: [hit(true, ['SDNTK'], ['SDNTK', 'FTO'])] })],
      [],
    )
    expect(newly.matched.map(({ gains, already }) => [gains, already])).toEqual([[['FTO'], ['SDNTK']]])
    expect(unchanged.map(({ id, because }) => [id, /already blocked .* under SDNTK/.test(because)])).toEqual([
      ['A', true],
    ])
  })

  test('an organisation that stands already changes nothing', () => {
    expect(differenceOf(scenario(), [under('A', { hits: [hit(true, ['FTO'], ['FTO'])] })], []).newly.matched).toEqual(
      [],
    )
  })

  test('another entry that the party matches is not the scenario’s', () => {
    expect(differenceOf(scenario(), [under('A', { hits: [hit(false, ['UN'], ['UN'])] })], []).newly.matched).toEqual([])
  })

  test('newly over the line through owners', () => {
    const owned = under('A', {
      ownedAfter: { ofac: 'blocked' },
      ownedByTarget: { ofac: 'blocked' },
      authoritiesOfOwners: { before: [], after: inForce('SDGT') },
      arithmetic: '50 + 0',
    })
    expect(
      differenceOf(scenario(), [owned], []).newly.owned.map(({ id, verdict, gains }) => [id, verdict, gains]),
    ).toEqual([['A', 'blocked', ['SDGT']]])
  })

  test('an owner chain that stays as it is is not listed', () => {
    const owned = under('A', {
      ownedBefore: { ofac: 'blocked' },
      ownedAfter: { ofac: 'blocked' },
      authoritiesOfOwners: { before: inForce('SDNTK'), after: inForce('SDNTK') },
    })
    expect(differenceOf(scenario(), [owned], []).newly.owned).toEqual([])
  })

  test('a party is counted once in the sums, matched and owned alike', () => {
    const both = under('A', {
      hits: [hit(true, [], ['FTO'])],
      ownedAfter: { ofac: 'blocked' },
      ownedByTarget: { ofac: 'blocked' },
    })
    expect(differenceOf(scenario(), [both], []).amounts.map(({ sum, parties }) => [sum, parties])).toEqual([[1_000, 1]])
  })

  test('a party whose last designation ends is released', () => {
    const asked = scenario({ action: 'revoke' })
    const verdicts = [['FTO'], []].map(
      (after) =>
        differenceOf(asked, [under('A', { hits: [hit(true, ['FTO', 'SDGT'], after as Authority[])] })], []).newly
          .matched[0]?.verdict,
    )
    expect(verdicts).toEqual(['blocked', 'released'])
  })

  const flow = (id: string, values: Partial<BookFlow>): BookFlow => ({
    id,
    kind: 'payment',
    party: 'A',
    status: 'in_flight',
    row: 2,
    ...values,
  })
  test('flows are told apart by the days of announcement and effect', () => {
    const flows = [
      flow('before', { on: '2019-12-08' as IsoDate }),
      flow('interim', { on: '2019-12-12' as IsoDate }),
      flow('after', { on: '2019-12-20' as IsoDate }),
      flow('settled', { on: '2019-12-12' as IsoDate, status: 'settled' }),
      flow('contract', {
        kind: 'contract',
        status: 'open',
        on: '2019-01-01' as IsoDate,
        until: '2021-01-01' as IsoDate,
      }),
      flow('over', { kind: 'contract', status: 'open', until: '2019-12-01' as IsoDate }),
      flow('other', { party: 'B' }),
    ]
    const { in_flight } = differenceOf(
      scenario({ announced: '2019-12-10' as IsoDate }),
      [under('A', { hits: [hit(true, [], ['FTO'])] })],
      flows,
    )
    expect(in_flight.map(({ id, phase }) => [id, phase])).toEqual([
      ['before', 'before_announcement'],
      ['interim', 'interim'],
      ['after', 'after_effect'],
      ['contract', 'running'],
    ])
  })
})

test('the picture says in a table what it draws, and takes no markup from names', () => {
  const { newly } = differenceOf(scenario(), [under('<b>A</b>', { hits: [hit(true, [], ['FTO'])] })], [])
  const html = renderPicture({
    title: 'What if',
    subtitle: '',
    targets: [{ id: 't', name: 'T', entityIds: ['e'] }],
    ...newly,
    captionOf: () => undefined,
    caveat: '',
  })
  expect([html.includes('<b>A'), html.includes('<td>&#60;b&#62;A&#60;/b&#62;</td>'), html.includes('<script')]).toEqual(
    [false, true, false],
  )
})
