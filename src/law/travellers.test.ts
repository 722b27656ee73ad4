import { describe, expect, test } from 'vitest'
import type { Authority } from '../model/authority.ts'
import type { Designation } from '../model/designation.ts'
import { referTraveller, type TravellerHit } from './travellers.ts'

const designation = (authority: Authority, state: Designation['state'] = 'designated'): Designation => ({
  authority,
  state,
  since: null,
  until: null,
  citation: 'synthetic',
  verified: true,
})
const hit = (more: Partial<TravellerHit> = {}): TravellerHit => ({
  entityId: 'ofac-1',
  name: 'SYNTHETIC, Person',
  isPerson: true,
  band: 'strong',
  designations: [],
  linkedTo: [],
  agreeing: [],
  differing: [],
  missing: [],
  ...more,
})
const grounds = (...hits: readonly TravellerHit[]) => referTraveller(hits, 'en').reasons.map(({ ground }) => ground)

test('no hit is no referral', () => {
  expect(referTraveller([], 'en')).toMatchObject({ answer: 'no_hit', reasons: [] })
})

describe('the ground follows the authority in force', () => {
  test.each([
    [
      'linked to an FTO',
      hit({ linkedTo: [{ name: 'X', designations: [designation('FTO')] }] }),
      ['INA 212(a)(3)(B)(i)(V)'],
    ],
    ['named as SDGT', hit({ designations: [designation('SDGT')] }), ['INA 212(a)(3)(B)(iv)(VI)']],
    ['named as a trafficker', hit({ designations: [designation('SDNTK')] }), ['INA 212(a)(2)(C)']],
    [
      'several at once',
      hit({
        designations: [designation('SDGT'), designation('SDNTK')],
        linkedTo: [{ name: 'X', designations: [designation('FTO')] }],
      }),
      ['INA 212(a)(3)(B)(i)(V)', 'INA 212(a)(3)(B)(iv)(VI)', 'INA 212(a)(2)(C)'],
    ],
    ['on a list of another kind', hit(), ['listing']],
  ] as const)('%s', (_why, one, expected) => {
    expect(grounds(one)).toEqual(expected)
  })
  test('an announcement, a hold or a revocation gives none', () => {
    for (const state of ['announced', 'held', 'revoked'] as const) {
      expect(grounds(hit({ linkedTo: [{ name: 'X', designations: [designation('FTO', state)] }] }))).toEqual([
        'listing',
      ])
    }
  })
})

test('a weak likeness with nothing else in common refers nobody', () => {
  expect(referTraveller([hit({ band: 'weak' })], 'en').answer).toBe('no_hit')
  expect(referTraveller([hit({ band: 'weak', agreeing: ['document'] })], 'en').answer).toBe('refer')
})

test('what agrees and what is missing goes with the reason, and a namesake is spoken of', () => {
  const { reasons, notice } = referTraveller([hit({ agreeing: ['gender'], missing: ['birth date'] })], 'es')
  expect(reasons[0]).toMatchObject({ agreeing: ['gender'], missing: ['birth date'], needs_counsel: true })
  expect(notice).toMatch(/homónimo/)
})
