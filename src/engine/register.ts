import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Authority, DesignationState } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Entity } from '../model/entity.ts'
import { CordonError } from '../model/errors.ts'
import type { Issue } from '../model/parsed.ts'
import { answerFor, eventAnswer, type RegisterAnswer, type RegisterLanguage, statusAnswer } from '../register/answer.ts'
import { checkRegister } from '../register/check.ts'
import { type FindByName, type Found, findOrganisation } from '../register/find.ts'
import type { Organisation, Register } from '../register/organisation.ts'
import { parseAbout, parseOrganisation } from '../register/parse.ts'
import { type Reconciliation, reconcile } from '../register/reconcile.ts'
import { designationsOf } from '../register/screening.ts'
import { selectStatuses } from '../register/select.ts'
import { knowledgePath } from './paths.ts'
import { importedFolder } from './register-exchange.ts'
import { withJournal } from './register-writing.ts'

export type { EventAnswer, RegisterAnswer, StatusAnswer } from '../register/answer.ts'
export type { FindByName } from '../register/find.ts'
export type { Organisation, Register } from '../register/organisation.ts'
export type { Difference, Reconciliation } from '../register/reconcile.ts'
export { namesOn, type RegisterName } from '../register/screening.ts'

const ABOUT = '_about.json'

/** A register as it was read, with every fault found in its files. */
export interface RegisterReading {
  readonly register: Register
  readonly issues: readonly Issue[]
  readonly files: number
}

/** Reads a folder of register files, by default the bundled one, and reports all faults. */
export function readRegister(folder: string = knowledgePath('register')): RegisterReading {
  const about = parseAbout(readJson(join(folder, ABOUT)))
  if (!about.ok) throw new CordonError('register.invalid', `${join(folder, ABOUT)}: ${sentence(about.issue)}`)
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== ABOUT)
    .toSorted()
  const readings = files.map((name) => parseOrganisation(basename(name, '.json'), readJson(join(folder, name))))
  const organisations = readings.flatMap(({ values }) => values)
  const register: Register = { ...about.value, organisations }
  const issues = [...readings.flatMap((reading) => reading.issues), ...checkRegister(register)]
  return { register, issues, files: files.length }
}

/** A register as it stands in a data folder, and what of the journal no longer fits it. */
export interface OpenedRegister {
  readonly register: Register
  /** Before the journal: what decisions are tried against. */
  readonly base: Register
  readonly origin: 'bundled' | 'imported'
  readonly issues: readonly Issue[]
}

/**
 * The register in use with a data folder: the imported one where it knows at least as far as the bundled one, with
 * every row accepted since.
 */
export function openRegister(folder: string): OpenedRegister {
  const bundled = loadRegister()
  const path = importedFolder(folder)
  const imported = existsSync(join(path, ABOUT)) ? loadRegister(path) : undefined
  const isImported = imported !== undefined && imported.knownUntil >= bundled.knownUntil
  const base = isImported ? imported : bundled
  return { ...withJournal(base, folder), base, origin: isImported ? 'imported' : 'bundled' }
}

/** The bundled register; a faulty file stops, since every answer would lean on it. */
export function loadRegister(folder?: string): Register {
  const { register, issues } = folder === undefined ? readRegister() : readRegister(folder)
  const [first] = issues
  if (first === undefined) return register
  const more = issues.length === 1 ? '' : ` (and ${issues.length - 1} more)`
  throw new CordonError('register.invalid', `data/register: ${sentence(first)}${more}`)
}

const sentence = ({ code, found, where }: Issue): string => `${where ?? ''} ${code}: ${found}`.trim()

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new CordonError('register.invalid', `${path} cannot be read as JSON`, { cause })
  }
}

export interface AskRegister {
  readonly asOf: IsoDate
  readonly knownAt: IsoDate
  readonly language?: RegisterLanguage
  /** The last tier of the lookup, wired with the matcher by whoever has one. */
  readonly findByName?: FindByName
}

/** The answer of `cordon register ORG`. Throws where nobody, or more than one, is found in the deciding tier. */
export function askRegister(register: Register, text: string, ask: AskRegister): RegisterAnswer {
  const { organisation, tier } = findIn(register, text, ask)
  return answerFor(register, organisation, tier, ask)
}

export function findIn(register: Register, text: string, ask: Pick<AskRegister, 'asOf' | 'findByName'>): Found {
  const found = findOrganisation(register.organisations, text, ask.asOf, ask.findByName)
  if (found.ok) return found.value
  if (found.issue.code === 'register.ambiguous') {
    throw new CordonError('register.ambiguous', `“${text}” is the name of more than one: ${found.issue.where ?? ''}`)
  }
  throw new CordonError('register.unknown', `the register has no organisation called “${text}” on ${ask.asOf}`)
}

export interface SelectRegister extends Pick<AskRegister, 'asOf' | 'knownAt'> {
  readonly state?: DesignationState
  readonly authority?: Authority
  readonly changedSince?: IsoDate
}

/** The rows of `cordon register list`. */
export function listRegister(register: Register, { asOf, knownAt, ...selection }: SelectRegister) {
  const moment = { asOf, knownAt, snapshots: register.snapshots }
  return selectStatuses(register.organisations, moment, selection).map(({ organisation, status, changes }) => ({
    id: organisation.id,
    organisation: organisation.name,
    ofac_uid: organisation.ofacUid ?? null,
    class: organisation.isClass,
    authority: status.authority,
    ...statusAnswer(status),
    ...(selection.changedSince === undefined ? {} : { changes: changes.map(eventAnswer) }),
  }))
}
export type RegisterRow = ReturnType<typeof listRegister>[number]

/** Where each authority stands on one organisation on a day, as known on that day or, for a past day, as known today. */
export const registerStatuses = (
  register: Register,
  organisation: Organisation,
  day: IsoDate,
): readonly Designation[] =>
  designationsOf(organisation, { asOf: day, knownAt: register.knownUntil, snapshots: register.snapshots })

/** Compares the register with the entries of an OFAC list, as of the list's day. */
export function reconcileRegister(
  register: Register,
  entities: readonly Pick<Entity, 'id' | 'names' | 'programmes'>[],
  ask: Pick<AskRegister, 'asOf' | 'knownAt'>,
): Reconciliation {
  const entries = entities.flatMap(({ id, names, programmes }) =>
    id.startsWith('ofac-') ? [{ uid: id.slice('ofac-'.length), name: names[0].text, programmes }] : [],
  )
  return reconcile(register, entries, { ...ask, snapshots: register.snapshots })
}
