import { describe, expect, test } from 'vitest'
import { report } from '../../test/support/horizon-report.ts'
import { claims, readReports } from './horizon.ts'

describe('merging, corroboration, contradiction', () => {
  const one = report(
    'Mexico City woke to news.\n\nPresident Donald Trump vowed in February to designate the Red Delta Gang as a terrorist organization.',
    '2025-03-14',
    { id: 'one' },
  )
  const two = report(
    'President Donald Trump vowed late last month to designate the Red Delta Gang as a terrorist organization, a step that Mexico rejected.',
    '2025-03-13',
    { id: 'two' },
  )
  const other = report(
    'Canada on Tuesday designated the Red Delta Gang as a terrorist entity under the Criminal Code.',
    '2025-03-14',
    { id: 'three' },
  )

  test('a month and a part of it are one vow; the finer date is kept and the difference told', () => {
    const { written } = readReports([one, two])
    const [a, b] = written.map(({ events }) => events.find(({ type }) => type === 'vow'))
    expect(a?.key).toBe(b?.key)
    expect(a?.merged.date).toBe('2025-02-21/2025-02-28')
    expect(a?.merged.disputes[0]).toMatchObject({ field: 'date', kind: 'precision', kept: '2025-02-21/2025-02-28' })
  })

  test('two countries that designate one group are two events', () => {
    const us = report(
      'The State Department on Tuesday designated the Red Delta Gang as a foreign terrorist organization.',
      '2025-03-14',
      { id: 'us' },
    )
    const keys = readReports([us, other]).written.map(({ events }) => events[0]?.key)
    expect(new Set(keys).size).toBe(2)
  })

  test('reports that quote one post are one origin; others are independent', () => {
    const post =
      '"We will temporarily hold off the terrorist designation of the Red Delta Gang for now," Donald Trump wrote.'
    const a = report(`${post} Markets rose.`, '2025-03-14', { id: 'a' })
    const b = report(`Donald Trump is waiting. ${post}`, '2025-03-14', { id: 'b' })
    const c = report(
      'The White House said on Friday it was postponing the terrorist designation of the Red Delta Gang.',
      '2025-03-14',
      { id: 'c' },
    )
    const same = readReports([a, b]).written[0]?.events.find(({ type }) => type === 'hold_off')
    expect(same?.confidence).toMatchObject({ sources: 2, origins: 1, band: 'single_source' })
    const apart = readReports([a, c]).written[0]?.events.find(({ type }) => type === 'hold_off')
    expect(apart?.confidence).toMatchObject({ sources: 2, origins: 2, band: 'corroborated' })
  })

  test('the order of the reports does not matter', () => {
    const sets = [
      [one, two, other],
      [other, two, one],
      [two, other, one],
    ]
    const answers = sets.map((set) =>
      JSON.stringify(
        readReports(set)
          .written.toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .map(({ events }) => events.map(({ key, merged }) => [key, merged])),
      ),
    )
    expect(new Set(answers).size).toBe(1)
  })

  test('statements export as ClaimReview, the same words once', () => {
    const said = '"We will never accept the terrorist designation," Claudia Sheinbaum said.'
    const made = claims(
      readReports([report(said, '2025-03-14', { id: 'a' }), report(said, '2025-03-15', { id: 'b' })]).written,
    )
    expect(made).toHaveLength(1)
    expect(made[0]).toMatchObject({
      '@type': 'ClaimReview',
      itemReviewed: { author: { name: 'Claudia Sheinbaum' }, appearance: [{ identifier: 'a' }, { identifier: 'b' }] },
    })
  })
})
