import type { IsoDate } from '../model/brand.ts'
import { gradeOfLink, kindOfLink, type LinkAt, type LinkGraph, linksAt, standsOn } from './link-graph.ts'
import { type LinkKnowledge, strengthOf } from './link-strength.ts'

/** Longest path that is looked for, in links, unless asked otherwise. */
export const DEFAULT_DEPTH = 6
export const MAX_DEPTH = 12

export interface PathQuestion {
  readonly graph: LinkGraph
  readonly knowledge: LinkKnowledge
  readonly day: IsoDate
  readonly depth: number
}

/** One link of a path, read from the party towards the designated one. */
export interface LinkStep {
  readonly from: string
  readonly to: string
  readonly kind: string
  readonly grade: string
  readonly strength: number
  readonly row: number
  readonly source?: string
  readonly note?: string
  readonly proves: string
  readonly does_not_prove: string
}

export interface LinkPath {
  readonly ids: readonly string[]
  /** Of the weakest link. */
  readonly strength: number
  readonly steps: readonly LinkStep[]
}

/** For each party that a path ties to one of the starts: in how many links, and how strong the strongest path is. */
export interface Linked {
  readonly steps: ReadonlyMap<number, number>
  readonly strength: ReadonlyMap<number, number>
  /** Both paths of a party that is reached, told from the party. */
  readonly pathsOf: (node: number) => LinkPaths | undefined
}

export interface LinkPaths {
  readonly shortest: LinkPath
  readonly strongest: LinkPath
}

/** Where a walk stands: the party, and whether the path has used its one link of the kinds that a path may have once. */
interface Place {
  readonly node: number
  readonly hasUsedOnce: boolean
  readonly steps: number
  readonly before?: { readonly place: Place; readonly link: number }
}

/** Everyone within reach of the starts, nearest first; the starts themselves are left out. */
export function linkedTo(question: PathQuestion, starts: readonly number[]): Linked {
  const shortest = reachedFrom(question, starts, 0)
  const strongest = new Map<number, { readonly place: Place; readonly strength: number }>()
  for (const strength of levelsOf(question.knowledge)) {
    if (strongest.size === shortest.size) break
    for (const [node, place] of reachedFrom(question, starts, strength)) {
      if (!strongest.has(node)) strongest.set(node, { place, strength })
    }
  }
  return {
    steps: new Map([...shortest].map(([node, place]) => [node, place.steps])),
    strength: new Map([...strongest].map(([node, { strength }]) => [node, strength])),
    pathsOf: (node) => {
      const [short, strong] = [shortest.get(node), strongest.get(node)]
      if (short === undefined || strong === undefined) return undefined
      return { shortest: backwards(pathOf(question, short)), strongest: backwards(pathOf(question, strong.place)) }
    },
  }
}

/** A path found from the designated one outwards, told from the party. */
const backwards = ({ ids, steps, strength }: LinkPath): LinkPath => ({
  ids: ids.toReversed(),
  steps: steps.toReversed(),
  strength,
})

/** Strengths that a link can have, highest first. */
function levelsOf(knowledge: LinkKnowledge): readonly number[] {
  const levels = new Set<number>()
  for (const { kind } of knowledge.kinds.values()) {
    for (const grade of knowledge.grades.keys()) levels.add(strengthOf(knowledge, kind, grade))
  }
  return [...levels].toSorted((a, b) => b - a)
}

function reachedFrom(question: PathQuestion, starts: readonly number[], atLeast: number): Map<number, Place> {
  const reached = new Map<number, Place>()
  const isStart = new Set(starts)
  walk({ ...question, isFromParty: false }, starts, atLeast, (place) => {
    if (!isStart.has(place.node) && !reached.has(place.node)) reached.set(place.node, place)
    return false
  })
  return reached
}

/** The path with the fewest links from a party to one of the designated, and the one whose weakest link is strongest. */
export function pathsTo(question: PathQuestion, node: number, designated: ReadonlySet<number>): LinkPaths | undefined {
  const shortest = firstPath(question, node, designated, 0)
  if (shortest === undefined) return undefined
  for (const level of levelsOf(question.knowledge)) {
    const strongest = firstPath(question, node, designated, level)
    if (strongest !== undefined) return { shortest, strongest }
  }
  return { shortest, strongest: shortest }
}

function firstPath(
  question: PathQuestion,
  node: number,
  designated: ReadonlySet<number>,
  atLeast: number,
): LinkPath | undefined {
  let end: Place | undefined
  walk({ ...question, isFromParty: true }, [node], atLeast, (place) => {
    if (place.node === node || !designated.has(place.node)) return false
    end = place
    return true
  })
  return end === undefined ? undefined : pathOf(question, end)
}

/** A walk from a party to the designated, or from the designated outwards: kinds that are one-way tell the two apart. */
interface Walk extends PathQuestion {
  readonly isFromParty: boolean
}

/** Breadth first over parties and whether the once-only link is spent. `visit` ends the walk by answering true. */
function walk(question: Walk, starts: readonly number[], atLeast: number, visit: (place: Place) => boolean): void {
  const seen = new Uint8Array(question.graph.ids.length * 2)
  const queue: Place[] = []
  const enter = (place: Place): boolean => {
    const key = place.node * 2 + (place.hasUsedOnce ? 1 : 0)
    if (seen[key] === 1 || seen[place.node * 2] === 1) return false
    seen[key] = 1
    queue.push(place)
    return visit(place)
  }
  for (const node of starts) if (enter({ node, hasUsedOnce: false, steps: 0 })) return
  for (let next = 0; next < queue.length; next++) {
    const place = queue[next]
    if (place === undefined || place.steps >= question.depth) continue
    for (const at of linksAt(question.graph, place.node)) {
      const step = stepFrom(question, place, at, atLeast)
      if (step === undefined) continue
      if (step.isEnd ? visit(step.place) : enter(step.place)) return
    }
  }
}

/** Where a link leads from a place; `undefined` where it must not be walked, an end where no path runs on. */
function stepFrom(
  { graph, knowledge, day, isFromParty }: Walk,
  place: Place,
  { link, other, isForward }: LinkAt,
  atLeast: number,
): { readonly place: Place; readonly isEnd: boolean } | undefined {
  const kind = kindOfLink(graph, link)
  const row = knowledge.kinds.get(kind)
  const carries = row?.carries ?? 'alone'
  if (strengthOf(knowledge, kind, gradeOfLink(graph, link)) < atLeast || !standsOn(graph, link, day)) return undefined
  if (row?.isOneWay === true && isForward !== isFromParty) return undefined
  if (carries === 'once' && place.hasUsedOnce) return undefined
  if (carries === 'alone' && place.steps > 0) return undefined
  const hasUsedOnce = place.hasUsedOnce || carries === 'once'
  return {
    place: { node: other, hasUsedOnce, steps: place.steps + 1, before: { place, link } },
    isEnd: carries === 'alone',
  }
}

function pathOf(question: PathQuestion, end: Place): LinkPath {
  const steps: LinkStep[] = []
  const ids = [question.graph.ids[end.node] ?? '']
  for (let place = end; place.before !== undefined; place = place.before.place) {
    steps.unshift(stepOf(question, place.before.link))
    ids.unshift(question.graph.ids[place.before.place.node] ?? '')
  }
  return { ids, strength: Math.min(...steps.map((step) => step.strength)), steps }
}

function stepOf({ graph, knowledge }: PathQuestion, link: number): LinkStep {
  const [kind, grade] = [kindOfLink(graph, link), gradeOfLink(graph, link)]
  const row = knowledge.kinds.get(kind)
  const [source, note] = [graph.texts[graph.source[link] ?? 0] ?? '', graph.texts[graph.note[link] ?? 0] ?? '']
  return {
    from: graph.ids[graph.from[link] ?? 0] ?? '',
    to: graph.ids[graph.to[link] ?? 0] ?? '',
    kind,
    grade,
    strength: strengthOf(knowledge, kind, grade),
    row: graph.row[link] ?? 0,
    ...(source === '' ? {} : { source }),
    ...(note === '' ? {} : { note }),
    proves: row?.proves ?? '',
    does_not_prove: row?.doesNotProve ?? '',
  }
}
