import { renderedEvidence, type WhyNot } from '../engine/engine.ts'
import { captionOf } from '../model/entity.ts'
import { safeText, styled, table } from './output.ts'

const THOUSAND = 1000

/** Why an entity was not a hit, as JSON: its parts, its score, the bar, and the step that stopped it. */
export function whyNotJson(why: WhyNot): unknown {
  return {
    entity: {
      id: why.entity.id,
      schema: why.entity.schema,
      caption: captionOf(why.entity),
      datasets: why.entity.datasets,
    },
    threshold: why.threshold / THOUSAND,
    score: why.match === undefined ? null : why.match.score / THOUSAND,
    is_hit: isHit(why),
    stopped_by: stoppedBy(why),
    evidence: why.match === undefined ? [] : renderedEvidence(why.match),
  }
}

const isHit = (why: WhyNot): boolean =>
  why.match !== undefined && why.match.below === undefined && why.match.score >= why.threshold

function stoppedBy(why: WhyNot): string | null {
  if (why.match === undefined) return 'nothing_comparable'
  if (isHit(why)) return null
  return why.match.below ?? 'threshold'
}

const WORDS: Readonly<Record<string, string>> = {
  nothing_comparable: 'nothing the two state can be compared',
  weak_alias: 'the name reaches the bar by a weak alias alone, which makes no hit by itself',
  contradicted: 'the name reaches the bar, other facts contradict it',
  near: 'the score stays under the bar',
  threshold: 'the score stays under the bar',
}

export function renderWhyNotText(why: WhyNot): string {
  const stopped = stoppedBy(why)
  const rows = (why.match === undefined ? [] : renderedEvidence(why.match)).map((row) => [
    row.feature.replaceAll('_', ' '),
    safeText(row.party ?? '—'),
    safeText(row.entity ?? '—'),
    row.points.toFixed(3),
    safeText(row.note),
  ])
  const score = why.match === undefined ? '—' : (why.match.score / THOUSAND).toFixed(3)
  return [
    `${styled('bold', safeText(captionOf(why.entity)))}  ${why.entity.id}  ${why.entity.schema}`,
    stopped === null ? 'This is a hit.' : `Not a hit: ${WORDS[stopped] ?? stopped}.`,
    '',
    table([
      ['compared', 'asked', 'on the list', 'points', ''],
      ...rows,
      ['score', '', '', score, `bar ${why.threshold / THOUSAND}`],
    ]),
  ].join('\n')
}
