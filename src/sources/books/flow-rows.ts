import { type BookFlow, FLOW_STATUSES, type FlowStatus } from '../../model/book.ts'
import type { IsoDate } from '../../model/brand.ts'
import { type CountryTable, findCountry, foldCountryName as fold } from '../../model/country.ts'
import { isoDay } from '../../model/partial-date.ts'
import { cellName } from '../tabular/table.ts'
import type { Mapping } from './mapping.ts'
import { parseAmount } from './read-amount.ts'
import type { BookSink, BookTally } from './read-book.ts'

const STATUSES: Readonly<Record<string, FlowStatus>> = {
  'in flight': 'in_flight',
  pending: 'in_flight',
  processing: 'in_flight',
  'en transito': 'in_flight',
  pendiente: 'in_flight',
  scheduled: 'scheduled',
  programado: 'scheduled',
  planned: 'scheduled',
  open: 'open',
  active: 'open',
  vigente: 'open',
  abierto: 'open',
  settled: 'settled',
  paid: 'settled',
  completed: 'settled',
  closed: 'settled',
  pagado: 'settled',
  liquidado: 'settled',
}
const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/
const TWELVE_MONTHS = 12

/** Rows of a table of payments or contracts. A faulty cell is reported and left out; only a row that points to no party is refused. */
export class FlowRows {
  readonly #fields: readonly (string | undefined)[]
  readonly #currencies: readonly (string | undefined)[]
  readonly #sheet: string
  readonly #countries: CountryTable
  readonly #sink: BookSink
  readonly #tally: BookTally

  constructor(mapping: Mapping, sheet: string, countries: CountryTable, sink: BookSink, tally: BookTally) {
    this.#fields = mapping.columns.map(({ field }) => field)
    this.#currencies = mapping.columns.map(({ currency }) => currency)
    this.#sheet = sheet
    this.#countries = countries
    this.#sink = sink
    this.#tally = tally
  }

  take(line: number, cells: readonly string[]): void {
    this.#tally.rows++
    const text = (field: string): string => cells[this.#fields.indexOf(field)]?.trim() ?? ''
    const report = (code: string, field: string, remedy: string): void =>
      this.#tally.report({
        code,
        found: text(field),
        where: cellName(line, Math.max(0, this.#fields.indexOf(field)), this.#sheet),
        remedy,
      })
    const party = text('party')
    if (party === '') {
      this.#tally.refused++
      report('book.flow.no_party', 'party', 'give the id of the party')
      return
    }
    const contract = /contra/i.test(text('kind')) || text('until') !== ''
    const flow: BookFlow = {
      id: text('id') === '' ? String(line) : text('id'),
      kind: contract ? 'contract' : 'payment',
      party,
      status: this.#statusOf(text('status'), contract, report),
      row: line,
      ...this.#amountOf(text, report),
      ...this.#dateOf('on', text, report),
      ...this.#dateOf('until', text, report),
      ...(text('method') === '' ? {} : { method: text('method') }),
      ...(text('region') === '' ? {} : { region: text('region') }),
      ...this.#countryOf(text, report),
      ...(text('memo') === '' ? {} : { memo: text('memo') }),
    }
    this.#tally.flows++
    this.#sink.flow(flow)
  }

  #statusOf(raw: string, isContract: boolean, report: Report): FlowStatus {
    if (raw === '') return isContract ? 'open' : 'settled'
    const status = FLOW_STATUSES.find((known) => known === raw) ?? STATUSES[fold(raw)]
    if (status === undefined)
      report('book.status.unknown', 'status', `use one of ${FLOW_STATUSES.join(', ')}; counted as in flight until then`)
    return status ?? 'in_flight'
  }

  #amountOf(text: Text, report: Report): Pick<BookFlow, 'amount'> {
    if (text('amount') === '') return {}
    const parsed = parseAmount(text('amount'), this.#currencies[this.#fields.indexOf('amount')] ?? text('currency'))
    if (parsed.ok) return { amount: parsed.value }
    report(parsed.issue.code, 'amount', parsed.issue.remedy ?? '')
    return {}
  }

  #dateOf(field: 'on' | 'until', text: Text, report: Report): Partial<Pick<BookFlow, 'on' | 'until'>> {
    if (text(field) === '') return {}
    const day = dayIn(text(field))
    if (day === undefined) report('date.unreadable', field, 'give a day as YYYY-MM-DD')
    return day === undefined ? {} : { [field]: day }
  }

  #countryOf(text: Text, report: Report): Pick<BookFlow, 'country'> {
    if (text('country') === '') return {}
    const country = findCountry(this.#countries, text('country'))
    if (country === undefined) report('country.unknown', 'country', 'use an ISO code or a country name')
    return country === undefined ? {} : { country }
  }
}

type Text = (field: string) => string
type Report = (code: string, field: string, remedy: string) => void

/** An ISO day, with or without a time; day before month only where the first number can be no month. */
export function dayIn(raw: string): IsoDate | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(raw)
  if (iso !== null) return isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const found = DAY_FIRST.exec(raw)
  if (found === null || Number(found[1]) <= TWELVE_MONTHS) return undefined
  return isoDay(Number(found[3]), Number(found[2]), Number(found[1]))
}
