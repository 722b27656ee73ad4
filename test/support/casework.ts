import type { Actor } from '../../src/casework/access/actor.ts'
import type { Role } from '../../src/casework/access/roles.ts'
import type { Act } from '../../src/casework/audit/deed.ts'
import type { RecordStore } from '../../src/casework/ports.ts'
import type { Step } from '../../src/casework/records/query.ts'
import { get } from '../../src/casework/records/query.ts'
import { type Raised, raiseAlerts } from '../../src/casework/work/alerts.ts'
import { importBook, listParties } from '../../src/engine/book.ts'
import { attach, check, decide, hold, listAlerts, note, suppress, workAlert } from '../../src/engine/casework.ts'
import { Desk } from '../../src/engine/desk.ts'
import { actOf } from '../../src/engine/records.ts'
import type { Instant } from '../../src/model/brand.ts'
import type { Parsed } from '../../src/model/parsed.ts'
import type { AnswerHit } from '../../src/screening/answer.ts'

/** A clock that stands still until it is told to move. */
export class TestClock {
  #at: number

  constructor(at = '2026-03-02T09:00:00.000Z') {
    this.#at = Date.parse(at)
  }

  readonly now = (): Instant => new Date(this.#at).toISOString() as Instant

  pass(milliseconds: number): void {
    this.#at += milliseconds
  }

  set(at: string): void {
    this.#at = Date.parse(at)
  }
}

export const DAY_MS = 86_400_000

export function person(name: string, roles: readonly Role[], over: Partial<Actor> = {}): Actor {
  return { tenant: 'main', kind: 'user', id: name, name, roles, ...over }
}

export const ANA = person('ana', ['analyst'])
export const BEN = person('ben', ['analyst', 'reviewer'])
export const RUTH = person('ruth', ['reviewer'])
export const ADA = person('ada', ['admin'])
export const OTTO = person('otto', ['auditor'])

/** A hit as screening answers it, synthetic through and through. */
export function hitOf(over: {
  readonly id?: string
  readonly name?: string
  readonly partyName?: string
  readonly score?: number
  readonly properties?: Readonly<Record<string, readonly string[]>>
  readonly identifier?: boolean
  readonly contradiction?: number
}): AnswerHit {
  const name = over.name ?? 'Ramiro Testigo'
  const identifier = { feature: 'identifier', party: 'X1', entity: 'X1', points: 0.05, note: '' }
  return {
    entity: {
      id: over.id ?? 'test-1',
      caption: name,
      schema: 'Person',
      properties: { name: [name], ...over.properties },
      datasets: ['test_list'],
      referents: [],
      target: true,
    },
    score: over.score ?? 0.84,
    band: (over.score ?? 0.84) >= 0.9 ? 'strong' : 'probable',
    matched: { party: over.partyName ?? 'Ramiro Testigos', entity: name, alias_quality: 'primary' },
    parts: { name: 0.9, corroboration: 0, contradiction: over.contradiction ?? -0.06 },
    evidence: [
      { feature: 'name', party: over.partyName ?? 'Ramiro Testigos', entity: name, points: 0.9, note: '' },
      { feature: 'birth_date', party: '1970', entity: '1960', points: -0.06, note: '' },
      ...(over.identifier === true ? [identifier] : []),
    ],
    designations: [],
  }
}

export const dueIn = () => ({ on: '2026-03-06', rule: 'test' })

/** The value of a result that must have been accepted. */
export function must<T>(result: Parsed<T>): T {
  if (!result.ok) throw new Error(`${result.issue.code}: ${result.issue.found} ${result.issue.remedy ?? ''}`)
  return result.value
}

/** The code of a result that must have been refused. */
export const codeOf = (result: Parsed<unknown>): string => (result.ok ? 'accepted' : result.issue.code)

/** A book of one party or more, screened by hand, so that casework is tried without an index. */
export class Office {
  readonly store: RecordStore
  readonly clock: TestClock

  constructor(store: RecordStore, clock = new TestClock()) {
    this.store = store
    this.clock = clock
  }

  desk(actor: Actor): Desk {
    return new Desk(this.store, actor, this.clock.now)
  }

  write<T>(actor: Actor, work: (act: Act) => Step<T>): Promise<T> {
    return this.store.write(actor.tenant, () => work(actOf(actor, this.clock.now())))
  }

  async party(ref: string, properties: Readonly<Record<string, readonly string[]>>, actor = BEN): Promise<string> {
    must(await importBook(this.desk(actor), 'clients', [{ ref, schema: 'Person', properties }]))
    const page = must(await listParties(this.desk(actor), 'clients', { limit: 500 }))
    const found = page.items.find((party) => party.ref === ref)
    if (found === undefined) throw new Error(`no party ${ref}`)
    return found.id
  }

  async raise(party: string, hits: readonly AnswerHit[], actor = BEN): Promise<Raised> {
    return this.write(actor, function* (act) {
      const row = yield* get('party', party)
      if (row === undefined) throw new Error(`no party ${party}`)
      return yield* raiseAlerts(act, [{ party: row, answer: null, hits }], dueIn)
    })
  }

  /** One alert on one party, raised and ready. */
  async alert(ref = 'c-1', hit = hitOf({})): Promise<string> {
    const party = await this.party(ref, { name: [hit.matched.party] })
    const { raised } = await this.raise(party, [hit])
    const [id] = raised
    if (id === undefined) throw new Error('no alert was raised')
    return id
  }
}

export const FALSE_POSITIVE = {
  outcome: 'false_positive',
  reasons: ['birth_date_differs'],
  text: 'Born in 1970 by passport, the listed one in 1960.',
  evidence: ['hit:birth_date'],
} as const

export const TRUE_MATCH = {
  outcome: 'true_match',
  reasons: ['facts_agree'],
  text: 'Name, date of birth and city all agree.',
  evidence: ['hit:name'],
} as const

/** A little of everything that casework does, for tests that break, cut and change what it left. */
export async function workADay(office: Office, round: number): Promise<void> {
  const ana = office.desk(ANA)
  const alert = await office.alert(`c-${round}`, hitOf({ id: `test-${round}` }))
  const other = await office.alert(`d-${round}`, hitOf({ id: `test-${round}` }))
  must(await workAlert(ana, alert, { assignee: 'ana', tags: ['new', 'mx'] }))
  office.clock.pass(60_000)
  const { alert: decided } = must(await decide(ana, alert, FALSE_POSITIVE))
  must(await note(ana, decided.case, `Called the branch on day ${round}.`))
  must(
    await attach(ana, decided.case, {
      name: 'id.txt',
      mediaType: 'text/plain',
      content: Buffer.from(`passport ${round}`),
    }),
  )
  must(
    await suppress(ana, {
      alert,
      reason: 'birth_date_differs',
      text: FALSE_POSITIVE.text,
      evidence: ['hit:birth_date'],
      expiresOn: '2026-09-01',
    }),
  )
  const { disposition } = must(await decide(ana, other, TRUE_MATCH))
  office.clock.pass(60_000)
  must(await check(office.desk(RUTH), disposition.id, { isConfirmed: true, text: 'Agreed, the facts are the same.' }))
  must(await hold(ana, { kind: 'payment', subject: `p-${round}`, why: 'hits', detail: { amount: '10.00' } }))
  must(await listAlerts(ana))
}
