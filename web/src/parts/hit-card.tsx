import { Link } from 'react-router'
import type { Hit } from '../api.ts'
import { useWords } from '../settings.tsx'
import { Aligned } from './aligned.tsx'
import { Badges } from './designations.tsx'
import { plain, Text } from './text.tsx'

const SCORE_DIGITS = 2

/** A score with the facts that made it: never alone. */
export function ScoreSentence({ hit }: { readonly hit: Hit }) {
  const words = useWords()
  const byFeature = new Map<string, number>()
  for (const { feature, points } of hit.evidence) byFeature.set(feature, (byFeature.get(feature) ?? 0) + points)
  const facts = [...byFeature].map(
    ([feature, points]) =>
      `${feature.replaceAll('_', ' ')} ${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(SCORE_DIGITS)}`,
  )
  return (
    <span className="small">
      <strong>{hit.score.toFixed(SCORE_DIGITS)}</strong> {words.hit.bands[hit.band] ?? hit.band}: {facts.join(', ')}
    </span>
  )
}

export function HitCard({ hit, to }: { readonly hit: Hit; readonly to: string }) {
  const words = useWords()
  const { properties } = hit.entity
  const facts = [
    [words.hit.born, properties['birthDate']],
    [words.hit.nationality, properties['nationality'] ?? properties['country']],
    [words.hit.programmes, properties['programId']],
  ] as const
  return (
    <article className="card">
      <header>
        <h3>
          <Link to={to} aria-label={`${words.hit.open}: ${plain(hit.entity.caption)}`}>
            <Text>{hit.entity.caption}</Text>
          </Link>
        </h3>
        <ScoreSentence hit={hit} />
      </header>
      <p className="small quiet">
        {hit.entity.id} · {hit.entity.schema} · {hit.entity.datasets.join(', ')}
      </p>
      <p className="small">
        {words.hit.matched} <Aligned party={hit.matched.party} entity={hit.matched.entity} /> (
        {words.hit[hit.matched.alias_quality]}){hit.why !== undefined && <em> — {words.below[hit.why] ?? hit.why}</em>}
      </p>
      <Badges designations={hit.designations} />
      <dl className="facts">
        {facts.map(([label, values]) =>
          values === undefined ? null : (
            <div key={label} className="fact">
              <dt>{label}</dt>
              <dd>{values.map(plain).join(', ')}</dd>
            </div>
          ),
        )}
      </dl>
    </article>
  )
}
