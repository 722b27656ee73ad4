import { accepted, type Parsed, refused } from './parsed.ts'

/** A table of knowledge as people edit it: `#` comment lines, one header line, tab-separated cells, `|` between values of one cell. */
export interface TsvTable {
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
}

/** Reads a knowledge table strictly: a row with a wrong number of cells, or a column missing, refuses the whole table by line. */
export function parseTsv(text: string, wanted: readonly string[]): Parsed<TsvTable> {
  const lines = text.split(/\r?\n/).map((line, at) => ({ line, at: at + 1 }))
  const [head, ...body] = lines.filter(({ line }) => line.trim() !== '' && !line.startsWith('#'))
  if (head === undefined) return refused('tsv.empty', '', { remedy: 'give a header line and rows' })
  const columns = head.line.split('\t')
  const lacking = wanted.filter((name) => !columns.includes(name))
  if (lacking.length > 0) return refused('tsv.column.missing', lacking.join(', '), { where: `line ${head.at}` })
  const rows: Record<string, string>[] = []
  for (const { line, at } of body) {
    const cells = line.split('\t')
    if (cells.length !== columns.length) {
      return refused('tsv.row.width', line, {
        where: `line ${at}`,
        remedy: `give ${columns.length} cells, separated by tabs`,
      })
    }
    rows.push(Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])))
  }
  return accepted({ columns, rows })
}

/** The values of one cell. */
export const valuesOf = (cell: string | undefined): readonly string[] =>
  (cell ?? '')
    .split('|')
    .map((value) => value.trim())
    .filter((value) => value !== '')
