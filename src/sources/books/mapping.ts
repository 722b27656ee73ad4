import { foldCountryName as fold } from '../../model/country.ts'
import { CordonError } from '../../model/errors.ts'
import { isCurp } from '../../model/identifiers/curp.ts'
import { type TsvTable, valuesOf } from '../../model/tsv.ts'
import type { ColumnTable } from '../parties/columns.ts'

/** Fields of a party and of a flow that are the book's own; all others are FollowTheMoney properties. */
export const PARTY_FIELDS = ['id', 'schema', 'role', 'sector', 'region', 'amount', 'currency'] as const
export const FLOW_FIELDS = [
  'id',
  'kind',
  'party',
  'amount',
  'currency',
  'on',
  'until',
  'status',
  'method',
  'region',
  'country',
  'memo',
] as const

/** What headings are read as: compiled from the two tables of `data/book/`. */
export interface BookColumns {
  readonly party: ReadonlyMap<string, string>
  readonly flow: ReadonlyMap<string, string>
  /** Names and numbers of parties, as FollowTheMoney properties. */
  readonly properties: ColumnTable
}

export function compileBookColumns(book: TsvTable, properties: ColumnTable): BookColumns {
  const of = (wanted: string): ReadonlyMap<string, string> =>
    new Map(
      book.rows
        .filter((row) => row['table'] === wanted)
        .flatMap((row) =>
          [row['column'] ?? '', ...valuesOf(row['headings'])].map(
            (heading) => [fold(heading), row['column'] ?? ''] as const,
          ),
        ),
    )
  return { party: of('party'), flow: of('flow'), properties }
}

/** One column as it is read: by what sign, and with the currency that its heading names. */
export interface MappedColumn {
  readonly heading: string
  readonly field: string | undefined
  readonly by: 'asked' | 'heading' | 'values' | 'unread'
  readonly currency?: string
}

export interface Mapping {
  readonly table: 'parties' | 'flows'
  readonly columns: readonly MappedColumn[]
}

/** Columns as the asker wants them read: heading to field, or to nothing. */
export type AskedColumns = ReadonlyMap<string, string>

const CURRENCY_TAIL = /^(.*?) (usd|mxn|eur|gbp|cad|chf|cop|gtq|brl|ars)$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const RFC = /^[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}$/i
const LEI = /^[A-Z0-9]{18}\d{2}$/

/** Guesses what each column is, from its heading and, where that says nothing, from the first values. What the asker says wins. */
export function guessMapping(
  columns: BookColumns,
  header: readonly string[],
  samples: readonly (readonly string[])[],
  asked: AskedColumns,
): Mapping {
  const flows = mapAs('flow', columns, header, samples, asked)
  const parties = mapAs('party', columns, header, samples, asked)
  const has = (mapped: readonly MappedColumn[], ...fields: readonly string[]): boolean =>
    mapped.some(({ field }) => field !== undefined && fields.includes(field))
  const isFlows = has(flows, 'party') && has(flows, 'amount') && !has(parties, 'name', 'firstName', 'lastName')
  if (isFlows) return { table: 'flows', columns: flows }
  if (has(parties, 'name', 'firstName', 'lastName')) return { table: 'parties', columns: parties }
  const seen = header.map((heading) => `"${heading}"`).join(', ')
  throw new CordonError(
    'input.unreadable',
    `the book has no column of names, nor of parties and amounts; its columns are ${seen}. Name one with --map HEADING=name.`,
  )
}

function mapAs(
  table: 'party' | 'flow',
  columns: BookColumns,
  header: readonly string[],
  samples: readonly (readonly string[])[],
  asked: AskedColumns,
): readonly MappedColumn[] {
  const taken = new Set<string>()
  return header.map((heading, i): MappedColumn => {
    const wanted = asked.get(heading) ?? asked.get(fold(heading))
    if (wanted !== undefined) return { heading, field: wanted === '' ? undefined : wanted, by: 'asked' }
    const tail = CURRENCY_TAIL.exec(fold(heading))
    const named = fieldOf(table, columns, tail === null ? heading : (tail[1] ?? ''))
    if (named !== undefined && !(isSingle(named) && taken.has(named))) {
      taken.add(named)
      const currency = tail?.[2]?.toUpperCase()
      return {
        heading,
        field: named,
        by: 'heading',
        ...(named === 'amount' && currency !== undefined ? { currency } : {}),
      }
    }
    const guessed = table === 'party' ? fieldByValues(samples.map((cells) => cells[i] ?? '')) : undefined
    return guessed === undefined
      ? { heading, field: undefined, by: 'unread' }
      : { heading, field: guessed, by: 'values' }
  })
}

const isSingle = (field: string): boolean => ['id', 'schema', 'role', 'currency', 'party', 'kind', 'on'].includes(field)

function fieldOf(table: 'party' | 'flow', columns: BookColumns, heading: string): string | undefined {
  const key = fold(heading)
  return table === 'flow' ? columns.flow.get(key) : (columns.party.get(key) ?? columns.properties.get(key))
}

/** Numbers that tell themselves by their form. */
function fieldByValues(values: readonly string[]): string | undefined {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '')
  if (filled.length < 2) return undefined
  if (filled.every((value) => EMAIL.test(value))) return 'email'
  if (filled.every((value) => isCurp(value))) return 'idNumber'
  if (filled.every((value) => RFC.test(value))) return 'taxNumber'
  return filled.every((value) => LEI.test(value)) ? 'leiCode' : undefined
}
