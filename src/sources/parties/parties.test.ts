import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { compileColumns } from './columns.ts'
import { type PartyLayout, type RawRow, readPartyRows, visitParties } from './party-rows.ts'
import { partyRowOf, placeOf } from './raw-row.ts'

const COLUMNS = compileColumns({
  rows: [
    { property: 'id', headings: 'clave' },
    { property: 'schema', headings: 'tipo|type' },
    { property: 'name', headings: 'nombre|customer' },
    { property: 'firstName', headings: 'nombres' },
    { property: 'lastName', headings: 'apellido paterno' },
    { property: 'motherName', headings: 'apellido materno' },
    { property: 'birthDate', headings: 'fecha de nacimiento' },
    { property: 'country', headings: 'pais' },
  ],
} as never)

function rowsOf(bytes: Uint8Array | string) {
  const path = join(mkdtempSync(join(tmpdir(), 'cordon-parties-')), 'file')
  writeFileSync(path, bytes)
  return readPartyRows(path, COLUMNS)
}

function rawOf(bytes: Uint8Array) {
  const layouts: PartyLayout[] = []
  const rows: RawRow[] = []
  visitParties(bytes, 'file', COLUMNS, {
    layout: (layout) => void layouts.push(layout),
    row: (row) => void rows.push(row),
  })
  return { layouts, rows }
}

const CSV = 'Clave,Nombre,Fecha de nacimiento,País,Nota\nC-1,Anselmo Fictor,1970-01-02,MX,vip\nC-2,,,,\n'

test('a table is read by its headings; other columns pass through; a row without a name is kept', () => {
  expect(rowsOf(CSV)).toEqual([
    {
      id: 'C-1',
      properties: { name: ['Anselmo Fictor'], birthDate: ['1970-01-02'], country: ['MX'] },
      columns: { Nota: 'vip' },
      line: 2,
    },
    { id: 'C-2', properties: {}, columns: {}, line: 3 },
  ])
})

test('gzip is known by its bytes and read the same', () => {
  expect(rowsOf(gzipSync(CSV))).toEqual(rowsOf(CSV))
})

test.each([
  ['a bomb', gzipSync(Buffer.alloc(64 * 1024 * 1024)), /unpacks to more/],
  ['a cut file', gzipSync(CSV).subarray(0, 20), /damaged gzip/],
])('%s is refused', (_why, bytes, message) => {
  expect(() => rowsOf(bytes)).toThrow(message)
})

test.each([
  ['flat records, by the headings of tables', '{"clave":"C-1","nombre":"Anselmo Fictor","tipo":"PF","nota":3}', 'C-1'],
  ['an array', '[{"id":"C-1","name":"Anselmo Fictor","type":"individual","nota":3}]', 'C-1'],
])('JSON: %s', (_why, text, id) => {
  expect(rowsOf(text)).toEqual([
    { id, schema: 'Person', properties: { name: ['Anselmo Fictor'] }, columns: { nota: '3' }, line: 1 },
  ])
})

test('FollowTheMoney keeps its properties, and a line that is no JSON is a row with its fault', () => {
  const [entity, broken] = rowsOf(
    '{"id":"x-1","schema":"Company","properties":{"name":["A","B"],"weakAlias":["C"]}}\nnot json\n',
  )
  expect(entity).toEqual({
    id: 'x-1',
    schema: 'Company',
    properties: { name: ['A', 'B'], weakAlias: ['C'] },
    columns: {},
    line: 1,
  })
  expect(broken).toMatchObject({ id: '2', fault: 'line 2 is not a JSON object' })
})

test("a mother's surname follows the father's, in a table and in JSON", () => {
  const table = rowsOf('nombres,apellido paterno,apellido materno\nAna,Fictor,Perez\n')
  const json = rowsOf('{"nombres":"Ana","apellido paterno":"Fictor","apellido materno":"Perez"}')
  for (const rows of [table, json])
    expect(rows[0]?.properties).toEqual({ firstName: ['Ana'], lastName: ['Fictor Perez'] })
})

test('raw rows survive JSON and say in which cell a property stands', () => {
  const { layouts, rows } = rawOf(strToU8(CSV))
  const [first] = JSON.parse(JSON.stringify(rows)) as RawRow[]
  if (first === undefined) throw new Error('no row')
  expect(partyRowOf(first, layouts)).toEqual(rowsOf(CSV)[0])
  expect(placeOf(first, layouts, 'birthDate')).toBe('C2')
  expect(placeOf(first, layouts, 'flag')).toBe('row 2')
})

test('a workbook of two sheets has a layout for each', () => {
  const sheet = (cells: readonly string[][]) =>
    `<worksheet><sheetData>${cells
      .map((row) => `<row>${row.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`)
      .join('')}</sheetData></worksheet>`
  const bytes = zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8(
      '<workbook xmlns:r="r"><sheets><sheet name="Uno" sheetId="1" r:id="r1"/><sheet name="Dos" sheetId="2" r:id="r2"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="worksheets/sheet2.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(sheet([['nombre'], ['A B']])),
    'xl/worksheets/sheet2.xml': strToU8(
      sheet([
        ['pais', 'nombre'],
        ['MX', 'C D'],
      ]),
    ),
  })
  const { layouts, rows } = rawOf(bytes)
  expect(layouts.map(({ sheet: name }) => name)).toEqual(['Uno', 'Dos'])
  expect(rows.map((row) => placeOf(row, layouts, 'name'))).toEqual(['Uno!A2', 'Dos!B2'])
})
