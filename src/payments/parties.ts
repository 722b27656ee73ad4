import type { PaymentField } from '../model/payment.ts'
import type { FieldKind, FieldRule } from './field-map.ts'

/** A value of a message with the rule that says what it is. */
export interface DeclaredField {
  readonly field: PaymentField
  readonly rule: FieldRule
}

/** One way of reading a party's name, with the fields it was put together from. */
export interface NameReading {
  readonly text: string
  readonly fields: readonly number[]
}

/** Values of one party or agent of a message, found by where they stand. Numbers are places in the message's fields. */
export interface MessageParty {
  /** Path of what holds the party, as in `CdtTrfTxInf/Dbtr`, or an MT tag, as in `50K`. */
  readonly container: string
  readonly names: readonly NameReading[]
  readonly byKind: ReadonlyMap<FieldKind, readonly number[]>
  /** Names and address together, in message order: where a name split over fields is whole again. */
  readonly block: readonly number[]
}

const IN_PARTY: ReadonlySet<FieldKind> = new Set([
  ...(['name', 'name_line', 'address', 'town', 'region', 'country', 'country_town', 'bic', 'lei', 'iban'] as const),
  ...(['account', 'identifier', 'birth_date', 'phone', 'email'] as const),
])

/** Characters of a line of SWIFT text, and the lengths at which ISO names are cut on their way through older systems. */
export const CUT_AT = [35, 70, 140] as const
const WRAPS_FROM = 33

/** Groups the values of a message by party: an account goes to its holder, a contact stands for itself. */
export function partiesOf(fields: readonly DeclaredField[], format: 'mx' | 'mt'): readonly MessageParty[] {
  const groups = new Map<string, number[]>()
  for (const [at, { field, rule }] of fields.entries()) {
    if (!rule.isScreened || !IN_PARTY.has(rule.kind)) continue
    const container = containerOf(field.path, rule, format)
    const group = groups.get(container)
    if (group === undefined) groups.set(container, [at])
    else group.push(at)
  }
  return [...groups].map(([container, group]) => partyOf(container, group, fields))
}

function containerOf(path: string, { field, kind }: FieldRule, format: 'mx' | 'mt'): string {
  const segments = path.split('/')
  if (format === 'mt') return segments[0] ?? path
  const account = segments.findIndex((segment) => /Acct(\[\d+\])?$/.test(segment))
  if (account >= 0) {
    const holder = (segments[account] ?? '').replace(/Acct/, '')
    return [...segments.slice(0, account), holder].join('/')
  }
  const contact = segments.indexOf('CtctDtls')
  if (contact >= 0) return segments.slice(0, contact + 1).join('/')
  const own = segments.slice(0, segments.length - field.split('/').length)
  return kind === 'identifier' && own.at(-1) === 'FinInstnId' ? own.slice(0, -1).join('/') : own.join('/')
}

function partyOf(container: string, group: readonly number[], fields: readonly DeclaredField[]): MessageParty {
  const byKind = new Map<FieldKind, readonly number[]>()
  for (const at of group) {
    const kind = fields[at]?.rule.kind
    if (kind !== undefined) byKind.set(kind, [...(byKind.get(kind) ?? []), at])
  }
  const textAt = (at: number): string => fields[at]?.field.value ?? ''
  const names = byKind.get('name') ?? []
  const lines = byKind.get('name_line') ?? []
  const addresses = byKind.get('address') ?? []
  const readings = [
    ...names.map((at) => ({ text: textAt(at), fields: [at] })),
    ...joins(names, textAt),
    ...(names.length === 1 ? joins([...names, ...addresses.slice(0, 1)], textAt) : []),
    ...(lines[0] === undefined ? [] : [{ text: textAt(lines[0]), fields: [lines[0]] }, ...joins(lines, textAt)]),
  ]
  const block = group.filter((at) => ['name', 'name_line', 'address'].includes(fields[at]?.rule.kind ?? ''))
  return { container, names: distinct(readings), byKind, block }
}

/**
 * A name that may run over into the next line: where a line is full (33 to 35 characters), both with and without a space
 * between, since systems wrap in the middle of words; where a line is a single word, with a space.
 */
function joins(lines: readonly number[], textAt: (at: number) => string): readonly NameReading[] {
  const out: NameReading[] = []
  for (let count = 2; count <= Math.min(lines.length, MOST_LINES); count += 1) {
    const used = lines.slice(0, count)
    const before = used.slice(0, -1).map(textAt)
    const isFull = before.every((line) => line.length >= WRAPS_FROM)
    const isOneWord = count === 2 && before.every((line) => !/\s/.test(line.trim()))
    if (!isFull && !isOneWord) break
    out.push({ text: used.map(textAt).join(' '), fields: used })
    if (isFull) out.push({ text: used.map(textAt).join(''), fields: used })
  }
  return out
}

/** Lines over which a name may run: four lines of 35 are SWIFT's most. */
const MOST_LINES = 4

function distinct(readings: readonly NameReading[]): readonly NameReading[] {
  const seen = new Map<string, NameReading>()
  for (const reading of readings) {
    if (reading.text.trim() !== '' && !seen.has(reading.text)) seen.set(reading.text, reading)
  }
  return [...seen.values()]
}
