import { CordonError } from '../../model/errors.ts'
import { type LinkSink, parseEvidenceGrade, parseLinkKind } from '../../model/link.ts'
import type { Issue } from '../../model/parsed.ts'
import { visitTable } from '../tabular/read-table.ts'
import { cellName, type TableRow } from '../tabular/table.ts'
import { placeColumns, type RelationColumns } from './columns.ts'
import { datesOf } from './read-dates.ts'
import { type RelationReading, RelationTally } from './reading.ts'

/** Reads links from a CSV or workbook with the columns `from, to, kind` and, where there, `grade, since, until, source, note`. */
export function readPlainLinks(bytes: Uint8Array, columns: RelationColumns, sink: LinkSink): RelationReading {
  const tally = new RelationTally()
  let places: ReadonlyMap<string, number> | undefined
  let sheetRead = ''
  const facts = visitTable(bytes, {}, (row, sheet) => {
    if (places === undefined || sheet !== sheetRead) {
      places = placesOf(row.cells, columns)
      sheetRead = sheet
    } else takeLink(row, places, sheet, sink, tally)
    return true
  })
  return tally.reading(facts.kind)
}

function placesOf(header: readonly string[], columns: RelationColumns): ReadonlyMap<string, number> {
  const places = placeColumns(columns.links, header)
  const lacking = ['from', 'to', 'kind'].filter((column) => !places.has(column))
  if (lacking.length === 0) return places
  const seen = header.map((heading) => `"${heading}"`).join(', ')
  throw new CordonError(
    'input.unreadable',
    `the link file has no column ${lacking.join(' and ')}; its columns are ${seen}`,
  )
}

function takeLink(
  row: TableRow,
  places: ReadonlyMap<string, number>,
  sheet: string,
  sink: LinkSink,
  tally: RelationTally,
): void {
  const text = (column: string): string => row.cells[places.get(column) ?? -1]?.trim() ?? ''
  const where = (column: string): string =>
    `row ${row.line}, cell ${cellName(row.line, places.get(column) ?? 0, sheet)}`
  tally.rows++
  const [from, to, kind, grade] = [
    text('from'),
    text('to'),
    parseLinkKind(text('kind')),
    parseEvidenceGrade(text('grade')),
  ]
  if (from === '' || to === '') {
    tally.refuse({
      code: 'link.party.missing',
      found: '',
      where: where(from === '' ? 'from' : 'to'),
      remedy: 'name both parties',
    })
    return
  }
  if (!kind.ok) {
    tally.refuse({ ...kind.issue, where: where('kind') })
    return
  }
  if (!grade.ok) tally.report({ ...grade.issue, where: where('grade') })
  const issues: Issue[] = []
  const dates = datesOf(['since', 'until'], [text('since'), text('until')], where('since'), issues)
  for (const issue of issues) tally.report(issue)
  const [source, note] = [text('source'), text('note')]
  sink.link({
    from,
    to,
    kind: kind.value,
    grade: grade.ok ? grade.value : 'inferred',
    row: row.line,
    ...dates,
    ...(source === '' ? {} : { source }),
    ...(note === '' ? {} : { note }),
  })
  tally.links++
}
