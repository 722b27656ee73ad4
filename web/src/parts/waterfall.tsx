import type { Row } from '../api/screening.ts'
import { useSettings, useWords } from '../settings.tsx'
import { plain } from './text.tsx'

const DIGITS = 3
const HUNDRED = 100

export const signed = (points: number, digits = DIGITS): string =>
  `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(digits)}`

interface Step {
  readonly row: Row
  readonly from: number
  readonly to: number
}

function stepsOf(rows: readonly Row[]): readonly Step[] {
  let sum = 0
  return rows.map((row) => {
    const from = sum
    sum += row.points
    return { row, from, to: sum }
  })
}

interface Props {
  readonly evidence: readonly Row[]
  readonly score: number
  readonly threshold: number
}

/** The rows of the score as steps from nothing to the whole, each with its number and its reason beside it. */
export function Waterfall({ evidence, score, threshold }: Props) {
  const { words, say } = useSettings()
  const steps = stepsOf(evidence)
  const top = Math.max(1, ...steps.flatMap(({ from, to }) => [from, to]))
  const percent = (points: number): string => `${(Math.max(0, points) / top) * HUNDRED}%`
  return (
    <figure className="waterfall" id="waterfall">
      <table className="falls">
        <caption className="hidden">{words.evidence.waterfall}</caption>
        <thead className="hidden">
          <tr>
            <th scope="col">{words.evidence.feature}</th>
            <th scope="col">{words.evidence.waterfall}</th>
            <th scope="col">{words.evidence.points}</th>
            <th scope="col">{words.evidence.note}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ row, from, to }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same
            <tr key={at}>
              <th scope="row">
                <Label row={row} />
              </th>
              <td className="track" aria-hidden="true">
                <span className="bar-line" style={{ left: percent(threshold) }} />
                <span
                  className={`step ${row.points < 0 ? 'minus' : 'plus'}`}
                  style={{ left: percent(Math.min(from, to)), width: percent(Math.abs(to - from)) }}
                />
              </td>
              <td className="number">{signed(row.points)}</td>
              <td className="note quiet">{plain(say(row.note))}</td>
            </tr>
          ))}
          <tr className="sum">
            <th scope="row">{words.evidence.score}</th>
            <td className="track" aria-hidden="true">
              <span className="bar-line" style={{ left: percent(threshold) }} />
              <span className="step whole" style={{ left: 0, width: percent(score) }} />
            </td>
            <td className="number">{score.toFixed(DIGITS)}</td>
            <td className="note quiet">
              {words.basis.bar} {threshold}
            </td>
          </tr>
        </tbody>
      </table>
    </figure>
  )
}

function Label({ row }: { readonly row: Row }) {
  const words = useWords()
  const { party, entity, feature } = row
  const kind = words.features[feature] ?? feature.replaceAll('_', ' ')
  if (party === null && entity === null) return <>{kind}</>
  const isOne = party !== null && entity !== null && party.toLowerCase() === entity.toLowerCase()
  return (
    <>
      <span className="quiet">{kind}</span> {party !== null && <bdi>{plain(party, 60)}</bdi>}
      {!isOne && party !== null && entity !== null && <span className="quiet"> ~ </span>}
      {!isOne && entity !== null && <bdi>{plain(entity, 60)}</bdi>}
    </>
  )
}
