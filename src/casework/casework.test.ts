import { describe, expect, test } from 'vitest'
import {
  ADA,
  ANA,
  BEN,
  codeOf,
  DAY_MS,
  FALSE_POSITIVE,
  hitOf,
  must,
  Office,
  OTTO,
  person,
  RUTH,
  TRUE_MATCH,
} from '../../test/support/casework.ts'
import { entries } from '../engine/audit.ts'
import { erase, exportOfSubject, getParty, importBook } from '../engine/book.ts'
import {
  check,
  checkHeld,
  checkProposed,
  checkSilence,
  close,
  createDuties,
  decide,
  endHold,
  getAlert,
  hold,
  holdLegally,
  listAlerts,
  listAwaitingCheck,
  listCases,
  listHeld,
  note,
  openEvidence,
  propose,
  purge,
  settle,
  suppress,
  viewCase,
  weighCoverage,
  workAlert,
} from '../engine/casework.ts'
import { MemoryRecords } from '../store/records/memory-records.ts'

const newOffice = (): Office => new Office(new MemoryRecords())

describe('alerts', () => {
  test('are one for one party and entity, however many aliases and accounts matched (R-43)', async () => {
    const office = newOffice()
    const rows = ['1', '2', '3'].map((account) => ({
      ref: 'c-1',
      properties: { name: ['Ramiro Testigos'], idNumber: [account] },
    }))
    const imported = must(await importBook(office.desk(BEN), 'clients', rows))
    expect(imported.toScreen.length).toBe(1)
    const [party = ''] = imported.toScreen
    const hits = Array.from({ length: 47 }, (_, i) => hitOf({ partyName: `alias ${i}`, score: 0.8 + i / 1_000 }))
    const raised = await office.raise(party, hits)
    expect(raised.raised.length).toBe(1)
    const { items, total } = must(await listAlerts(office.desk(ANA)))
    expect([total, items[0]?.score]).toEqual([1, 0.846])
    expect((await office.raise(party, hits)).unchanged).toBe(1)
  })

  test('stand in the queue by due day, page by page', async () => {
    const office = newOffice()
    for (let i = 0; i < 5; i++) await office.alert(`c-${i}`, hitOf({ id: `test-${i}` }))
    const first = must(await listAlerts(office.desk(ANA), { limit: 3, state: 'pending' }))
    const second = must(await listAlerts(office.desk(ANA), { limit: 3, state: 'pending', cursor: first.next ?? '' }))
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 2, undefined])
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(5)
    expect(codeOf(await listAlerts(office.desk(ANA), { cursor: 'not one' }))).toBe('page.cursor')
  })

  test('come again with what has changed when either side changes, decided or not (R-42)', async () => {
    const office = newOffice()
    const party = await office.party('c-1', { name: ['Ramiro Testigos'] })
    const [id = ''] = (await office.raise(party, [hitOf({})])).raised
    must(await decide(office.desk(ANA), id, FALSE_POSITIVE))
    const again = await office.raise(party, [hitOf({ properties: { birthDate: ['1970'] } })])
    expect(again.reopened).toEqual([id])
    const { alert, decisions } = must(await getAlert(office.desk(ANA), id))
    expect(alert).toMatchObject({
      state: 'open',
      changed: { entity: ['birthDate'], party: false, decided: 'false_positive' },
    })
    expect(decisions.map(({ outcome }) => outcome)).toEqual(['false_positive'])
    await office.party('c-1', { name: ['Ramiro Testigos'], birthDate: ['1970'] })
    await office.raise(party, [hitOf({ properties: { birthDate: ['1970'] } })])
    expect(must(await getAlert(office.desk(ANA), id)).alert.changed).toMatchObject({ party: true, entity: [] })
  })

  test('cannot be snoozed past their due day, nor changed over the head of another', async () => {
    const office = newOffice()
    const id = await office.alert()
    expect(codeOf(await workAlert(office.desk(ANA), id, { snoozedUntil: '2026-03-09T09:00:00Z' }))).toBe('alert.snooze')
    must(await workAlert(office.desk(ANA), id, { snoozedUntil: '2026-03-05T09:00:00Z', revision: 1 }))
    expect(codeOf(await workAlert(office.desk(BEN), id, { assignee: 'ben', revision: 1 }))).toBe('alert.revision')
  })
})

describe('dispositions', () => {
  test.each([
    ['no reason', { reasons: [] }, 'disposition.reasons'],
    ['a reason nobody knows', { reasons: ['felt_wrong'] }, 'disposition.reason.unknown'],
    ['a reason for another outcome', { reasons: ['identifier_agrees'] }, 'disposition.reason.unfit'],
    ['hardly any text', { text: 'no' }, 'disposition.text'],
    ['no evidence', { evidence: [] }, 'disposition.evidence'],
    ['evidence that is not there', { evidence: ['note:1'] }, 'disposition.evidence.unknown'],
  ] as const)('are refused with %s (R-40)', async (_why, over, code) => {
    const office = newOffice()
    const id = await office.alert()
    expect(codeOf(await decide(office.desk(ANA), id, { ...FALSE_POSITIVE, ...over }))).toBe(code)
    expect(must(await getAlert(office.desk(ANA), id)).alert.state).toBe('open')
  })

  test('of a true match wait for a second person, whose duties follow it (R-39)', async () => {
    const office = newOffice()
    const id = await office.alert()
    const { disposition, alert } = must(await decide(office.desk(BEN), id, TRUE_MATCH))
    expect([alert.state, disposition.needs_check]).toEqual(['awaiting_check', 'true_match'])
    expect(codeOf(await check(office.desk(BEN), disposition.id, { isConfirmed: true, text: 'yes' }))).toBe(
      'second_person.same',
    )
    expect(must(await listAwaitingCheck(office.desk(RUTH))).total).toBe(1)
    const duties = [
      {
        kind: 'REPORT-BLOCK-10BD',
        text: 'Report',
        citation: '31 CFR 501.603',
        startsOn: '2026-03-02',
        dueOn: '2026-03-16',
      },
    ]
    const done = must(await check(office.desk(RUTH), disposition.id, { isConfirmed: true, text: 'Agreed.', duties }))
    expect(done.alert.state).toBe('true_match')
    const { tasks } = must(await viewCase(office.desk(RUTH), alert.case))
    expect(tasks.map(({ kind, due_on }) => [kind, due_on])).toEqual([['REPORT-BLOCK-10BD', '2026-03-16']])
    expect(codeOf(await check(office.desk(RUTH), disposition.id, { isConfirmed: true, text: 'again' }))).toBe(
      'disposition.settled',
    )
  })

  test('resting on the word of the counterparty or its counsel alone take a second level (R-45)', async () => {
    const office = newOffice()
    const id = await office.alert()
    const word = { ...FALSE_POSITIVE, reasons: ['counterparty_statement', 'counsel_statement'] }
    expect(must(await decide(office.desk(ANA), id, word)).disposition.needs_check).toBe('word_alone')
    const other = await office.alert('c-2', hitOf({ id: 'test-2' }))
    const more = { ...FALSE_POSITIVE, reasons: ['counterparty_statement', 'document_seen'] }
    expect(must(await decide(office.desk(ANA), other, more)).disposition.needs_check).toBeNull()
  })

  test('against an identifier that agrees take a second level', async () => {
    const office = newOffice()
    const id = await office.alert('c-1', hitOf({ identifier: true }))
    expect(must(await decide(office.desk(ANA), id, FALSE_POSITIVE)).alert.state).toBe('awaiting_check')
  })

  test('that wait for their check are overtaken when the facts change', async () => {
    const office = newOffice()
    const party = await office.party('c-1', { name: ['Ramiro Testigos'] })
    const [id = ''] = (await office.raise(party, [hitOf({})])).raised
    const { disposition } = must(await decide(office.desk(ANA), id, TRUE_MATCH))
    await office.raise(party, [hitOf({ properties: { deathDate: ['2001'] } })])
    expect(codeOf(await check(office.desk(RUTH), disposition.id, { isConfirmed: true, text: 'yes' }))).toBe(
      'disposition.settled',
    )
  })

  test('never silence the pair by themselves (R-38)', async () => {
    const office = newOffice()
    const id = await office.alert()
    must(await decide(office.desk(ANA), id, FALSE_POSITIVE))
    const { suppressions } = must(
      await viewCase(office.desk(ANA), must(await getAlert(office.desk(ANA), id)).alert.case),
    )
    expect(suppressions).toEqual([])
  })
})

describe('the second person (R-39, T-20, T-22)', () => {
  test.each([
    ['the same user', BEN, 'second_person.same'],
    ['the same person under another account', person('ben2', ['reviewer'], { subject: 'idp|7' }), 'second_person.same'],
    ['a key of another user', person('k1', ['reviewer'], { kind: 'key', owner: 'ruth' }), 'second_person.not_a_person'],
    ['Cordon itself', person('job', ['reviewer'], { kind: 'system' }), 'second_person.not_a_person'],
    ['someone without the role', ANA, 'access.denied'],
    ['an auditor', OTTO, 'access.denied'],
    ['an admin', ADA, 'access.denied'],
    ['another reviewer', RUTH, 'accepted'],
  ] as const)('%s', async (_why, checker, code) => {
    const office = newOffice()
    const id = await office.alert()
    const maker = office.desk({ ...BEN, subject: 'idp|7' })
    const { disposition } = must(await decide(maker, id, TRUE_MATCH))
    expect(
      codeOf(await check(office.desk(checker), disposition.id, { isConfirmed: true, text: 'Looked at it.' })),
    ).toBe(code)
    if (code === 'accepted') return
    const [last] = must(await entries(office.desk(OTTO), { action: 'refused' }))
    expect(last?.detail).toEqual({ code })
  })

  test.each([
    ['without opening the evidence', undefined, true],
    ['three seconds after opening it', 3_000, true],
    ['a minute after opening it', 60_000, false],
  ] as const)('who checks %s is shown to quality assurance or not', async (_why, waited, isFlagged) => {
    const office = newOffice()
    const id = await office.alert()
    const { disposition } = must(await decide(office.desk(ANA), id, TRUE_MATCH))
    if (waited !== undefined) {
      must(await openEvidence(office.desk(RUTH), id))
      office.clock.pass(waited)
    }
    const done = must(await check(office.desk(RUTH), disposition.id, { isConfirmed: true, text: 'ok' }))
    expect(done.disposition.flagged).toBe(isFlagged)
  })
})

describe('suppressions', () => {
  const request = (alert: string) => ({
    alert,
    reason: 'birth_date_differs',
    text: FALSE_POSITIVE.text,
    evidence: ['hit:birth_date'],
    expiresOn: '2026-09-01',
  })

  async function silenced(): Promise<{ office: Office; alert: string; party: string; suppression: string }> {
    const office = newOffice()
    const party = await office.party('c-1', { name: ['Ramiro Testigos'] })
    const [alert = ''] = (await office.raise(party, [hitOf({})])).raised
    must(await decide(office.desk(ANA), alert, FALSE_POSITIVE))
    const { id } = must(await suppress(office.desk(ANA), request(alert)))
    expect(must(await checkSilence(office.desk(RUTH), id, true, 'Seen.')).state).toBe('active')
    return { office, alert, party, suppression: id }
  }

  test('silence their one pair until they run out', async () => {
    const { office, party } = await silenced()
    expect((await office.raise(party, [hitOf({}), hitOf({ id: 'test-2' })])).suppressed.length).toBe(1)
    expect(must(await listAlerts(office.desk(ANA), { state: 'open' })).items.map(({ entity }) => entity)).toEqual([
      'test-2',
    ])
    office.clock.set('2026-09-02T00:00:00Z')
    expect((await office.raise(party, [hitOf({})])).suppressed).toEqual([])
  })

  test('are reopened when the listed entity changes, and when the party does (R-37)', async () => {
    for (const change of ['entity', 'party'] as const) {
      const { office, party, alert } = await silenced()
      if (change === 'party') await office.party('c-1', { name: ['Ramiro Testigos'], country: ['mx'] })
      const hit = change === 'entity' ? hitOf({ properties: { country: ['mx'] } }) : hitOf({})
      const raised = await office.raise(party, [hit])
      expect([raised.suppressed, raised.reopened]).toEqual([[], [alert]])
      const view = must(await viewCase(office.desk(ANA), must(await getAlert(office.desk(ANA), alert)).alert.case))
      expect(view.suppressions.map(({ state }) => state)).toEqual(['reopened'])
    }
  })

  test('never stand over an identifier that agrees, even one that agrees later (E-13)', async () => {
    const office = newOffice()
    const id = await office.alert('c-9', hitOf({ identifier: true }))
    expect(codeOf(await suppress(office.desk(ANA), request(id)))).toBe('suppression.strong_identifier')
    const { office: other, party } = await silenced()
    const raised = await other.raise(party, [hitOf({ identifier: true })])
    expect([raised.suppressed, raised.reopened.length + raised.unchanged]).toEqual([[], 1])
  })

  test('never cover a listed party: the same name and nothing against it (E-12)', async () => {
    const office = newOffice()
    const id = await office.alert('c-1', hitOf({ partyName: 'TESTIGO, Ramiro', contradiction: 0 }))
    must(await decide(office.desk(ANA), id, FALSE_POSITIVE))
    expect(codeOf(await suppress(office.desk(ANA), request(id)))).toBe('suppression.listed_party')
  })

  test.each([
    ['before the pair is decided', {}, 'suppression.undecided'],
    ['for longer than a year', { expiresOn: '2027-06-01' }, 'suppression.expiry'],
    ['that has run out already', { expiresOn: '2026-03-01' }, 'suppression.expiry'],
    ['without evidence', { evidence: [] }, 'disposition.evidence.unknown'],
    ['without words', { text: 'known good' }, 'disposition.text'],
  ] as const)('are refused %s', async (_why, over, code) => {
    const office = newOffice()
    const id = await office.alert()
    if (code !== 'suppression.undecided') must(await decide(office.desk(ANA), id, FALSE_POSITIVE))
    expect(codeOf(await suppress(office.desk(ANA), { ...request(id), ...over }))).toBe(code)
  })

  test('proposed before a change cannot be approved after it, nor by their maker', async () => {
    const office = newOffice()
    const party = await office.party('c-1', { name: ['Ramiro Testigos'] })
    const [alert = ''] = (await office.raise(party, [hitOf({})])).raised
    must(await decide(office.desk(BEN), alert, FALSE_POSITIVE))
    const { id } = must(await suppress(office.desk(BEN), request(alert)))
    expect(codeOf(await checkSilence(office.desk(BEN), id, true, 'mine'))).toBe('second_person.same')
    await office.raise(party, [hitOf({ properties: { alias: ['El Testigo'] } })])
    expect(codeOf(await checkSilence(office.desk(RUTH), id, true, 'late'))).toBe('suppression.overtaken')
  })
})

describe('what is held', () => {
  const REASON = 'The payee is a namesake, see case.'

  test('leaves by two persons only, or is blocked or rejected by one', async () => {
    const office = newOffice()
    const { id } = must(await hold(office.desk(ANA), { kind: 'payment', subject: 'p1', why: 'hits', detail: {} }))
    expect(must(await endHold(office.desk(BEN), id, 'propose_release', REASON)).state).toBe('release_proposed')
    expect(codeOf(await checkHeld(office.desk(BEN), id, true, 'me'))).toBe('second_person.same')
    expect(must(await checkHeld(office.desk(RUTH), id, false, 'not yet')).state).toBe('held')
    must(await endHold(office.desk(BEN), id, 'propose_release', REASON))
    const released = must(await checkHeld(office.desk(RUTH), id, true, 'agreed'))
    expect([released.state, released.ended_by]).toEqual(['released', 'user/ruth'])
    expect(codeOf(await endHold(office.desk(BEN), id, 'block', REASON))).toBe('state.move')
  })

  test('is not ended by a key, by Cordon, or without a reason (R-36)', async () => {
    const office = newOffice()
    const { id } = must(await hold(office.desk(ANA), { kind: 'question', subject: 'q1', why: 'timeout', detail: {} }))
    const key = person('k', ['analyst'], { kind: 'key' })
    expect(codeOf(await endHold(office.desk(key), id, 'reject', REASON))).toBe('second_person.not_a_person')
    expect(codeOf(await endHold(office.desk(BEN), id, 'block', 'ok'))).toBe('held.reason')
  })

  test('E-11: ten times what a queue takes, for a year: nothing leaves without a person', async () => {
    const office = newOffice()
    for (let i = 0; i < 300; i++)
      must(await hold(office.desk(ANA), { kind: 'payment', subject: `p${i}`, why: 'queue full', detail: {} }))
    office.clock.pass(365 * DAY_MS)
    expect(must(await listHeld(office.desk(ANA), { state: 'held' })).total).toBe(300)
  })
})

describe('changes that take two persons', () => {
  test('are made by one and approved by another', async () => {
    const office = newOffice()
    const made = must(
      await propose(
        office.desk(ADA),
        'policy_change',
        'policy/default',
        { threshold: 0.9 },
        'Fewer false alerts, see the sample.',
      ),
    )
    expect(codeOf(await checkProposed(office.desk(ADA), made.id, true, 'mine'))).toBe('access.denied')
    expect(must(await checkProposed(office.desk(RUTH), made.id, true, 'agreed')).state).toBe('approved')
  })

  test.each([
    [
      'E-15: 38 of 3,088 programmes left',
      { parties: 100, entities: 3_088 },
      { parties: 100, entities: 38 },
      'coverage.narrowed',
    ],
    [
      'E-15: one in a hundred parties left out',
      { parties: 10_000, entities: 9 },
      { parties: 9_900, entities: 9 },
      'accepted',
    ],
    [
      'E-15: a little more than that',
      { parties: 10_000, entities: 9 },
      { parties: 9_899, entities: 9 },
      'coverage.narrowed',
    ],
    ['wider than before', { parties: 1, entities: 1 }, { parties: 9, entities: 9 }, 'accepted'],
  ] as const)('%s', (_why, before, after, code) => {
    const programmes = ['SDGT']
    expect(codeOf(weighCoverage({ ...before, programmes }, { ...after, programmes }))).toBe(code)
  })

  test('E-16: a change that drops a programme trips the gate', () => {
    const before = { parties: 1, entities: 1, programmes: ['SDGT', 'SDNTK'] }
    expect(codeOf(weighCoverage(before, { ...before, programmes: ['SDGT'] }))).toBe('coverage.programmes')
  })
})

describe('cases', () => {
  test('close when nothing waits, and open again with a new alert', async () => {
    const office = newOffice()
    const party = await office.party('c-1', { name: ['Ramiro Testigos'] })
    const [id = ''] = (await office.raise(party, [hitOf({})])).raised
    const [held] = must(await listCases(office.desk(ANA))).items
    const caseId = held?.id ?? ''
    expect(codeOf(await close(office.desk(ANA), caseId))).toBe('case.pending')
    must(await decide(office.desk(ANA), id, FALSE_POSITIVE))
    const duty = { kind: 'review', text: 'Look again', citation: null, startsOn: '2026-03-02', dueOn: '2026-03-09' }
    const [task] = must(await createDuties(office.desk(ANA), caseId, [duty, duty]))
    expect(codeOf(await close(office.desk(ANA), caseId))).toBe('case.pending')
    must(await settle(office.desk(ANA), task?.id ?? '', 'complete'))
    must(await note(office.desk(ANA), caseId, 'All done.'))
    expect(must(await close(office.desk(ANA), caseId)).state).toBe('closed')
    await office.raise(party, [hitOf({ id: 'test-2' })])
    expect(must(await listCases(office.desk(ANA))).items.map(({ state }) => state)).toEqual(['open'])
  })
})

describe('duties towards people', () => {
  async function closedCase(): Promise<{ office: Office; caseId: string; party: string }> {
    const office = newOffice()
    const party = await office.party('c-1', { name: ['Ramiro Testigos'] })
    const [id = ''] = (await office.raise(party, [hitOf({})])).raised
    const { alert } = must(await decide(office.desk(ANA), id, FALSE_POSITIVE))
    must(await close(office.desk(ANA), alert.case))
    return { office, caseId: alert.case, party }
  }

  test('R-52: records stay ten years, whatever the role; an early purge is refused and logged', async () => {
    const { office, caseId } = await closedCase()
    office.clock.set('2036-03-01T23:00:00Z')
    expect(codeOf(await purge(office.desk(ADA), caseId))).toBe('retention.early')
    const [last] = must(await entries(office.desk(OTTO), { action: 'refused' }))
    expect([last?.subject, last?.detail]).toEqual(['retention.purge', { code: 'retention.early' }])
    office.clock.set('2036-03-02T00:00:00Z')
    expect(must(await purge(office.desk(ADA), caseId))).toBeGreaterThan(2)
    expect(must(await listCases(office.desk(ANA))).total).toBe(0)
  })

  test('R-52: a legal hold and blocked property stop the clock', async () => {
    const { office, caseId } = await closedCase()
    must(await holdLegally(office.desk(RUTH), caseId, 'subpoena of 2030'))
    office.clock.set('2050-01-01T00:00:00Z')
    expect(codeOf(await purge(office.desk(ADA), caseId))).toBe('retention.early')
    must(await holdLegally(office.desk(RUTH), caseId, null))
    must(await purge(office.desk(ADA), caseId))
  })

  test('R-53: a party that never raised an alert is erased, one that did is held by law', async () => {
    const { office, party } = await closedCase()
    expect(must(await erase(office.desk(RUTH), party))).toMatchObject({
      isErased: false,
      because: 'lawful_hold',
      until: '2036-03-02',
    })
    const other = await office.party('c-2', { name: ['Nadie Conocido'] })
    await office.party('c-2', { name: ['Nadie Conocido'], country: ['mx'] })
    expect(must(await erase(office.desk(RUTH), other))).toEqual({ isErased: true, rows: 2 })
    expect(codeOf(await getParty(office.desk(BEN), other))).toBe('party.unknown')
  })

  test('R-44: what a person is handed about themself is the same with a case and without one', async () => {
    const { office, party } = await closedCase()
    const withCase = must(await exportOfSubject(office.desk(RUTH), party))
    const without = must(
      await exportOfSubject(office.desk(RUTH), await office.party('c-2', { name: ['Ramiro Testigos'] })),
    )
    expect({ ...withCase, ref: '' }).toEqual({ ...without, ref: '' })
    expect(JSON.stringify(withCase)).not.toMatch(/alert|case|test-1|match|hit/i)
  })
})

describe('time (T-28)', () => {
  test('never runs backwards in the log, and a clock set far back is refused', async () => {
    const office = newOffice()
    await office.alert()
    office.clock.pass(-60_000)
    must(await note(office.desk(ANA), must(await listCases(office.desk(ANA))).items[0]?.id ?? '', 'a minute back'))
    const all = must(await entries(office.desk(OTTO), {}))
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .sort()
        .reverse(),
    )
    office.clock.pass(-48 * 3_600_000)
    expect(
      codeOf(await note(office.desk(ANA), must(await listCases(office.desk(ANA))).items[0]?.id ?? '', 'two days back')),
    ).toBe('clock.behind')
  })
})

describe('requests that come twice (T-27)', () => {
  test('are done once, also side by side, and a key is not good for something else', async () => {
    const office = newOffice()
    const id = await office.alert()
    const once = { idempotency: { key: 'k1', request: 'decide false' } }
    const results = await Promise.all(
      Array.from({ length: 20 }, () => decide(office.desk(ANA), id, FALSE_POSITIVE, once)),
    )
    expect(new Set(results.map((result) => must(result).disposition.id)).size).toBe(1)
    expect(must(await getAlert(office.desk(ANA), id)).decisions.length).toBe(1)
    const reused = await decide(office.desk(ANA), id, TRUE_MATCH, {
      idempotency: { key: 'k1', request: 'decide true' },
    })
    expect(codeOf(reused)).toBe('idempotency.reused')
  })
})
