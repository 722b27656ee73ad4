/** Rows of a spreadsheet file, first the headings. Formulas are never worked out: their last values are read as text. */
export async function readTable(file: File): Promise<readonly (readonly string[])[]> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  return isZip ? readXlsx(bytes) : readCsv(decode(bytes))
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const SEPARATORS = [',', ';', '\t', '|']

/** RFC 4180, with the separator that the first line has most of. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const first = text.slice(0, text.indexOf('\n') + 1 || text.length)
  const separator = SEPARATORS.reduce((best, each) =>
    first.split(each).length > first.split(best).length ? each : best,
  )
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (letter === '"' && cell === '') isQuoted = true
    else if (letter === separator) {
      row.push(cell)
      cell = ''
    } else if (letter === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')])
      row = []
      cell = ''
    } else cell += letter
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows.filter((cells) => cells.some((each) => each.trim() !== ''))
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescapeXml = (text: string): string =>
  text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

const textsIn = (xml: string): string =>
  [...xml.matchAll(/<t(?:\s[^>]*)?>([\s\S]*?)<\/t>/g)].map((found) => unescapeXml(found[1] ?? '')).join('')

const columnOf = (reference: string): number =>
  [...reference.replace(/\d/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

const MOST_BYTES = 200_000_000

async function readXlsx(bytes: Uint8Array): Promise<readonly (readonly string[])[]> {
  const { unzipSync, strFromU8 } = await import('fflate')
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) =>
      originalSize < MOST_BYTES && /^xl\/(sharedStrings\.xml|worksheets\/sheet\d+\.xml)$/.test(name),
  })
  const shared = files['xl/sharedStrings.xml']
  const strings =
    shared === undefined
      ? []
      : [...strFromU8(shared).matchAll(/<si>([\s\S]*?)<\/si>/g)].map((found) => textsIn(found[1] ?? ''))
  const [sheet] = Object.keys(files)
    .filter((name) => name.includes('worksheets'))
    .sort()
  const xml = sheet === undefined ? undefined : files[sheet]
  if (xml === undefined) return []
  return [...strFromU8(xml).matchAll(/<row[\s>][\s\S]*?<\/row>/g)].map(([row]) => cellsOf(row, strings))
}

function cellsOf(row: string, strings: readonly string[]): readonly string[] {
  const cells: string[] = []
  for (const [, attributes = '', content = ''] of row.matchAll(/<c\s([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
    const column = columnOf(/r="([A-Z]+)\d+"/.exec(attributes)?.[1] ?? 'A')
    if (column < 0 || column > 500) continue
    const value = /<v>([\s\S]*?)<\/v>/.exec(content)?.[1] ?? ''
    const type = /t="(\w+)"/.exec(attributes)?.[1]
    while (cells.length < column) cells.push('')
    cells[column] =
      type === 's' ? (strings[Number(value)] ?? '') : type === 'inlineStr' ? textsIn(content) : unescapeXml(value)
  }
  return cells
}
