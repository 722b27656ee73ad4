import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Issue } from '../model/parsed.ts'
import {
  type Binding,
  type Clock,
  CodesSchema,
  type Effect,
  type GtoFile,
  GtoSchema,
  PairSchema,
  type RowFile,
  TableSchema,
} from './file-schema.ts'
import type { Asker, Column, Language } from './question.ts'

/** What a code means and whom it binds. */
export interface CodeMeaning {
  readonly effect: Effect
  readonly clock: string
  readonly binds: Binding
  readonly needsCounsel: boolean
  readonly text: Readonly<Record<Language, string>>
}

/** One rule of one table. */
export interface Rule {
  readonly authority: Authority
  readonly code: string
  readonly askers: readonly Asker[]
  readonly when: Column
  readonly citation: string
  readonly verified: boolean
  /** What of the rule is from memory. */
  readonly unverified?: string
  readonly validFrom?: IsoDate
  readonly validTo?: IsoDate
  readonly clock?: string
  readonly needsCounsel?: boolean
  readonly needsSecondaryMark?: boolean
  readonly note?: Readonly<Record<Language, string>>
}

/** How the tables of two authorities are read together where both stand at once. */
export interface PairRule {
  readonly askers: readonly Asker[]
  /** Codes that the pair leaves to the further notes. */
  readonly leave: readonly string[]
  readonly add: readonly Rule[]
  readonly reason: string
}

/** A geographic targeting order: reports of cash by money services businesses in named places. */
export type TargetingOrder = GtoFile['rows'][number]

/** The whole law, read and checked. */
export interface LawTables {
  readonly codes: ReadonlyMap<string, CodeMeaning>
  readonly clocks: ReadonlyMap<string, Clock>
  readonly rules: readonly Rule[]
  readonly ftoWithSdgt: readonly PairRule[]
  readonly targetingOrders: readonly TargetingOrder[]
  /** Authorities that have a table; for any other the answer is that none is held. */
  readonly authorities: ReadonlySet<Authority>
}

export interface LawFiles {
  readonly codes: unknown
  readonly tables: readonly { readonly file: string; readonly content: unknown }[]
  readonly ftoWithSdgt: unknown
  readonly targetingOrders: unknown
}

/** Reads the files of `data/law/`. Any fault is named; a table with one gives no rules. */
export function parseLaw(files: LawFiles): { readonly law: LawTables; readonly issues: readonly Issue[] } {
  const issues: Issue[] = []
  const check = (schema: TSchema, content: unknown, file: string): void => {
    for (const error of Value.Errors(schema, content).slice(0, SHOWN_FAULTS))
      issues.push({ code: 'law.file.shape', found: error.message, where: `${file} ${error.instancePath}` })
  }
  check(CodesSchema, files.codes, 'codes.json')
  check(PairSchema, files.ftoWithSdgt, 'fto-with-sdgt.json')
  check(GtoSchema, files.targetingOrders, 'gto.json')
  const codesFile = Value.Check(CodesSchema, files.codes) ? files.codes : { codes: {}, clocks: {} }
  const codes = new Map(
    Object.entries(codesFile.codes).map(([code, { needs_counsel, ...meaning }]) => [
      code,
      { ...meaning, needsCounsel: needs_counsel },
    ]),
  )
  const tables = files.tables.flatMap(({ file, content }) => {
    if (Value.Check(TableSchema, content)) return [content]
    check(TableSchema, content, file)
    return []
  })
  const rules = tables.flatMap((table) =>
    (table.applies_to ?? [table.authority]).flatMap((authority) =>
      table.rows
        .filter((row) => row.only_authorities === undefined || row.only_authorities.includes(authority))
        .map((row) => ruleOf(authority, row)),
    ),
  )
  const pair = Value.Check(PairSchema, files.ftoWithSdgt) ? files.ftoWithSdgt.rows : []
  const law: LawTables = {
    codes,
    clocks: new Map(Object.entries(codesFile.clocks)),
    rules,
    ftoWithSdgt: pair.map(({ add, ...rest }) => ({ ...rest, add: (add ?? []).map((row) => ruleOf('FTO', row)) })),
    targetingOrders: Value.Check(GtoSchema, files.targetingOrders) ? files.targetingOrders.rows : [],
    authorities: new Set(rules.map(({ authority }) => authority)),
  }
  return { law, issues: [...issues, ...lintLaw(law)] }
}

const SHOWN_FAULTS = 20

function ruleOf(authority: Authority, row: RowFile): Rule {
  return {
    authority,
    code: row.code,
    askers: row.askers,
    when: row.when ?? 'designated',
    citation: row.citations?.[authority] ?? row.citation,
    verified: row.verified,
    ...(row.unverified === undefined ? {} : { unverified: row.unverified }),
    ...(row.valid_from === undefined ? {} : { validFrom: row.valid_from as IsoDate }),
    ...(row.valid_to === undefined ? {} : { validTo: row.valid_to as IsoDate }),
    ...(row.clock === undefined ? {} : { clock: row.clock }),
    ...(row.needs_counsel === undefined ? {} : { needsCounsel: row.needs_counsel }),
    ...(row.only_if === undefined ? {} : { needsSecondaryMark: true }),
    ...(row.note === undefined ? {} : { note: row.note }),
  }
}

/** Rules without a source, unverified rules not marked as such, codes and clocks that do not exist, spans that run backwards. */
export function lintLaw(law: Pick<LawTables, 'codes' | 'clocks' | 'rules' | 'ftoWithSdgt'>): readonly Issue[] {
  const rules = [...law.rules, ...law.ftoWithSdgt.flatMap(({ add }) => add)]
  return [
    ...rules.flatMap((rule) => faultsOf(rule, law)),
    ...[...law.codes].flatMap(([code, { clock }]) =>
      law.clocks.has(clock) ? [] : [{ code: 'law.clock.unknown', found: clock, where: `codes.json ${code}` }],
    ),
  ]
}

function faultsOf(rule: Rule, law: Pick<LawTables, 'codes' | 'clocks'>): readonly Issue[] {
  const where = `${rule.authority} ${rule.when} ${rule.code}`
  const fault = (code: string, found: string): Issue => ({ code, found, where })
  return [
    ...(rule.citation.trim() === '' ? [fault('law.rule.without_source', rule.code)] : []),
    ...(rule.verified === (rule.unverified !== undefined)
      ? [fault('law.rule.unverified_unmarked', rule.citation)]
      : []),
    ...(law.codes.has(rule.code) ? [] : [fault('law.code.unknown', rule.code)]),
    ...(rule.clock === undefined || law.clocks.has(rule.clock) ? [] : [fault('law.clock.unknown', rule.clock)]),
    ...(rule.validFrom !== undefined && rule.validTo !== undefined && rule.validFrom >= rule.validTo
      ? [fault('law.rule.backwards', `${rule.validFrom} to ${rule.validTo}`)]
      : []),
  ]
}

/** Whether the rule stood on the day: valid from its first day up to, and without, its last. */
export const isInForce = (rule: { readonly validFrom?: IsoDate; readonly validTo?: IsoDate }, asOf: IsoDate): boolean =>
  (rule.validFrom === undefined || rule.validFrom <= asOf) && (rule.validTo === undefined || asOf < rule.validTo)
