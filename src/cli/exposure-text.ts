import type { EntityExposure, ExposureAnswer, RegimeAnswer, RuleAnswer } from '../engine/exposure.ts'
import { safeText, styled, table } from './output.ts'

const REGIME_NAMES = { ofac: 'OFAC', uk: 'UK', eu: 'EU', eu_2580: 'EU 2580/2001' } as const
type Regime = keyof typeof REGIME_NAMES
const REGIMES = ['ofac', 'uk', 'eu', 'eu_2580'] as const
const WORDS = { blocked: 'blocked', not_blocked: 'not blocked', undetermined: 'undetermined' } as const

/** Who is reached, as people read it: verdicts by regime, then why, entity by entity. */
export function renderExposureText(answer: ExposureAnswer, showAll: boolean): string {
  const shown = answer.entities.filter((entity) => showAll || isConcerned(entity))
  const rest = answer.entities.length - shown.length
  return [
    `Ownership as of ${answer.as_of}: ${answer.designated.length} designated, ${answer.entities.length} parties in the files`,
    '',
    shown.length === 0 ? 'Nobody is reached by a designated party.' : table([HEADER, ...shown.map(rowOf)]),
    ...(rest > 0
      ? ['', `${rest} more are held by no designated party as far as the files say (--all shows them).`]
      : []),
    ...shown.flatMap(explanation),
    '',
    'Rules',
    ...answer.rules.map(ruleLine),
    ...answer.missing.map((reason) => styled('yellow', `Could not look whole: ${safeText(reason)}`)),
    '',
    answer.caveat,
  ].join('\n')
}

const HEADER = ['Party', ...REGIMES.map((regime) => REGIME_NAMES[regime]), 'Share under OFAC']

const isConcerned = (entity: EntityExposure): boolean =>
  entity.why !== undefined ||
  REGIMES.some((regime) => {
    const { verdict, control, share_max, notes } = entity[regime]
    return verdict !== 'not_blocked' || control.verdict !== 'not_stated' || share_max > 0 || notes.length > 0
  })

const labelOf = (entity: EntityExposure): string =>
  safeText(entity.name === undefined ? entity.id : `${entity.name} (${entity.id})`)

function rowOf(entity: EntityExposure): readonly string[] {
  const { share_min, share_max } = entity.ofac
  const share = share_min === share_max ? `${share_min} %` : `${share_min} to ${share_max} %`
  return [
    labelOf(entity),
    ...REGIMES.map((regime) => cellOf(entity, regime)),
    entity.why === undefined ? share : entity.why,
  ]
}

function cellOf(entity: EntityExposure, regime: Regime): string {
  const { verdict, control } = entity[regime]
  const word = WORDS[verdict]
  return control.verdict === 'controlled' && verdict !== 'blocked' ? `${word}, controlled` : word
}

function explanation(entity: EntityExposure): readonly string[] {
  if (entity.why !== undefined) return []
  const lines = REGIMES.flatMap((regime) => regimeLines(REGIME_NAMES[regime], entity[regime], entity.ofac))
  const unstated = entity.unstated_share === undefined ? [] : [`  ${entity.unstated_share} % of it is stated by no row`]
  return ['', styled('bold', labelOf(entity)), ...lines, ...unstated]
}

/** The other regimes are told where they differ from OFAC. */
function regimeLines(name: string, answer: RegimeAnswer, ofac: RegimeAnswer): readonly string[] {
  const isSame = answer !== ofac && answer.verdict === ofac.verdict && answer.control.verdict === ofac.control.verdict
  if (isSame) return []
  const paths = answer === ofac ? answer.paths.map((path) => `    ${path.ids.map(safeText).join(' → ')}`) : []
  return [
    `  ${name}: ${WORDS[answer.verdict]}: ${safeText(answer.arithmetic)}`,
    ...paths,
    ...(answer.paths_omitted === undefined ? [] : [`    and ${answer.paths_omitted} more paths`]),
    ...answer.decides.map(
      (decider) =>
        `    would decide it: ${safeText(decider.text)}${decider.row === undefined ? '' : ` [row ${decider.row}]`}`,
    ),
    ...controlLines(answer),
    ...answer.notes.map((text) => `    note: ${safeText(text)}`),
  ]
}

function controlLines({ control }: RegimeAnswer): readonly string[] {
  if (control.verdict === 'not_stated') return []
  const by = control.by.map(({ holder, kind, row }) => `${holder}: ${kind.replace(/_/g, ' ')} [row ${row}]`).join('; ')
  const effect = control.effect === 'reaches' ? 'freezes by itself' : 'blocks nothing by itself, asks for caution'
  return [`    control, beside ownership: ${control.verdict}${by === '' ? '' : ` (${safeText(by)})`}; ${effect}`]
}

const ruleLine = (rule: RuleAnswer): string =>
  `  ${REGIME_NAMES[rule.regime]}: ${rule.reached === 'at_or_above' ? `${rule.threshold_percent} percent or more` : `more than ${rule.threshold_percent} percent`}, ${rule.adds === 'all' ? 'stakes of all designated persons added up' : 'each person alone, joint holders as one'}. ${rule.source}${rule.verified ? '' : ' (unverified)'}`
