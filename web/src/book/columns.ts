import type { Party } from '../api/screening.ts'
import { hidesLetters } from '../parts/text.tsx'

/** What a column may be taken as: properties of the server's parties, and the row's own number. */
export const MEANINGS = [
  'id',
  'name',
  'firstName',
  'lastName',
  'schema',
  'birthDate',
  'country',
  'nationality',
  'address',
  'idNumber',
  'taxNumber',
  'passportNumber',
  'registrationNumber',
] as const
export type Meaning = (typeof MEANINGS)[number] | ''

const SYNONYMS: readonly (readonly [form: RegExp, meaning: Meaning])[] = [
  [/^(id|ref|reference|customer_?id|client_?id|clave|folio|numero|número)$/, 'id'],
  [
    /^(name|full_?name|nombre|nombre_completo|razon_social|razón_social|company|empresa|denominacion|denominación)$/,
    'name',
  ],
  [/^(first_?name|given_?name|nombres|nombre_pila|primer_nombre)$/, 'firstName'],
  [/^(last_?name|surname|family_?name|apellidos?|apellido_paterno)$/, 'lastName'],
  [/^(schema|type|kind|tipo|tipo_persona)$/, 'schema'],
  [/^(birth_?date|dob|date_of_birth|fecha_(de_)?nacimiento|nacimiento)$/, 'birthDate'],
  [/^(country|pais|país|country_code)$/, 'country'],
  [/^(nationality|nacionalidad)$/, 'nationality'],
  [/^(address|direccion|dirección|domicilio)$/, 'address'],
  [/^(rfc|tax_?id|tax_?number|nit|rut)$/, 'taxNumber'],
  [/^(curp|id_?number|national_?id|cedula|cédula|dni)$/, 'idNumber'],
  [/^(passport|passport_?number|pasaporte)$/, 'passportNumber'],
  [/^(registration_?number|folio_mercantil)$/, 'registrationNumber'],
]

export const guessMeaning = (heading: string): Meaning => {
  const folded = heading
    .trim()
    .toLowerCase()
    .replace(/[\s.-]+/g, '_')
  return SYNONYMS.find(([form]) => form.test(folded))?.[1] ?? ''
}

export const guessAll = (headings: readonly string[]): readonly Meaning[] => {
  const seen = new Set<Meaning>()
  return headings.map((heading) => {
    const meaning = guessMeaning(heading)
    if (meaning === '' || seen.has(meaning)) return ''
    seen.add(meaning)
    return meaning
  })
}

export interface CellFault {
  readonly row: number
  readonly column: string
  readonly value: string
  readonly problem: 'name_missing' | 'date' | 'country' | 'hidden' | 'long'
}

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/
const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/
const LONGEST_NAME = 384

function dateOf(text: string): string | undefined {
  if (DATE.test(text)) return text
  const found = DAY_FIRST.exec(text)
  if (found === null) return undefined
  const [, day = '', month = '', year = ''] = found
  if (Number(month) > 12 || Number(day) > 31) return undefined
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

const SCHEMATA: readonly (readonly [form: RegExp, schema: string])[] = [
  [/^(person|individual|persona|persona_?f[ií]sica|pf|i)$/i, 'Person'],
  [/^(company|empresa|persona_?moral|pm|c)$/i, 'Company'],
  [/^(organi[sz]ation|organizaci[oó]n|o)$/i, 'Organization'],
  [/^(vessel|buque)$/i, 'Vessel'],
]

export interface ReadRow {
  readonly ref: string
  readonly party: Party | undefined
  readonly faults: readonly CellFault[]
}

/** One row as a party, with every cell that could not be read; without a name it is no question. */
export function readRow(
  cells: readonly string[],
  meanings: readonly Meaning[],
  headings: readonly string[],
  number: number,
): ReadRow {
  const of = (meaning: Meaning): string => (cells[meanings.indexOf(meaning)] ?? '').trim()
  const faults: CellFault[] = []
  const fault = (meaning: Meaning, value: string, problem: CellFault['problem']): void => {
    faults.push({ row: number, column: headings[meanings.indexOf(meaning)] ?? '', value, problem })
  }
  const name = of('name') || [of('firstName'), of('lastName')].filter((part) => part !== '').join(' ')
  const ref = of('id') || String(number)
  if (name === '') {
    fault('name', '', 'name_missing')
    return { ref, party: undefined, faults }
  }
  if (hidesLetters(name)) fault('name', name, 'hidden')
  if (name.length > LONGEST_NAME) fault('name', name, 'long')
  const properties: Record<string, readonly string[]> = { name: [name] }
  const birthDate = of('birthDate')
  const date = birthDate === '' ? undefined : dateOf(birthDate)
  if (date !== undefined) properties['birthDate'] = [date]
  else if (birthDate !== '') fault('birthDate', birthDate, 'date')
  for (const meaning of ['country', 'nationality'] as const) {
    const value = of(meaning)
    if (value === '') continue
    if (/^[\p{L} .,'()-]{2,60}$/u.test(value)) properties[meaning] = [value]
    else fault(meaning, value, 'country')
  }
  for (const meaning of ['address', 'idNumber', 'taxNumber', 'passportNumber', 'registrationNumber'] as const) {
    if (of(meaning) !== '') properties[meaning] = [of(meaning)]
  }
  const schema = SCHEMATA.find(([form]) => form.test(of('schema')))?.[1]
  return { ref, party: schema === undefined ? { properties } : { schema, properties }, faults }
}
