import { CordonError } from '../../model/errors.ts'
import type { Issue } from '../../model/parsed.ts'
import { parseShare, type ShareRange, UNKNOWN_SHARE, WHOLE } from '../../model/share.ts'
import { parseStakeKind } from '../../model/stake.ts'
import { visitTable } from '../tabular/read-table.ts'
import { cellName, type TableRow } from '../tabular/table.ts'
import { placeColumns, type RelationColumns } from './columns.ts'
import { datesOf } from './read-dates.ts'
import { type RelationReading, type RelationSink, RelationTally } from './reading.ts'

/** Rows that all state at most one percent look like fractions of one. */
const FEWEST_FOR_FRACTIONS = 3

/** Reads stakes from a CSV or workbook with the columns `owner, owned, share` and, where there, `from, to, source, kind, joint`. */
export function readPlainStakes(bytes: Uint8Array, columns: RelationColumns, sink: RelationSink): RelationReading {
  const tally = new RelationTally()
  let reader: StakeRows | undefined
  let sheetRead = ''
  const facts = visitTable(bytes, {}, (row, sheet) => {
    if (reader === undefined || sheet !== sheetRead) {
      reader = new StakeRows(row.cells, columns.ownership, sheet, sink, tally)
      sheetRead = sheet
    } else reader.take(row)
    return true
  })
  reader?.finish()
  for (const issue of facts.issues) tally.report(issue)
  return tally.reading(facts.kind)
}

class StakeRows {
  readonly #places: ReadonlyMap<string, number>
  readonly #sheet: string
  readonly #sink: RelationSink
  readonly #tally: RelationTally
  #stated = 0
  #mostStated = 0

  constructor(
    header: readonly string[],
    headings: ReadonlyMap<string, string>,
    sheet: string,
    sink: RelationSink,
    tally: RelationTally,
  ) {
    this.#places = placeColumns(headings, header)
    this.#sheet = sheet
    this.#sink = sink
    this.#tally = tally
    const lacking = ['owner', 'owned'].filter(
      (column) => !this.#places.has(column) && !this.#places.has(`${column}_id`),
    )
    if (lacking.length === 0) return
    const seen = header.map((heading) => `"${heading}"`).join(', ')
    throw new CordonError(
      'input.unreadable',
      `the ownership file has no column ${lacking.join(' and ')}; its columns are ${seen}`,
    )
  }

  take(row: TableRow): void {
    this.#tally.rows++
    const owner = this.#text(row, 'owner_id') || this.#text(row, 'owner')
    const owned = this.#text(row, 'owned_id') || this.#text(row, 'owned')
    if (owner === '' || owned === '') {
      const column = owner === '' ? 'owner' : 'owned'
      this.#tally.refuse({
        code: 'stake.party.missing',
        found: '',
        where: this.#where(row, column),
        remedy: `name the ${column}`,
      })
      return
    }
    const kind = parseStakeKind(this.#text(row, 'kind'))
    if (!kind.ok) {
      this.#tally.refuse({ ...kind.issue, where: this.#where(row, 'kind') })
      return
    }
    this.#nameIfApart(row, owner, owned)
    const issues: Issue[] = []
    const source = this.#text(row, 'source')
    const joint = this.#text(row, 'joint')
    this.#sink.stake({
      owner,
      owned,
      kind: kind.value,
      share: this.#share(row, issues),
      row: row.line,
      ...datesOf(['from', 'to'], [this.#text(row, 'from'), this.#text(row, 'to')], this.#where(row, 'from'), issues),
      ...(source === '' ? {} : { source }),
      ...(joint === '' ? {} : { joint }),
    })
    this.#tally.stakes++
    for (const issue of issues) this.#tally.report(issue)
  }

  /** A share that cannot be read is reported and counts as unknown: a fault may leave a verdict open, never clear it. */
  #share(row: TableRow, issues: Issue[]): ShareRange {
    const read = (column: string): ShareRange => {
      const parsed = parseShare(this.#text(row, column))
      if (parsed.ok) return parsed.value
      issues.push({ ...parsed.issue, where: this.#where(row, column) })
      return UNKNOWN_SHARE
    }
    const hasBounds = this.#places.has('share_min') || this.#places.has('share_max')
    const stated =
      this.#text(row, 'share') !== '' || !hasBounds
        ? read('share')
        : { min: read('share_min').min, max: read('share_max').max }
    if (stated.max < WHOLE || stated.min > 0) {
      this.#stated++
      this.#mostStated = Math.max(this.#mostStated, stated.min)
    }
    return stated.min <= stated.max ? stated : UNKNOWN_SHARE
  }

  finish(): void {
    if (this.#stated >= FEWEST_FOR_FRACTIONS && this.#mostStated > 0 && this.#mostStated <= WHOLE / 100) {
      this.#tally.report({
        code: 'stake.shares.look_like_fractions',
        found: 'no share is over 1 percent',
        remedy: 'give percent: write 50 where the file has 0.5',
      })
    }
  }

  #nameIfApart(row: TableRow, owner: string, owned: string): void {
    const [ownerName, ownedName] = [this.#text(row, 'owner'), this.#text(row, 'owned')]
    if (ownerName !== '' && ownerName !== owner) this.#sink.name(owner, ownerName)
    if (ownedName !== '' && ownedName !== owned) this.#sink.name(owned, ownedName)
  }

  #text(row: TableRow, column: string): string {
    return row.cells[this.#places.get(column) ?? -1]?.trim() ?? ''
  }

  #where(row: TableRow, column: string): string {
    return `row ${row.line}, cell ${cellName(row.line, this.#places.get(column) ?? 0, this.#sheet)}`
  }
}
