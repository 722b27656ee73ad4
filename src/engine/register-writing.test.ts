import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Instant, IsoDate } from '../model/brand.ts'
import { askRegister, loadRegister, openRegister } from './register.ts'
import { exportRegister, importRegister, newSigningKey } from './register-exchange.ts'
import { LOCAL_USER, RegisterDesk } from './register-writing.ts'

const base = loadRegister()
const at = (text: string): Instant => `${text}T12:00:00Z` as Instant
const day = (text: string): IsoDate => text as IsoDate
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-register-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const row = (more: Record<string, unknown> = {}) => ({
  authority: 'EU',
  type: 'proposed',
  on: '2026-09-01',
  citation: 'synthetic notice',
  note: 'Synthetic.',
  verified: true,
  ...more,
})
const input = (by: string, event: unknown = row(), organisation = 'los-choneros') => ({
  organisation,
  event,
  source: 'https://example.org/notice',
  by,
  at: at('2026-09-02'),
})
const code = (value: string) => expect.objectContaining({ code: value })
const euOf = (asOf: string, knownAt: string) =>
  askRegister(openRegister(folder).register, 'los-choneros', { asOf: day(asOf), knownAt: day(knownAt) }).statuses['EU']

describe('a row of one person', () => {
  test('has no effect until another accepts it, and counts from that day', () => {
    const desk = new RegisterDesk(folder, base)
    desk.propose(input('ana'))
    expect(euOf('2026-10-01', '2026-11-21')).toBeUndefined()
    expect(() => desk.accept('p-1', 'Ana ', at('2026-09-03'))).toThrow(code('register.second_person'))
    desk.accept('p-1', 'ben', at('2026-09-04'))
    expect(euOf('2026-10-01', '2026-11-21')).toMatchObject({ state: 'proposed', since: '2026-09-01' })
    expect(euOf('2026-10-01', '2026-09-03')).toBeUndefined()
  })
  test('can be accepted by the same person only where nobody gave a name', () => {
    const desk = new RegisterDesk(folder, base)
    desk.propose(input(LOCAL_USER))
    expect(desk.accept('p-1', LOCAL_USER, at('2026-09-04'))).toMatchObject({ kind: 'accepted' })
  })
  test('that is rejected stays on record with the reason', () => {
    const desk = new RegisterDesk(folder, base)
    desk.propose(input('ana'))
    desk.reject('p-1', 'ben', at('2026-09-04'), 'no such notice')
    expect(desk.proposals()).toMatchObject([{ state: 'rejected', decision: { reason: 'no such notice' } }])
    expect(() => desk.accept('p-1', 'ben', at('2026-09-05'))).toThrow(code('register.refused'))
  })
})

test.each([
  [
    'a forbidden move',
    row({ authority: 'FTO', type: 'designated', on: '2026-09-01' }),
    'los-choneros',
    'register.refused',
  ],
  ['a faulty row', row({ type: 'vanished' }), 'los-choneros', 'register.refused'],
  ['a row without a citation', row({ citation: '' }), 'los-choneros', 'register.refused'],
  ['a correction of nothing', row({ replaces: 'no-such-row' }), 'los-choneros', 'register.refused'],
  ['an organisation that nobody introduces', row(), 'nobody-at-all', 'register.unknown'],
] as const)('%s cannot be proposed', (_why, event, organisation, errorCode) => {
  const desk = new RegisterDesk(folder, base)
  expect(() => desk.propose(input('ana', event, organisation))).toThrow(code(errorCode))
  expect(desk.proposals()).toEqual([])
})

test('a correction adds a row, and earlier answers stay as they were', () => {
  const desk = new RegisterDesk(folder, base)
  desk.propose(
    input(
      'ana',
      row({ authority: 'US-2313A', type: 'designated', on: '2025-11-20', replaces: 'effective-3' }),
      'cibanco',
    ),
  )
  desk.accept('p-1', 'ben', at('2026-09-04'))
  const cibanco = (knownAt: string) =>
    askRegister(openRegister(folder).register, 'cibanco', { asOf: day('2025-11-01'), knownAt: day(knownAt) }).statuses[
      'US-2313A'
    ]?.state
  expect([cibanco('2026-09-03'), cibanco('2026-09-04')]).toEqual(['designated', 'announced'])
})

test('an organisation can be introduced with its first row', () => {
  const desk = new RegisterDesk(folder, base)
  const introduces = { name: 'Synthetic Front', kind: 'synthetic', region: 'nowhere' }
  desk.propose({ ...input('ana', row(), 'synthetic-front'), introduces })
  desk.accept('p-1', 'ben', at('2026-09-04'))
  const { register } = openRegister(folder)
  expect(askRegister(register, 'synthetic front', { asOf: day('2026-09-05'), knownAt: day('2026-09-05') }).id).toBe(
    'synthetic-front',
  )
})

test('a line that a crash cut short was never answered for, and the next one stands alone', () => {
  const desk = new RegisterDesk(folder, base)
  desk.propose(input('ana'))
  appendFileSync(join(folder, 'register-journal.jsonl'), '{"kind":"accep')
  expect(desk.proposals()).toHaveLength(1)
  desk.accept('p-1', 'ben', at('2026-09-04'))
  expect(new RegisterDesk(folder, base).proposals()).toMatchObject([{ state: 'accepted' }])
})

test('a line that was changed by hand stops, with its place', () => {
  writeFileSync(join(folder, 'register-journal.jsonl'), '{"kind":"accepted"}\n')
  expect(() => openRegister(folder)).toThrow(/line 1/)
})

describe('a signed register', () => {
  const signed = () => {
    const { privateKey, publicKey } = newSigningKey()
    writeFileSync(join(folder, 'key.pem'), privateKey)
    writeFileSync(join(folder, 'key.pub'), publicKey)
    const path = join(folder, 'register.signed')
    exportRegister(path, join(folder, 'key.pem'), at('2026-11-01'))
    return path
  }
  const data = () => join(folder, 'data')

  test('is taken where its key is named, and the key is trusted from then on', () => {
    const path = signed()
    expect(() => importRegister(path, data(), base)).toThrow(code('register.untrusted'))
    expect(importRegister(path, data(), base, join(folder, 'key.pub'))).toMatchObject({
      organisations: base.organisations.length,
    })
    expect(openRegister(data())).toMatchObject({ origin: 'imported' })
    expect(importRegister(path, data(), base).known_until).toBe(base.knownUntil)
  })
  test('that was changed by one letter is refused, and the register in use stays', () => {
    const path = signed()
    writeFileSync(path, readFileSync(path, 'utf8').replace('Los Choneros', 'Los Chonerox'))
    expect(() => importRegister(path, data(), base, join(folder, 'key.pub'))).toThrow(code('register.untrusted'))
    expect(openRegister(data()).origin).toBe('bundled')
  })
  test('of another signer is refused', () => {
    const path = signed()
    writeFileSync(join(folder, 'other.pub'), newSigningKey().publicKey)
    expect(() => importRegister(path, data(), base, join(folder, 'other.pub'))).toThrow(code('register.untrusted'))
  })
  test('that knows less far than the one in use is refused: it could undo a designation', () => {
    const path = signed()
    const newer = { ...base, knownUntil: day('2026-12-01') }
    expect(() => importRegister(path, data(), newer, join(folder, 'key.pub'))).toThrow(code('register.refused'))
  })
})
