import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { askRegister, loadRegister } from '../engine/register.ts'
import { type Authority, parseAuthority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import { addDays } from '../model/calendar.ts'

const register = loadRegister()
const day = (text: string): IsoDate => text as IsoDate
const KNOWN = day('2026-11-21')
const ask = (text: string, asOf: string) => askRegister(register, text, { asOf: day(asOf), knownAt: KNOWN })

describe('the story that the press reports of December 2019 tell, and how it went on', () => {
  test.each([
    ['before the vow nobody had said anything', '2019-11-25', 'none'],
    ['the vow', '2019-11-26', 'proposed'],
    ['the day before the hold', '2019-12-05', 'proposed'],
    ['the hold', '2019-12-06', 'held'],
    ['1,903 days of it', '2025-01-19', 'held'],
    ['the order of a new administration', '2025-01-20', 'proposed'],
    ['the day before the designations', '2025-02-19', 'proposed'],
    ['resolved into named members', '2025-02-20', 'resolved'],
  ] as const)('%s', (_why, asOf, state) => {
    expect(ask('Mexican cartels', asOf).statuses['FTO']).toMatchObject({ state, legal_effect: false })
  })
  test.each(['cartel-de-sinaloa', 'cartel-de-jalisco-nueva-generacion', 'cartel-del-golfo', 'cartel-del-noreste'])(
    '%s was a Kingpin through the whole hold and an FTO only since 2025-02-20',
    (id) => {
      for (const asOf of ['2019-12-06', '2021-07-07', '2025-02-19']) {
        expect(ask(id, asOf).statuses).toMatchObject({ FTO: { legal_effect: false }, SDNTK: { legal_effect: true } })
      }
      expect(ask(id, '2025-02-20').in_effect).toEqual(expect.arrayContaining(['FTO', 'SDGT', 'SDNTK']))
    },
  )
  test('a member tells of the hold on its class, which named no member', () => {
    const { classes, statuses } = ask('cartel-de-sinaloa', '2019-12-10')
    expect(classes).toMatchObject([{ id: 'mexican-drug-cartels', authority: 'FTO', status: { state: 'held' } }])
    expect(statuses['FTO']?.state).toBe('none')
  })
})

describe('dated steps of others', () => {
  test.each([
    ['IRGC, announced a week ahead', 'islamic-revolutionary-guard-corps', 'FTO', '2019-04-14', 'announced'],
    ['IRGC, on publication', 'islamic-revolutionary-guard-corps', 'FTO', '2019-04-15', 'designated'],
    ['Soles, SDGT before FTO', 'cartel-de-los-soles', 'SDGT', '2025-07-25', 'designated'],
    ['Soles, announced as FTO', 'cartel-de-los-soles', 'FTO', '2025-11-23', 'announced'],
    ['Viv Ansanm, signed', 'viv-ansanm', 'FTO', '2025-04-22', 'determined'],
    ['Viv Ansanm, Congress notified', 'viv-ansanm', 'FTO', '2025-04-23', 'notified'],
    ['HTS, the day before its revocation', 'hayat-tahrir-al-sham', 'FTO', '2025-07-07', 'designated'],
    ['HTS, the day of it', 'hayat-tahrir-al-sham', 'FTO', '2025-07-08', 'revoked'],
    ['HTS, still an SDGT', 'hayat-tahrir-al-sham', 'SDGT', '2025-07-08', 'designated'],
    ['Canada lists seven on the day of the eight', 'cartel-del-golfo', 'CA', '2025-02-20', 'designated'],
    ['Chone Killers, a day that the lists leave open', 'chone-killers', 'FTO', '2026-07-01', 'unknown'],
    ['Juarez Cartel, another', 'juarez-cartel', 'FTO', '2026-07-14', 'unknown'],
    ['al-Jihad, resolved into al-Qa’ida', 'egyptian-islamic-jihad', 'FTO', '2002-01-01', 'resolved'],
  ] as const)('%s', (_why, id, authority, asOf, state) => {
    expect(ask(id, asOf).statuses[authority]?.state).toBe(state)
  })
  test('Cartel del Noreste is the one of the eight that Canada did not list', () => {
    const eight = register.organisations.filter(({ events }) =>
      events.some(
        ({ authority, type, on }) => authority === 'FTO' && type === 'designated' && on.from === '2025-02-20',
      ),
    )
    const canadian = eight.filter(({ events }) => events.some(({ authority }) => authority === 'CA'))
    expect([eight.length, canadian.length]).toEqual([8, 7])
    expect(eight.filter((each) => !canadian.includes(each)).map(({ id }) => id)).toEqual(['cartel-del-noreste'])
  })
  test.each([
    'aum-shinrikyo',
    'basque-fatherland-and-liberty',
    'gamaa-al-islamiyya',
    'kahane-chai',
    'mujahidin-shura-council-in-the-environs-of-jerusalem',
  ])('%s lost FTO on 2022-05-20 and stays SDGT', (id) => {
    expect(ask(id, '2022-05-20').statuses).toMatchObject({ FTO: { state: 'revoked' }, SDGT: { legal_effect: true } })
  })
  test('what is next: the review five years after the last', () => {
    const review = ask('Boko Haram', '2014-01-01').next.find(({ code }) => code === 'review')
    expect(review).toMatchObject({ on: '2018-11-14', arithmetic: '2013-11-14 + 5 years', overdue: false })
    const order = ask('ansarallah', '2025-02-01').next.filter(({ authority }) => authority === 'FTO')
    expect(order.map(({ on }) => on)).toEqual(['2025-02-21', '2025-03-08'])
  })
})

/** One row of the reference: an organisation with its events in the reference's own words. */
interface ReferenceRow {
  readonly name: string
  readonly events: readonly {
    readonly type: string
    readonly date?: string
    readonly authority?: string
    readonly from?: string
    readonly to?: string
    readonly note: string
  }[]
}

interface Question {
  readonly name: string
  readonly authority: Authority
  readonly asOf: string
  readonly expected: 'effect' | 'no effect' | 'unknown'
  readonly state?: string
}

/** An oracle that reads the reference's rows by their own rules, sharing no code with the register. */
const STEP: Record<string, string> = {
  announced: 'announced',
  sdgt_announced: 'announced',
  proposed: 'proposed',
  vowed: 'proposed',
  determined: 'determined',
  notified: 'notified',
  held: 'held',
  petitioned: 'signalled',
}
const GIVES = ['designated', 'relisted', 'sdgt_designated']
const KEEPS = ['amended', 'reviewed', 'petition', 'petition_denied', 'judicial', 'revocation_announced']
const EXACT = /^\d{4}-\d{2}-\d{2}$/
const OPEN = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/

function authorityOf(event: ReferenceRow['events'][number]): Authority[] {
  const own: Authority = event.type.startsWith('sdgt_') ? 'SDGT' : 'FTO'
  return /^FTO (\+|and) SDGT/.test(event.note) ? ['FTO', 'SDGT'] : [own]
}

function questionsOf(row: ReferenceRow): Question[] {
  const seen = row.events.flatMap((event): Question[] => {
    const parsed = parseAuthority(event.authority ?? '')
    if (event.type !== 'seen' || !parsed.ok) return []
    const base = { name: row.name, authority: parsed.value, expected: 'effect' as const }
    return [
      { ...base, asOf: event.from ?? '' },
      { ...base, asOf: event.to ?? '' },
    ]
  })
  const stepped = (['FTO', 'SDGT'] as const).flatMap((authority) => {
    const own = row.events.filter((event) => event.date !== undefined && authorityOf(event).includes(authority))
    return authority === 'FTO' || own.some(({ type }) => GIVES.includes(type)) ? steps(row.name, authority, own) : []
  })
  return [...seen, ...stepped]
}

function steps(name: string, authority: Authority, events: ReferenceRow['events']): Question[] {
  return events.flatMap((event): Question[] => {
    const date = event.date ?? ''
    const open = OPEN.exec(date)
    if (open !== null && GIVES.includes(event.type)) {
      const [, first = '', last = ''] = open
      const inside = addDays(day(last), -1)
      return [
        { name, authority, asOf: first, expected: 'unknown' },
        { name, authority, asOf: inside, expected: 'unknown' },
        { name, authority, asOf: last, expected: 'effect' },
      ]
    }
    if (!EXACT.test(date)) return []
    const state = STEP[event.type]
    if (state !== undefined) return [{ name, authority, asOf: date, expected: 'no effect', state }]
    if (GIVES.includes(event.type)) {
      return [
        { name, authority, asOf: addDays(day(date), -1), expected: 'no effect' },
        { name, authority, asOf: date, expected: 'effect' },
      ]
    }
    if (KEEPS.includes(event.type)) return [{ name, authority, asOf: date, expected: 'effect' }]
    if (event.type !== 'revoked') return []
    return [
      { name, authority, asOf: addDays(day(date), -1), expected: 'effect' },
      { name, authority, asOf: addDays(day(date), 1), expected: 'no effect', state: 'revoked' },
    ]
  })
}

const REFERENCE = new URL('../../../shared/reference/register-facts.jsonl', import.meta.url)
describe.skipIf(!existsSync(REFERENCE))('questions made from the reference (skipped where it is not at hand)', () => {
  const rows = existsSync(REFERENCE)
    ? readFileSync(REFERENCE, 'utf8')
        .trim()
        .split('\n')
        .map((line): ReferenceRow => JSON.parse(line))
    : []
  const questions = rows.flatMap(questionsOf)
  test('there are more than 300', () => {
    expect(questions.length).toBeGreaterThan(300)
  })
  test('every organisation is found by its name, with every one of its dated events', () => {
    for (const { name, events } of rows) {
      const answer = ask(name, '2026-07-17')
      const told = new Set(answer.events.map(({ on }) => String(on).split('/')[0]))
      for (const { date, from, note } of events) {
        const first = (date ?? from ?? '').split('/')[0]
        expect(told.has(first), `${name} ${first} ${note}`).toBe(true)
      }
    }
  })
  test('each is answered as the reference has it', () => {
    const wrong = questions.flatMap(({ name, authority, asOf, expected, state }) => {
      const status = ask(name, asOf).statuses[authority]
      const effect = status?.legal_effect === null ? 'unknown' : status?.legal_effect === true ? 'effect' : 'no effect'
      const isRight = effect === expected && (state === undefined || status?.state === state)
      return isRight
        ? []
        : [`${name}, ${authority}, ${asOf}: ${expected} ${state ?? ''}, told ${status?.state ?? 'nothing'}`]
    })
    expect(wrong).toEqual([])
  })
})
