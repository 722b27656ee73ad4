import type { IsoDate } from '../model/brand.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import { isoDay, numbersOf, type PartialDate, wholeDay, wholeMonth, wholeYear } from '../model/partial-date.ts'

/** Sizes of machine-readable zones: lines and characters a line (ICAO Doc 9303, parts 4 to 7). */
export const MRZ_FORMATS = ['TD1', 'TD2', 'TD3', 'MRV-A', 'MRV-B'] as const
export type MrzFormat = (typeof MRZ_FORMATS)[number]

/** A check digit, whether it holds, and what it covers. */
export interface MrzCheck {
  readonly field: 'document_number' | 'birth_date' | 'expiry_date' | 'optional' | 'composite'
  readonly holds: boolean
}

/** What a machine-readable zone says. Names are transliterated by the issuer and may be cut short. */
export interface Mrz {
  readonly format: MrzFormat
  readonly documentCode: string
  readonly issuer: string
  readonly nationality: string
  readonly documentNumber: string
  readonly familyNames: string
  readonly givenNames: string
  /** The names fill the field to its end: the rest may be missing. */
  readonly mayBeCut: boolean
  /** A month or a day that the issuer left open makes the date a year or a month. */
  readonly birthDate?: PartialDate
  readonly expiryDate?: PartialDate
  readonly sex: 'male' | 'female' | 'unspecified'
  readonly checks: readonly MrzCheck[]
  readonly isIntact: boolean
}

/** Characters of a whole zone, with room for white space between. */
export const MRZ_MAX_LENGTH = 200

const SHAPES: readonly { readonly lines: number; readonly length: number; readonly format: MrzFormat }[] = [
  { lines: 3, length: 30, format: 'TD1' },
  { lines: 2, length: 36, format: 'TD2' },
  { lines: 2, length: 44, format: 'TD3' },
]

/**
 * Reads a machine-readable zone, lines apart or run together. `asOf` settles the century of a birth date: the last one
 * in which the day is not in the future. A zone with a wrong check digit is read, and says which does not hold.
 */
export function parseMrz(raw: string, asOf: IsoDate): Parsed<Mrz> {
  if (raw.length > MRZ_MAX_LENGTH) return refused('mrz.too_long', raw)
  const text = raw.toUpperCase().replace(/\s+/g, '')
  if (!/^[A-Z0-9<]+$/.test(text)) return refused('mrz.characters', raw, { remedy: 'give A to Z, 0 to 9 and < only' })
  const shape = SHAPES.find(({ lines, length }) => lines * length === text.length)
  if (shape === undefined)
    return refused('mrz.length', `${text.length} characters`, { remedy: 'give 2 lines of 44, 2 of 36 or 3 of 30' })
  const lines = Array.from({ length: shape.lines }, (_, i) => text.slice(i * shape.length, (i + 1) * shape.length))
  const [first = '', second = '', third = ''] = lines
  if (shape.format === 'TD1') return accepted(readTd1(first, second, third, asOf))
  const isVisa = first.startsWith('V')
  const format: MrzFormat = isVisa ? (shape.format === 'TD3' ? 'MRV-A' : 'MRV-B') : shape.format
  return accepted(readTwoLines(format, first, second, asOf))
}

/** Weights 7, 3, 1 in turn; digits as they are, A to Z as 10 to 35, filler as 0; modulo 10 (Doc 9303-3, 4.9). */
export function mrzCheckDigit(field: string): number {
  const weights = [7, 3, 1]
  return [...field].reduce((sum, character, i) => sum + characterValue(character) * (weights[i % 3] ?? 0), 0) % 10
}

function characterValue(character: string): number {
  if (character === '<') return 0
  const code = character.charCodeAt(0)
  return code <= 57 ? code - 48 : code - 55
}

const check = (field: MrzCheck['field'], covered: string, digit: string): MrzCheck => ({
  field,
  holds: digit === String(mrzCheckDigit(covered)) || (digit === '<' && /^<*$/.test(covered)),
})

function readTwoLines(format: MrzFormat, first: string, second: string, asOf: IsoDate): Mrz {
  const dates = { birth: second.slice(13, 19), expiry: second.slice(21, 27) }
  const optional = format === 'TD3' ? [check('optional', second.slice(28, 42), second.charAt(42))] : []
  const end = second.length - 1
  const composite = second.slice(0, 10) + second.slice(13, 20) + second.slice(21, end)
  const isVisa = format.startsWith('MRV')
  return assemble(format, first.slice(0, 2), first.slice(2, 5), first.slice(5), asOf, {
    documentNumber: second.slice(0, 9),
    nationality: second.slice(10, 13),
    ...dates,
    sex: second.charAt(20),
    checks: [
      check('document_number', second.slice(0, 9), second.charAt(9)),
      check('birth_date', dates.birth, second.charAt(19)),
      check('expiry_date', dates.expiry, second.charAt(27)),
      ...optional,
      ...(isVisa ? [] : [check('composite', composite, second.charAt(end))]),
    ],
  })
}

/** A document number longer than nine characters goes on in the optional field, its check digit behind it. */
function readTd1(first: string, second: string, third: string, asOf: IsoDate): Mrz {
  const spill = first.charAt(14) === '<' ? (/^([A-Z0-9]+)([0-9])</.exec(`${first.slice(15)}<`) ?? undefined) : undefined
  const number = first.slice(5, 14) + (spill?.[1] ?? '')
  const digit = spill?.[2] ?? first.charAt(14)
  const composite = first.slice(5, 30) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29)
  return assemble('TD1', first.slice(0, 2), first.slice(2, 5), third, asOf, {
    documentNumber: number,
    nationality: second.slice(15, 18),
    birth: second.slice(0, 6),
    expiry: second.slice(8, 14),
    sex: second.charAt(7),
    checks: [
      spill === undefined
        ? check('document_number', number, digit)
        : checkLong(first.slice(5, 14), spill[1] ?? '', digit),
      check('birth_date', second.slice(0, 6), second.charAt(6)),
      check('expiry_date', second.slice(8, 14), second.charAt(14)),
      check('composite', composite, second.charAt(29)),
    ],
  })
}

/** Issuers differ on whether the filler between the two parts of a long number is counted: either digit is taken. */
const checkLong = (head: string, rest: string, digit: string): MrzCheck => ({
  field: 'document_number',
  holds: [head + rest, `${head}<${rest}`].some((number) => String(mrzCheckDigit(number)) === digit),
})

interface MrzFields {
  readonly documentNumber: string
  readonly nationality: string
  readonly birth: string
  readonly expiry: string
  readonly sex: string
  readonly checks: readonly MrzCheck[]
}

function assemble(
  format: MrzFormat,
  code: string,
  issuer: string,
  names: string,
  asOf: IsoDate,
  fields: MrzFields,
): Mrz {
  const [family = '', given = ''] = names.split('<<')
  const birthDate = readDate(fields.birth, (twoDigits) => centuryOfBirth(twoDigits, fields.birth, asOf))
  const expiryDate = readDate(fields.expiry, (twoDigits) => 2000 + twoDigits)
  return {
    format,
    documentCode: unfilled(code),
    issuer: unfilled(issuer),
    nationality: unfilled(fields.nationality),
    documentNumber: unfilled(fields.documentNumber),
    familyNames: unfilled(family),
    givenNames: unfilled(given),
    mayBeCut: !names.endsWith('<'),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(expiryDate === undefined ? {} : { expiryDate }),
    sex: fields.sex === 'M' ? 'male' : fields.sex === 'F' ? 'female' : 'unspecified',
    checks: fields.checks,
    isIntact: fields.checks.every(({ holds }) => holds),
  }
}

const unfilled = (field: string): string => field.replace(/<+/g, ' ').trim()

function centuryOfBirth(twoDigits: number, birth: string, asOf: IsoDate): number {
  const [year, month, day] = numbersOf(asOf)
  const century = Math.floor(year / 100) * 100
  const today = `${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`
  const isAhead =
    century + twoDigits > year || (century + twoDigits === year && birth.slice(2).replaceAll('<', '0') > today)
  return isAhead ? century - 100 + twoDigits : century + twoDigits
}

function readDate(yymmdd: string, yearOf: (twoDigits: number) => number): PartialDate | undefined {
  const found = /^(\d{2})(\d{2}|<<)(\d{2}|<<)$/.exec(yymmdd)
  if (found === null) return undefined
  const year = yearOf(Number(found[1]))
  if (found[2] === '<<') return wholeYear(year, yymmdd)
  if (found[3] === '<<') return wholeMonth(year, Number(found[2]), yymmdd)
  const day = isoDay(year, Number(found[2]), Number(found[3]))
  return day === undefined ? undefined : wholeDay(day, yymmdd)
}
