import { describe, expect, test } from 'vitest'
import type { IsoDate } from '../model/brand.ts'
import { type AskLaw, askLaw, diffReplies, loadBeside, loadLaw, targetingOrderOn } from './law.ts'
import { loadRegister } from './register.ts'

const law = loadLaw()
const register = loadRegister()
const day = (text: string): IsoDate => text as IsoDate
const ask = (more: Partial<AskLaw> & { asOf: IsoDate }) =>
  askLaw(law, register, { asker: 'us_bank', knownAt: day('2026-11-21'), language: 'en', ...more })
const codes = (reply: ReturnType<typeof ask>): string[] =>
  [...new Set(reply.consequences.map(({ code }) => code))].toSorted()
const sorted = (text: string): string[] => text.split(' ').toSorted()

describe('a party of the register, each authority by its own state', () => {
  test.each([
    ['Ansarallah while both stood', 'ansarallah', '2021-02-01', 'RET BLK R10 ANN REC MS ATA SAR LIC'],
    ['between its designations', 'ansarallah', '2021-03-01', 'UNB PAST REC'],
    ['announced again, with nothing in effect', 'ansarallah', '2024-02-01', 'EDD SAR'],
    ['SDGT only', 'ansarallah', '2024-02-20', 'BLK R10 ANN REC SAR LIC'],
    ['both again', 'ansarallah', '2025-03-06', 'RET BLK R10 ANN REC MS ATA SAR LIC'],
    ['HTS after its FTO ended: the column of what remains', 'ofac-16937', '2025-07-09', 'BLK R10 ANN REC SAR LIC'],
    ['a class on hold prohibits nothing', 'Mexican cartels', '2019-12-10', 'NONE'],
    ['CIBanco, after its order took effect', 'CIBanco', '2025-10-20', 'FTB SAR'],
  ])('%s', (_why, party, asOf, expected) => {
    expect(codes(ask({ party, asOf: day(asOf) }))).toEqual(sorted(expected))
  })
  test('what ended and what goes on are both said', () => {
    const reply = ask({ party: 'HTS', asOf: day('2025-07-09') })
    expect(reply.because.map(({ authority, kind }) => `${authority} ${kind}`)).toEqual(['FTO ended', 'SDGT stands'])
    expect(reply.plain.join('\n')).toMatch(/Still bound because SDGT/)
    expect(reply.also.map(({ code }) => code)).toEqual(expect.arrayContaining(['PAST', 'UNB']))
  })
  test('a member of a held class is bound by what runs on beside, and told of the hold', () => {
    const reply = ask({ party: 'cartel-de-sinaloa', asOf: day('2019-12-10') })
    expect(codes(reply)).toEqual(sorted('BLK R10 ANN REC SAR'))
    expect(reply.plain.join('\n')).toMatch(/FTO .* is held off since 2019-12-06/)
  })
  test('a day that cannot be told is answered as if the designation stood, and said so', () => {
    const reply = ask({ party: 'Chone Killers', asOf: day('2026-07-01') })
    expect(reply.undetermined).toBe(true)
    expect(codes(reply)).toContain('BLK')
  })
  test.each([
    ['2025-07-08', 'FTB SAR'],
    ['2025-08-18', 'EDD SAR'],
  ])('CIBanco on 19 August 2025 as known at %s', (knownAt, expected) => {
    expect(codes(ask({ party: 'CIBanco', asOf: day('2025-08-19'), knownAt: day(knownAt) }))).toEqual(sorted(expected))
  })
  test('an entity that only a list knows is answered from what the list states', () => {
    const listed = [
      { authority: 'SDNTK', state: 'designated', since: null, until: null, citation: 'list', verified: true },
    ] as const
    const reply = ask({
      party: 'ofac-17674',
      asOf: day('2021-07-07'),
      designationsOf: (id) => (id === 'ofac-17674' ? listed : undefined),
    })
    expect(codes(reply)).toEqual(sorted('BLK R10 ANN REC SAR'))
  })
  test('a subsidiary is asked about through its owner', () => {
    const reply = ask({ party: 'Cartel del Golfo', relation: 'owned_50', asOf: day('2025-08-15') })
    expect(codes(reply)).toEqual(sorted('OWN R10 ANN UNSTATED').filter((code) => code !== 'UNSTATED'))
    expect(reply.also.map(({ code }) => code)).toEqual(expect.arrayContaining(['BLK', 'RET', 'MS']))
  })
})

describe('20 February 2025, when seven of the eight were blocked before', () => {
  const change = (asker: AskLaw['asker'], party: string) => {
    const question = { asker, party, nexus: 'us' as const }
    return diffReplies(ask({ ...question, asOf: day('2025-02-19') }), ask({ ...question, asOf: day('2025-02-20') }))
  }
  const BLOCKED_BEFORE = [
    'cartel-de-sinaloa',
    'cartel-de-jalisco-nueva-generacion',
    'cartel-del-golfo',
    'cartel-del-noreste',
    'la-nueva-familia-michoacana',
    'tren-de-aragua',
    'mara-salvatrucha',
  ]
  test.each(BLOCKED_BEFORE)('%s: a US bank blocked before, and now also retains for an FTO', (party) => {
    const { added, kept } = change('us_bank', party)
    expect(kept.map(({ code }) => code)).toContain('BLK')
    expect(added.map(({ code }) => code)).toEqual(expect.arrayContaining(['RET', 'MS', 'ATA']))
    expect(added.map(({ code }) => code)).not.toContain('BLK')
  })
  test('Carteles Unidos: blocking itself is new', () => {
    expect(change('us_bank', 'carteles-unidos').added.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['BLK', 'RET', 'MS']),
    )
  })
  test.each(['tourism', 'insurer'] as const)('for %s the material-support crime is new', (asker) => {
    expect(change(asker, 'cartel-de-jalisco-nueva-generacion').added.map(({ code }) => code)).toContain('MS')
  })
})

describe('plain answers', () => {
  const hotel = (language: 'en' | 'es', nexus: 'us' | 'non_us') =>
    ask({ asker: 'tourism', nexus, party: 'Cartel del Golfo', asOf: day('2025-08-15'), language })
  test('speak the language asked for, from the same rows', () => {
    const [english, spanish] = [hotel('en', 'us'), hotel('es', 'us')]
    expect(codes(english)).toEqual(codes(spanish))
    expect(spanish.plain.join('\n')).toMatch(/Qué detener[\s\S]*Qué hacer y para cuándo/)
    expect(spanish.plain.join('\n')).not.toMatch(/\b(the|because|from memory)\b/)
  })
  test('never tell anyone to refuse a traveller, and always say what they are not', () => {
    for (const language of ['en', 'es'] as const) {
      const { plain, notice } = ask({
        asker: 'carrier_or_visa',
        party: 'Cartel del Golfo',
        asOf: day('2025-08-15'),
        language,
      })
      expect(plain.join('\n')).not.toMatch(/refuse the traveller|deny|rechace al viajero/i)
      expect(plain.join('\n')).toMatch(/Refer the traveller, with reasons|Remita al viajero, con razones/)
      expect(plain).toContain(notice)
    }
  })
  test('without a US nexus a hotel is told what still reaches it', () => {
    const text = hotel('en', 'non_us').plain.join('\n')
    expect(text).not.toMatch(/^ {2}BLK/m)
    expect(text).toMatch(/^ {2}MS/m)
    expect(text).toMatch(/Look at this too[\s\S]*CAUSE/)
  })
})

test.each([
  ['the $200 order of 2025', '2025-06-01', /more than USD 200/],
  ['the $1,000 order', '2025-10-01', /USD 1000/],
  ['new counties in 2026', '2026-04-01', /USD 1000/],
] as const)('targeting orders by date: %s', (_why, asOf, threshold) => {
  expect(targetingOrderOn(law, day(asOf), 'en').threshold).toMatch(threshold)
})

test('after the last order known the answer is to verify, never that there is none', () => {
  expect(targetingOrderOn(law, day('2026-09-03'), 'en')).toMatchObject({
    order: null,
    verify: expect.stringContaining('verify'),
  })
})

describe('beside the consequences', () => {
  const beside = loadBeside()
  const told = (party: string, asOf: string) =>
    askLaw(law, register, { asker: 'ngo', party, asOf: day(asOf), knownAt: day('2026-11-21'), language: 'en' }, beside)
  test('a licence is named with the part it belongs to, and what it leaves', () => {
    expect(told('ansarallah', '2024-02-20').licences).toMatchObject([
      { name: 'General licences 22 to 26', parts: ['594'], leaves: [] },
    ])
    expect(told('ansarallah', '2025-03-06').licences).toMatchObject([{ parts: ['594', '597'], leaves: [] }])
    expect(told('ansarallah', '2021-03-01').licences).toEqual([])
  })
  test('civil maxima are those of the year, and none for a year that is not known', () => {
    expect(told('ansarallah', '2024-06-01').penalties).toMatchObject([
      { statute: 'IEEPA', amount_usd: 368_136, or_twice: true, verified: true },
    ])
    expect(told('ansarallah', '2025-06-01').penalties.map(({ verified }) => verified)).toEqual([false, false])
    expect(told('ansarallah', '2026-06-01').penalties).toEqual([])
  })
  test('an authority without a table is said beside those that have one', () => {
    const soles = told('cartel-de-los-soles', '2025-12-01').also.filter(({ code }) => code === 'UNSTATED')
    expect(soles.map(({ authority }) => authority)).toEqual(['AR', 'PY', 'EC'])
  })
})
