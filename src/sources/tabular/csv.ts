import { CsvError, parse } from 'csv-parse/sync'
import { CordonError } from '../../model/errors.ts'
import { MAX_CELL_CHARACTERS, MAX_COLUMNS, type TableFacts, type TableOptions, type VisitRow } from './table.ts'
import { decodeText, detectEncoding } from './text-encoding.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const
const SAMPLE_CHARACTERS = 65_536
const SAMPLE_LINES = 30
const SEPARATOR_LINE = /^sep=(.)\r?\n/i

/** Reads delimited text row by row, whatever its separator, encoding and line ends. Throws where a quote never ends. */
export function visitCsv(bytes: Uint8Array, options: TableOptions, visit: VisitRow): TableFacts {
  const encoding = options.encoding ?? detectEncoding(bytes)
  const text = encoding === 'utf-8' ? undefined : decodeText(bytes, encoding)
  const sample = text ?? new TextDecoder(encoding).decode(bytes.subarray(0, SAMPLE_CHARACTERS))
  const stated = SEPARATOR_LINE.exec(sample)
  const delimiter = options.delimiter ?? stated?.[1] ?? detectDelimiter(sample.slice(0, SAMPLE_CHARACTERS))
  visitRecords(text ?? bytes, { delimiter, skipLines: stated === null ? 0 : 1 }, visit)
  return { kind: 'csv', encoding, delimiter, sheets: [''], issues: [] }
}

interface Dialect {
  readonly delimiter: string
  readonly skipLines: number
}

function visitRecords(input: string | Uint8Array, { delimiter, skipLines }: Dialect, visit: VisitRow): void {
  let isEnded = false
  try {
    parse(input, {
      delimiter,
      bom: true,
      from_line: 1 + skipLines,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: MAX_CELL_CHARACTERS * 8,
      on_record: (cells: string[], { lines }) => {
        if (isEnded || !cells.some((cell) => cell !== '')) return null
        refuseWideRow(cells, lines)
        isEnded = visit({ line: lines - innerLines(cells), cells }, '') === false
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new CordonError('input.unreadable', `the table cannot be read as delimited text: ${error.message}`, {
      cause: error,
    })
  }
}

function refuseWideRow(cells: readonly string[], line: number): void {
  if (cells.length > MAX_COLUMNS) {
    throw new CordonError(
      'input.too_large',
      `line ${line} has ${cells.length} columns; at most ${MAX_COLUMNS} are read`,
    )
  }
}

/** Line breaks inside quoted cells: the parser counts the line on which a row ends, people look for where it begins. */
function innerLines(cells: readonly string[]): number {
  let breaks = 0
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) breaks++
  }
  return breaks
}

/** The separator that cuts the most of the first lines into the same number of cells; a comma where none does. */
export function detectDelimiter(sample: string): string {
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: regularity(sample, delimiter) }))
  const best = scored.reduce((held, next) => (next.score > held.score ? next : held))
  return best.score === 0 ? ',' : best.delimiter
}

/** Lines that share the commonest number of separators (quoted ones left out), weighed by that number. */
function regularity(sample: string, delimiter: string): number {
  const times = new Map<number, number>()
  for (const count of separatorsPerLine(sample, delimiter)) if (count > 0) times.set(count, (times.get(count) ?? 0) + 1)
  let best = 0
  for (const [count, lines] of times) best = Math.max(best, lines * 100 + Math.min(count, 99))
  return best
}

function separatorsPerLine(sample: string, delimiter: string): readonly number[] {
  const counts: number[] = []
  let isQuoted = false
  let count = 0
  for (const character of sample) {
    if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === delimiter) count++
    else if (character === '\n') {
      counts.push(count)
      count = 0
      if (counts.length === SAMPLE_LINES) return counts
    }
  }
  return [...counts, count]
}
