import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Beside,
  type LicenceAnswer,
  licencesFor,
  type PenaltyAnswer,
  parseBeside,
  penaltiesFor,
} from '../law/beside.ts'
import { type Consequence, consequencesOf } from '../law/consequences.ts'
import { diffConsequences, type LawDiff } from '../law/diff.ts'
import { LAW_NOTICE, plainLines } from '../law/plain.ts'
import type { Asker, Language, LawQuestion, Nexus, Relation } from '../law/question.ts'
import { answerForParty, type Because, type StatusSlice } from '../law/situation.ts'
import { type LawTables, parseLaw } from '../law/tables.ts'
import { type Authority, hasLegalEffect } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import { CordonError } from '../model/errors.ts'
import type { Issue } from '../model/parsed.ts'
import type { FindByName } from '../register/find.ts'
import type { Register } from '../register/organisation.ts'
import { statusesAsOf } from '../register/status.ts'
import { knowledgePath } from './paths.ts'
import { findIn } from './register.ts'

export { type Consequence, consequencesOf } from '../law/consequences.ts'
export type { LawDiff } from '../law/diff.ts'
export { type Mrz, parseMrz } from '../law/mrz.ts'
export {
  ASKERS,
  type Asker,
  type LawQuestion,
  type Nexus,
  parseAsker,
  parseNexus,
  parseRelation,
  type Relation,
} from '../law/question.ts'
export type { LawTables } from '../law/tables.ts'
export { targetingOrderOn } from '../law/targeting-orders.ts'
export { type Referral, referTraveller, type TravellerHit } from '../law/travellers.ts'

/** The tables of `data/law/`, one an authority; a shared one for what is owned, announced, held or revoked. */
const TABLES = [
  'fto',
  'sdgt',
  'sdntk',
  'sdnt',
  'eo14059',
  'tco',
  'us-2313a',
  'us-311',
  'us-relations',
  'un',
  'eu',
  'uk',
  'ca',
  'mx',
] as const

export interface LawReading {
  readonly law: LawTables
  readonly beside: Beside
  readonly issues: readonly Issue[]
}

/** Reads `data/law/` and reports every fault, for the check. */
export function readLaw(folder: string = knowledgePath('law')): LawReading {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const { law, issues } = parseLaw({
    codes: read('codes'),
    ftoWithSdgt: read('fto-with-sdgt'),
    targetingOrders: read('gto'),
    tables: TABLES.map((name) => ({ file: `${name}.json`, content: read(name) })),
  })
  const { beside, issues: besideIssues } = parseBeside(read('licences'), read('penalties'))
  return { law, beside, issues: [...issues, ...besideIssues] }
}

/** Licences and penalties; a faulty file stops. */
export function loadBeside(): Beside {
  const { beside, issues } = readLaw()
  stopAt(issues)
  return beside
}

/** The law tables; a faulty one stops, since every answer would lean on it. */
export function loadLaw(folder?: string): LawTables {
  const { law, issues } = folder === undefined ? readLaw() : readLaw(folder)
  stopAt(issues)
  return law
}

function stopAt([first]: readonly Issue[]): void {
  if (first === undefined) return
  throw new CordonError('knowledge.invalid', `data/law: ${first.where ?? ''} ${first.code}: ${first.found}`)
}

/** A question as a face brings it: authorities named outright, or a party whose statuses are looked up. */
export interface AskLaw {
  readonly asker: Asker
  readonly nexus?: Nexus
  readonly authorities?: readonly Authority[]
  /** An organisation of the register by name, id, OFAC uid or entity id. */
  readonly party?: string
  readonly relation?: Relation
  readonly asOf: IsoDate
  readonly knownAt: IsoDate
  readonly trigger?: IsoDate
  /** The list marks the party's entry with a risk of secondary sanctions. */
  readonly hasSecondaryMark?: boolean
  readonly language: Language
  /** The last tier of the lookup of a party by name. */
  readonly findByName?: FindByName
  /** Statuses of an entity that only a loaded list knows, by its id; asked where the register has nobody of the name. */
  readonly designationsOf?: (entityId: string) => readonly Designation[] | undefined
}

/** The answer of `cordon law` (PRODUCT.md §4.2). */
export interface LawReply {
  readonly asker: Asker
  readonly nexus: Nexus | null
  readonly party: { readonly id: string; readonly name: string } | null
  readonly authorities: readonly Authority[]
  readonly relation: Relation
  readonly as_of: IsoDate
  readonly known_at: IsoDate
  readonly known_until: IsoDate
  readonly consequences: readonly Consequence[]
  readonly also: readonly Consequence[]
  /** Licences that name the party, each for its own part. */
  readonly licences: readonly LicenceAnswer[]
  /** Civil maxima of the statutes behind what stands. */
  readonly penalties: readonly PenaltyAnswer[]
  readonly because: readonly Because[]
  /** A status could not be told on the day; the answer assumes that it stood. */
  readonly undetermined: boolean
  readonly language: Language
  readonly plain: readonly string[]
  readonly notice: string
}

/** Answers one question to the law. */
export function askLaw(law: LawTables, register: Register, ask: AskLaw, beside: Beside = NOTHING_BESIDE): LawReply {
  const party = ask.party === undefined ? undefined : statusesOf(register, ask.party, ask)
  const relation = ask.relation ?? 'designated'
  const question = questionOf(ask, relation)
  const reply =
    party === undefined || !isThroughParty(relation)
      ? {
          ...consequencesOf(law, { ...question, authorities: authoritiesOf(ask, party) }),
          because: [],
          isUndetermined: false,
        }
      : answerForParty(law, party.statuses, { ...question, relation })
  const { consequences, also, because } = reply
  const standing = standingOf(ask, relation, party)
  const licences = party === undefined ? [] : licencesFor(beside, party.id, standing, ask.asOf, ask.language)
  const penalties = consequences.some(({ effect }) => effect === 'prohibition' || effect === 'duty')
    ? penaltiesFor(beside, standing, ask.asOf)
    : []
  return {
    asker: ask.asker,
    nexus: ask.nexus ?? null,
    party: party === undefined ? null : { id: party.id, name: party.name },
    authorities: [...new Set(consequences.map(({ authority }) => authority))],
    relation,
    as_of: ask.asOf,
    known_at: ask.knownAt,
    known_until: register.knownUntil,
    consequences,
    also,
    licences,
    penalties,
    because,
    undetermined: reply.isUndetermined,
    language: ask.language,
    plain: plainLines({ consequences, also, because, licences, penalties, language: ask.language }),
    notice: LAW_NOTICE[ask.language],
  }
}

const NOTHING_BESIDE: Beside = { licences: [], penalties: [] }

/** Authorities in force: the party's own, or those that were named where the relation is to what stands. */
function standingOf(ask: AskLaw, relation: Relation, party: FoundParty | undefined): readonly Authority[] {
  if (!isThroughParty(relation)) return []
  if (party === undefined) return ask.authorities ?? []
  return party.statuses.filter(({ legalEffect }) => legalEffect !== false).map(({ authority }) => authority)
}

type ThroughParty = Extract<Relation, 'designated' | 'owned_50' | 'owned_minor' | 'controlled'>

const isThroughParty = (relation: Relation): relation is ThroughParty =>
  relation === 'designated' || relation === 'owned_50' || relation === 'owned_minor' || relation === 'controlled'

const questionOf = (
  ask: AskLaw,
  relation: Relation,
): Omit<LawQuestion, 'authorities' | 'relation'> & { relation: Relation } => ({
  asker: ask.asker,
  relation,
  asOf: ask.asOf,
  language: ask.language,
  ...(ask.nexus === undefined ? {} : { nexus: ask.nexus }),
  ...(ask.trigger === undefined ? {} : { trigger: ask.trigger }),
  ...(ask.hasSecondaryMark === undefined ? {} : { hasSecondaryMark: ask.hasSecondaryMark }),
})

/** FTO stands for a status that no authority was named for: an announcement, a hold, a name in the news. */
function authoritiesOf(
  ask: AskLaw,
  party: { readonly statuses: readonly StatusSlice[] } | undefined,
): readonly Authority[] {
  if (ask.authorities !== undefined && ask.authorities.length > 0) return [...new Set(ask.authorities)]
  if (party !== undefined && party.statuses.length > 0) return party.statuses.map(({ authority }) => authority)
  if (ask.relation !== undefined && ask.relation !== 'designated') return ['FTO']
  throw new CordonError('usage.invalid', 'name an authority (--authority FTO,SDGT) or a party (--party ofac-10386)')
}

interface FoundParty {
  readonly id: string
  readonly name: string
  readonly statuses: readonly StatusSlice[]
}

function statusesOf(register: Register, text: string, ask: AskLaw): FoundParty {
  const listed = ask.designationsOf?.(text)
  try {
    const { organisation } = findIn(register, text, ask)
    const moment = { asOf: ask.asOf, knownAt: ask.knownAt, snapshots: register.snapshots }
    const own = [...statusesAsOf(organisation, moment).values()]
    const classes = organisation.memberOf.filter(({ from }) => from <= ask.asOf).map((membership) => membership.class)
    const held = register.organisations
      .filter(({ id }) => classes.includes(id))
      .flatMap((group) => [...statusesAsOf(group, moment).values()])
      .filter(
        (status) =>
          status.state === 'held' && own.every((each) => each.authority !== status.authority || each.state === 'none'),
      )
    const kept = own.filter((status) => held.every(({ authority }) => authority !== status.authority))
    return { id: organisation.id, name: organisation.name, statuses: [...kept, ...held] }
  } catch (error) {
    if (listed === undefined || !(error instanceof CordonError) || error.code !== 'register.unknown') throw error
    const statuses = listed.map((each) => ({ ...each, legalEffect: hasLegalEffect(each.state) }))
    return { id: text, name: text, statuses }
  }
}

/** The difference between two answers, as `cordon law --before …` gives it. */
export function diffReplies(before: LawReply, after: LawReply): LawDiff {
  return diffConsequences([...before.consequences], [...after.consequences])
}
