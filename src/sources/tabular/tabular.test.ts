import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { styleOfFormat } from './cell-value.ts'
import { detectDelimiter } from './csv.ts'
import { readSheets, visitTable } from './read-table.ts'
import { columnName } from './table.ts'

const bytes = (text: string): Uint8Array => strToU8(text)
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
const utf16 = (text: string, mark = true): Uint8Array =>
  new Uint8Array(Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le'))
const cellsOf = (input: Uint8Array): readonly (readonly string[])[] =>
  readSheets(input).sheets.flatMap((sheet) => sheet.rows.map((row) => row.cells))

describe('delimited text', () => {
  test.each([
    [
      'commas',
      bytes('a,b\n1,2\n'),
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'semicolons with decimal commas',
      bytes('a;b\n1,5;2,5\n3,5;4,5\n'),
      [
        ['a', 'b'],
        ['1,5', '2,5'],
        ['3,5', '4,5'],
      ],
    ],
    [
      'tabs',
      bytes('a\tb\n1, x\t2\n'),
      [
        ['a', 'b'],
        ['1, x', '2'],
      ],
    ],
    [
      'a byte order mark',
      bytes('\ufeffa,b\n1,2\n'),
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'the separator stated as Excel does',
      bytes('sep=;\r\na;b\r\n1;2\r\n'),
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'Windows-1252',
      latin1('name,city\nPe\xf1a,Le\xf3n\n'),
      [
        ['name', 'city'],
        ['Peña', 'León'],
      ],
    ],
    [
      'UTF-16 with a mark',
      utf16('a,ñ\n1,2\n'),
      [
        ['a', 'ñ'],
        ['1', '2'],
      ],
    ],
    [
      'UTF-16 without one',
      utf16('name,city\nPeña,León\n', false),
      [
        ['name', 'city'],
        ['Peña', 'León'],
      ],
    ],
    [
      'quotes around a separator',
      bytes('a,b\n"x, y","say ""z"""\n'),
      [
        ['a', 'b'],
        ['x, y', 'say "z"'],
      ],
    ],
    [
      'no line end on the last row',
      bytes('a,b\n1,2'),
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a row without values, which is no row',
      bytes('a,b\n,\n1,2\n'),
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['one column', bytes('name\nAcme\n'), [['name'], ['Acme']]],
  ] as const)('%s', (_why, input, rows) => {
    expect(cellsOf(input)).toEqual(rows)
  })

  test('lines are those of an editor, also after a cell with a line break', () => {
    const { sheets } = readSheets(bytes('a,b\n"x\ny",1\n\nz,2\n'))
    expect(sheets[0]?.rows.map((row) => row.line)).toEqual([1, 2, 5])
  })

  test('a quote that never ends stops the file', () => {
    expect(() => readSheets(bytes('a,b\n"x,1\n'))).toThrow(/cannot be read/)
  })

  test('the visitor can end a table early', () => {
    const seen: number[] = []
    visitTable(bytes('a\n1\n2\n3\n'), {}, (row) => {
      seen.push(row.line)
      return row.line < 2
    })
    expect(seen).toEqual([1, 2])
  })

  test('a separator inside quotes does not count', () => {
    expect(detectDelimiter('"a,b,c,d";e\n"f,g,h,i";j\n')).toBe(';')
  })
})

const workbook = (sheet: string, extra: Record<string, string> = {}): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        'xl/workbook.xml':
          '<workbook xmlns:r="r"><sheets><sheet name="Clientes" sheetId="1" r:id="rId1"/><sheet name="Oculta" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
        'xl/sharedStrings.xml':
          '<sst><si><t>name</t></si><si><r><t>Pe</t></r><r><t>ña</t></r><rPh><t>x</t></rPh></si></sst>',
        'xl/styles.xml':
          '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>',
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
        'xl/worksheets/sheet2.xml': '<worksheet><sheetData/></worksheet>',
        ...extra,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  )

describe('workbooks', () => {
  test('values are read as people see them, hidden sheets are named and left out', () => {
    const { sheets, facts } = readSheets(
      workbook(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>share</t></is></c></row>' +
          '<row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="2"><v>45708</v></c><c r="C4" s="1"><v>0.255</v></c><c r="D4" t="b"><v>1</v></c><c r="E4"><v>1.23456789012346E+17</v></c></row>',
      ),
    )
    expect(sheets).toEqual([
      {
        name: 'Clientes',
        rows: [
          { line: 1, cells: ['name', '', 'share'] },
          { line: 4, cells: ['Peña', '2025-02-20', '25.5%', 'TRUE', '123456789012346000'] },
        ],
      },
    ])
    expect(facts.issues.map(({ code, where }) => [code, where])).toEqual([
      ['table.sheet.hidden', undefined],
      ['table.number.rounded', 'Clientes!E4'],
    ])
  })

  test('rows and cells without references follow one another', () => {
    const { sheets } = readSheets(
      workbook('<row><c t="str"><v>a</v></c><c><v>1</v></c></row><row><c><v>2</v></c></row>'),
    )
    expect(sheets[0]?.rows).toEqual([
      { line: 1, cells: ['a', '1'] },
      { line: 2, cells: ['2'] },
    ])
  })

  test.each([
    ['a document type', { 'xl/sharedStrings.xml': '<!DOCTYPE sst [<!ENTITY a "b">]><sst/>' }, /document type/],
    ['broken XML', { 'xl/styles.xml': '<styleSheet><cellXfs></styleSheet>' }, /well-formed/],
    [
      'a cell far to the right',
      { 'xl/worksheets/sheet1.xml': '<w><row r="1"><c r="XFD1"><v>1</v></c></row></w>' },
      /column/,
    ],
  ] as const)('%s is refused', (_why, extra, message) => {
    expect(() => readSheets(workbook('', extra))).toThrow(message)
  })

  test('an entry that would inflate past the limit is refused while it inflates', () => {
    const bomb = workbook('', { 'xl/sharedStrings.xml': `<sst>${' '.repeat(64_000_000)}</sst>` })
    expect(() => readSheets(bomb)).toThrow(/inflate past/)
    expect(() => readSheets(withDeclaredSize(bomb, 1_000))).toThrow(/inflate past/)
  })

  test('an archive cut short is refused', () => {
    const whole = workbook('<row><c><v>1</v></c></row>')
    expect(() => readSheets(whole.subarray(0, whole.length - 40))).toThrow(/directory/)
  })

  test('an archive that is no workbook is refused', () => {
    expect(() => readSheets(zipSync({ 'a.txt': bytes('x') }))).toThrow(/not an .xlsx workbook/)
  })
})

/** The archive with a lie in its directory and headers: every entry says that it has this many bytes. */
function withDeclaredSize(archive: Uint8Array, size: number): Uint8Array {
  const copy = archive.slice()
  const view = new DataView(copy.buffer)
  for (let at = 0; at + 46 < copy.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true)
    if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, size, true)
  }
  return copy
}

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
] as const)('column %i is %s', (column, name) => {
  expect(columnName(column)).toBe(name)
})

test.each([
  ['a plain number', 0, undefined, 'plain'],
  ['a percent by its own format', 164, '0.0%', 'percent'],
  ['a date', 164, 'yyyy\\-mm\\-dd', 'date'],
  ['a currency whose quoted text has letters of a date', 164, '"day" #,##0.00', 'plain'],
  ['a colour in brackets', 164, '[Red]#,##0', 'plain'],
] as const)('%s', (_why, format, code, style) => {
  expect(styleOfFormat(format, code)).toBe(style)
})
