import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'

/** A file made to hurt: what it is called, what may come of it, and its content or how to write it. */
export interface Hostile {
  readonly name: string
  /** Error codes, or `quarantined`, that are right; nothing else is. */
  readonly may: readonly string[]
  readonly content: Uint8Array | string | ((path: string) => void)
  readonly published?: string
}

const MB = 1024 * 1024

const row = (number: number, name: string, type: string, programme: string, remarks = '-0- '): string =>
  `${number},"${name}",${type === '' ? '-0- ' : `"${type}"`},"${programme}",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,${remarks === '-0- ' ? remarks : `"${remarks}"`}\r\n`

/** The good list that must stay: persons, organisations and vessels under two programmes. */
export function goodRows(count = 600): string[] {
  const kinds = ['individual', '', 'vessel']
  return Array.from({ length: count }, (_, at) =>
    row(at + 1, `EJEMPLO ${at}, Ana`, kinds[at % 3] ?? '', at % 2 === 0 ? 'SDGT' : 'SDNTK', `DOB ${1950 + (at % 40)}.`),
  )
}

export const goodList = (): string => `${goodRows().join('')}\u001a`

/** Writes a file far too large to build in memory: a head, then one piece again and again. */
const flood =
  (head: string, piece: string, bytes: number) =>
  (path: string): void => {
    const handle = openSync(path, 'w')
    const block = piece.repeat(Math.max(1, Math.floor(MB / piece.length)))
    writeSync(handle, head)
    for (let written = 0; written < bytes; written += block.length) writeSync(handle, block)
    closeSync(handle)
  }

const un = (body: string, prolog = ''): string =>
  `<?xml version="1.0" encoding="utf-8"?>${prolog}<CONSOLIDATED_LIST dateGenerated="2026-01-31T00:00:00Z"><INDIVIDUALS>${body}</INDIVIDUALS></CONSOLIDATED_LIST>`
const individual = (id: string, name: string): string =>
  `<INDIVIDUAL><DATAID>${id}</DATAID><FIRST_NAME>${name}</FIRST_NAME></INDIVIDUAL>`
const ftm = (id: string, schema: string, rest = ''): string =>
  `{"id":"${id}","schema":"${schema}","properties":{"name":["Ana ${id}"]}${rest}}\n`

const laughs = (): string => {
  const lines = ['<!ENTITY a "ja ja ja">']
  for (let at = 1; at < 12; at += 1)
    lines.push(`<!ENTITY ${'abcdefghijkl'[at]} "${`&${'abcdefghijkl'[at - 1]};`.repeat(10)}">`)
  return `<!DOCTYPE CONSOLIDATED_LIST [${lines.join('')}]>`
}

const xlsx = (
  sheet: string,
  strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
): Uint8Array => {
  const text = (value: string): Uint8Array => Buffer.from(value)
  return zipSync({
    '[Content_Types].xml': text('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': text(
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': text(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/sharedStrings.xml': text(strings),
    'xl/worksheets/sheet1.xml': text(sheet),
  })
}

const ods = (table: string): Uint8Array =>
  zipSync({
    mimetype: Buffer.from('application/vnd.oasis.opendocument.spreadsheet'),
    'content.xml': Buffer.from(
      `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table>${table}</table:table></office:spreadsheet></office:body></office:document-content>`,
    ),
  })
const odsRow = (cells: readonly string[], attributes = ''): string =>
  `<table:table-row${attributes}>${cells.map((cell) => `<table:table-cell><text:p>${cell}</text:p></table:table-cell>`).join('')}</table:table-row>`

const good = (): Uint8Array => Buffer.from(goodList())
const UNREADABLE = 'input.unreadable'
const TRUNCATED = 'input.truncated'
const TOO_LARGE = 'input.too_large'
const UNKNOWN = 'input.unrecognised'
const EMPTY = 'input.empty'
const REFUSED = 'list.refused'
const ASIDE = 'quarantined'

export const HOSTILE: readonly Hostile[] = [
  { name: 'empty.csv', may: [EMPTY], content: '' },
  { name: 'blank.csv', may: [EMPTY], content: ' \r\n \n\t' },
  { name: 'end-mark-alone.csv', may: [UNKNOWN, EMPTY], content: '\u001a' },
  { name: 'nul.csv', may: [UNREADABLE], content: `${goodList()}\u0000` },
  {
    name: 'random.csv',
    may: [UNREADABLE],
    content: Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7_919) % 256)),
  },
  { name: 'nul-after-head.csv', may: [UNREADABLE], content: `${goodRows(3_000).join('')}\u0000` },
  {
    name: 'cut-in-quotes.csv',
    may: [TRUNCATED],
    content: goodList()
      .slice(0, 20_000)
      .replace(/"[^"]*$/, '"CUT'),
  },
  {
    name: 'cut-in-row.csv',
    may: [TRUNCATED],
    content: `${goodRows(400).join('')}401,"CUT",-0- ,"SD`.replace(/"SD$/, '-0'),
  },
  {
    name: 'cut-before-last-field.csv',
    may: [TRUNCATED],
    content: `${goodRows(400).join('')}401,"CUT",-0- ,"SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-`,
  },
  { name: 'line-of-300-mb.csv', may: [TOO_LARGE], content: flood(goodRows(3).join(''), 'A', 300 * MB) },
  { name: 'quoted-field-of-300-mb.csv', may: [TOO_LARGE], content: flood(`${goodRows(3).join('')}4,"`, 'A', 300 * MB) },
  { name: 'quotes-only.csv', may: [TOO_LARGE, TRUNCATED, UNKNOWN, REFUSED], content: flood('1,', '"', 20 * MB) },
  { name: 'ten-thousand-columns.csv', may: [TOO_LARGE, UNKNOWN], content: `${'1,'.repeat(10_000)}\n` },
  { name: 'wide-row-inside.csv', may: [TOO_LARGE], content: `${goodRows(3).join('')}${'1,'.repeat(10_000)}\n` },
  { name: 'utf16-without-mark.csv', may: [UNREADABLE], content: Buffer.from(goodList(), 'utf16le') },
  { name: 'header-alone.csv', may: [UNKNOWN, ASIDE], content: 'ent_num,SDN_Name,SDN_Type\n' },
  { name: 'aliases-alone.csv', may: [REFUSED], content: '1,2,"aka","OTRO",-0- \r\n' },
  {
    name: 'one-id-five-hundred-times.csv',
    may: [ASIDE],
    content: goodRows()
      .map((line) => line.replace(/^\d+/, '1'))
      .join(''),
  },
  {
    name: 'unknown-kinds.csv',
    may: [ASIDE, UNKNOWN],
    content: goodRows()
      .map((line) => line.replace('"individual"', '"robot"'))
      .join(''),
  },
  { name: 'thirty-percent-gone.csv', may: [ASIDE], content: goodRows(420).join('') },
  {
    name: 'a-kind-gone.csv',
    may: [ASIDE],
    content: goodRows(890)
      .filter((line) => !line.includes('"vessel"'))
      .join(''),
  },
  {
    name: 'programmes-swapped.csv',
    may: [ASIDE],
    content: goodRows()
      .map((line) => line.replace('"SDGT"', '"CUBA"'))
      .join(''),
  },
  { name: 'ahead-of-its-time.csv', may: [ASIDE], content: `${goodRows(601).join('')}`, published: '2999-01-01' },
  { name: 'older-than-ours.csv', may: [ASIDE], content: `${goodRows(602).join('')}`, published: '2001-01-01' },
  { name: 'many-refused-rows.csv', may: [ASIDE], content: `${goodRows(700).join('')}${'x,y\n'.repeat(500)}` },
  { name: 'refused-without-end.csv', may: [REFUSED], content: `${goodRows(3).join('')}${'x,y\n'.repeat(200_000)}` },
  { name: 'name-of-a-megabyte.csv', may: [ASIDE, UNKNOWN], content: row(1, 'A'.repeat(MB), '', 'SDGT') },
  { name: 'brackets-without-end.csv', may: [ASIDE], content: row(1, 'UNA', '', 'SDGT', `${'('.repeat(40_000)}.`) },
  {
    name: 'remarks-that-backtrack.csv',
    may: [ASIDE],
    content: row(1, 'UNA', '', 'SDGT', `${'Aa.'.repeat(15_000)} No. `),
  },
  {
    name: 'quotes-that-backtrack.csv',
    may: [ASIDE],
    content: row(1, 'UNA', '', 'SDGT', `a.k.a. '${"'; a.k.a. '".repeat(4_000)}.`),
  },
  {
    name: 'issued-that-backtracks.csv',
    may: [ASIDE],
    content: row(1, 'UNA', '', 'SDGT', `Passport ${'1 issued '.repeat(5_000)}.`),
  },
  { name: 'formulas.csv', may: [ASIDE], content: row(1, '=HYPERLINK(1)', '', 'SDGT') },
  {
    name: 'invalid-utf8.csv',
    may: [UNREADABLE],
    content: Buffer.concat([
      Buffer.from('fileGenerationDate;Entity_LogicalId;NameAlias_WholeName\n1;2;'),
      Buffer.from([0xc3, 0x28, 0x0a]),
    ]),
  },

  { name: 'cut.csv.gz', may: [TRUNCATED], content: gzipSync(good()).subarray(0, 3_000) },
  { name: 'header-only.csv.gz', may: [TRUNCATED, EMPTY], content: gzipSync(good()).subarray(0, 12) },
  {
    name: 'damaged.csv.gz',
    may: [UNREADABLE, TRUNCATED],
    content: gzipSync(good()).map((byte, at) => (at === 2_000 ? byte ^ 255 : byte)),
  },
  {
    name: 'wrong-checksum.csv.gz',
    may: [UNREADABLE],
    content: gzipSync(good()).map((byte, at, all) => (at === all.length - 6 ? byte ^ 255 : byte)),
  },
  { name: 'bomb-of-zeros.gz', may: [UNREADABLE], content: gzipSync(Buffer.alloc(200 * MB)) },
  { name: 'bomb-of-letters.gz', may: [UNKNOWN], content: gzipSync(Buffer.alloc(200 * MB, 'a')) },
  {
    name: 'bomb-of-rows.csv.gz',
    may: [TOO_LARGE, REFUSED],
    content: gzipSync(Buffer.alloc(120 * MB, row(1, 'UNA', '', 'SDGT'))),
  },
  {
    name: 'bomb-of-elements.xml.gz',
    may: [TOO_LARGE],
    content: gzipSync(Buffer.concat([Buffer.from('<CONSOLIDATED_LIST>'), Buffer.alloc(120 * MB, '<a></a>')])),
  },
  { name: 'gzip-in-gzip.gz', may: [UNREADABLE], content: gzipSync(gzipSync(good())) },

  { name: 'empty.zip', may: [EMPTY, TRUNCATED, UNREADABLE, UNKNOWN], content: zipSync({}) },
  { name: 'folder-alone.zip', may: [EMPTY], content: zipSync({ 'a/': new Uint8Array(0) }) },
  { name: 'slip.zip', may: [REFUSED], content: zipSync({ '../../etc/x.csv': good() }) },
  { name: 'absolute.zip', may: [REFUSED], content: zipSync({ '/etc/x.csv': good() }) },
  { name: 'backslash-slip.zip', may: [REFUSED], content: zipSync({ '..\\x.csv': good() }) },
  {
    name: 'three-thousand-files.zip',
    may: [TOO_LARGE],
    content: zipSync(Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`${at}.csv`, Buffer.from('1')]))),
  },
  { name: 'bomb.zip', may: [TOO_LARGE], content: zipSync({ 'a.csv': Buffer.alloc(150 * MB) }) },
  { name: 'cut.zip', may: [TRUNCATED, UNREADABLE], content: zipSync({ 'a.csv': good() }).subarray(0, 2_000) },
  { name: 'zip-in-zip.zip', may: [UNKNOWN], content: zipSync({ 'a.zip': zipSync({ 'b.csv': good() }) }) },
  {
    name: 'doctype.xlsx',
    may: [UNREADABLE],
    content: xlsx('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet><sheetData/></worksheet>'),
  },
  { name: 'no-sheet-data.xlsx', may: [UNKNOWN, EMPTY], content: xlsx('<worksheet/>') },
  { name: 'not-xml.xlsx', may: [UNREADABLE], content: xlsx('<worksheet><sheetData><row></worksheet>') },
  {
    name: 'bomb-of-strings.xlsx',
    may: [TOO_LARGE],
    content: xlsx(
      '<worksheet><sheetData/></worksheet>',
      `<sst>${'<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>'.repeat(900_000)}</sst>`,
    ),
  },
  {
    name: 'a-billion-columns.ods',
    may: [TOO_LARGE],
    content: ods(
      `<table:table-row><table:table-cell table:number-columns-repeated="1000000000"><text:p>a</text:p></table:table-cell></table:table-row>`,
    ),
  },
  {
    name: 'a-million-rows.ods',
    may: [TOO_LARGE],
    content: ods(
      `${odsRow(['Unique ID', 'Regime Name', 'Name', 'Type'])}${odsRow(['ABC0001', 'P', 'N', 'Entity'], ' table:number-rows-repeated="1000000000"')}`,
    ),
  },

  {
    name: 'external-entity.xml',
    may: [UNREADABLE],
    content: un(individual('1', '&x;'), '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
  },
  {
    name: 'external-dtd.xml',
    may: [UNREADABLE],
    content: un(individual('1', 'A'), '<!DOCTYPE CONSOLIDATED_LIST SYSTEM "http://169.254.169.254/x.dtd">'),
  },
  {
    name: 'parameter-entity.xml',
    may: [UNREADABLE],
    content: un(individual('1', 'A'), '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]>'),
  },
  { name: 'billion-laughs.xml', may: [UNREADABLE], content: un(individual('1', '&l;'), laughs()) },
  {
    name: 'quadratic.xml',
    may: [UNREADABLE],
    content: un(individual('1', '&a;'.repeat(50_000)), `<!DOCTYPE a [<!ENTITY a "${'x'.repeat(50_000)}">]>`),
  },
  { name: 'unknown-entity.xml', may: [UNREADABLE], content: un(individual('1', '&nada;')) },
  { name: 'deep.xml', may: [TOO_LARGE], content: un('<INDIVIDUAL>'.repeat(100_000)) },
  { name: 'deep-outside-records.xml', may: [TOO_LARGE], content: `<CONSOLIDATED_LIST>${'<a>'.repeat(100_000)}` },
  {
    name: 'attribute-of-300-mb.xml',
    may: [TOO_LARGE],
    content: flood('<CONSOLIDATED_LIST><INDIVIDUALS a="', 'A', 300 * MB),
  },
  { name: 'text-of-300-mb.xml', may: [TOO_LARGE], content: flood('<CONSOLIDATED_LIST><INDIVIDUALS>', 'A', 300 * MB) },
  { name: 'comment-of-100-mb.xml', may: [TOO_LARGE], content: flood('<CONSOLIDATED_LIST><!-- ', 'A', 100 * MB) },
  {
    name: 'million-attributes.xml',
    may: [TOO_LARGE, UNREADABLE],
    content: un(`<INDIVIDUAL ${Array.from({ length: 50_000 }, (_, at) => `a${at}="1"`).join(' ')}/>`),
  },
  {
    name: 'million-children.xml',
    may: [TOO_LARGE],
    content: un(`<INDIVIDUAL>${'<VALUE/>'.repeat(400_000)}</INDIVIDUAL>`),
  },
  {
    name: 'unclosed-root.xml',
    may: [TRUNCATED],
    content: un(individual('1', 'A')).replace('</CONSOLIDATED_LIST>', ''),
  },
  { name: 'cut-in-tag.xml', may: [TRUNCATED, UNREADABLE], content: un(individual('1', 'A')).slice(0, -8) },
  { name: 'two-roots.xml', may: [UNREADABLE], content: `${un(individual('1', 'A'))}<b/>` },
  { name: 'error-page.xml', may: [UNKNOWN], content: '<html><body><h1>Service unavailable</h1></body></html>' },
  { name: 'strange-encoding.xml', may: [UNREADABLE], content: un(individual('1', 'A')).replace('utf-8', 'utf-7') },
  { name: 'wrong-encoding.xml', may: [UNREADABLE], content: Buffer.from(un(individual('1', 'ESPAÑA')), 'latin1') },
  { name: 'nothing-in-it.xml', may: [ASIDE, EMPTY, REFUSED], content: un('') },
  {
    name: 'wrong-record-count.xml',
    may: [TRUNCATED],
    content:
      '<sdnList><publshInformation><Record_Count>9</Record_Count></publshInformation><sdnEntry><uid>1</uid><lastName>A</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>',
  },
  { name: 'retired-format.xml', may: [REFUSED], content: '<WHOLE Date="2017-01-01"></WHOLE>' },
  { name: 'no-element.xml', may: [UNREADABLE, EMPTY, UNKNOWN], content: '<?xml version="1.0"?><!-- nothing -->' },

  { name: 'cut.json', may: [TRUNCATED], content: `${ftm('a', 'Person')}${ftm('b', 'Person').slice(0, 30)}` },
  { name: 'deep.json', may: [UNKNOWN], content: '['.repeat(2_000_000) },
  { name: 'line-of-300-mb.json', may: [TOO_LARGE], content: flood(`${ftm('a', 'Person')}{"id":"`, 'A', 300 * MB) },
  { name: 'unknown-schemata.json', may: [REFUSED], content: ftm('a', 'Robot').repeat(20_000) },
  { name: 'delta-alone.json', may: [REFUSED], content: '{"op":"DEL","entity":{"id":"a"}}\n' },
  {
    name: 'results-cut.json',
    may: [TRUNCATED],
    content: '{"source_list_url":"","results":[{"source":"a","alt_names":[],"source_list_url":""},{"source":"b',
  },
  { name: 'scalar.json', may: [UNKNOWN], content: '{}' },
]

/** Writes the corpus into a folder. */
export function writeHostile(folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index'), JSON.stringify(HOSTILE.map(({ name, published }) => ({ name, published }))))
  for (const { name, content } of HOSTILE) {
    const path = join(folder, name)
    if (typeof content === 'function') content(path)
    else writeFileSync(path, content)
  }
}
