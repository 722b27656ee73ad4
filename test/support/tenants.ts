import type { Actor } from '../../src/casework/access/actor.ts'
import type { RecordStore } from '../../src/casework/ports.ts'
import { recordAnswerSet } from '../../src/casework/work/answer-sets.ts'
import { getAnswer } from '../../src/engine/answer-ledger.ts'
import { consistency, entries, inclusion } from '../../src/engine/audit.ts'
import { erase, exportOfSubject, getParty, importBook, listBooks, listParties } from '../../src/engine/book.ts'
import * as casework from '../../src/engine/casework.ts'
import { Desk } from '../../src/engine/desk.ts'
import { getFaceAnswer, replayFaceAnswer } from '../../src/engine/face-answers.ts'
import { BEN, FALSE_POSITIVE, hitOf, must, Office, person, type TestClock, TRUE_MATCH } from './casework.ts'
import type { Dice } from './tampering.ts'

/** Everything of one tenant that another might ask for by name. */
export interface Estate {
  readonly tenant: string
  /** A word that stands in every text of this tenant and nowhere else. */
  readonly canary: string
  readonly ids: readonly string[]
}

/** Fills a tenant with a little of everything, its canary in every text. */
export async function settle(store: RecordStore, clock: TestClock, tenant: string, canary: string): Promise<Estate> {
  const inside = { ...BEN, tenant }
  const desk = new Desk(store, inside, clock.now)
  const office = new Office(store, clock)
  const name = `${canary} Testigo`
  must(
    await importBook(
      desk,
      'clients',
      [1, 2, 3].map((n) => ({ ref: `${canary}-${n}`, properties: { name: [name] } })),
    ),
  )
  const parties = must(await listParties(desk, 'clients')).items.map(({ id }) => id)
  const ids = [...parties]
  for (const [i, party] of parties.entries()) {
    const { raised } = await office.raise(
      party,
      [hitOf({ id: `${canary}-e${i}`, name, partyName: `${name} x` })],
      inside,
    )
    ids.push(...raised)
  }
  const [first = '', second = ''] = ids.slice(parties.length)
  const decided = must(
    await casework.decide(desk, first, { ...FALSE_POSITIVE, text: `${canary} ${FALSE_POSITIVE.text}` }),
  )
  const waiting = must(await casework.decide(desk, second, { ...TRUE_MATCH, text: `${canary} ${TRUE_MATCH.text}` }))
  const note = must(await casework.note(desk, decided.alert.case, `${canary} called`))
  const file = must(
    await casework.attach(desk, decided.alert.case, {
      name: `${canary}.txt`,
      mediaType: 'text/plain',
      content: Buffer.from(canary),
    }),
  )
  const held = must(await casework.hold(desk, { kind: 'payment', subject: canary, why: canary, detail: { canary } }))
  const proposal = must(
    await casework.propose(desk, 'policy_change', canary, { canary }, `${canary} for a reason that is long enough`),
  )
  const [task] = must(
    await casework.createDuties(desk, decided.alert.case, [
      { kind: 'review', text: canary, citation: null, startsOn: '2026-03-02', dueOn: '2026-03-09' },
    ]),
  )
  const kept = await desk.change('screen', (act) =>
    recordAnswerSet(act, {
      face: 'yente',
      basis: { id: canary, json: JSON.stringify({ canary }) },
      lines: [{ asker: canary, at: act.at, question: { canary }, digest: canary, clear: 0, hits: 1, undetermined: 0 }],
    }),
  )
  ids.push(
    `${must(kept)}.0`,
    decided.alert.case,
    decided.disposition.id,
    waiting.disposition.id,
    note.id,
    file.id,
    held.id,
    proposal.id,
    task?.id ?? '',
  )
  return { tenant, canary, ids }
}

type Probe = (desk: Desk, id: string, dice: Dice) => Promise<unknown>

const WORDS = 'a text that is long enough for any rule'

/** Every function of the engine that takes an id, a reference or a filter, asked with somebody else's. */
export const PROBES: readonly Probe[] = [
  (desk, id) => casework.getAlert(desk, id),
  (desk, id) => casework.viewCase(desk, id),
  (desk, id) => casework.openEvidence(desk, id),
  (desk, id) => casework.workAlert(desk, id, { assignee: 'eve' }),
  (desk, id) => casework.decide(desk, id, FALSE_POSITIVE),
  (desk, id) => casework.check(desk, id, { isConfirmed: true, text: WORDS }),
  (desk, id) => casework.reopen(desk, id, WORDS),
  (desk, id) => casework.workCase(desk, id, { assignee: 'eve' }),
  (desk, id) => casework.close(desk, id),
  (desk, id) => casework.note(desk, id, WORDS),
  (desk, id) => casework.attach(desk, id, { name: 'x', mediaType: 'text/plain', content: Buffer.from('x') }),
  (desk, id) => casework.readAttachment(desk, id),
  (desk, id) => casework.settle(desk, id, 'complete'),
  (desk, id) =>
    casework.suppress(desk, {
      alert: id,
      reason: 'birth_date_differs',
      text: WORDS,
      evidence: ['hit:birth_date'],
      expiresOn: '2026-06-01',
    }),
  (desk, id) => casework.checkSilence(desk, id, true, WORDS),
  (desk, id) => casework.endSilence(desk, id, WORDS),
  (desk, id) => casework.endHold(desk, id, 'block', WORDS),
  (desk, id) => casework.checkHeld(desk, id, true, WORDS),
  (desk, id) => casework.checkProposed(desk, id, true, WORDS),
  (desk, id) => casework.holdLegally(desk, id, WORDS),
  (desk, id) => casework.purge(desk, id),
  (desk, id) => casework.createDuties(desk, id, []),
  (desk, id) => getParty(desk, id),
  (desk, id) => exportOfSubject(desk, id),
  (desk, id) => erase(desk, id),
  (desk, id) => getAnswer(desk, id),
  (desk, id) => getFaceAnswer(desk, id),
  (desk, id) => replayFaceAnswer(desk, id, {}),
  (desk) => listBooks(desk),
  (desk) => listParties(desk, 'clients', { limit: 500 }),
  (desk, id) => casework.listAlerts(desk, { party: id }),
  (desk, id) => casework.listAlerts(desk, { entity: id }),
  (desk, id) => casework.listAlerts(desk, { case: id, state: 'pending' }),
  (desk, id) => casework.listAlerts(desk, { cursor: Buffer.from(JSON.stringify([id, id])).toString('base64url') }),
  (desk) => casework.listCases(desk, { limit: 500 }),
  (desk) => casework.listAwaitingCheck(desk),
  (desk) => casework.listTasks(desk),
  (desk) => casework.listHeld(desk),
  (desk) => casework.listProposals(desk),
  (desk, id) => casework.listSuppressions(desk, { party: id }),
  (desk, id) => entries(desk, { subject: `alert/${id}` }),
  (desk, _id, dice) => inclusion(desk, dice.next(60)),
  (desk, _id, dice) => consistency(desk, dice.next(60), 60),
]

/** An outsider with every role, who knows every id of the estate. */
export const outsider = (tenant: string): Actor => ({
  ...person('eve', ['viewer', 'analyst', 'reviewer', 'admin', 'auditor', 'service']),
  tenant,
})

/** One adversarial request: answers what leaked, or `undefined`. */
export async function probe(
  store: RecordStore,
  clock: TestClock,
  from: string,
  estate: Estate,
  dice: Dice,
): Promise<string | undefined> {
  const desk = new Desk(store, outsider(from), clock.now)
  const ask = dice.pick(PROBES)
  const id = dice.next(8) === 0 ? `${dice.pick(estate.ids)}' or '1'='1` : dice.pick(estate.ids)
  let seen: string
  try {
    seen = JSON.stringify(await ask(desk, id, dice), (_key, value) =>
      Buffer.isBuffer(value) ? value.toString('utf8') : value,
    )
  } catch (error) {
    seen = error instanceof Error ? `${error.message} ${error.stack}` : String(error)
  }
  const withoutQuestion = seen.replaceAll(id, '')
  return withoutQuestion.includes(estate.canary)
    ? `${ask.toString()} with ${id}: ${withoutQuestion.slice(0, 200)}`
    : undefined
}
