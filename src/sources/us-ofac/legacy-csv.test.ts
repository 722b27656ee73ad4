import { expect, test } from 'vitest'
import { isoForm } from '../../model/partial-date.ts'
import { readOne, readSynthetic } from '../synthetic.contract.ts'
import { readOfacDate } from './ofac-dates.ts'
import { ofacName } from './ofac-names.ts'
import { splitRemarks } from './remarks.ts'

const row = (cells: readonly string[]): string =>
  `${cells.map((cell) => (cell === '' ? '-0- ' : /^\d+$/.test(cell) ? cell : `"${cell}"`)).join(',')}\r\n`
const entry = (number: string, name: string, type: string, programme: string, remarks: string, title = ''): string =>
  row([number, name, type, programme, title, '', '', '', '', '', '', remarks])
const person = (remarks: string, title = ''): Promise<Awaited<ReturnType<typeof readOne>>> =>
  readOne({ 'sdn.csv': entry('7', 'EJEMPLO PRUEBA, Juan', 'individual', 'SDNTK] [FTO', remarks, title) })

test.each([
  ['10 Dec 1948', '1948-12-10', undefined],
  ['1948', '1948', undefined],
  ['Dec 1948', '1948-12', undefined],
  ['circa 1944', '1944', true],
  ['1970 to 1972', '1970-01-01/1972-12-31', undefined],
  ['01 Feb 1960 to 29 Feb 1960', '1960-02', undefined],
  ['Mar 1960 to Jun 1960', '1960-03-01/1960-06-30', undefined],
  ['circa 01 Jan 1961', '1961-01-01', true],
  ['circa 1961-1965', '1961-01-01/1965-12-31', true],
] as const)('the date "%s" is %s', (raw, form, approximate) => {
  const date = readOfacDate(raw)
  expect([date === undefined ? undefined : isoForm(date), date?.approximate]).toEqual([form, approximate])
})

test.each(['30 Feb 1960', 'unknown', '1972 to 1970', ''])('"%s" is no date', (raw) => {
  expect(readOfacDate(raw)).toBeUndefined()
})

test.each([
  ['a bracket with a semicolon is one item', 'DOB 1970; (data of a passport: A; B); Gender Male', 3],
  ['an alias with a semicolon is one item', "a.k.a. 'ONE; TWO'; Gender Male", 2],
  ['a bracket that never closes splits all the same', 'DOB 1970; (open; Gender Male', 3],
])('%s', (_why, text, count) => {
  expect(splitRemarks(text)).toHaveLength(count)
})

test('an individual has the family name before the comma, and a suffix after a second one', () => {
  expect(ofacName('DE LOS EJEMPLOS, Ana Maria, Jr.', true, 'primary', 'name')).toEqual({
    text: 'Ana Maria DE LOS EJEMPLOS Jr.',
    asPublished: 'DE LOS EJEMPLOS, Ana Maria, Jr.',
    quality: 'primary',
    kind: 'name',
    parts: { family: 'DE LOS EJEMPLOS', given: 'Ana Maria', suffix: 'Jr.' },
  })
})

test('remarks give birth, place, nationality, documents, wallets, marks and weak aliases', async () => {
  const entity = await person(
    'DOB 01 May 1970; alt. DOB circa 1971; POB Ciudad Ejemplo, Mexico; nationality Mexico; alt. nationality Colombia; Gender Male; ' +
      'Passport A 12/34 (Mexico) issued 02 Mar 2001 expires 01 Mar 2011; C.U.R.P. EEPJ700501HDFJRN09 (Mexico); ' +
      'Digital Currency Address - XBT 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2; Secondary sanctions risk: section 1(b) of an order; ' +
      "Linked To: EMPRESA DE EJEMPLO S.A.; a.k.a. 'EL EJEMPLO'; f.k.a. 'ABU-'PRUEBA'; currently at large; Carnet Azul No. 77-B (Spain).",
  )
  expect(entity.birthDates.map(isoForm)).toEqual(['1970-05-01', '1971'])
  expect(entity.places).toEqual([
    {
      kind: 'birth',
      asPublished: 'Ciudad Ejemplo, Mexico',
      country: { role: 'birth', asPublished: 'Mexico', code: 'mx' },
    },
  ])
  expect(entity.countries.map(({ role, code }) => `${role} ${code}`)).toEqual(['nationality mx', 'nationality co'])
  expect(entity.genders).toEqual(['male'])
  expect(
    entity.identifiers.map(({ scheme, asPublished, country, kind }) => [scheme, asPublished, country, kind]),
  ).toEqual([
    ['passport', 'A 12/34', 'mx', 'Passport'],
    ['curp', 'EEPJ700501HDFJRN09', 'mx', 'C.U.R.P.'],
    ['crypto', '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2', undefined, 'XBT'],
    ['other', '77-B', 'es', 'Carnet Azul No.'],
  ])
  expect(entity.identifiers[0]?.issued?.from).toBe('2001-03-02')
  expect(entity.markings).toEqual([{ kind: 'secondary_sanctions', basis: 'section 1(b) of an order' }])
  expect(entity.relations).toEqual([
    { kind: 'linked_to', asPublished: 'Linked To', targetName: 'EMPRESA DE EJEMPLO S.A.' },
  ])
  expect(entity.names.map(({ text, quality, kind }) => [text, quality, kind])).toEqual([
    ['Juan EJEMPLO PRUEBA', 'primary', 'name'],
    ['EL EJEMPLO', 'weak', 'alias'],
    ["ABU-'PRUEBA", 'weak', 'former'],
  ])
  expect(entity.notes).toEqual(['currently at large'])
  expect(entity.programmes).toEqual(['SDNTK', 'FTO'])
  expect(entity.designations.map(({ authority, since }) => [authority, since])).toEqual([
    ['SDNTK', null],
    ['FTO', null],
  ])
})

test('a title with semicolons is not split with the remarks that repeat it', async () => {
  const entity = await person('DOB 1970; Head of One; former Head of Two.', 'Head of One; former Head of Two')
  expect([entity.titles, entity.notes]).toEqual([['Head of One', 'former Head of Two'], []])
})

test('remarks that were cut go on in the comments, without a separator', async () => {
  const entity = await readOne({
    'sdn.csv': entry('7', 'EJEMPLO', '', 'SDNTK', 'Linked To: PROMO RAI'),
    'sdn_comments.csv': row(['7', 'Z S.A.S.; Linked To: OTRA S.A.']),
  })
  expect(entity.relations.map(({ targetName }) => targetName)).toEqual(['PROMO RAIZ S.A.S.', 'OTRA S.A'])
})

test('a cut item is a note, never a value', async () => {
  const entity = await person('DOB 1970; Passport 1234')
  expect([entity.identifiers, entity.notes]).toEqual([[], ['Passport 1234…']])
})

test('Linked To finds its entry with the full stop of S.A. put back, and leaves a shared name open', async () => {
  const { entities } = await readSynthetic({
    'sdn.csv':
      entry('1', 'UNA S.A.', '', 'SDNTK', '') +
      entry('2', 'GEMELA', '', 'SDNTK', '') +
      entry('3', 'GEMELA', '', 'SDNTK', '') +
      entry('4', 'OTRA', '', 'SDNTK', 'Linked To: GEMELA; Linked To: UNA S.A..'),
  })
  expect(entities[3]?.relations.map(({ target }) => target)).toEqual([undefined, 'ofac-1'])
})

test('aliases and addresses join by number; null rows say nothing; unknown marks and numbers are refused', async () => {
  const version = await readSynthetic({
    'sdn.csv': `${entry('1', 'UNA', '', 'SDGT', '')}${entry('2', 'DOS', 'drone', 'SDGT', '')}${entry('1', 'TRES', '', 'SDGT', '')}\u001a`,
    'alt.csv':
      row(['1', '5', 'aka', 'UNO', '']) + row(['1', '6', 'xka', 'UNO', '']) + row(['9', '7', 'aka', 'NUEVE', '']),
    'add.csv':
      row(['1', '3', 'Calle 1', 'Bogota, Cundinamarca, 110111', 'Colombia', '']) + row(['1', '4', '', '', '', '']),
  })
  expect(version.counts).toMatchObject({ rows: 8, entities: 1, aliases: 1, addresses: 1, empty: 1 })
  expect(version.refused.map(({ code, where }) => [code, where])).toEqual([
    ['entry.type.unknown', 'sdn.csv:2'],
    ['entry.duplicate', 'sdn.csv:3'],
    ['alias.kind.unknown', 'alt.csv:2'],
    ['alias.entry.unknown', 'alt.csv:3'],
  ])
  expect(version.entities[0]?.addresses[0]).toEqual({
    full: 'Calle 1, Bogota, Cundinamarca, 110111, Colombia',
    street: 'Calle 1',
    city: 'Bogota',
    region: 'Cundinamarca',
    postalCode: '110111',
    country: { role: 'address', asPublished: 'Colombia', code: 'co' },
  })
})

test('a file re-saved with a header, bare line feeds and blanks reads alike', async () => {
  const version = await readSynthetic({
    'sdn.csv':
      'ent_num,SDN_Name,SDN_Type,Program,Title,Call_Sign,Vess_type,Tonnage,GRT,Vess_flag,Vess_owner,Remarks\n7,"UNA",,"SDGT",,,,,,,,\n',
  })
  expect([version.counts.entities, version.refused]).toEqual([1, []])
})

test('the non-SDN list is told by its programmes', async () => {
  const version = await readSynthetic({
    'a.csv': entry('1', 'UNA', '', 'CMIC-EO13959', '') + entry('2', 'DOS', '', 'NS-PLC', ''),
  })
  expect(version.list).toBe('us_ofac_cons')
})
