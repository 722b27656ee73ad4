import type { IsoDate } from '../model/brand.ts'
import {
  EVIDENCE_GRADES,
  type EvidenceGrade,
  LINK_KINDS,
  type Link,
  type LinkKind,
  type LinkSink,
} from '../model/link.ts'
import { dayBefore } from '../model/partial-date.ts'
import { at, type Grouping, groupBy, IntList, TextTable } from './int-list.ts'
import { dayNumber } from './stake-graph.ts'

const NEVER = 99_999_999

/** Links between parties as columns; each can be walked both ways. */
export interface LinkGraph {
  readonly ids: readonly string[]
  readonly find: (id: string) => number | undefined
  readonly from: Int32Array
  readonly to: Int32Array
  readonly kind: Int32Array
  readonly grade: Int32Array
  readonly row: Int32Array
  readonly source: Int32Array
  readonly note: Int32Array
  readonly since: Int32Array
  readonly until: Int32Array
  readonly texts: readonly string[]
  readonly byFrom: Grouping
  readonly byTo: Grouping
}

/** Takes links one by one. A date that is only a year leaves the link standing through all of it. */
export class LinkGraphBuilder implements LinkSink {
  readonly #nodes = new TextTable()
  readonly #texts = new TextTable()
  readonly #lists = Array.from({ length: 9 }, () => new IntList())

  readonly link = (link: Link): void => this.linkNodes(this.node(link.from), this.node(link.to), link)

  /** As `link`, for callers that have the numbers of the parties already. */
  linkNodes(from: number, to: number, link: Omit<Link, 'from' | 'to'>): void {
    const values = [
      from,
      to,
      LINK_KINDS.indexOf(link.kind),
      EVIDENCE_GRADES.indexOf(link.grade),
      link.row,
      this.#texts.numberFor(link.source ?? ''),
      this.#texts.numberFor(link.note ?? ''),
      link.since === undefined ? 0 : dayNumber(link.since.from),
      link.until === undefined ? NEVER : dayNumber(dayBefore(link.until.to)),
    ]
    for (let i = 0; i < values.length; i++) this.#lists[i]?.push(values[i] ?? 0)
  }

  node(id: string): number {
    return this.#nodes.numberFor(id) - 1
  }

  build(): LinkGraph {
    const column = (i: number): Int32Array => this.#lists[i]?.view() ?? new Int32Array(0)
    const ids = this.#nodes.texts.slice(1)
    return {
      ids,
      find: (id) => {
        const number = this.#nodes.find(id)
        return number === undefined || number === 0 ? undefined : number - 1
      },
      from: column(0),
      to: column(1),
      kind: column(2),
      grade: column(3),
      row: column(4),
      source: column(5),
      note: column(6),
      since: column(7),
      until: column(8),
      texts: this.#texts.texts,
      byFrom: groupBy(column(0), ids.length),
      byTo: groupBy(column(1), ids.length),
    }
  }
}

export const kindOfLink = (graph: LinkGraph, link: number): LinkKind => LINK_KINDS[at(graph.kind, link)] ?? 'near'
export const gradeOfLink = (graph: LinkGraph, link: number): EvidenceGrade =>
  EVIDENCE_GRADES[at(graph.grade, link)] ?? 'inferred'

export function standsOn(graph: LinkGraph, link: number, day: IsoDate): boolean {
  const number = dayNumber(day)
  return number >= at(graph.since, link) && number < at(graph.until, link)
}

/** A link seen from one of its ends. */
export interface LinkAt {
  readonly link: number
  readonly other: number
  /** Seen from the end that the link comes from. */
  readonly isForward: boolean
}

/** The links at a party, in both directions, with the party at the other end. */
export function* linksAt(graph: LinkGraph, node: number): Generator<LinkAt> {
  for (let i = at(graph.byFrom.start, node); i < at(graph.byFrom.start, node + 1); i++) {
    const link = at(graph.byFrom.items, i)
    yield { link, other: at(graph.to, link), isForward: true }
  }
  for (let i = at(graph.byTo.start, node); i < at(graph.byTo.start, node + 1); i++) {
    const link = at(graph.byTo.items, i)
    if (at(graph.from, link) !== node) yield { link, other: at(graph.from, link), isForward: false }
  }
}
