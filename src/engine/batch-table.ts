import { DESIGNATION_STATES, hasLegalEffect } from '../model/authority.ts'
import type { BatchStore } from '../store/batches/batch-store.ts'
import type { RowAnswer } from './batch-answer.ts'
import { type BatchShape, parseShape } from './batch-shape.ts'
import { answeredRows, getBatch } from './batch-status.ts'
import type { RawRow } from './party-file.ts'

/** Columns that are added to those of the asker's file, and what kind of value each holds. */
export const ADDED = [
  { name: 'cordon_status', type: 'STRING' },
  { name: 'cordon_hits', type: 'INT32' },
  { name: 'cordon_score', type: 'DOUBLE' },
  { name: 'cordon_band', type: 'STRING' },
  { name: 'cordon_entity', type: 'STRING' },
  { name: 'cordon_name', type: 'STRING' },
  { name: 'cordon_list', type: 'STRING' },
  { name: 'cordon_authorities', type: 'STRING' },
  { name: 'cordon_missing', type: 'STRING' },
  { name: 'cordon_warnings', type: 'STRING' },
] as const

/** One sheet of the asker's file as it comes back: its own headings, then the added ones. */
export interface ResultSheet {
  readonly name: string
  readonly header: readonly string[]
}

/** A row of the file as it came, with its answer in columns of its own; `undefined` is an empty cell. */
export interface AnnotatedRow {
  readonly sheet: number
  /** As many as its sheet has headings. */
  readonly cells: readonly string[]
  readonly added: readonly (string | number | undefined)[]
}

/** How the results of a batch are laid out as tables: sheet by sheet as in the file, or as one. */
export class ResultTable {
  readonly sheets: readonly ResultSheet[]
  readonly #shape: BatchShape

  private constructor(shape: BatchShape) {
    this.#shape = shape
    this.sheets =
      shape.layouts.length === 0
        ? [{ name: '', header: distinct(['id', 'schema', ...shape.names]) }]
        : shape.layouts.map(({ sheet, header }) => ({ name: sheet, header: distinct(header) }))
  }

  static async of(store: BatchStore, id: string): Promise<ResultTable> {
    return new ResultTable(parseShape((await getBatch(store, id)).shape))
  }

  /** Every heading of every sheet once, in the order in which they stand. */
  get union(): readonly string[] {
    return [...new Set(this.sheets.flatMap(({ header }) => header))]
  }

  /** Rows with their answers, a chunk at a time. */
  async *rows(store: BatchStore, id: string): AsyncIterable<readonly AnnotatedRow[]> {
    for await (const { rows } of answeredRows(store, id))
      yield rows.map(({ raw, answer }) => {
        const sheet = 'party' in raw ? 0 : raw.layout
        return { sheet, cells: this.#cellsOf(raw, sheet), added: addedOf(answer) }
      })
  }

  #cellsOf(raw: RawRow, sheet: number): readonly string[] {
    if ('party' in raw) {
      const { id, schema, properties, columns } = raw.party
      const texts = this.#shape.names.map((name) => properties[name]?.join('; ') ?? columns[name] ?? '')
      return [id, schema ?? '', ...texts]
    }
    const width = this.sheets[sheet]?.header.length ?? 0
    return Array.from({ length: width }, (_, at) => raw.cells[at] ?? '')
  }
}

/** Headings that repeat or are empty are told apart by their place, since a column needs a name of its own. */
function distinct(header: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return header.map((heading, at) => {
    const name = heading.trim() === '' ? `column ${at + 1}` : heading
    const own = seen.has(name) ? `${name} (column ${at + 1})` : name
    seen.add(own)
    return own
  })
}

const EFFECTIVE: ReadonlySet<string> = new Set(DESIGNATION_STATES.filter(hasLegalEffect))

function addedOf({ status, total, hits, missing, warnings }: RowAnswer): AnnotatedRow['added'] {
  const [best] = hits
  const authorities = new Set(
    best?.designations.filter(({ state }) => EFFECTIVE.has(state)).map(({ authority }) => authority),
  )
  return [
    status,
    total,
    best?.score,
    best?.band,
    best?.id,
    best?.caption,
    best?.list,
    authorities.size === 0 ? undefined : [...authorities].join(' '),
    missing?.join('; '),
    warnings?.map(({ where, code, found }) => `${where}: ${code} (${found})`).join('; '),
  ]
}
