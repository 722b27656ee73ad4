import { divestmentsBefore } from '../exposure/divestment.ts'
import { explainOwnership } from '../exposure/explain-ownership.ts'
import { type Holdings, holdingsOn, SHARED_MEASURES, SHARES } from '../exposure/holdings.ts'
import { type RegimeReach, regimeReach } from '../exposure/ownership.ts'
import type { EntityExposure, RegimeAnswer, RuleAnswer } from '../exposure/ownership-answer.ts'
import { type OwnershipRule, REGIMES, type Regime, ruleOn } from '../exposure/ownership-rule.ts'
import { type StakeGraph, StakeGraphBuilder } from '../exposure/stake-graph.ts'
import { hasLegalEffect } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { Issue } from '../model/parsed.ts'
import { percentOf, WHOLE } from '../model/share.ts'
import { compileRelationColumns, type RelationColumns } from '../sources/ownership/columns.ts'
import { readOwnership } from '../sources/ownership/read-ownership.ts'
import { readTableFile } from '../sources/tabular/read-table.ts'
import type { Engine, Hit } from './engine.ts'
import { readKnowledgeTable } from './knowledge.ts'
import { loadOwnershipRules } from './ownership-rules.ts'

export type { EntityExposure, RegimeAnswer, RuleAnswer } from '../exposure/ownership-answer.ts'
export { REGIMES, type Regime } from '../exposure/ownership-rule.ts'
export type { StakeGraph } from '../exposure/stake-graph.ts'

const THOUSAND = 1000

export interface OwnershipFile {
  readonly path: string
  readonly format: string
  readonly rows: number
  readonly stakes: number
  readonly refused: number
}

/** Stakes of one or more files, with every fault of their rows. */
export interface OwnershipReading {
  readonly graph: StakeGraph
  readonly files: readonly OwnershipFile[]
  readonly issues: readonly Issue[]
}

let columns: RelationColumns | undefined

export function relationColumns(): RelationColumns {
  columns ??= compileRelationColumns(readKnowledgeTable('book/relation-columns.tsv', ['table', 'column', 'headings']))
  return columns
}

/**
 * Reads ownership files: CSV, XLSX, FollowTheMoney, BODS 0.4 or GLEIF level 2, recognised by content.
 *
 * @param canonical - Brings a text of the file to a party's id, as `BookNames.idOf` does.
 * @throws CordonError `input.*` for a file that cannot be read at all; faults of rows are in `issues`.
 */
export function readOwnershipFiles(paths: readonly string[], canonical?: (id: string) => string): OwnershipReading {
  const builder = new StakeGraphBuilder(canonical)
  const files: OwnershipFile[] = []
  const issues: Issue[] = []
  for (const path of paths) {
    const reading = readOwnership(readTableFile(path), relationColumns(), builder)
    files.push({ path, format: reading.format, rows: reading.rows, stakes: reading.stakes, refused: reading.refused })
    issues.push(...reading.issues)
    if (reading.issuesOmitted > 0)
      issues.push({ code: 'issues.omitted', found: String(reading.issuesOmitted), where: path })
  }
  return { graph: builder.build(), files, issues }
}

/** Parties taken as designated, and why: named by the asker, or found by screening their names. */
export interface Designated {
  readonly node: number
  readonly why: 'named' | 'screened'
  readonly regimes: readonly Regime[]
  /** What screening found. */
  readonly hit?: { readonly entity: string; readonly caption: string; readonly score: number }
}

/** Finds the parties that the asker names, by id or by name; those that no row mentions are an error by name. */
export function namedParties(
  graph: StakeGraph,
  wanted: readonly string[],
): { readonly designated: readonly Designated[]; readonly issues: readonly Issue[] } {
  const byName = new Map<string, number[]>()
  for (let node = 0; node < graph.ids.length; node++) {
    const name = fold(graph.nameOf(node))
    byName.set(name, [...(byName.get(name) ?? []), node])
  }
  const found = wanted.map((text) => {
    const exact = graph.find(text)
    return { text, nodes: exact === undefined ? (byName.get(fold(text)) ?? []) : [exact] }
  })
  const issues = found
    .filter(({ nodes }) => nodes.length === 0)
    .map(({ text }) => ({
      code: 'blocked.unknown',
      found: text,
      remedy: 'name a party of the ownership file, by id or by name',
    }))
  const nodes = [...new Set(found.flatMap((each) => each.nodes))]
  return { designated: nodes.map((node) => ({ node, why: 'named', regimes: REGIMES })), issues }
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')

export interface ScreenedParties {
  readonly designated: readonly Designated[]
  /** Why screening could not be whole: a verdict that rests on it is then no clearance. */
  readonly missing: readonly string[]
}

/** Screens every party of the files by name; those that an authority of a regime has designated on the day are its designated parties. */
export function screenedParties(graph: StakeGraph, engine: Engine, asOf: IsoDate, at: string): ScreenedParties {
  const missing = new Set<string>()
  const designated = graph.ids.flatMap((_, node): readonly Designated[] => {
    const asked = engine.ask({ properties: { name: [graph.nameOf(node)] } }, { at, asOf })
    if (!asked.ok) return []
    const { outcome } = asked.value
    for (const reason of outcome.kind === 'clear' ? [] : outcome.missing) missing.add(reason)
    return outcome.kind === 'hits' ? outcome.hits.flatMap((hit) => designatedBy(hit, node, asOf)) : []
  })
  return { designated: joinedByParty(designated), missing: [...missing] }
}

function designatedBy(hit: Hit, node: number, asOf: IsoDate): readonly Designated[] {
  const inForce = hit.designations.filter(({ state }) => hasLegalEffect(state))
  const regimes = regimesOf(inForce, loadOwnershipRules(), asOf)
  if (regimes.length === 0) return []
  const found = { entity: hit.entity.id, caption: hit.entity.names[0].text, score: hit.match.score / THOUSAND }
  return [{ node, why: 'screened', regimes, hit: found }]
}

/** One row a party: the best hit, and the regimes of all its hits. */
function joinedByParty(designated: readonly Designated[]): readonly Designated[] {
  const byNode = new Map<number, Designated>()
  for (const each of designated) {
    const held = byNode.get(each.node)
    const regimes = REGIMES.filter((regime) => each.regimes.includes(regime) || held?.regimes.includes(regime))
    byNode.set(each.node, { ...(held ?? each), regimes })
  }
  return [...byNode.values()]
}

/** The regimes whose rule on the day belongs to an authority that has designated the party. */
export function regimesOf(
  inForce: readonly Pick<Designation, 'authority'>[],
  rules: readonly OwnershipRule[],
  day: IsoDate,
): readonly Regime[] {
  return REGIMES.filter((regime) => {
    const authorities = ruleOn(rules, regime, day)?.authorities ?? []
    return inForce.some(({ authority }) => authorities.includes(authority))
  })
}

export interface ExposureRequest {
  readonly reading: OwnershipReading
  readonly designated: readonly Designated[]
  readonly issues?: readonly Issue[]
  readonly asOf: IsoDate
  /** Why screening could not look for designated parties whole, where it could not. */
  readonly missing?: readonly string[]
}

/** PRODUCT.md §4.2, `cordon exposure --json`. Shares are in percent. */
export interface ExposureAnswer {
  readonly as_of: IsoDate
  readonly rules: readonly RuleAnswer[]
  readonly designated: readonly {
    readonly id: string
    readonly why: string
    readonly regimes: readonly Regime[]
    readonly hit?: Designated['hit']
  }[]
  readonly entities: readonly EntityExposure[]
  readonly issues: readonly Issue[]
  readonly files: readonly OwnershipFile[]
  readonly missing: readonly string[]
  readonly caveat: string
}

const CAVEAT =
  'This is neither a clearance nor legal advice: it is arithmetic over the stakes you gave, under the rules named here. Who holds what the files do not state is not known.'

/** Blocked share of every entity under each regime's own rule, with path, arithmetic and control beside it. */
export function exposeOwnership(request: ExposureRequest): ExposureAnswer {
  const { reading, asOf, designated } = request
  const rules = loadOwnershipRules()
  const holdings = holdingsOn(reading.graph, asOf)
  const reaches = new Map<Regime, RegimeReach>()
  for (const regime of REGIMES) {
    const nodes = [...new Set(designated.filter((each) => each.regimes.includes(regime)).map(({ node }) => node))]
    const reach = regimeReach(holdings, { rules, regime, day: asOf, designated: nodes, withCircles: true })
    if (reach !== undefined) reaches.set(regime, reach)
  }
  const whyOf = new Map(designated.map(({ node, why }) => [node, why]))
  const ofac = reaches.get('ofac')
  const divested = ofac === undefined ? new Map<number, IsoDate>() : divestmentsBefore(reading.graph, ofac, asOf)
  return {
    as_of: asOf,
    rules: [...reaches.values()].map(({ rule }) => ruleAnswer(rule)),
    designated: designated.map(({ node, why, regimes, hit }) => ({
      id: reading.graph.ids[node] ?? '',
      why,
      regimes,
      ...(hit === undefined ? {} : { hit }),
    })),
    entities: reading.graph.ids.map((_, node) =>
      entityExposure(holdings, reaches, node, whyOf.get(node), divested.get(node)),
    ),
    issues: [...reading.issues, ...holdings.issues, ...(request.issues ?? [])],
    files: reading.files,
    missing: request.missing ?? [],
    caveat: CAVEAT,
  }
}

function entityExposure(
  holdings: Holdings,
  reaches: ReadonlyMap<Regime, RegimeReach>,
  node: number,
  why: Designated['why'] | undefined,
  divestedOn: IsoDate | undefined,
): EntityExposure {
  const id = holdings.graph.ids[node] ?? ''
  const name = holdings.graph.nameOf(node)
  const stated = holdings.totalMin[node * SHARED_MEASURES + SHARES] ?? 0
  const answers = Object.fromEntries(
    REGIMES.map((regime) => {
      const reach = reaches.get(regime)
      const answer = reach === undefined ? withoutRule() : explainOwnership(holdings, reach, node)
      return [regime, regime === 'ofac' && divestedOn !== undefined ? withDivestment(answer, divestedOn) : answer]
    }),
  ) as Readonly<Record<Regime, RegimeAnswer>>
  return {
    id,
    ...(name === id ? {} : { name }),
    ...(why === undefined ? {} : { why }),
    ...(stated > 0 && stated < WHOLE ? { unstated_share: percentOf(WHOLE - stated) } : {}),
    ...answers,
  }
}

/** Sold down under the line: OFAC FAQ 402. */
const withDivestment = (answer: RegimeAnswer, until: IsoDate): RegimeAnswer => ({
  ...answer,
  notes: [
    ...answer.notes,
    `was reached until ${until}: after a sale an entity is no longer blocked for future dealings only where the sale took place wholly outside US jurisdiction and is genuine; property blocked before stays blocked until licensed (OFAC FAQ 402)`,
  ],
})

const withoutRule = (): RegimeAnswer => ({
  verdict: 'undetermined',
  share_min: 0,
  share_max: 100,
  arithmetic: '',
  paths: [],
  decides: [{ what: 'rule', text: 'no row of the rule covers the day' }],
  control: { verdict: 'undetermined', effect: 'caution', by: [], source: '' },
  notes: [],
})

const ruleAnswer = (rule: OwnershipRule): RuleAnswer => ({
  regime: rule.regime,
  threshold_percent: percentOf(rule.threshold),
  reached: rule.reached === 'atOrAbove' ? 'at_or_above' : 'above',
  adds: rule.adds === 'all' ? 'all' : 'each_or_joint',
  source: rule.source,
  verified: rule.verified,
  note: rule.note,
})
