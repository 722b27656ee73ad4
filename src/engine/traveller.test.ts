import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mrzCheckDigit } from '../law/mrz.ts'
import type { Instant } from '../model/brand.ts'
import type { Engine } from './engine.ts'
import { openEngine } from './open-engine.ts'
import { loadRegister } from './register.ts'
import { screenTraveller } from './traveller.ts'

const AT = '2026-11-21T12:00:00Z' as Instant
const register = loadRegister()

/** A synthetic list in OFAC's form: one person linked to an FTO, born on a day, of Mexican nationality. */
const SDN = `1,"SYNTHETIC PEREZ, Ramiro Baltazar","individual","SDNTK",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 03 Feb 1970; nationality Mexico; Gender Male; Passport G7654321 (Mexico); Linked To: CARTEL DE JALISCO NUEVA GENERACION."\n`

const folder = mkdtempSync(join(tmpdir(), 'cordon-traveller-'))
let engine: Engine
beforeAll(async () => {
  writeFileSync(join(folder, 'sdn.csv'), SDN)
  engine = await openEngine({ lists: [join(folder, 'sdn.csv')], data: folder, at: AT })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function zone(birth: string, number: string, names = 'SYNTHETIC<PEREZ<<RAMIRO<BALTAZAR'): string {
  const document = number.padEnd(9, '<')
  const optional = '<'.repeat(14)
  const body = `${document}${mrzCheckDigit(document)}MEX${birth}${mrzCheckDigit(birth)}M300101${mrzCheckDigit('300101')}${optional}0`
  const composite = mrzCheckDigit(body.slice(0, 10) + body.slice(13, 20) + body.slice(21, 43))
  return `${`P<MEX${names}`.padEnd(44, '<')}${body}${composite}`
}
const ask = (given: Parameters<typeof screenTraveller>[2]) => screenTraveller(engine, register, given, { at: AT })

describe('a traveller by machine-readable zone', () => {
  test('who is like a listed person linked to an FTO is referred, with grounds and what agrees', () => {
    const { referral, document } = ask({ mrz: zone('700203', 'G7654321') })
    expect(document).toMatchObject({ format: 'TD3', intact: true })
    expect(referral.answer).toBe('refer')
    expect(referral.reasons.map(({ ground }) => ground)).toEqual(['INA 212(a)(3)(B)(i)(V)', 'INA 212(a)(2)(C)'])
    expect(referral.reasons[0]?.agreeing).toEqual(['birth date', 'nationality', 'document', 'gender'])
  })
  test('a namesake born on another day is told apart by what differs, or is no hit', () => {
    const { referral } = ask({ mrz: zone('880909', 'A1111111') })
    for (const reason of referral.reasons)
      expect(reason.differing).toEqual(expect.arrayContaining(['birth date', 'document']))
    expect(['refer', 'no_hit']).toContain(referral.answer)
  })
  test('somebody else is no hit', () => {
    expect(ask({ mrz: zone('880909', 'A1111111', 'OTHERMAN<<WALTER') }).referral.answer).toBe('no_hit')
  })
  test('a zone that does not hold is screened and said', () => {
    const { document } = ask({ mrz: zone('700203', 'G7654321').replace('MEX700203', 'MEX700204') })
    expect(document).toMatchObject({ intact: false, failed: expect.arrayContaining(['birth_date']) })
  })
})

test('a passport with its state finds the person without a name', () => {
  expect(ask({ passport: 'G7654321', nationality: 'mx' }).referral).toMatchObject({ answer: 'refer' })
})

test('no answer ever says to refuse', () => {
  for (const given of [
    { mrz: zone('700203', 'G7654321') },
    { passport: 'X', nationality: 'mx', names: ['Walter Otherman'] },
  ]) {
    expect(['refer', 'no_hit', 'undetermined']).toContain(ask(given).referral.answer)
    expect(JSON.stringify(ask(given))).not.toMatch(/refuse|deny entry/i)
  }
})

test('an engine with no sanctions list could not look', async () => {
  const bare = await openEngine({ data: join(folder, 'empty'), at: AT })
  const answer = screenTraveller(bare, register, { mrz: zone('880909', 'A1111111', 'OTHERMAN<<WALTER') }, { at: AT })
  expect(answer.referral.answer).toBe('undetermined')
})
