import { amountNumber, type BookFlow } from '../model/book.ts'
import type { IsoDate } from '../model/brand.ts'

/** A signal that a payment or narrative can give: a row of `data/exposure/red-flags.json`. Never a hit. */
export interface RedFlag {
  readonly id: string
  readonly title: { readonly en: string; readonly es: string }
  readonly says: string
  /** Folded phrases, of which any one fires. */
  readonly words?: readonly string[]
  readonly methods?: readonly string[]
  readonly amount?: { readonly currency: string; readonly from: number; readonly to: number }
  readonly regions?: readonly string[]
  readonly countries?: readonly string[]
  /** So many flows of one party within so many days. */
  readonly several?: { readonly count: number; readonly withinDays: number }
  /** Days on which it applies: `[from, to)`. */
  readonly from?: IsoDate
  readonly to?: IsoDate
  readonly source: string
  readonly verified: boolean
}

/** A flag that fired, with the flows that made it. */
export interface Signal {
  readonly flag: string
  readonly title: string
  readonly says: string
  readonly party: string
  readonly flows: readonly string[]
  readonly found: string
  readonly source: string
  readonly verified: boolean
}

/** Flows per signal that are named. */
const FLOWS_SHOWN = 20
const DAY_MS = 86_400_000

/** Signals in flows: each flag once a party, with the flows behind it. */
export function signalsIn(flows: readonly BookFlow[], flags: readonly RedFlag[]): readonly Signal[] {
  return flags.flatMap((flag) => {
    const byParty = new Map<string, BookFlow[]>()
    for (const flow of flows) {
      if (!isMatched(flag, flow)) continue
      const held = byParty.get(flow.party)
      if (held === undefined) byParty.set(flow.party, [flow])
      else held.push(flow)
    }
    return [...byParty].flatMap(([party, matched]) => signalOf(flag, party, matched))
  })
}

function signalOf(flag: RedFlag, party: string, matched: readonly BookFlow[]): readonly Signal[] {
  const flows = flag.several === undefined ? matched : densest(matched, flag.several)
  if (flows.length === 0) return []
  const { title, says, source, verified } = flag
  const [first] = flows
  const word = first === undefined ? undefined : wordIn(flag, first)
  const found = word === undefined ? `${flows.length} flows` : `“${word}”`
  return [
    {
      flag: flag.id,
      title: title.en,
      says,
      party,
      flows: flows.slice(0, FLOWS_SHOWN).map(({ id }) => id),
      found,
      source,
      verified,
    },
  ]
}

function isMatched(flag: RedFlag, flow: BookFlow): boolean {
  if (flag.words !== undefined && wordIn(flag, flow) === undefined) return false
  if (flag.methods !== undefined && !flag.methods.includes(foldText(flow.method ?? ''))) return false
  if (flag.regions !== undefined && !flag.regions.some((region) => foldText(region) === foldText(flow.region ?? '')))
    return false
  if (flag.countries !== undefined && !flag.countries.includes(flow.country ?? '')) return false
  if (flag.amount !== undefined && !isWithin(flag.amount, flow)) return false
  if (flag.from === undefined && flag.to === undefined) return true
  return (
    flow.on !== undefined &&
    (flag.from === undefined || flag.from <= flow.on) &&
    (flag.to === undefined || flow.on < flag.to)
  )
}

function isWithin(
  range: { readonly currency: string; readonly from: number; readonly to: number },
  { amount }: BookFlow,
): boolean {
  if (amount === undefined || amount.currency !== range.currency) return false
  const value = amountNumber(amount.units)
  return value >= range.from && value <= range.to
}

/** The first phrase of the flag that stands in the flow's words, as whole words. */
function wordIn(flag: RedFlag, flow: BookFlow): string | undefined {
  const text = ` ${foldText(flow.memo ?? '')} `
  return flag.words?.find((word) => text.includes(` ${foldText(word)} `))
}

/** The most flows within the span of days; none where there are fewer than the flag asks for. */
function densest(
  flows: readonly BookFlow[],
  { count, withinDays }: { readonly count: number; readonly withinDays: number },
): readonly BookFlow[] {
  const dated = flows
    .flatMap((flow) => (flow.on === undefined ? [] : [{ flow, time: Date.parse(flow.on) }]))
    .toSorted((a, b) => a.time - b.time)
  let best: readonly BookFlow[] = []
  for (let start = 0, end = 0; start < dated.length; start++) {
    const first = dated[start]?.time ?? 0
    while (end < dated.length && (dated[end]?.time ?? 0) < first + withinDays * DAY_MS) end++
    if (end - start > best.length) best = dated.slice(start, end).map(({ flow }) => flow)
  }
  return best.length >= count ? best : []
}

const foldText = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
