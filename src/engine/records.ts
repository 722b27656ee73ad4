import { randomBytes } from 'node:crypto'
import type { Actor } from '../casework/access/actor.ts'
import type { Act } from '../casework/audit/deed.ts'
import type { RecordStore } from '../casework/ports.ts'
import type { Instant } from '../model/brand.ts'
import { MemoryRecords } from '../store/records/memory-records.ts'
import { PostgresRecords } from '../store/records/postgres-records.ts'
import { SqliteRecords } from '../store/records/sqlite-records.ts'
import { dataFolder } from './paths.ts'

export interface RecordsOptions {
  readonly data?: string
  /** `postgresql://…`; CORDON_DATABASE_URL where absent, and the embedded database where that is absent too. */
  readonly databaseUrl?: string
  /** Only reads, beside another process that writes. */
  readonly isReader?: boolean
}

/**
 * Opens the store of casework and of the audit log.
 *
 * @throws CordonError `store.locked` where another process writes the data folder, `store.unsafe` where a commit could be lost.
 */
export async function openRecords(options: RecordsOptions = {}): Promise<RecordStore> {
  const url = options.databaseUrl ?? process.env['CORDON_DATABASE_URL']
  if (url !== undefined && url !== '') return PostgresRecords.open(url)
  return new SqliteRecords(dataFolder(options.data), options.isReader === true ? { isReader: true } : {})
}

/** A store that forgets: for trials and tests. */
export const openMemoryRecords = (): RecordStore => new MemoryRecords()

/** The clock of this machine: the one place where casework reads it. */
export const machineClock = (): Instant => new Date().toISOString() as Instant

const TIME_DIGITS = 9
const BASE = 36
const CHANCE_BYTES = 10
const SALT_BYTES = 16

/** An id that sorts by the time of its making: 9 digits of milliseconds in base 36, 3 of a counter, 20 of chance. */
let counter = 0
function newId(at: Instant): string {
  counter = (counter + 1) % BASE ** 3
  const time = Date.parse(at).toString(BASE).padStart(TIME_DIGITS, '0')
  return `${time}${counter.toString(BASE).padStart(3, '0')}${randomBytes(CHANCE_BYTES).toString('hex')}`
}

/** What somebody does now: the actor, the time, and where fresh ids come from. */
export const actOf = (actor: Actor, at: Instant): Act => ({
  actor,
  at,
  newId: () => newId(at),
  newSalt: () => randomBytes(SALT_BYTES).toString('hex'),
})
