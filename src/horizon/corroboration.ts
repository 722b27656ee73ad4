import type { Outlet } from './knowledge.ts'
import type { MentionOfEvent, MergedEvent } from './merge-reports.ts'
import { foldText } from './text.ts'
import type { Band } from './vocabulary.ts'

/** One part of a confidence, in log-odds of `data/horizon/corroboration.tsv`. */
export interface ConfidencePart {
  readonly feature: string
  readonly points: number
  readonly note: string
}

/** How well an event is borne out: parts and a band, never a bare number. */
export interface Confidence {
  readonly band: Band
  readonly parts: readonly ConfidencePart[]
  readonly sources: number
  /** Independent origins: pages that repeat one post, notice, wire or text are one. */
  readonly origins: number
}

export type PointTable = ReadonlyMap<string, number>

/** Word runs of this length that two reports share show one origin. */
const SHARED_RUN_WORDS = 8
const SHINGLE_WORDS = 5
const NEAR_DUPLICATE = 0.6

/** Groups mentions by origin; the order of the reports does not matter. */
export function originsOf(mentions: readonly MentionOfEvent[]): readonly (readonly MentionOfEvent[])[] {
  const groups: MentionOfEvent[][] = []
  for (const mention of mentions) {
    const joined = groups.filter((group) => group.some((other) => isOneOrigin(other, mention)))
    const merged = [...joined.flat(), mention]
    for (const group of joined) groups.splice(groups.indexOf(group), 1)
    groups.push(merged)
  }
  return groups
}

function isOneOrigin(a: MentionOfEvent, b: MentionOfEvent): boolean {
  const [wireA, wireB] = [wireOf(a), wireOf(b)]
  if (wireA !== undefined && wireA === wireB) return true
  return sharesActorsWords(a, b) || jaccard(shingles(a), shingles(b)) >= NEAR_DUPLICATE
}

const WIRE = /\((reuters|ap|afp|efe|europa press|xinhua|notimex)\)/

const wireOf = (mention: MentionOfEvent): string | undefined => WIRE.exec(mention.read.discourse.folded)?.[1]

/** Both quote the same words of the one who acts: the post or statement is the origin, not the page. */
function sharesActorsWords(a: MentionOfEvent, b: MentionOfEvent): boolean {
  const quotes = (mention: MentionOfEvent): readonly string[] =>
    mention.read.said
      .filter((said) => said.speaker !== undefined && said.speaker.id === mention.act.actor?.id)
      .map((said) => ` ${words(said.text).join(' ')} `)
  const runs = new Set(quotes(a).flatMap((quote) => runsOf(quote, SHARED_RUN_WORDS)))
  return quotes(b).some((quote) => runsOf(quote, SHARED_RUN_WORDS).some((run) => runs.has(run)))
}

const words = (raw: string): readonly string[] => foldText(raw).match(/[\p{L}\p{N}']+/gu) ?? []

function runsOf(raw: string, length: number): readonly string[] {
  const all = words(raw)
  return all.slice(0, Math.max(0, all.length - length + 1)).map((_, at) => all.slice(at, at + length).join(' '))
}

const shingleCache = new WeakMap<object, ReadonlySet<string>>()

function shingles(mention: MentionOfEvent): ReadonlySet<string> {
  const known = shingleCache.get(mention.read)
  if (known !== undefined) return known
  const made = new Set(runsOf(mention.read.discourse.report.text.slice(0, 20_000), SHINGLE_WORDS))
  shingleCache.set(mention.read, made)
  return made
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const one of a) if (b.has(one)) shared += 1
  const all = a.size + b.size - shared
  return all === 0 ? 0 : shared / all
}

/** The confidence of a merged event; `outlets` tells tier and control by name or domain. */
export function confidenceOf(
  event: MergedEvent,
  points: PointTable,
  outlets: readonly Outlet[],
  disputed: boolean,
): Confidence {
  const origins = originsOf(event.mentions)
  const parts = partsOf(event, origins, points, outlets)
  return {
    band: bandOf(event, origins.length, parts, disputed),
    parts,
    sources: event.mentions.length,
    origins: origins.length,
  }
}

function partsOf(
  event: MergedEvent,
  origins: readonly (readonly MentionOfEvent[])[],
  points: PointTable,
  outlets: readonly Outlet[],
): readonly ConfidencePart[] {
  const parts: ConfidencePart[] = []
  const add = (feature: string, note: string, factor = 1): void => {
    const value = (points.get(feature) ?? 0) * factor
    if (value !== 0) parts.push({ feature, points: Math.round(value * 100) / 100, note })
  }
  const { mentions } = event
  if (mentions.some(isPublication)) add('official_publication', 'read in the official journal')
  else if (mentions.some(isOfficialStatement)) add('official_statement', 'the authority’s own text')
  else if (mentions.some(quotesActor)) add('own_post', 'the actor’s own words, quoted')
  const tiers = origins.map((group) => outletOf(group[0], outlets))
  let fromOutlets = 0
  const cap = points.get('independent_outlets_cap') ?? 3
  for (const outlet of tiers.slice(1)) {
    const feature =
      outlet === undefined
        ? 'outlet_unknown'
        : outlet.tier === 'agency'
          ? 'outlet_agency'
          : outlet.tier === 'record'
            ? 'outlet_record'
            : 'outlet_other'
    const factor = outlet?.controlledBy ? (points.get('controlled_outlet_factor') ?? 1) : 1
    const value = (points.get(feature) ?? 0) * factor
    if (fromOutlets + value > cap) break
    fromOutlets += value
    add(feature, `independent origin: ${outlet?.name ?? 'an outlet not in the table'}`, factor)
  }
  const certainties = new Set(mentions.map(({ act }) => act.certainty))
  if (certainties.size === 1 && certainties.has('reported'))
    add('certainty_reported', 'on the word of people without a name')
  else if (certainties.size === 1 && certainties.has('claimed')) add('certainty_claimed', 'claimed by one side')
  else add('on_record', 'named and on record')
  if (
    mentions.some((mention) =>
      mention.read.said.some((said) => said.sentence === mention.act.sentence && said.via !== undefined),
    )
  )
    add('second_hand', 'quoted from another outlet')
  return parts
}

/** Read from the publisher's own address; a text that only says so is a statement like any other. */
const isPublication = (mention: MentionOfEvent): boolean => mention.read.discourse.report.official !== undefined

const isOfficialStatement = (mention: MentionOfEvent): boolean =>
  mention.read.said.some((said) => said.kind === 'document')

const quotesActor = (mention: MentionOfEvent): boolean =>
  mention.read.said.some((said) => said.speaker !== undefined && said.speaker.id === mention.act.actor?.id)

function outletOf(mention: MentionOfEvent | undefined, outlets: readonly Outlet[]): Outlet | undefined {
  const report = mention?.read.discourse.report
  if (report === undefined) return undefined
  return outlets.find(
    (outlet) =>
      outlet.names.some((name) => name.toLowerCase() === report.outlet?.toLowerCase()) ||
      (outlet.domain !== '' && report.address !== undefined && isUnder(report.address, outlet.domain)),
  )
}

const isUnder = (address: string, domain: string): boolean =>
  new RegExp(`^https?://(?:[^/]+\\.)?${domain.replaceAll('.', '\\.')}(?:[/:]|$)`).test(address)

function bandOf(event: MergedEvent, origins: number, parts: readonly ConfidencePart[], disputed: boolean): Band {
  if (parts.some((part) => part.feature === 'official_publication')) return 'official'
  if (disputed) return 'disputed'
  if (event.mentions.every(({ act }) => act.certainty === 'claimed')) return 'claimed'
  return origins >= 2 ? 'corroborated' : 'single_source'
}
