import type { Authority, DesignationState } from '../model/authority.ts'
import { AUTHORITIES } from '../model/authority.ts'
import { formOf, lengthInDays } from './day-intervals.ts'
import { finestDays, type MergedEvent } from './merge-reports.ts'
import { SIGNALLED_STATE } from './vocabulary.ts'

/**
 * What an event says to the register: a proposal, never a state. `authority` is missing where the reports only speak of a
 * terrorist label; a person chooses it when the proposal is made.
 */
export interface Signal {
  readonly key: string
  readonly organisation: string
  readonly authority: Authority | undefined
  readonly claims: DesignationState
  readonly on: string | undefined
  readonly by: string | undefined
  readonly atRequestOf: string | undefined
  readonly effective: string | undefined
  readonly quotation: string
  readonly sources: readonly {
    readonly report: string
    readonly start: number
    readonly end: number
    readonly address: string | undefined
  }[]
}

const isRegisterAuthority = (code: string): code is Authority => (AUTHORITIES as readonly string[]).includes(code)

/** The signals of one merged event: one for each target and authority. Acts without a claimed status give none. */
export function signalsOf(event: MergedEvent): readonly Signal[] {
  const [first] = event.mentions
  const status = first?.act.status
  if (first === undefined || status === null || status === undefined) return []
  const named = [...new Set(event.mentions.flatMap(({ act }) => act.authorities))].filter(isRegisterAuthority)
  const targets = [...new Set(event.mentions.flatMap(({ act }) => act.targets))].sort()
  const days = finestDays(event.mentions)
  const effective = event.mentions
    .map(({ act }) => act.effective?.days)
    .find((found) => found !== undefined && lengthInDays(found) === 1)
  const authorities: readonly (Authority | undefined)[] = named.length > 0 ? named : [undefined]
  return targets.flatMap((organisation) =>
    authorities.map((authority) => ({
      key: event.key,
      organisation,
      authority,
      claims: SIGNALLED_STATE[status],
      on: days === undefined ? undefined : formOf(days),
      by: event.mentions.map(({ act }) => act.actor?.name).find((name) => name !== undefined),
      atRequestOf: event.mentions.map(({ act }) => act.requester?.name).find((name) => name !== undefined),
      effective: effective === undefined ? undefined : effective.first,
      quotation: first.read.discourse.report.text.slice(first.act.evidence.start, first.act.evidence.end),
      sources: event.mentions.map(({ act, read }) => ({
        report: read.discourse.report.id,
        start: act.evidence.start,
        end: act.evidence.end,
        address: read.discourse.report.address,
      })),
    })),
  )
}
