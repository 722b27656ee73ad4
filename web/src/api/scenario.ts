import { post } from './call.ts'
import type { Work } from './runs.ts'
import type { Consequence } from './screening.ts'

export interface CaughtParty {
  readonly id: string
  readonly name?: string
  readonly role?: string
  readonly sector?: string
  readonly country?: string
  readonly region?: string
  readonly verdict: string
  readonly already: readonly string[]
  readonly gains: readonly string[]
  readonly because: string
  readonly path?: readonly string[]
}

export interface AmountRow {
  readonly currency: string
  readonly country: string | null
  readonly region: string | null
  readonly sector: string | null
  readonly role: string | null
  readonly already_blocked?: boolean
  readonly sum: number
  readonly parties?: number
}

export interface Stand {
  readonly authority: string
  readonly state?: string
  readonly since: string | null
  readonly citation: string | null
}

export interface WhatIf {
  readonly scenario: {
    readonly organisations: readonly string[]
    readonly targets: readonly {
      readonly id: string
      readonly name: string
      readonly before: readonly Stand[]
      readonly after: readonly Stand[]
      readonly gains: readonly string[]
    }[]
  }
  readonly as_of: string
  readonly effective: string
  readonly newly: {
    readonly matched: readonly CaughtParty[]
    readonly owned: readonly CaughtParty[]
    readonly linked: readonly CaughtParty[]
  }
  readonly unchanged: readonly { readonly id: string; readonly because: string }[]
  readonly amounts: readonly AmountRow[]
  readonly linked_amounts?: readonly AmountRow[]
  readonly in_flight?: readonly {
    readonly id: string
    readonly kind: string
    readonly party: string
    readonly amount: number
    readonly currency: string
    readonly on: string
    readonly status: string
    readonly phase: string
  }[]
  readonly consequences: readonly (Consequence & {
    readonly change: string
    readonly phase: string
    readonly relation: string
  })[]
  readonly reports_due?: readonly {
    readonly code: string
    readonly due: string
    readonly citation: string
    readonly text: string
  }[]
  readonly book: { readonly parties: number; readonly flows: number; readonly stakes: number; readonly links: number }
  readonly missing: readonly string[]
  readonly caveat: string
}

export interface WhatIfForm {
  readonly organisation: string
  readonly authorities: readonly string[]
  readonly effective: string
  readonly asOf: string
  readonly asker: string
}

/** A book of the asker's own, as tables. */
export interface OwnBook {
  readonly parties: string
}

export const startWhatIf = (form: WhatIfForm, language: string, book: OwnBook | undefined): Promise<Work> =>
  post('/v1/scenario-runs', {
    designate: form.organisation.split(';').map((name) => name.trim()),
    authorities: form.authorities,
    effective: form.effective,
    as_of: form.asOf,
    asker: form.asker,
    language,
    ...(book === undefined ? {} : { book }),
  })

export interface Comparison {
  readonly scenarios: readonly {
    readonly name: string
    readonly effective: string
    readonly as_of: string
    readonly authorities: readonly string[]
    readonly matched: number
    readonly owned: number
    readonly linked: number
    readonly sums: Readonly<Record<string, number>>
    readonly only_here: readonly string[]
    readonly codes_only_here: readonly string[]
  }[]
  readonly in_all: readonly string[]
}

export const compareRuns = (runs: readonly string[]): Promise<Comparison> => post('/v1/scenario-comparisons', { runs })
