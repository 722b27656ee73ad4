import type { IsoDate } from '../model/brand.ts'
import type { PartialDate } from '../model/partial-date.ts'
import { dayBefore } from '../model/partial-date.ts'
import { STAKE_KINDS, type Stake, type StakeKind, type StakeSink } from '../model/stake.ts'
import { at, type Grouping, groupBy, IntList, TextTable } from './int-list.ts'

/** Before every day and after every day: where a stake has no beginning or no end. */
const ALWAYS = 0
const NEVER = 99_999_999

/** A day as a number in calendar order, 20250220. */
export const dayNumber = (day: IsoDate): number =>
  Number(day.slice(0, 4)) * 10_000 + Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10))

/** Who holds what in whom: parties as numbers, stakes as columns. Built once from any number of files; never changed. */
export interface StakeGraph {
  readonly ids: readonly string[]
  readonly find: (id: string) => number | undefined
  readonly nameOf: (node: number) => string
  /** Parties that bear exactly this name, or have it for an id. */
  readonly named: (name: string) => readonly number[]
  readonly columns: StakeColumns
  /** Whether any stake has a beginning or an end: otherwise every day is like every other. */
  readonly isDated: boolean
  /** Stakes by the entity that is held. */
  readonly byOwned: Grouping
}

/** One entry a stake. Days are numbers: a stake stands for certain from `lastStart` up to `firstEnd`, possibly from `firstStart` up to `lastEnd`. */
export interface StakeColumns {
  readonly owner: Int32Array
  readonly owned: Int32Array
  readonly kind: Int32Array
  readonly min: Int32Array
  readonly max: Int32Array
  readonly firstStart: Int32Array
  readonly lastStart: Int32Array
  readonly firstEnd: Int32Array
  readonly lastEnd: Int32Array
  readonly row: Int32Array
  readonly source: Int32Array
  readonly joint: Int32Array
  readonly sources: readonly string[]
  readonly joints: readonly string[]
}

export const kindOf = (columns: StakeColumns, stake: number): StakeKind =>
  STAKE_KINDS[at(columns.kind, stake)] ?? 'shares'

/** Takes stakes one by one as they are read, holding 48 bytes for each. */
export class StakeGraphBuilder implements StakeSink {
  readonly #nodes = new TextTable()
  readonly #sources = new TextTable()
  readonly #joints = new TextTable()
  readonly #names = new Map<number, string>()
  readonly #canonical: (id: string) => string
  #isDated = false
  readonly #lists = Array.from({ length: 12 }, () => new IntList())

  /** @param canonical - Brings a text to the id under which a party is known elsewhere, as to that of a book. */
  constructor(canonical: (id: string) => string = (id) => id) {
    this.#canonical = canonical
  }

  readonly stake = (stake: Stake): void => {
    this.#isDated ||= stake.from !== undefined || stake.to !== undefined
    const start = startOf(stake.from)
    const end = endOf(stake.to)
    const values = [
      this.node(stake.owner),
      this.node(stake.owned),
      STAKE_KINDS.indexOf(stake.kind),
      stake.share.min,
      stake.share.max,
      start.first,
      start.last,
      end.first,
      end.last,
      stake.row,
      this.#sources.numberFor(stake.source ?? ''),
      this.#joints.numberFor(stake.joint ?? ''),
    ]
    for (let i = 0; i < values.length; i++) this.#lists[i]?.push(values[i] ?? 0)
  }

  readonly name = (id: string, name: string): void => {
    this.#names.set(this.node(id), name)
  }

  /** The number of a party; the first that is met is 0. */
  node(id: string): number {
    const known = this.#nodes.find(id)
    return (known === undefined || known === 0 ? this.#nodes.numberFor(this.#canonical(id)) : known) - 1
  }

  build(): StakeGraph {
    const column = (i: number): Int32Array => this.#lists[i]?.view() ?? new Int32Array(0)
    const ids = this.#nodes.texts.slice(1)
    const owned = column(1)
    return {
      ids,
      find: (id) => {
        const number = this.#nodes.find(id)
        return number === undefined || number === 0 ? undefined : number - 1
      },
      nameOf: (node) => this.#names.get(node) ?? ids[node] ?? '',
      named: (name) => named(name, ids, this.#names, this.#nodes),
      byOwned: groupBy(owned, ids.length),
      isDated: this.#isDated,
      columns: {
        owner: column(0),
        owned,
        kind: column(2),
        min: column(3),
        max: column(4),
        firstStart: column(5),
        lastStart: column(6),
        firstEnd: column(7),
        lastEnd: column(8),
        row: column(9),
        source: column(10),
        joint: column(11),
        sources: this.#sources.texts,
        joints: this.#joints.texts,
      },
    }
  }
}

/** By id first; names apart from ids are few, and walked. */
function named(
  name: string,
  ids: readonly string[],
  names: ReadonlyMap<number, string>,
  nodes: TextTable,
): readonly number[] {
  const number = nodes.find(name)
  const own = number === undefined || number === 0 ? [] : [number - 1]
  const others = [...names].filter(([node, each]) => each === name && ids[node] !== name).map(([node]) => node)
  return [...own, ...others]
}

/** A party without an id cannot hold or be held: `#nodes` keeps 0 for the empty text. */
export const isUsableId = (id: string): boolean => id.trim() !== ''

interface DaySpan {
  readonly first: number
  readonly last: number
}

const startOf = (from: PartialDate | undefined): DaySpan =>
  from === undefined
    ? { first: ALWAYS, last: ALWAYS }
    : { first: dayNumber(from.from), last: dayNumber(dayBefore(from.to)) }

const endOf = (to: PartialDate | undefined): DaySpan =>
  to === undefined ? { first: NEVER, last: NEVER } : { first: dayNumber(to.from), last: dayNumber(dayBefore(to.to)) }

export type Standing = 'yes' | 'perhaps' | 'no'

/** Whether a stake stands on a day. A date that is only a year leaves the days of that year open. */
export function standingOn(columns: StakeColumns, stake: number, day: number): Standing {
  if (day < at(columns.firstStart, stake) || day >= at(columns.lastEnd, stake)) return 'no'
  return day >= at(columns.lastStart, stake) && day < at(columns.firstEnd, stake) ? 'yes' : 'perhaps'
}
