import { StakeGraphBuilder } from '../exposure/stake-graph.ts'
import type { IsoDate } from '../model/brand.ts'
import { WHOLE } from '../model/share.ts'
import type { GivenParty } from '../screening/read-party.ts'
import type { Probe, ProbeOutcome, Prober, Strongest } from '../validation/run-disguises.ts'
import type { Engine } from './engine.ts'
import { exposeOwnership, screenedParties } from './exposure.ts'
import { PaymentScreener } from './payments.ts'

const HITS_LOOKED_AT = 500

/** A hit on an entry, or on the party that its entry was merged into: on several lists one party has one hit. */
const isOf =
  (id: string) =>
  ({ entity }: { readonly entity: { readonly id: string; readonly referents: readonly string[] } }): boolean =>
    entity.id === id || entity.referents.includes(id)

/** Asks this engine: screening for parties, payments for narratives, exposure for ownership. */
export class EngineProber implements Prober {
  readonly #engine: Engine
  readonly #at: string
  readonly #pause: () => Promise<void>
  #payments: PaymentScreener | undefined

  /** @param pause - Called before each question, so that a server can let others in. */
  constructor(engine: Engine, at: string, pause: () => Promise<void> = () => Promise.resolve()) {
    this.#engine = engine
    this.#at = at
    this.#pause = pause
  }

  async probe(probes: readonly Probe[]): Promise<readonly ProbeOutcome[]> {
    const owned = this.#owned(probes)
    const outcomes: ProbeOutcome[] = []
    for (const [at, probe] of probes.entries()) {
      await this.#pause()
      const { disguised } = probe
      if (disguised.as === 'ownership') outcomes.push({ isHit: owned.has(at), score: owned.has(at) ? 1_000 : 0 })
      else if (disguised.as === 'narrative') outcomes.push(this.#narrative(probe, disguised.text))
      else outcomes.push(this.#party(probe, disguised.given))
    }
    return outcomes
  }

  async strongest(parties: readonly GivenParty[]): Promise<readonly Strongest[]> {
    const strongest: Strongest[] = []
    for (const given of parties) {
      await this.#pause()
      const party = given.properties['name']?.[0] ?? ''
      const asked = this.#engine.ask(given, { at: this.#at, limit: 1 })
      const outcome = asked.ok ? asked.value.outcome : undefined
      const hit = outcome?.kind === 'hits' ? outcome.hits[0] : undefined
      const best = hit ?? outcome?.below[0]
      strongest.push({
        party,
        entity: best?.entity.names[0].text ?? '',
        id: best?.entity.id ?? '',
        score: best?.match.score ?? 0,
        isHit: hit !== undefined,
      })
    }
    return strongest
  }

  #party({ seed }: Probe, given: GivenParty): ProbeOutcome {
    const asked = this.#engine.ask(given, { at: this.#at, limit: HITS_LOOKED_AT })
    if (!asked.ok) return { isHit: false, score: 0 }
    const { outcome } = asked.value
    const hit = outcome.kind === 'hits' ? outcome.hits.find(isOf(seed.entity.id)) : undefined
    if (hit !== undefined) return { isHit: true, score: hit.match.score }
    const why = this.#engine.whyNot(given, seed.entity.id, { at: this.#at })
    return { isHit: false, score: why.ok ? (why.value.match?.score ?? 0) : 0 }
  }

  /** As the remittance information of an MT103, screened as payments are. */
  #narrative({ seed }: Probe, text: string): ProbeOutcome {
    this.#payments ??= new PaymentScreener(this.#engine)
    const message = {
      index: 0,
      format: 'mt' as const,
      type: 'MT103',
      text,
      fields: [{ path: '70/line', value: text, start: 0, end: text.length }],
    }
    const [answer] = this.#payments.screen([message], 'probe', { at: this.#at })
    const hit = answer?.fields.flatMap(({ hits }) => hits).find(isOf(seed.entity.id))
    return { isHit: hit !== undefined, score: Math.round((hit?.score ?? 0) * 1_000) }
  }

  /** One graph of all owners and owned; an owned party counts where a regime's own rule says that it is blocked. */
  #owned(probes: readonly Probe[]): ReadonlySet<number> {
    const builder = new StakeGraphBuilder()
    const nodes = new Map<string, number>()
    for (const [at, { disguised }] of probes.entries()) {
      if (disguised.as !== 'ownership') continue
      const owned = `${disguised.owned} #${at}`
      nodes.set(owned, at)
      const share = Math.round((disguised.shareBps / 10_000) * WHOLE)
      builder.stake({ owner: disguised.owner, owned, kind: 'shares', share: { min: share, max: share }, row: at })
    }
    if (nodes.size === 0) return new Set()
    const graph = builder.build()
    const day = this.#at.slice(0, 10) as IsoDate
    const { designated } = screenedParties(graph, this.#engine, day, this.#at)
    const answer = exposeOwnership({ reading: { graph, files: [], issues: [] }, designated, asOf: day })
    return new Set(
      answer.entities.flatMap((entity) => {
        const at = nodes.get(entity.id)
        return at !== undefined && entity.ofac.verdict === 'blocked' ? [at] : []
      }),
    )
  }
}
