import { accepted, type Parsed, refused } from '../model/parsed.ts'
import type { TsvTable } from '../model/tsv.ts'

/** What a value of a payment message is. The first row is screened; the second holds nothing to screen. */
export const FIELD_KINDS = [
  ...['name', 'name_line', 'address', 'town', 'region', 'country', 'country_town', 'bic', 'lei', 'iban', 'account'],
  ...['identifier', 'birth_date', 'phone', 'email', 'narrative', 'reference'],
  ...['code', 'amount', 'date', 'birth_place', 'birth_town', 'birth_country'],
] as const
export type FieldKind =
  | 'name'
  | 'name_line'
  | 'address'
  | 'town'
  | 'region'
  | 'country'
  | 'country_town'
  | 'bic'
  | 'lei'
  | 'iban'
  | 'account'
  | 'identifier'
  | 'birth_date'
  | 'phone'
  | 'email'
  | 'narrative'
  | 'reference'
  | 'code'
  | 'amount'
  | 'date'
  | 'birth_place'
  | 'birth_town'
  | 'birth_country'

/** One row of `data/payments/field-map.tsv`: a field, what it is, whether it is screened, and why. */
export interface FieldRule {
  readonly format: 'mx' | 'mt'
  /** The end of a path, without counters. */
  readonly field: string
  readonly kind: FieldKind
  readonly isScreened: boolean
  readonly reason: string
  readonly source: string
}

/** A field that no row names: screened as free text, and said so. */
const UNDECLARED = {
  field: '',
  kind: 'narrative',
  isScreened: true,
  reason: 'declared by no row of the field map: screened as free text',
  source: '',
} as const

export const FIELD_MAP_COLUMNS = ['format', 'field', 'kind', 'screened', 'reason', 'source'] as const

/** The field map, ready to be asked. */
export class FieldMap {
  readonly rules: readonly FieldRule[]
  readonly #byLast = new Map<string, readonly (readonly [segments: readonly string[], rule: FieldRule])[]>()
  readonly #known = new Map<string, FieldRule>()

  constructor(rules: readonly FieldRule[]) {
    this.rules = rules
    const groups = new Map<string, [readonly string[], FieldRule][]>()
    for (const rule of rules) {
      const segments = rule.field.split('/')
      const key = `${rule.format} ${segments.at(-1) ?? ''}`
      groups.set(key, [...(groups.get(key) ?? []), [segments, rule]])
    }
    for (const [key, group] of groups) {
      this.#byLast.set(
        key,
        group.sort(([a], [b]) => b.length - a.length),
      )
    }
  }

  /** The rule of one field: the longest row that its path ends with. */
  ruleOf(format: 'mx' | 'mt', path: string): FieldRule {
    const plain = withoutCounters(path)
    const key = `${format} ${plain}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const rule = this.#find(format, plain.split('/'))
    if (this.#known.size < MOST_REMEMBERED) this.#known.set(key, rule)
    return rule
  }

  #find(format: 'mx' | 'mt', path: readonly string[]): FieldRule {
    const last = path.at(-1) ?? ''
    for (const name of [last, '*']) {
      const rows = this.#byLast.get(`${format} ${name}`) ?? []
      const found = rows.find(([segments]) => endsWith(path, segments))
      if (found !== undefined) return found[1]
    }
    return { ...UNDECLARED, format }
  }
}

const MOST_REMEMBERED = 10_000

const endsWith = (path: readonly string[], end: readonly string[]): boolean =>
  end.length <= path.length &&
  end.every((segment, at) => segment === '*' || segment === path[path.length - end.length + at])

export const withoutCounters = (path: string): string => path.replace(/\[\d+\]/g, '')

/** Reads the rows of the field map; an unknown kind or an unclear answer refuses the whole map, since every verdict leans on it. */
export function compileFieldMap(table: TsvTable): Parsed<FieldMap> {
  const rules: FieldRule[] = []
  for (const row of table.rows) {
    const kind = FIELD_KINDS.find((known) => known === row['kind'])
    const format = row['format']
    const screened = row['screened']
    if (kind === undefined) return refused('payments.field_map.kind', row['kind'] ?? '', { where: row['field'] ?? '' })
    if ((format !== 'mx' && format !== 'mt') || (screened !== 'yes' && screened !== 'no'))
      return refused('payments.field_map.row', `${format} ${screened}`, { where: row['field'] ?? '' })
    if ((row['reason'] ?? '') === '') return refused('payments.field_map.reason', '', { where: row['field'] ?? '' })
    rules.push({
      format,
      field: row['field'] ?? '',
      kind: kind as FieldKind,
      isScreened: screened === 'yes',
      reason: row['reason'] ?? '',
      source: row['source'] ?? '',
    })
  }
  return accepted(new FieldMap(rules))
}
