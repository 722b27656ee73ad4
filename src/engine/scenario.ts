import { type Signal, signalsIn } from '../exposure/red-flags.ts'
import type { StakeGraph } from '../exposure/stake-graph.ts'
import { ASKERS, type Asker } from '../law/question.ts'
import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Link } from '../model/link.ts'
import type { Issue } from '../model/parsed.ts'
import { type ConsequenceChange, consequenceChanges } from '../scenario/consequence-difference.ts'
import { type BookDifference, differenceOf } from '../scenario/difference.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { LoadedBook } from './books.ts'
import type { Engine } from './engine.ts'
import { loadRedFlags } from './exposure-knowledge.ts'
import { drawNetwork } from './scenario-network.ts'
import { authoritiesOf, ownershipUnder, Stakes } from './scenario-ownership.ts'
import { foundUnder, holdersUnder, partiesUnder } from './scenario-parties.ts'
import type { ReadyBook, WhatIfRequest } from './scenario-request.ts'
import { type Target, type TargetAnswer, targetsOf, unchangedTarget } from './scenario-targets.ts'
import { BookNames, otherHolders, type ScreenedBook, screenBook } from './screened-book.ts'

export type { ConsequenceChange } from '../scenario/consequence-difference.ts'
export type { AmountRow, FlowAtStake, NewlyCaught, Unchanged } from '../scenario/difference.ts'
export type { Scenario } from '../scenario/scenario.ts'
export type { TargetAnswer } from './scenario-targets.ts'

export interface BookSources {
  readonly book: LoadedBook
  /** Read with `names.idOf`, so that a party stands under its id however a row writes it. */
  readonly stakes?: StakeGraph
  readonly names?: BookNames
  readonly links?: readonly Link[]
  readonly engine: Engine
  readonly asOf: IsoDate
  readonly at: string
  readonly issues?: readonly Issue[]
  /** The hits of a book that is monitored already: it is not screened again. */
  readonly screened?: ScreenedBook
  readonly onProgress?: (text: string) => void
}

/** Screens the book and draws its network, once for all scenarios on the same day and lists. */
export function readyBook({
  book,
  stakes,
  names: given,
  links = [],
  engine,
  asOf,
  at,
  issues = [],
  screened: kept,
  onProgress,
}: BookSources): ReadyBook {
  const names = given ?? new BookNames(book.parties)
  const otherNames = otherNamesOf(names, links, stakes)
  const screened =
    kept ??
    screenBook({
      parties: book.parties,
      otherNames,
      engine,
      asOf,
      at,
      onProgress: (done) => onProgress?.(`screened ${done} of ${book.parties.length} parties`),
    })
  const entities = engine.lists.flatMap(({ corpus }) => corpus.entities)
  const network = drawNetwork({
    parties: book.parties,
    names,
    screened,
    links,
    entities,
    ...(stakes === undefined ? {} : { stakes }),
  })
  return {
    book,
    names,
    screened,
    otherNames,
    network,
    entities,
    issues: [...book.issues, ...issues],
    ...(stakes === undefined ? {} : { stakes: new Stakes(stakes, asOf) }),
  }
}

/** Holders and linked names that are no parties of the book: they are screened by name alone. */
export const otherNamesOf = (
  names: BookNames,
  links: readonly Link[],
  stakes: StakeGraph | undefined,
): readonly string[] => {
  const linked = links.flatMap(({ from, to }) => [from, to]).filter((text) => names.find(text) === undefined)
  return [...new Set([...(stakes === undefined ? [] : otherHolders(stakes, names)), ...linked])]
}

/** PRODUCT.md §4.5, `cordon whatif --json`. Everything here is supposed but `before`, `unchanged` and what they rest on. */
export interface WhatIfAnswer extends BookDifference {
  readonly hypothetical: true
  readonly scenario: Scenario & { readonly targets: readonly TargetAnswer[] }
  readonly as_of: IsoDate
  readonly announced: IsoDate | null
  readonly effective: IsoDate
  readonly consequences: readonly ConsequenceChange[]
  readonly reports_due: readonly {
    readonly code: string
    readonly asker: Asker
    readonly due: IsoDate
    readonly citation: string
    readonly text: string
  }[]
  readonly signals: readonly Signal[]
  readonly book: {
    readonly parties: number
    readonly flows: number
    readonly stakes: number
    readonly links: number
    readonly files: readonly BookFileAnswer[]
  }
  readonly lists: readonly { readonly id: string; readonly version: string; readonly published: string | null }[]
  readonly register: { readonly known_until: string }
  readonly missing: readonly string[]
  readonly issues: readonly Issue[]
  readonly caveat: string
}

/** How a file of the book was read: what each column was taken for, so that a wrong guess can be seen and mended. */
export type BookFileAnswer = Pick<
  LoadedBook['files'][number],
  'path' | 'rows' | 'parties' | 'flows' | 'refused' | 'mappings'
>

const CAVEAT =
  'This is a supposition, neither a clearance nor legal advice: nobody has designated or freed anyone by it. It compares the book you gave with the lists and the register named here.'

/** What would change for a book, for whom, from when, how much is at stake, and what would not. */
export function whatIf(request: WhatIfRequest): WhatIfAnswer {
  const { scenario, ready, register } = request
  const targets = targetsOf(register, scenario)
  const found = foundUnder(request, targets)
  const ownership =
    ready.stakes === undefined
      ? undefined
      : ownershipUnder(ready.stakes, holdersUnder(ready.stakes.graph, found), scenario.effective)
  const changing = targets.filter(({ answer }) => answer.gains.length > 0 || answer.loses.length > 0)
  const parties = partiesUnder(request, changing, found, ownership)
  const difference = differenceOf(scenario, parties, ready.book.flows)
  const consequences = consequencesFor(request, changing)
  return {
    hypothetical: true,
    scenario: { ...scenario, targets: targets.map(({ answer }) => answer) },
    as_of: scenario.asOf,
    announced: scenario.announced ?? null,
    effective: scenario.effective,
    ...difference,
    unchanged: [...targets.flatMap(unchangedTarget), ...difference.unchanged],
    consequences,
    reports_due: reportsDue(consequences, new Set(changing.flatMap(({ answer }) => answer.gains))),
    signals: signalsIn(ready.book.flows, loadRedFlags()),
    book: {
      parties: ready.book.parties.length,
      flows: ready.book.flows.length,
      stakes: ready.stakes?.graph.columns.owner.length ?? 0,
      links: ready.network.graph.from.length,
      files: ready.book.files.map(({ path, rows, parties, flows, refused, mappings }) => ({
        path,
        rows,
        parties,
        flows,
        refused,
        mappings,
      })),
    },
    lists: request.engine.lists.map(({ id, version, published }) => ({ id, version, published })),
    register: { known_until: register.knownUntil },
    missing: ready.screened.missing,
    issues: [...ready.issues, ...(ownership?.issues ?? [])],
    caveat: CAVEAT,
  }
}

/** Consequences for each asker; organisations that go from the same authorities to the same are answered once. */
function consequencesFor(request: WhatIfRequest, changing: readonly Target[]): readonly ConsequenceChange[] {
  const { scenario, law, askers = ASKERS, nexus, language = 'en' } = request
  const groups = new Map<string, Target>()
  for (const target of changing)
    groups.set(JSON.stringify([authoritiesOf(target.before), authoritiesOf(target.after)]), target)
  const changes = [...groups.values()].flatMap((target) =>
    consequenceChanges(law, {
      askers,
      language,
      relations: ['designated', 'owned_50'],
      before: authoritiesOf(target.before),
      after: authoritiesOf(target.after),
      effective: scenario.effective,
      revoked: target.answer.loses,
      begins: target.answer.gains,
      ...(scenario.announced === undefined ? {} : { announced: scenario.announced }),
      ...(nexus === undefined ? {} : { nexus }),
    }),
  )
  return [...new Map(changes.map((each) => [JSON.stringify(each), each])).values()]
}

const REPORTS = ['R10', 'RJ10', 'ANN', 'UNB', 'SAR']

/** Reports that the change itself makes due by a day of their own, the earliest first. */
function reportsDue(
  consequences: readonly ConsequenceChange[],
  gains: ReadonlySet<Authority>,
): WhatIfAnswer['reports_due'] {
  const reports = consequences.flatMap(({ code, asker, due, citation, text, change, authority, phase }) => {
    const isNew = change === 'added' || (change === 'kept' && gains.has(authority))
    return due === null || !isNew || phase !== 'effect' || !REPORTS.includes(code)
      ? []
      : [{ code, asker, due, citation, text }]
  })
  const distinct = new Map(reports.map((each) => [`${each.code} ${each.asker} ${each.due}`, each]))
  return [...distinct.values()].toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}
