import type { IsoDate } from './brand.ts'

/** What a party is to the business. A closed vocabulary, with the usual other words read by the book's reader. */
export const BOOK_ROLES = ['customer', 'supplier', 'carrier', 'employee', 'agent', 'beneficiary', 'other'] as const
export type BookRole = (typeof BOOK_ROLES)[number]

/** Money in ten-thousandths of its currency's unit, so that sums are exact in every currency. */
export interface Amount {
  readonly units: bigint
  /** ISO 4217. */
  readonly currency: string
}

/** How far a flow has gone on the day of the book. */
export const FLOW_STATUSES = ['in_flight', 'scheduled', 'open', 'settled'] as const
export type FlowStatus = (typeof FLOW_STATUSES)[number]

/** A party of the business, as its book has it. Screening reads `properties` (FollowTheMoney); the rest is what is at stake. */
export interface BookParty {
  readonly id: string
  readonly name: string
  readonly schema?: string
  readonly properties: Readonly<Record<string, readonly string[]>>
  readonly role?: BookRole
  readonly sector?: string
  readonly region?: string
  /** Lower-case ISO 3166-1 code. */
  readonly country?: string
  readonly amounts: readonly Amount[]
  readonly row: number
}

/** A payment or contract with a party of the book. */
export interface BookFlow {
  readonly id: string
  readonly kind: 'payment' | 'contract'
  readonly party: string
  readonly amount?: Amount
  readonly on?: IsoDate
  /** Last day of a contract, or the value date of a payment where it differs. */
  readonly until?: IsoDate
  readonly status: FlowStatus
  readonly method?: string
  readonly region?: string
  readonly country?: string
  readonly memo?: string
  readonly row: number
}

export interface Book {
  readonly parties: readonly BookParty[]
  readonly flows: readonly BookFlow[]
}

export const AMOUNT_UNITS = 10_000

/** An amount as a number of its currency's units, for people and JSON. */
export const amountNumber = (units: bigint): number => Number(units) / AMOUNT_UNITS
