import { type Days, formOf, lengthInDays, mayBeSame } from './day-intervals.ts'
import { finestDays, type MentionOfEvent, type MergedEvent } from './merge-reports.ts'

export const CONTRADICTION_KINDS = ['precision', 'time_zone', 'conflict', 'part_of', 'attribution'] as const
export type ContradictionKind = (typeof CONTRADICTION_KINDS)[number]

/** One field told differently: every value with who says so, which was kept, and why. */
export interface Contradiction {
  readonly field: 'date' | 'requester' | 'actor' | 'targets' | 'effective_date'
  readonly kind: ContradictionKind
  readonly values: readonly { readonly value: string; readonly reports: readonly string[] }[]
  readonly kept: string
  readonly why: string
}

/** What the reports of one event tell differently. A difference lowers the field, not the event. */
export function contradictionsOf(event: MergedEvent): readonly Contradiction[] {
  return [dates(event), named(event, 'requester'), named(event, 'actor'), targets(event)].filter(
    (found) => found !== undefined,
  )
}

function valuesOf(
  mentions: readonly MentionOfEvent[],
  pick: (mention: MentionOfEvent) => string | undefined,
): Contradiction['values'] {
  const by = new Map<string, string[]>()
  for (const mention of mentions) {
    const value = pick(mention)
    if (value !== undefined) by.set(value, [...(by.get(value) ?? []), mention.read.discourse.report.id])
  }
  return [...by.entries()]
    .map(([value, reports]) => ({ value, reports: [...new Set(reports)].sort() }))
    .sort((a, b) => (a.value < b.value ? -1 : 1))
}

function dates(event: MergedEvent): Contradiction | undefined {
  const all = event.mentions.map(({ act }) => act.dated.days).filter((days) => days !== undefined)
  const values = valuesOf(event.mentions, ({ act }) =>
    act.dated.days === undefined ? undefined : formOf(act.dated.days),
  )
  const kept = finestDays(event.mentions)
  if (values.length < 2 || kept === undefined) return undefined
  const kind = kindOfDates(all)
  const why = {
    precision: 'finer, and consistent with the others',
    time_zone: 'a day apart: local days differ',
    conflict: 'the finest is kept; the others cannot be the same day',
  }[kind]
  return { field: 'date', kind, values, kept: formOf(kept), why }
}

function kindOfDates(all: readonly Days[]): 'precision' | 'time_zone' | 'conflict' {
  const isCompatible = (slack: number): boolean => all.every((a) => all.every((b) => mayBeSame(a, b, slack)))
  if (isCompatible(0)) return 'precision'
  return isCompatible(1) && all.every((days) => lengthInDays(days) === 1) ? 'time_zone' : 'conflict'
}

function named(event: MergedEvent, field: 'requester' | 'actor'): Contradiction | undefined {
  const ids = new Set(event.mentions.map(({ act }) => act[field]?.id).filter((id) => id !== undefined))
  if (ids.size < 2) return undefined
  const values = valuesOf(event.mentions, ({ act }) => act[field]?.name)
  const person = event.mentions.find(({ act }) => act[field]?.kind === 'person') ?? event.mentions[0]
  const countries = new Set(
    event.mentions.map(({ act }) => act[field]?.country).filter((country) => country !== undefined),
  )
  const isOneSide = countries.size <= 1
  return {
    field,
    kind: isOneSide ? 'precision' : 'attribution',
    values,
    kept: person?.act[field]?.name ?? '',
    why: isOneSide ? 'a person and the government or city that stands for it' : 'the reports name different sides',
  }
}

function targets(event: MergedEvent): Contradiction | undefined {
  const sets = new Map(event.mentions.map(({ act }) => [[...act.targets].sort().join(' + '), act.targets] as const))
  if (sets.size < 2) return undefined
  const values = valuesOf(event.mentions, ({ act }) => [...act.targets].sort().join(' + ') || undefined)
  const largest = [...sets.values()].reduce(
    (best, ids) => (ids.length > best.length ? ids : best),
    [] as readonly string[],
  )
  return {
    field: 'targets',
    kind: 'part_of',
    values,
    kept: [...largest].sort().join(' + '),
    why: 'the longest list, which the others are parts of',
  }
}
