import { CordonError } from '../../model/errors.ts'

/** Columns by name, whatever their order; case, punctuation and white space of a heading do not count. */
export class HeaderRow {
  readonly names: readonly string[]
  readonly #columns: ReadonlyMap<string, number>

  /** @throws CordonError `input.unrecognised` where a column that the format cannot do without is missing. */
  constructor(names: readonly string[], needed: readonly string[], file: string) {
    this.names = names.map((name) => name.trim())
    this.#columns = new Map(this.names.map((name, at) => [foldHeading(name), at]))
    const missing = needed.filter((name) => !this.has(name))
    if (missing.length > 0) {
      throw new CordonError(
        'input.unrecognised',
        `${file} has no column ${missing.join(', ')}; it has ${this.names.join(', ')}`,
      )
    }
  }

  has(name: string): boolean {
    return this.#columns.has(foldHeading(name))
  }

  /** The trimmed value of a column; empty where the row or the file lacks it. */
  value(fields: readonly string[], name: string): string {
    const at = this.#columns.get(foldHeading(name))
    return at === undefined ? '' : (fields[at]?.trim() ?? '')
  }
}

const folded = new Map<string, string>()

export function foldHeading(name: string): string {
  let found = folded.get(name)
  if (found === undefined) {
    found = name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '')
    if (folded.size < 5_000) folded.set(name, found)
  }
  return found
}
