import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { CordonError } from '../model/errors.ts'
import type { GivenParty } from '../screening/read-party.ts'
import type { Probe, ProbeOutcome, Prober, Strongest } from '../validation/run-disguises.ts'
import { fold } from '../validation/seed.ts'

const RESPONSES = Compile(
  Type.Object({
    responses: Type.Record(
      Type.String(),
      Type.Object({
        results: Type.Array(
          Type.Object({
            id: Type.String(),
            caption: Type.Optional(Type.String()),
            score: Type.Number(),
            match: Type.Optional(Type.Boolean()),
            referents: Type.Optional(Type.Array(Type.String())),
            properties: Type.Optional(Type.Record(Type.String(), Type.Array(Type.Unknown()))),
          }),
        ),
      }),
    ),
  }),
)

/** Parties of one request: yente takes at most 100 (its default). */
const BATCH = 50
const THOUSAND = 1000
const TIMEOUT_MS = 120_000

interface Found {
  readonly id: string
  readonly caption?: string
  readonly score: number
  readonly referents?: readonly string[]
  readonly properties?: Readonly<Record<string, readonly unknown[]>>
}

/**
 * Asks any yente-compatible `/match/{dataset}`, so that the same corpus measures what a user has. An entity counts as
 * found by its id, by a referent, or by bearing the same name. Narratives are given as names; ownership is not asked.
 */
export class YenteProber implements Prober {
  readonly #url: string
  readonly #threshold: number
  readonly #key: string | undefined

  constructor(base: string, dataset: string, threshold: number, key?: string) {
    const bar = threshold / THOUSAND
    this.#url = `${base.replace(/\/+$/, '')}/match/${encodeURIComponent(dataset)}?limit=50&threshold=${bar}&cutoff=0.3`
    this.#threshold = bar
    this.#key = key
  }

  async probe(probes: readonly Probe[]): Promise<readonly ProbeOutcome[]> {
    const parties = probes.map(
      ({ disguised }): GivenParty =>
        disguised.as === 'party'
          ? disguised.given
          : { properties: { name: [disguised.as === 'narrative' ? disguised.text : disguised.owned] } },
    )
    const results = await this.#ask(parties)
    return probes.map((probe, at) => {
      const found = (results[at] ?? []).find((one) => isSame(one, probe))
      const score = found?.score ?? 0
      return { isHit: score >= this.#threshold, score: Math.round(score * THOUSAND) }
    })
  }

  async strongest(parties: readonly GivenParty[]): Promise<readonly Strongest[]> {
    const results = await this.#ask(parties)
    return parties.map((given, at) => {
      const best = results[at]?.[0]
      const score = best?.score ?? 0
      return {
        party: given.properties['name']?.[0] ?? '',
        entity: best?.caption ?? '',
        id: best?.id ?? '',
        score: Math.round(score * THOUSAND),
        isHit: score >= this.#threshold,
      }
    })
  }

  async #ask(parties: readonly GivenParty[]): Promise<readonly (readonly Found[])[]> {
    const out: (readonly Found[])[] = []
    for (let at = 0; at < parties.length; at += BATCH) {
      const queries = Object.fromEntries(
        parties
          .slice(at, at + BATCH)
          .map((given, i) => [`q${i}`, { schema: given.schema ?? 'LegalEntity', properties: given.properties }]),
      )
      const responses = await this.#post({ queries })
      for (let i = 0; i < Math.min(BATCH, parties.length - at); i += 1) out.push(responses[`q${i}`]?.results ?? [])
    }
    return out
  }

  async #post(body: unknown): Promise<Readonly<Record<string, { readonly results: readonly Found[] }>>> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.#key === undefined ? {} : { authorization: `ApiKey ${this.#key}` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch((cause: unknown) => {
      throw new CordonError('input.unreadable', `${this.#url} did not answer`, { cause })
    })
    const json: unknown = await response.json().catch(() => undefined)
    if (!response.ok || !RESPONSES.Check(json))
      throw new CordonError('input.unreadable', `${this.#url} answered ${response.status}, not as yente's /match does`)
    return json.responses
  }
}

function isSame(found: Found, { seed }: Probe): boolean {
  if (found.id === seed.entity.id || found.referents?.includes(seed.entity.id) === true) return true
  const names = [found.caption, ...(found.properties?.['name'] ?? []), ...(found.properties?.['alias'] ?? [])]
  const wanted = new Set(seed.entity.names.map(({ text }) => fold(text)))
  return names.some((name) => typeof name === 'string' && wanted.has(fold(name)))
}
