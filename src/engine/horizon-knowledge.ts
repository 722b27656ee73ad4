import {
  BODY_KINDS,
  compileKnowledge,
  type HorizonTables,
  type Knowledge,
  type KnownOrganisation,
  ROLE_KINDS,
} from '../horizon/knowledge.ts'
import { foldText } from '../horizon/text.ts'
import { LANGUAGES } from '../horizon/vocabulary.ts'
import type { ReportedAuthority } from '../model/authority.ts'
import { AUTHORITIES, REPORT_ONLY_AUTHORITIES } from '../model/authority.ts'
import { CordonError } from '../model/errors.ts'
import { valuesOf } from '../model/tsv.ts'
import type { Organisation, Register } from '../register/organisation.ts'
import { readKnowledgeTable } from './knowledge.ts'

type Row = Readonly<Record<string, string>>

/** The horizon's tables and the register's names, read and checked; a faulty row stops with its file. */
export function horizonKnowledge(register: Register): Knowledge {
  const tables: Omit<HorizonTables, 'organisations'> = {
    cues: rows('cues', ['cue', 'language', 'forms']).map((row) => ({
      cue: cell(row, 'cue'),
      language: oneOf(row, 'language', LANGUAGES),
      forms: valuesOf(row['forms']),
    })),
    verbs: rows('verbs', ['language', 'base', 'present', 'gerund', 'past', 'participle', 'future']).map((row) => ({
      language: oneOf(row, 'language', LANGUAGES),
      base: cell(row, 'base'),
      present: valuesOf(row['present']),
      gerund: valuesOf(row['gerund']),
      past: valuesOf(row['past']),
      participle: valuesOf(row['participle']),
      future: valuesOf(row['future']),
    })),
    bodies: rows('bodies', ['id', 'kind', 'country', 'names', 'short', 'designates']).map((row) => ({
      id: cell(row, 'id'),
      kind: oneOf(row, 'kind', BODY_KINDS),
      country: row['country'] ?? '',
      names: valuesOf(row['names']),
      short: valuesOf(row['short']),
      designates: valuesOf(row['designates']),
    })),
    officeHolders: rows('office-holders', ['person', 'names', 'office', 'country', 'from', 'to']).map((row) => ({
      person: cell(row, 'person'),
      names: valuesOf(row['names']),
      office: cell(row, 'office'),
      country: cell(row, 'country'),
      from: cell(row, 'from'),
      to: row['to'] ?? '',
    })),
    countries: countries(),
    roles: rows('roles', ['kind', 'language', 'words']).map((row) => ({
      kind: oneOf(row, 'kind', ROLE_KINDS),
      language: oneOf(row, 'language', LANGUAGES),
      words: valuesOf(row['words']),
    })),
    authorities: rows('authorities', ['authority', 'kind', 'country', 'phrases']).map((row) => ({
      authority: oneOf<ReportedAuthority>(row, 'authority', [...AUTHORITIES, ...REPORT_ONLY_AUTHORITIES]),
      kind: oneOf(row, 'kind', ['words', 'actor']),
      country: row['country'] ?? '',
      phrases: valuesOf(row['phrases']),
    })),
    outlets: rows('outlets', ['name', 'names', 'tier', 'controlled_by', 'domain']).map((row) => ({
      name: cell(row, 'name'),
      names: valuesOf(row['names']),
      tier: oneOf(row, 'tier', ['agency', 'record', 'other', 'official', 'platform']),
      controlledBy: row['controlled_by'] ?? '',
      domain: row['domain'] ?? '',
    })),
    acts: rows('acts', ['rule', 'governor', 'content', 'event', 'status']).map((row) => ({
      rule: cell(row, 'rule'),
      governor: cell(row, 'governor'),
      content: cell(row, 'content'),
      event: row['event'] ?? '',
      status: row['status'] ?? '',
    })),
    points: new Map(
      rows('corroboration', ['feature', 'points']).map((row) => [cell(row, 'feature'), Number(row['points'])]),
    ),
  }
  return compileKnowledge({ ...tables, organisations: organisations(register) })
}

const rows = (file: string, columns: readonly string[]): readonly Row[] =>
  readKnowledgeTable(`horizon/${file}.tsv`, columns).rows

function cell(row: Row, column: string): string {
  const value = row[column]
  if (value === undefined || value === '')
    throw new CordonError('knowledge.invalid', `data/horizon: an empty ${column} in ${JSON.stringify(row)}`)
  return value
}

function oneOf<T extends string>(row: Row, column: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === row[column])
  if (found === undefined)
    throw new CordonError(
      'knowledge.invalid',
      `data/horizon: ${column} “${row[column] ?? ''}” is none of ${allowed.join(', ')}`,
    )
  return found
}

const isLatin = (name: string): boolean => /\p{Script=Latin}/u.test(name) && name.length > 1

function countries(): HorizonTables['countries'] {
  const seats = new Map(
    rows('seats', ['country', 'seats']).map((row) => [row['country'] ?? '', valuesOf(row['seats'])]),
  )
  return readKnowledgeTable('names/countries.tsv', ['code', 'name', 'other_names', 'demonyms']).rows.map((row) => ({
    code: row['code'] ?? '',
    names: [row['name'] ?? '', ...valuesOf(row['other_names'])].filter(isLatin),
    demonyms: valuesOf(row['demonyms']),
    seats: seats.get(row['code'] ?? '') ?? [],
  }))
}

/** Press names first, under the register's id where any of them is a register name; then the register's own names. */
function organisations(register: Register): readonly KnownOrganisation[] {
  const ids = new Map<string, string>()
  for (const organisation of register.organisations) {
    for (const name of primaryNames(organisation)) ids.set(foldText(name), organisation.id)
  }
  const press: KnownOrganisation[] = rows('organisations', ['id', 'kind', 'names']).map((row) => {
    const names = valuesOf(row['names'])
    const id = names.map((name) => ids.get(foldText(name))).find((found) => found !== undefined) ?? cell(row, 'id')
    return { id, kind: oneOf(row, 'kind', ['organisation', 'class']), names }
  })
  const own: KnownOrganisation[] = register.organisations.map((organisation) => ({
    id: organisation.id,
    kind: organisation.isClass ? 'class' : 'organisation',
    names: [...primaryNames(organisation), ...organisation.aliases.map((alias) => alias.text)].filter(isTelling),
    classes: organisation.memberOf.map((membership) => membership.class),
  }))
  return [...press, ...own]
}

/** "Hizballah", and "Real IRA" of "New Irish Republican Army (formerly Real IRA)". */
const primaryNames = (organisation: Organisation): readonly string[] =>
  [
    organisation.name,
    organisation.name.replace(/\s*\([^)]*\)/g, '').trim(),
    organisation.name.replace(/\s+\/\s+.*$/, '').trim(),
  ].filter((name) => name !== '')

/** One small word is too little to be known by in running text ("THE BASE" aside, "THE YOUTH" is anybody's). */
const isTelling = (name: string): boolean => {
  const words = name.replace(/^(?:the|el|la|los|las)\s+/i, '').split(/\s+/)
  return words.length >= 2 || /^\p{Lu}[\p{Lu}\p{N}-]{2,}$/u.test(name) === false
    ? name.length >= 5 && !/^(?:the|el|la|los|las)\s+\S+$/i.test(name)
    : name.length >= 3 && name.length <= 6
}
