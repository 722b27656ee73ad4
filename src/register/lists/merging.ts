import type { DatasetId, EntityId } from '../../model/brand.ts'
import type { Entity } from '../../model/entity.ts'
import type { Identifier, IdentifierScheme } from '../../model/identifier.ts'
import { exactDay, mayCoincide } from '../../model/partial-date.ts'

/** Why two entries are taken for one party, strongest first. A ruling is a person's word and outranks all. */
export const MERGE_KINDS = ['ruling', 'reference', 'identifier', 'name_and_date'] as const
export type MergeKind = (typeof MERGE_KINDS)[number]

export interface MergeReason {
  readonly between: readonly [EntityId, EntityId]
  readonly kind: MergeKind
  /** The evidence in words: the number, or the name and the day. */
  readonly evidence: string
}

/** Entries that are one party; `lead` gives the merged entity its id, the others become referents. */
export interface Merge {
  readonly lead: EntityId
  readonly members: readonly EntityId[]
  readonly reasons: readonly MergeReason[]
}

/** A person's word on two entries; the last one on a pair counts. */
export interface MergeRuling {
  readonly pair: readonly [string, string]
  readonly isSame: boolean
  readonly reason: string
}

export interface MergeList {
  readonly list: DatasetId
  readonly entities: readonly Entity[]
}

/** Numbers that one party alone has, the world over. */
const WORLDWIDE: readonly IdentifierScheme[] = ['imo', 'imo_company', 'lei', 'inn', 'ogrn', 'uscc', 'curp', 'wikidata']
/** Numbers that one issuer's country makes unique; names must share a word as well, for typing errors are common. */
const NATIONAL: readonly IdentifierScheme[] = ['passport', 'national_id', 'tax_id', 'registration', 'rfc', 'ssn']
/** A number that more entries share is an error or belongs to a group, and joins nobody. */
const SHARED_BY_AT_MOST = 4
const NATIONAL_LENGTH = 5

interface Held {
  readonly entity: Entity
  readonly list: DatasetId
  readonly rank: number
}

/**
 * Finds the parties that stand on several lists: by published cross-reference, by shared identifier, and by equal name with equal
 * birth date where that singles out one entry of each list. Contradicting birth dates or kinds keep entries apart, as does a
 * ruling; a name alone never joins. Entries of one list are joined only by reference or ruling: the publisher keeps them apart.
 */
export function findMerges(lists: readonly MergeList[], rulings: readonly MergeRuling[] = []): readonly Merge[] {
  const held = new Map<EntityId, Held>()
  for (const [rank, { list, entities }] of lists.entries()) {
    for (const entity of entities) if (!held.has(entity.id)) held.set(entity.id, { entity, list, rank })
  }
  const ruled = lastRulings(rulings)
  const apart = (a: EntityId, b: EntityId): boolean => ruled.get(pairKey(a, b))?.isSame === false
  const groups = new Groups(held, apart)
  for (const reason of sameByRuling(ruled, held)) groups.join(reason, true)
  for (const reason of byReference(held)) if (!apart(...reason.between)) groups.join(reason, true)
  for (const reason of [...byIdentifier(held), ...byNameAndDate(held)])
    if (!apart(...reason.between)) groups.join(reason, false)
  return groups.merges()
}

const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

function lastRulings(rulings: readonly MergeRuling[]): ReadonlyMap<string, MergeRuling> {
  return new Map(rulings.map((ruling) => [pairKey(...ruling.pair), ruling]))
}

function sameByRuling(
  ruled: ReadonlyMap<string, MergeRuling>,
  held: ReadonlyMap<EntityId, Held>,
): readonly MergeReason[] {
  return [...ruled.values()].flatMap(({ pair, isSame, reason }) => {
    const [a, b] = pair.map((id) => held.get(id as EntityId)?.entity.id)
    return isSame && a !== undefined && b !== undefined
      ? [{ between: [a, b] as const, kind: 'ruling' as const, evidence: reason }]
      : []
  })
}

/** Union-find over entries, which keeps the reasons and never brings two entries of one list together by weak evidence. */
class Groups {
  readonly #held: ReadonlyMap<EntityId, Held>
  /** Whether a person ruled two entries apart: no chain of evidence brings them together again. */
  readonly #apart: (a: EntityId, b: EntityId) => boolean
  readonly #group = new Map<EntityId, { members: EntityId[]; reasons: MergeReason[] }>()

  constructor(held: ReadonlyMap<EntityId, Held>, apart: (a: EntityId, b: EntityId) => boolean) {
    this.#held = held
    this.#apart = apart
  }

  join(reason: MergeReason, isCertain: boolean): void {
    const [a, b] = reason.between
    const first = this.#group.get(a) ?? { members: [a], reasons: [] }
    const second = this.#group.get(b) ?? { members: [b], reasons: [] }
    if (first === second) {
      const isSaid = first.reasons.some(
        ({ between, kind }) => kind === reason.kind && pairKey(...between) === pairKey(a, b),
      )
      if (!isSaid) first.reasons.push(reason)
      return
    }
    if (first.members.some((one) => second.members.some((other) => this.#apart(one, other)))) return
    if (!isCertain && this.#wouldClash(first.members, second.members)) return
    const merged = {
      members: [...first.members, ...second.members],
      reasons: [...first.reasons, ...second.reasons, reason],
    }
    for (const id of merged.members) this.#group.set(id, merged)
  }

  #wouldClash(first: readonly EntityId[], second: readonly EntityId[]): boolean {
    const lists = new Set(first.map((id) => this.#held.get(id)?.list))
    if (second.some((id) => lists.has(this.#held.get(id)?.list))) return true
    return first.some((a) => second.some((b) => this.#contradict(a, b)))
  }

  #contradict(a: EntityId, b: EntityId): boolean {
    const [one, other] = [this.#held.get(a)?.entity, this.#held.get(b)?.entity]
    return one !== undefined && other !== undefined && contradicts(one, other)
  }

  merges(): readonly Merge[] {
    return [...new Set(this.#group.values())]
      .filter(({ members }) => members.length > 1)
      .map(({ members, reasons }) => {
        const ordered = [...members].sort((a, b) => this.#rankOf(a) - this.#rankOf(b) || (a < b ? -1 : 1))
        return { lead: ordered[0] ?? ('' as EntityId), members: ordered, reasons }
      })
      .sort((a, b) => (a.lead < b.lead ? -1 : 1))
  }

  #rankOf(id: EntityId): number {
    return this.#held.get(id)?.rank ?? Number.MAX_SAFE_INTEGER
  }
}

const KIND: Readonly<Record<string, string>> = {
  Person: 'person',
  Vessel: 'vessel',
  Airplane: 'aircraft',
  LegalEntity: 'any',
}

/** Whether two entries cannot be one party: another kind of thing, or birth dates of which none could be the same day. */
function contradicts(a: Entity, b: Entity): boolean {
  const [kindA, kindB] = [KIND[a.schema] ?? 'organisation', KIND[b.schema] ?? 'organisation']
  const isOtherKind =
    kindA !== kindB && !(kindA === 'any' && kindB !== 'vessel') && !(kindB === 'any' && kindA !== 'vessel')
  if (isOtherKind) return true
  const isDated = a.birthDates.length > 0 && b.birthDates.length > 0
  return isDated && !a.birthDates.some((one) => b.birthDates.some((other) => mayCoincide(one, other)))
}

/** References that publishers make to each other's entries, by the kind of the identifier that carries them. */
function byReference(held: ReadonlyMap<EntityId, Held>): readonly MergeReason[] {
  const targets = new Map<string, EntityId>()
  for (const { entity } of held.values()) {
    if (entity.id.startsWith('un-'))
      for (const { kind, value } of entity.identifiers)
        if (kind === 'UN reference') targets.set(`UN reference ${value}`, entity.id)
    if (/^(ofac|ofsi|gb)-/.test(entity.id)) targets.set(entity.id, entity.id)
  }
  const out: MergeReason[] = []
  for (const { entity } of held.values()) {
    for (const identifier of entity.identifiers) {
      const target = targets.get(referenceKey(identifier))
      if (target === undefined || target === entity.id) continue
      out.push({
        between: [target, entity.id],
        kind: 'reference',
        evidence: `${identifier.kind} ${identifier.asPublished}`,
      })
    }
    for (const referent of entity.referents) {
      const target = held.get(referent)?.entity.id
      if (target !== undefined && target !== entity.id) {
        out.push({ between: [target, entity.id], kind: 'reference', evidence: `referent ${referent}` })
      }
    }
  }
  return out
}

function referenceKey({ kind, value, asPublished }: Identifier): string {
  switch (kind) {
    case 'UN reference':
      return `UN reference ${value}`
    case 'OFAC number':
      return `ofac-${asPublished}`
    case 'OFSI group':
      return `ofsi-${asPublished}`
    case 'UK reference':
      return `gb-${asPublished}`
    default:
      return ''
  }
}

function byIdentifier(held: ReadonlyMap<EntityId, Held>): readonly MergeReason[] {
  const byNumber = new Map<string, Held[]>()
  for (const one of held.values()) {
    for (const key of new Set(one.entity.identifiers.map(numberKey))) {
      if (key === undefined) continue
      const others = byNumber.get(key) ?? []
      byNumber.set(key, others)
      others.push(one)
    }
  }
  const out: MergeReason[] = []
  for (const [key, holders] of byNumber) {
    if (holders.length < 2 || holders.length > SHARED_BY_AT_MOST) continue
    out.push(...pairsOf(holders, key, !WORLDWIDE.some((scheme) => key.startsWith(`${scheme} `))))
  }
  return out
}

function pairsOf(holders: readonly Held[], key: string, isNational: boolean): readonly MergeReason[] {
  const out: MergeReason[] = []
  for (const [at, a] of holders.entries()) {
    for (const b of holders.slice(at + 1)) {
      if (a.list === b.list || contradicts(a.entity, b.entity)) continue
      if (isNational && !sharesWord(a.entity, b.entity)) continue
      out.push({ between: [a.entity.id, b.entity.id], kind: 'identifier', evidence: key })
    }
  }
  return out
}

/** What makes a number comparable between lists, or `undefined` where it says too little. A wrong check digit joins nobody. */
function numberKey({ scheme, value, valid, country }: Identifier): string | undefined {
  if (value === '' || valid === false) return undefined
  if (WORLDWIDE.includes(scheme)) return `${scheme} ${value}`
  if (!NATIONAL.includes(scheme) || country === undefined || value.length < NATIONAL_LENGTH) return undefined
  return `${scheme} ${country} ${value}`
}

const words = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)

function sharesWord(a: Entity, b: Entity): boolean {
  const wordsOfA = new Set(a.names.flatMap(({ text }) => words(text)).filter((word) => word.length > 3))
  return b.names.some(({ text }) => words(text).some((word) => wordsOfA.has(word)))
}

/** Persons of equal name, word order aside, born on one exact day, where each list has one such entry. */
function byNameAndDate(held: ReadonlyMap<EntityId, Held>): readonly MergeReason[] {
  const byKey = new Map<string, Held[]>()
  for (const one of held.values()) {
    for (const key of nameKeys(one.entity)) {
      const others = byKey.get(key) ?? []
      byKey.set(key, others)
      others.push(one)
    }
  }
  const out: MergeReason[] = []
  for (const [key, holders] of byKey) {
    if (holders.length < 2 || new Set(holders.map(({ list }) => list)).size !== holders.length) continue
    for (const reason of pairsOf(holders, key, false)) {
      if (areCompatible(reason, held)) out.push({ ...reason, kind: 'name_and_date' })
    }
  }
  return out
}

function nameKeys(entity: Entity): ReadonlySet<string> {
  if (entity.schema !== 'Person') return new Set()
  const days = entity.birthDates.flatMap((date) => exactDay(date) ?? [])
  const names = entity.names
    .filter(({ quality }) => quality !== 'weak')
    .map(({ text }) => [...new Set(words(text))].sort())
    .filter((parts) => parts.length >= 2)
    .map((parts) => parts.join(' '))
  return new Set(names.flatMap((name) => days.map((day) => `${name}, born ${day}`)))
}

/** Two stated nationalities that share no country, or two genders, are too much against an equal name. */
function areCompatible({ between }: MergeReason, held: ReadonlyMap<EntityId, Held>): boolean {
  const [a, b] = between.map((id) => held.get(id)?.entity)
  if (a === undefined || b === undefined) return false
  const nations = ({ countries }: Entity): readonly string[] =>
    countries.filter(({ role }) => role === 'nationality' || role === 'citizenship').flatMap(({ code }) => code ?? [])
  const [nationsA, nationsB] = [nations(a), nations(b)]
  const shareNation = nationsA.length === 0 || nationsB.length === 0 || nationsA.some((code) => nationsB.includes(code))
  const shareGender =
    a.genders.length === 0 || b.genders.length === 0 || a.genders.some((one) => b.genders.includes(one))
  return shareNation && shareGender
}
