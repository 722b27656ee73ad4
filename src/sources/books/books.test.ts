import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { askedColumns } from '../../engine/books.ts'
import { loadCountries } from '../../engine/countries.ts'
import { readKnowledgeTable } from '../../engine/knowledge.ts'
import { amountNumber, type BookFlow, type BookParty } from '../../model/book.ts'
import { compileColumns } from '../parties/columns.ts'
import { dayIn } from './flow-rows.ts'
import { compileBookColumns } from './mapping.ts'
import { parseAmount } from './read-amount.ts'
import { readBook } from './read-book.ts'

const columns = compileBookColumns(
  readKnowledgeTable('book/book-columns.tsv', ['table', 'column', 'headings']),
  compileColumns(readKnowledgeTable('book/party-columns.tsv', ['property', 'headings'])),
)

function read(content: string | Uint8Array, asked: readonly string[] = []) {
  const parties: BookParty[] = []
  const flows: BookFlow[] = []
  const options = { columns, countries: loadCountries(), asked: askedColumns(asked) }
  const bytes = typeof content === 'string' ? strToU8(content) : content
  const reading = readBook(bytes, options, {
    party: (party) => void parties.push(party),
    flow: (flow) => void flows.push(flow),
  })
  return { parties, flows, reading }
}

const shown = (party: BookParty | undefined) =>
  party && { ...party, amounts: party.amounts.map(({ units, currency }) => `${amountNumber(units)} ${currency}`) }

describe('parties', () => {
  test('a Spanish export: headings, persona moral, currency in the heading', () => {
    const { parties, reading } = read(
      'Clave cliente;Razón social;Tipo de persona;RFC;Domicilio;País;Estado;Giro;Relación;Saldo MXN\nC-1;Acme del Norte;Persona moral;ACM010101AB1;Calle 1;México;Jalisco;Hotelería;Proveedor;1.234,50\n',
    )
    expect(shown(parties[0])).toEqual({
      id: 'C-1',
      name: 'Acme del Norte',
      schema: 'Company',
      properties: { name: ['Acme del Norte'], taxNumber: ['ACM010101AB1'], address: ['Calle 1'], country: ['México'] },
      role: 'supplier',
      sector: 'Hotelería',
      region: 'Jalisco',
      country: 'mx',
      amounts: ['1234.5 MXN'],
      row: 2,
    })
    expect(reading.issues.map(({ code, where }) => [code, where])).toEqual([['identifier.check_digit', 'D2']])
  })

  test('parts of a name, with the mother’s surname', () => {
    const { parties } = read('nombres,apellido paterno,apellido materno\nAna María,López,Ruiz\n')
    expect([parties[0]?.name, parties[0]?.properties['lastName']]).toEqual(['Ana María López Ruiz', ['López Ruiz']])
  })

  test('a title above the header is passed over', () => {
    expect(read('Cartera al 30 de junio\nname,country\nAcme,MX\n').parties.map(({ name, row }) => [name, row])).toEqual(
      [['Acme', 3]],
    )
  })

  test('a column that no heading tells is told by its values', () => {
    const { reading } = read('name,x,y\nAcme,ana@example.com,1\nBeta,luz@example.com,2\n')
    expect(reading.mappings[0]?.columns.map(({ field, by }) => [field, by])).toEqual([
      ['name', 'heading'],
      ['email', 'values'],
      [undefined, 'unread'],
    ])
  })

  test('what the asker says of a column wins', () => {
    const { parties } = read('who,name\nAcme,ignored\n', ['who=name', 'name='])
    expect(parties[0]?.name).toBe('Acme')
  })

  test('faults are named by cell, and the row stays', () => {
    const { parties, reading } = read(
      'id,name,country,role,amount,currency\n1,Acme,Atlantis,friend,ten,USD\n1,Beta,MX,customer,5,\n2,,,,,\n',
    )
    expect(parties.length).toBe(2)
    expect(reading.issues.map(({ code, where }) => `${where} ${code}`)).toEqual([
      'C2 country.unknown',
      'D2 book.role.unknown',
      'E2 amount.unreadable',
      'E3 amount.currency.missing',
      'A3 book.id.repeated',
      'A4 book.row.names_nobody',
    ])
    expect([reading.rows, reading.parties, reading.refused]).toEqual([3, 2, 1])
  })

  test('a table without names is refused with its columns', () => {
    expect(() => read('a,b\n1,2\n')).toThrow(/its columns are "a", "b"/)
  })

  test('JSON lines by the same headings, and FollowTheMoney parties', () => {
    const { parties } = read(
      '{"id":"1","nombre":"Acme","monto":5,"moneda":"USD"}\n{"id":"2","schema":"Person","properties":{"name":["Ana"],"country":["mx"]}}\n',
    )
    expect(parties.map(({ id, name, country, amounts }) => [id, name, country, amounts.length])).toEqual([
      ['1', 'Acme', undefined, 1],
      ['2', 'Ana', 'mx', 0],
    ])
  })
})

describe('flows', () => {
  test('payments point to parties; contracts have an end', () => {
    const { flows } = read(
      'payment id,customer id,amount,currency,date,status,method,memo\nP1,C-1,100,USD,2019-12-05,pending,wire,invoice 7\n',
    )
    expect(flows[0]).toMatchObject({
      id: 'P1',
      kind: 'payment',
      party: 'C-1',
      on: '2019-12-05',
      status: 'in_flight',
      memo: 'invoice 7',
    })
    expect(
      read('contract id,supplier id,amount,currency,start date,end date\nK1,S-1,100,USD,2019-01-01,2020-12-31\n')
        .flows[0],
    ).toMatchObject({ kind: 'contract', status: 'open', until: '2020-12-31' })
  })

  test('faults by cell: an unknown status counts as in flight', () => {
    const { flows, reading } = read('id,party id,amount,currency,date,status\n1,C-1,x,USD,03/04/2019,odd\n2,,5,USD,,\n')
    expect(flows.map(({ status, amount, on }) => [status, amount, on])).toEqual([['in_flight', undefined, undefined]])
    expect(reading.issues.map(({ code, where }) => `${where} ${code}`)).toEqual([
      'F2 book.status.unknown',
      'C2 amount.unreadable',
      'E2 date.unreadable',
      'B3 book.flow.no_party',
    ])
  })
})

test('sheets of a workbook are read each by its own columns', () => {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
  const sheet = (...rows: readonly (readonly string[])[]) =>
    strToU8(
      `<worksheet><sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`,
    )
  const book = zipSync({
    'xl/workbook.xml': strToU8(
      '<workbook xmlns:r="r"><sheets><sheet name="Clientes" r:id="a"/><sheet name="Pagos" r:id="b"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<R><Relationship Id="a" Target="worksheets/1.xml"/><Relationship Id="b" Target="worksheets/2.xml"/></R>',
    ),
    'xl/worksheets/1.xml': sheet(['id', 'nombre', 'país'], ['1', 'Acme', 'Atlántida']),
    'xl/worksheets/2.xml': sheet(['id', 'party id', 'amount', 'currency'], ['P1', '1', '5', 'MXN']),
  })
  const { parties, flows, reading } = read(book)
  expect([parties.length, flows.length, reading.issues.map(({ where }) => where)]).toEqual([1, 1, ['Clientes!C2']])
})

test.each([
  ['1,234,567.89', 'USD', '1234567.89 USD'],
  ['1.234.567,89', 'EUR', '1234567.89 EUR'],
  ['1,234', 'USD', '1234 USD'],
  ['1234,5', 'EUR', '1234.5 EUR'],
  ['$ 1 200', 'MXN', '1200 MXN'],
  ['1200 MXN', '', '1200 MXN'],
  ['€5', '', '5 EUR'],
  ['(500)', 'USD', '-500 USD'],
  ['5', '', 'amount.currency.missing'],
  ['five', 'USD', 'amount.unreadable'],
] as const)('amount %s %s is %s', (raw, currency, expected) => {
  const parsed = parseAmount(raw, currency)
  expect(parsed.ok ? `${amountNumber(parsed.value.units)} ${parsed.value.currency}` : parsed.issue.code).toBe(expected)
})

test.each([
  ['2025-02-20', '2025-02-20'],
  ['2025-02-20T10:00:00Z', '2025-02-20'],
  ['20/02/2025', '2025-02-20'],
  ['02/03/2025', undefined],
  ['2025-02-30', undefined],
] as const)('day %s is %s', (raw, expected) => {
  expect(dayIn(raw)).toBe(expected)
})
