import { foldCountryName as fold } from '../../model/country.ts'
import { isRecord, type JsonRecord, jsonRecords } from '../ownership/json-value.ts'
import { FlowRows } from './flow-rows.ts'
import { guessMapping, type MappedColumn } from './mapping.ts'
import { CountryReader, PartyRow } from './party-rows.ts'
import type { BookOptions, BookReading, BookSink, BookTally } from './read-book.ts'

/** Reads a book from JSON lines or an array: flat records by the same headings as a table, or FollowTheMoney parties. */
export function readJsonBook(text: string, options: BookOptions, sink: BookSink, tally: BookTally): BookReading {
  const headings = new Map<string, BookReading['mappings'][number]>()
  for (const { value, row } of jsonRecords(text)) {
    if (value === undefined) {
      tally.rows++
      tally.refused++
      tally.report({ code: 'row.unreadable', found: '', where: `line ${row}`, remedy: 'give one JSON object a line' })
    } else if (isRecord(value['properties'])) takeEntity(value, value['properties'], row, options, sink, tally)
    else takeFlat(value, row, options, sink, tally, headings)
  }
  return tally.reading([...headings.values()])
}

function takeEntity(
  value: JsonRecord,
  properties: JsonRecord,
  row: number,
  options: BookOptions,
  sink: BookSink,
  tally: BookTally,
): void {
  tally.rows++
  const party = new PartyRow(row, '', new CountryReader(options.countries), tally)
  for (const key of ['id', 'schema']) party.put(key, textOf(value[key]), 0)
  for (const [property, held] of Object.entries(properties)) {
    for (const each of Array.isArray(held) ? held : [held])
      if (textOf(each) !== '') party.put(property, textOf(each), 0)
  }
  put(party.finish(), sink, tally)
}

function takeFlat(
  value: JsonRecord,
  row: number,
  options: BookOptions,
  sink: BookSink,
  tally: BookTally,
  known: Map<string, BookReading['mappings'][number]>,
): void {
  const header = Object.keys(value)
  const key = header.map(fold).join('|')
  const mapping = known.get(key) ?? {
    ...guessMapping(options.columns, header, [], options.asked ?? new Map()),
    sheet: '',
  }
  known.set(key, mapping)
  const cells = header.map((heading) => textOf(value[heading]))
  if (mapping.table === 'flows') {
    new FlowRows(mapping, '', options.countries, sink, tally).take(row, cells)
    return
  }
  tally.rows++
  const party = new PartyRow(row, '', new CountryReader(options.countries), tally)
  mapping.columns.forEach(({ field, currency }: MappedColumn, i) => {
    const text = cells[i] ?? ''
    if (field !== undefined && text !== '') party.put(field, text, i, currency)
  })
  put(party.finish(), sink, tally)
}

function put(party: ReturnType<PartyRow['finish']>, sink: BookSink, tally: BookTally): void {
  if (party === undefined) return
  tally.parties++
  sink.party(party)
}

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.trim()
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : Array.isArray(value)
        ? value.map(textOf).join('; ')
        : ''
