import type { Amount, BookParty, BookRole } from '../../model/book.ts'
import type { CountryCode } from '../../model/brand.ts'
import { type CountryTable, findCountry, foldCountryName as fold } from '../../model/country.ts'
import { isCurp } from '../../model/identifiers/curp.ts'
import { isRfc, looksLikeRfc } from '../../model/identifiers/rfc.ts'
import { schemaOf } from '../mapping/schema-word.ts'
import { cellName } from '../tabular/table.ts'
import type { MappedColumn, Mapping } from './mapping.ts'
import { parseAmount } from './read-amount.ts'
import type { BookSink, BookTally } from './read-book.ts'

const ROLES: Readonly<Record<string, BookRole>> = {
  customer: 'customer',
  client: 'customer',
  buyer: 'customer',
  guest: 'customer',
  cliente: 'customer',
  comprador: 'customer',
  huesped: 'customer',
  supplier: 'supplier',
  vendor: 'supplier',
  grower: 'supplier',
  proveedor: 'supplier',
  productor: 'supplier',
  carrier: 'carrier',
  haulier: 'carrier',
  transportista: 'carrier',
  'customs broker': 'agent',
  'agente aduanal': 'agent',
  agent: 'agent',
  broker: 'agent',
  agente: 'agent',
  intermediario: 'agent',
  employee: 'employee',
  empleado: 'employee',
  beneficiary: 'beneficiary',
  beneficiario: 'beneficiary',
  other: 'other',
  otro: 'other',
}

/** Fields of which one cell can hold several values, parted by semicolons. */
const SEVERAL = new Set([
  'alias',
  'previousName',
  'country',
  'nationality',
  'birthDate',
  'idNumber',
  'address',
  'phone',
  'iban',
])
const VALUE_SEPARATOR = /\s*;\s*/

/** Rows of a table of parties. A faulty cell is reported by its name and left out; only a row that names nobody is refused. */
export class PartyRows {
  readonly #columns: readonly MappedColumn[]
  readonly #sheet: string
  readonly #countries: CountryReader
  readonly #sink: BookSink
  readonly #tally: BookTally
  readonly #ids = new Set<string>()

  constructor(mapping: Mapping, sheet: string, countries: CountryTable, sink: BookSink, tally: BookTally) {
    this.#columns = mapping.columns
    this.#sheet = sheet
    this.#countries = new CountryReader(countries)
    this.#sink = sink
    this.#tally = tally
  }

  take(line: number, cells: readonly string[]): void {
    this.#tally.rows++
    const row = new PartyRow(line, this.#sheet, this.#countries, this.#tally)
    for (let i = 0; i < this.#columns.length; i++) {
      const column = this.#columns[i]
      const value = cells[i]?.trim() ?? ''
      if (column?.field !== undefined && value !== '') row.put(column.field, value, i, column.currency)
    }
    const party = row.finish()
    if (party === undefined) return
    if (this.#ids.has(party.id)) {
      this.#tally.report({
        code: 'book.id.repeated',
        found: party.id,
        where: row.where(0),
        remedy: 'give each party an id of its own',
      })
    }
    this.#ids.add(party.id)
    this.#tally.parties++
    this.#sink.party(party)
  }
}

/** Most different country texts that are remembered; books have a few dozen. */
const COUNTRIES_KEPT = 4_096

/** Reads country texts, each once: a book repeats them in every row. */
export class CountryReader {
  readonly #table: CountryTable
  readonly #known = new Map<string, CountryCode | undefined>()

  constructor(table: CountryTable) {
    this.#table = table
  }

  find(text: string): CountryCode | undefined {
    if (this.#known.has(text)) return this.#known.get(text)
    const code = findCountry(this.#table, text)
    if (this.#known.size < COUNTRIES_KEPT) this.#known.set(text, code)
    return code
  }
}

/** One party as it comes together, cell by cell; used for JSON too, where a cell is a key. */
export class PartyRow {
  readonly #line: number
  readonly #sheet: string
  readonly #countries: CountryReader
  readonly #tally: BookTally
  readonly #properties: Record<string, string[]> = {}
  readonly #amounts: { readonly raw: string; readonly at: number; readonly currency: string | undefined }[] = []
  #id = ''
  #schema = ''
  #role: BookRole | undefined
  #sector = ''
  #region = ''
  #currency = ''

  constructor(line: number, sheet: string, countries: CountryReader, tally: BookTally) {
    this.#line = line
    this.#sheet = sheet
    this.#countries = countries
    this.#tally = tally
  }

  where(column: number): string {
    return cellName(this.#line, column, this.#sheet)
  }

  put(field: string, value: string, column: number, currency?: string): void {
    if (field === 'id') this.#id = value
    else if (field === 'schema') this.#schema = schemaOf(value)
    else if (field === 'role') this.#role = this.#roleOf(value, column)
    else if (field === 'sector') this.#sector = value
    else if (field === 'region') this.#region = value
    else if (field === 'currency') this.#currency = value
    else if (field === 'amount') this.#amounts.push({ raw: value, at: column, currency })
    else this.#putProperty(field, value, column)
  }

  #putProperty(property: string, value: string, column: number): void {
    const values = SEVERAL.has(property) ? value.split(VALUE_SEPARATOR).filter((each) => each !== '') : [value]
    for (const each of values) this.#check(property, each, column)
    this.#properties[property] = [...(this.#properties[property] ?? []), ...values]
  }

  /** Numbers with a check digit are doubted aloud and kept as given: a typing slip must not hide a hit on the rest. */
  #check(property: string, value: string, column: number): void {
    const number = value.toUpperCase().replace(/[\s-]/g, '')
    const isWrongRfc = property === 'taxNumber' && looksLikeRfc(number) && !isRfc(number)
    const isWrongCurp =
      property === 'idNumber' && /^[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d$/.test(number) && !isCurp(number)
    if (isWrongRfc || isWrongCurp)
      this.#report('identifier.check_digit', value, column, 'compare the number with the document')
    if (property === 'country' && this.#countries.find(value) === undefined)
      this.#report('country.unknown', value, column, 'use an ISO code or a country name')
  }

  #roleOf(value: string, column: number): BookRole | undefined {
    const role = ROLES[fold(value)]
    if (role === undefined)
      this.#report(
        'book.role.unknown',
        value,
        column,
        'use customer, supplier, carrier, employee, agent, beneficiary or other',
      )
    return role
  }

  #report(code: string, found: string, column: number, remedy: string): void {
    this.#tally.report({ code, found, where: this.where(column), remedy })
  }

  finish(): BookParty | undefined {
    const name = this.#nameOf()
    const canBeScreened =
      name !== '' ||
      ['idNumber', 'taxNumber', 'passportNumber', 'leiCode', 'imoNumber', 'address'].some(
        (property) => property in this.#properties,
      )
    if (!canBeScreened) {
      this.#tally.refused++
      this.#tally.report({
        code: 'book.row.names_nobody',
        found: this.#id,
        where: this.where(0),
        remedy: 'give a name, a number or an address',
      })
      return undefined
    }
    const country = this.#countries.find(this.#properties['country']?.[0] ?? '')
    return {
      id: this.#id === '' ? String(this.#line) : this.#id,
      name,
      properties: this.#properties,
      amounts: this.#amounts.flatMap((amount) => this.#amountOf(amount)),
      row: this.#line,
      ...(this.#schema === '' ? {} : { schema: this.#schema }),
      ...(this.#role === undefined ? {} : { role: this.#role }),
      ...(this.#sector === '' ? {} : { sector: this.#sector }),
      ...(this.#region === '' ? {} : { region: this.#region }),
      ...(country === undefined ? {} : { country }),
    }
  }

  #amountOf({
    raw,
    at,
    currency,
  }: {
    readonly raw: string
    readonly at: number
    readonly currency: string | undefined
  }): readonly Amount[] {
    const parsed = parseAmount(raw, currency ?? this.#currency)
    if (parsed.ok) return [parsed.value]
    this.#report(parsed.issue.code, raw, at, parsed.issue.remedy ?? '')
    return []
  }

  /** The name, or its parts in the order in which they are spoken; a mother's surname is part of the family name. */
  #nameOf(): string {
    const { motherName, ...others } = this.#properties
    if (motherName !== undefined) {
      delete this.#properties['motherName']
      this.#properties['lastName'] = [[...(others['lastName'] ?? []), ...motherName].join(' ')]
    }
    const part = (property: string): string => this.#properties[property]?.[0] ?? ''
    if (part('name') !== '') return part('name')
    return [part('firstName'), part('secondName'), part('middleName'), part('lastName')]
      .filter((each) => each !== '')
      .join(' ')
  }
}
