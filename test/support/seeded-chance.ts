import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { actOf } from '../../src/engine/records.ts'
import type { Instant } from '../../src/model/brand.ts'
import { person } from './casework.ts'
import { Dice } from './tampering.ts'

const BYTE = 256

/** Bytes of chance from a seed. */
const bytesOf = (dice: Dice, size: number): Buffer => Buffer.from(Array.from({ length: size }, () => dice.next(BYTE)))

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')
const KEY_BYTES = 32

/** An Ed25519 key in the form of `audit-key.pem`, the same for the same seed. */
export function seededKey(seed: number): string {
  const der = Buffer.concat([PKCS8_ED25519, bytesOf(new Dice(seed), KEY_BYTES)])
  return crypto
    .createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString()
}

/** Does the work while every id and salt comes from the seed, so that the same seed makes the same bytes. */
export async function withSeededChance<T>(seed: number, work: () => Promise<T>): Promise<T> {
  const { randomBytes } = crypto
  const dice = new Dice(seed)
  const seeded = (size: number): Buffer => bytesOf(dice, size)
  turnIdsToTheirBeginning()
  Object.assign(crypto, { randomBytes: seeded })
  syncBuiltinESMExports()
  try {
    return await work()
  } finally {
    Object.assign(crypto, { randomBytes })
    syncBuiltinESMExports()
  }
}

/** Ids carry a counter of the process; what ran before must not show in them. */
function turnIdsToTheirBeginning(): void {
  const act = actOf(person('nobody', []), '2026-01-01T00:00:00.000Z' as Instant)
  while (!/^.{9}000/.test(act.newId()));
}
