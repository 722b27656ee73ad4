import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Status } from '../register/status.ts'
import { type Consequence, consequencesOf } from './consequences.ts'
import type { LawQuestion, Relation } from './question.ts'
import type { LawTables } from './tables.ts'

/** What of a status the law needs: the register's, or a list's own tag. */
export type StatusSlice = Pick<Status, 'authority' | 'state' | 'since' | 'citation' | 'legalEffect'> & {
  readonly expected?: Status['expected']
}

/** One authority's status, as the relation that the law's tables know. */
export interface Standing {
  readonly authority: Authority
  readonly relation: Relation
  /** The day's state cannot be told: answered as if it stood, and said so. */
  readonly isOpen: boolean
  readonly status: StatusSlice
}

/** The law's answer for a party whose statuses the register knows. */
export interface PartyAnswer {
  readonly standings: readonly Standing[]
  readonly consequences: readonly Consequence[]
  readonly also: readonly Consequence[]
  /** Why the answer is as it is: what stands, what ended, what is only announced or held. */
  readonly because: readonly Because[]
  /** A state could not be told: the answer assumes that it stood. */
  readonly isUndetermined: boolean
}

/** A reason, for the renderer to put in words. */
export interface Because {
  readonly kind: 'stands' | 'ended' | 'announced' | 'held' | 'signalled' | 'open' | 'never'
  readonly authority: Authority
  readonly since: IsoDate | null
  readonly citation: string | null
  /** For an announcement: the day of effect, where one is known. */
  readonly expected?: IsoDate
}

export type PartyQuestion = Omit<LawQuestion, 'authorities' | 'relation'> & {
  /** How the asker's counterparty stands to the party: the party itself, or one that it owns or controls. */
  readonly relation: Extract<Relation, 'designated' | 'owned_50' | 'owned_minor' | 'controlled'>
}

/** How each state is read by the tables; a step without effect is an announcement, a hold or a name in the news. */
const RELATION_OF = {
  none: undefined,
  signalled: 'news_only',
  proposed: 'news_only',
  under_review: 'news_only',
  held: 'held',
  determined: 'announced',
  notified: 'announced',
  announced: 'announced',
  designated: 'designated',
  amended: 'designated',
  in_litigation: 'designated',
  under_petition: 'designated',
  maintained_on_review: 'designated',
  revocation_announced: 'designated',
  revoked: 'revoked',
  waived: 'revoked',
  resolved: undefined,
  unknown: undefined,
} as const satisfies Record<Status['state'], Relation | undefined>

/** Each authority's standing: open days count as if the designation stood, where it can have stood. */
export function standingsOf(statuses: Iterable<StatusSlice>): readonly Standing[] {
  return [...statuses].flatMap((status): readonly Standing[] => {
    const isOpen = status.state === 'unknown'
    const relation = isOpen ? openRelation(status) : RELATION_OF[status.state]
    return relation === undefined ? [] : [{ authority: status.authority, relation, isOpen, status }]
  })
}

const openRelation = (status: StatusSlice): Relation => (status.legalEffect === false ? 'news_only' : 'designated')

/** Relations from the gravest: the first that some authority has decides the column; graver ones make lesser ones moot. */
const ORDER = ['designated', 'announced', 'revoked', 'held', 'news_only'] as const

/**
 * What the law asks for a party on a day. While one authority stands its column is used, whatever ended elsewhere;
 * what ended, is announced or is held is told as a reason and among the further notes.
 */
export function answerForParty(law: LawTables, statuses: Iterable<StatusSlice>, question: PartyQuestion): PartyAnswer {
  const all = [...statuses]
  const standings = standingsOf(all)
  const because = reasonsOf(all)
  const decisive = ORDER.find((relation) => standings.some((standing) => standing.relation === relation))
  const isUndetermined = standings.some(({ isOpen, status }) => isOpen && status.legalEffect === null)
  if (decisive === undefined) {
    const authorities: readonly Authority[] = all.length === 0 ? ['FTO'] : all.map(({ authority }) => authority)
    const { consequences } = consequencesOf(law, {
      ...question,
      authorities: authorities.slice(0, 1),
      relation: 'held',
    })
    return {
      standings,
      consequences: consequences.filter(({ code }) => code === 'NONE'),
      also: [],
      because,
      isUndetermined,
    }
  }
  const ask = (relation: Relation): ReturnType<typeof consequencesOf> => {
    const authorities = standings.filter((standing) => standing.relation === relation).map(({ authority }) => authority)
    const column = relation === 'designated' ? question.relation : relation
    return authorities.length === 0
      ? { consequences: [], also: [] }
      : consequencesOf(law, { ...question, authorities, relation: column })
  }
  const { consequences, also } = ask(decisive)
  const told = new Set(consequences.map(({ code }) => code))
  const lesser = ORDER.slice(ORDER.indexOf(decisive) + 1).flatMap((relation) => ask(relation).consequences)
  const further = lesser.filter(({ code, effect }) => !told.has(code) && effect !== 'none' && effect !== 'diligence')
  return { standings, consequences, also: [...also, ...further], because, isUndetermined }
}

function reasonsOf(statuses: readonly StatusSlice[]): readonly Because[] {
  return statuses.map(({ authority, state, since, citation, legalEffect, expected }) => ({
    kind: reasonKind(state, legalEffect),
    authority,
    since,
    citation,
    ...(expected === undefined ? {} : { expected }),
  }))
}

function reasonKind(state: Status['state'], legalEffect: boolean | null): Because['kind'] {
  if (legalEffect === true) return 'stands'
  if (legalEffect === null) return 'open'
  if (state === 'revoked' || state === 'waived' || state === 'resolved') return 'ended'
  if (state === 'held') return 'held'
  if (state === 'none') return 'never'
  return state === 'announced' || state === 'notified' || state === 'determined' ? 'announced' : 'signalled'
}
