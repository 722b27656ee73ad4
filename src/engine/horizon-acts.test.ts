import { describe, expect, test } from 'vitest'
import { read } from '../../test/support/horizon-report.ts'
import type { Report } from '../horizon/discourse.ts'
import { isContextType } from '../horizon/vocabulary.ts'

const told = (text: string, published?: string, more?: Partial<Report>) =>
  read(text, published, more).events.map(({ type, date, actor, target_organisations, status_after }) => ({
    type,
    date,
    actor,
    targets: target_organisations,
    status: status_after,
  }))

describe('acts by what governs what (published Friday 2025-03-14, all reports synthetic)', () => {
  test.each([
    [
      'a designation told as done',
      'The State Department on Thursday designated the Red Delta Gang as a foreign terrorist organization.',
      'designate',
      '2025-03-13',
    ],
    [
      'the passive with an agent',
      'The Red Delta Gang was designated a terrorist organization by Canada on Tuesday.',
      'designate',
      '2025-03-11',
    ],
    [
      'put on a list',
      'Canada put the Red Delta Gang on its list of terrorist entities on Tuesday.',
      'designate',
      '2025-03-11',
    ],
    [
      'taken off a list',
      'Washington took the Red Delta Gang off its list of terrorist groups on Tuesday.',
      'revoke',
      '2025-03-11',
    ],
    [
      'the future of the authority is an intent',
      'The Treasury Department will designate the Red Delta Gang as a terrorist group next week, it said on Tuesday.',
      'announce_intent',
      '2025-03-11',
    ],
    [
      'a leader’s promise is a vow',
      'The president vowed on Tuesday to designate the Red Delta Gang as a terrorist organization.',
      'vow',
      '2025-03-11',
    ],
    [
      'work that goes on',
      'The White House is working to designate the Red Delta Gang as a terrorist organization, officials said on Tuesday.',
      'prepare',
      '2025-03-11',
    ],
    [
      'put off',
      'The White House has postponed the terrorist designation of the Red Delta Gang, it said on Tuesday.',
      'hold_off',
      '2025-03-11',
    ],
    [
      'a refusal',
      'The State Department on Tuesday declined to designate the Red Delta Gang as a terrorist organization.',
      'decline',
      '2025-03-11',
    ],
    [
      'urged by those without the power',
      'Several senators urged the State Department on Tuesday to designate the Red Delta Gang as a terrorist organization.',
      'propose',
      '2025-03-11',
    ],
    [
      'a review of what stands',
      'The State Department on Tuesday opened a review of the terrorist designation of the Red Delta Gang.',
      'review',
      '2025-03-11',
    ],
    [
      'kept after review',
      'The secretary of state on Tuesday upheld the terrorist designation of the Red Delta Gang.',
      'maintain',
      '2025-03-11',
    ],
    [
      'a court annuls',
      'A federal court on Tuesday annulled the terrorist designation of the Red Delta Gang.',
      'court_ruling',
      '2025-03-11',
    ],
    [
      'a suit',
      'The Red Delta Gang filed a lawsuit against its terrorist designation in federal court on Tuesday.',
      'challenge',
      '2025-03-11',
    ],
    ['a rebuff', 'Mexico rejected the terrorist designation of the Red Delta Gang on Tuesday.', 'reject', '2025-03-11'],
    [
      'an intent to revoke',
      'The State Department told Congress on Tuesday that it intends to revoke the terrorist designation of the Red Delta Gang.',
      'revoke_intent',
      '2025-03-11',
    ],
    [
      'a measure against persons is no designation',
      'The Treasury Department on Tuesday designated three leaders of the Red Delta Gang as terrorists.',
      'sanction',
      '2025-03-11',
    ],
  ] as const)('%s', (_why, text, type, date) => {
    const events = told(text)
    expect(events.map((event) => event.type)).toEqual([type])
    expect(events[0]?.date).toBe(date)
  })

  test.each([
    ['a possibility', 'The White House could designate the Red Delta Gang as a terrorist organization.'],
    ['a condition', 'If the State Department designates the Red Delta Gang as a terrorist group, banks must act.'],
    ['a consequence', 'A terrorist designation would freeze the assets of the Red Delta Gang.'],
    ['the law in general', 'The secretary of state can designate a foreign group as a terrorist organization.'],
    ['a denial', 'The Red Delta Gang is not designated as a terrorist organization by the U.S. government.'],
    ['an adjective', 'He was convicted of helping a designated foreign terrorist organization.'],
    ['a question', 'Will the State Department designate the Red Delta Gang as a terrorist organization?'],
    ['another kind of list', 'The committee added the canal to its list of heritage sites on Tuesday.'],
    ['sport', 'The club designated the pitcher for assignment on Tuesday.'],
    ['a referee in Spanish', 'El comité designó al árbitro este martes.'],
  ] as const)('no event: %s', (_why, text) => {
    expect(
      told(text, '2025-03-14', { language: text.startsWith('El ') ? 'es' : 'en' }).filter(
        ({ type }) => !isContextType(type),
      ),
    ).toEqual([])
  })

  test('Spanish: who, what, when and at whose request', () => {
    const [event] = read(
      'El presidente de Estados Unidos, Donald Trump, anunció este jueves que aplazará la designación de la Banda Delta Roja como organización terrorista, a petición de su homóloga de México, Claudia Sheinbaum.',
      '2025-03-14',
      { language: 'es' },
    ).events
    expect(event).toMatchObject({
      type: 'hold_off',
      date: '2025-03-13',
      actor: 'Donald Trump',
      requester: 'Claudia Sheinbaum',
      status_after: 'held_off',
    })
  })

  test('announced and in force are two dates', () => {
    const [event] = read(
      'The State Department said on Tuesday it would designate the Red Delta Gang as a foreign terrorist organization, effective March 20.',
    ).events
    expect(event).toMatchObject({ date: '2025-03-11', effective_date: '2025-03-20', certainty: 'planned' })
  })

  test('one clause may hold two acts on two lists', () => {
    const events = told(
      'The United States on Tuesday revoked the terrorist designation of the Red Delta Gang and designated the Blue Delta Group as a foreign terrorist organization.',
    )
    expect(events.map(({ type, targets }) => [type, targets])).toEqual([
      ['revoke', ['Red Delta Gang']],
      ['designate', ['Blue Delta Group']],
    ])
  })

  test('a notice: signed, published and in force are kept apart, and the listed names are the targets', () => {
    const notice = `Federal Register / Vol. 90 / Friday, March 14, 2025 / Notices

DEPARTMENT OF STATE

[Public Notice: 99999]

Foreign Terrorist Organization Designation of Red Delta Gang

Based upon a review of the Administrative Record, I conclude that there is a sufficient factual basis with respect to Red Delta Gang (also known as RDG).

Therefore, I hereby designate Red Delta Gang as a foreign terrorist organization pursuant to section 219 of the Immigration and Nationality Act.

Dated: March 3, 2025.

Jane Q. Roe,
Secretary of State.

[FR Doc. 2025-99999 Filed 3-13-25; 8:45 am]
`
    const [event] = read(notice).events
    expect(event).toMatchObject({
      type: 'designate',
      date: '2025-03-03',
      effective_date: '2025-03-14',
      actor: 'Jane Q. Roe',
      target_organisations: ['Red Delta Gang'],
      authority: ['FTO'],
    })
    expect(event?.confidence.band).toBe('single_source')
    const official = {
      publisher: 'federal-register',
      document: '2025-99999',
      address: 'https://www.federalregister.gov/documents/full_text/text/2025/03/14/2025-99999.txt',
      published: '2025-03-14',
      sha256: '0'.repeat(64),
      fetchedAt: '2025-03-14T12:00:00Z',
    }
    const [fetched] = read(notice, '2025-03-14', { official }).events
    expect(fetched?.confidence.band).toBe('official')
  })
})
