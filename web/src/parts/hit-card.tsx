import { Link } from 'react-router'
import type { Hit, Row } from '../api/screening.ts'
import { useWords } from '../settings.tsx'
import { Aligned } from './aligned.tsx'
import { Badges } from './designations.tsx'
import { ListNames } from './list-name.tsx'
import { plain, Text } from './text.tsx'
import { signed } from './waterfall.tsx'

const SCORE_DIGITS = 2

/** The facts of a score by feature, as words: never a bare number. */
export function factsOf(
  evidence: readonly Pick<Row, 'feature' | 'points'>[],
  names: Readonly<Record<string, string>>,
): string {
  const byFeature = new Map<string, number>()
  for (const { feature, points } of evidence) byFeature.set(feature, (byFeature.get(feature) ?? 0) + points)
  return [...byFeature]
    .map(([feature, points]) => `${names[feature] ?? feature.replaceAll('_', ' ')} ${signed(points, SCORE_DIGITS)}`)
    .join(', ')
}

/** A score with the facts that made it: never alone. */
export function ScoreSentence({ hit }: { readonly hit: Hit }) {
  const words = useWords()
  return (
    <span className="score">
      <strong>{hit.score.toFixed(SCORE_DIGITS)}</strong> {words.hit.bands[hit.band] ?? hit.band} ·{' '}
      {factsOf(hit.evidence, words.features)}
    </span>
  )
}

export const qualityWords = (quality: string, words: ReturnType<typeof useWords>['hit']): string =>
  quality === 'primary' ? words.primary : quality === 'strong' ? words.strong : words.weak

export function HitCard({
  hit,
  to,
  isCurrent,
}: {
  readonly hit: Hit
  readonly to: string
  readonly isCurrent?: boolean
}) {
  const words = useWords()
  const { properties } = hit.entity
  const facts = [
    [words.hit.born, properties['birthDate']],
    [words.hit.nationality, properties['nationality'] ?? properties['country']],
    [words.hit.programmes, properties['programId']],
  ] as const
  return (
    <article className={`card hit ${isCurrent === true ? 'current' : ''}`}>
      <header>
        <h2>
          <Link to={to} aria-label={`${words.hit.open}: ${plain(hit.entity.caption)}`}>
            <Text>{hit.entity.caption}</Text>
          </Link>
        </h2>
        <ScoreSentence hit={hit} />
      </header>
      <p className="small">
        {words.hit.matched} <Aligned party={hit.matched.party} entity={hit.matched.entity} /> (
        {qualityWords(hit.matched.alias_quality, words.hit)})
        {hit.why !== undefined && <em> — {words.below[hit.why] ?? hit.why}</em>}
      </p>
      <Badges designations={hit.designations} />
      <dl className="facts">
        {facts.map(([label, values]) =>
          values === undefined ? null : (
            <div key={label} className="fact">
              <dt>{label}</dt>
              <dd>{values.map((value) => plain(value)).join(', ')}</dd>
            </div>
          ),
        )}
      </dl>
      <p className="small quiet">
        {hit.entity.id} · {words.schemata[hit.entity.schema] ?? hit.entity.schema} ·{' '}
        <ListNames ids={hit.entity.datasets} />
      </p>
    </article>
  )
}
