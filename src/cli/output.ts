import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Whether people read the output: styling is for them alone, and never where NO_COLOR is set (no-color.org). */
const isStyled = (): boolean =>
  process.stdout.isTTY === true && (process.env['NO_COLOR'] === undefined || process.env['NO_COLOR'] === '')

export const styled = (style: Style, text: string): string => (isStyled() ? styleText(style, text) : text)

export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`)
}

/** One JSON document on standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

/** One JSON document a line. */
export function printJsonLine(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** Progress and warnings go to standard error, so that standard output stays data. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Columns aligned by their widest cell; the last is left as it is. */
export function table(rows: readonly (readonly string[])[], gap = '  '): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
        .join(gap)
        .trimEnd(),
    )
    .join('\n')
}

/** Removes control and bidirectional-override characters, so that a published or given text cannot move the cursor or spoof a line. */
export const safeText = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, '�')
