import type { Signal } from '../horizon/signals.ts'
import type { Instant } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { loadRegister } from './register.ts'
import type { RegisterDesk } from './register-writing.ts'

/** What became of one signal. */
export interface AppliedSignal {
  readonly signal: Signal
  readonly proposal: string | null
  readonly why: string
}

const NOTE_LENGTH = 500

/**
 * Puts signals to the register as proposals: a person accepts or rejects each. The row proposed is of the kind `context` or a step
 * before a designation; `designated` and `revoked` are never proposed from a text, which can at most announce them.
 */
export function applySignals(
  found: readonly Signal[],
  desk: RegisterDesk,
  by: string,
  at: Instant,
): readonly AppliedSignal[] {
  const known = registerIds()
  return found.map((signal) => {
    const why = whyNot(signal, known)
    if (why !== undefined) return { signal, proposal: null, why }
    try {
      const entry = desk.propose({
        organisation: signal.organisation,
        source: sourceOf(signal),
        by,
        at,
        event: rowOf(signal),
      })
      return { signal, proposal: entry.proposal, why: 'proposed; a person decides' }
    } catch (error) {
      if (!(error instanceof CordonError)) throw error
      return { signal, proposal: null, why: error.message }
    }
  })
}

let ids: ReadonlySet<string> | undefined

export function registerIds(): ReadonlySet<string> {
  ids ??= new Set(loadRegister().organisations.map((organisation) => String(organisation.id)))
  return ids
}

function whyNot(signal: Signal, known: ReadonlySet<string>): string | undefined {
  if (!known.has(signal.organisation)) return 'the register has no such organisation'
  if (signal.authority === undefined)
    return 'the reports name no authority: propose it by hand with the one that is meant'
  return signal.on === undefined ? 'the reports give no day' : undefined
}

/** The register's row for a claimed state; a claim of designation or revocation is context until the official publication is read. */
function rowOf(signal: Signal): unknown {
  const steps = ['signalled', 'proposed', 'under_review', 'held', 'announced', 'revocation_announced']
  const type = steps.includes(signal.claims) ? signal.claims : 'context'
  return {
    authority: signal.authority,
    type,
    on: signal.on,
    citation: `${signal.sources.length} report(s), read by cordon`,
    citation_verified: false,
    note: `Reported, not verified: ${signal.quotation.replace(/\s+/g, ' ')}`.slice(0, NOTE_LENGTH),
    verified: false,
    ...(signal.by === undefined ? {} : { by: signal.by.slice(0, 200) }),
    ...(signal.atRequestOf === undefined ? {} : { at_request_of: signal.atRequestOf.slice(0, 200) }),
    ...(signal.effective === undefined || type !== 'announced' ? {} : { effective: signal.effective }),
  }
}

const sourceOf = (signal: Signal): string =>
  signal.sources
    .map((source) => `${source.address ?? source.report}[${source.start},${source.end}]`)
    .join('; ')
    .slice(0, 300)
