import type { Hit, Row } from '../api.ts'
import { useWords } from '../settings.tsx'
import { plain } from './text.tsx'

const WIDTH = 720
const ROW_HEIGHT = 24
const LABEL_WIDTH = 260
const DIGITS = 3

const signed = (points: number): string => `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(DIGITS)}`

const labelOf = ({ feature, party, entity }: Row): string => {
  const words = [party, entity].filter((text) => text !== null).map((text) => plain(text))
  const pair = words[0]?.toLowerCase() === words[1]?.toLowerCase() ? words.slice(0, 1) : words
  return pair.length === 0 ? feature.replaceAll('_', ' ') : pair.join(' ~ ')
}

/** The rows of the score as steps from nothing to the whole; the table under it says the same in numbers. */
export function Waterfall({ hit, threshold }: { readonly hit: Hit; readonly threshold: number }) {
  const words = useWords()
  const steps = stepsOf(hit.evidence)
  const height = (steps.length + 2) * ROW_HEIGHT
  const x = (points: number): number => LABEL_WIDTH + Math.max(0, points) * (WIDTH - LABEL_WIDTH - 70)
  return (
    <figure>
      <svg className="picture" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={words.evidence.waterfall}>
        <line x1={x(threshold)} x2={x(threshold)} y1={0} y2={height - ROW_HEIGHT} strokeDasharray="4 3" />
        {steps.map(({ row, from, to }, at) => (
          <g key={`${row.feature} ${at.toString()}`} transform={`translate(0 ${at * ROW_HEIGHT})`}>
            <text x={0} y={16}>
              {labelOf(row).slice(0, 38)}
            </text>
            <rect
              className={row.points < 0 ? 'minus' : 'plus'}
              x={x(Math.min(from, to))}
              y={4}
              width={Math.max(1, Math.abs(x(to) - x(from)))}
              height={16}
              rx={2}
            />
            <text x={x(Math.max(from, to)) + 6} y={16}>
              {signed(row.points)}
            </text>
          </g>
        ))}
        <g transform={`translate(0 ${steps.length * ROW_HEIGHT})`}>
          <text x={0} y={16}>
            {words.evidence.score}
          </text>
          <rect className="whole" x={x(0)} y={4} width={Math.max(1, x(hit.score) - x(0))} height={16} rx={2} />
          <text x={x(hit.score) + 6} y={16}>
            {hit.score.toFixed(DIGITS)}
          </text>
        </g>
        <text className="quiet-text" x={x(threshold) + 4} y={height - 6}>
          {words.basis.bar} {threshold}
        </text>
      </svg>
      <EvidenceTable hit={hit} />
    </figure>
  )
}

function stepsOf(rows: readonly Row[]): readonly { readonly row: Row; readonly from: number; readonly to: number }[] {
  let sum = 0
  return rows.map((row) => {
    const from = sum
    sum += row.points
    return { row, from, to: sum }
  })
}

function EvidenceTable({ hit }: { readonly hit: Hit }) {
  const words = useWords()
  return (
    <table className="table stack">
      <thead>
        <tr>
          <th scope="col">{words.evidence.feature}</th>
          <th scope="col">{words.evidence.party}</th>
          <th scope="col">{words.evidence.entity}</th>
          <th scope="col" className="number">
            {words.evidence.points}
          </th>
          <th scope="col">
            <span className="quiet">·</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {hit.evidence.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows stand in the order in which they were computed
          <tr key={at}>
            <td data-label={words.evidence.feature}>{row.feature.replaceAll('_', ' ')}</td>
            <td data-label={words.evidence.party}>{row.party === null ? '—' : plain(row.party)}</td>
            <td data-label={words.evidence.entity}>{row.entity === null ? '—' : plain(row.entity)}</td>
            <td data-label={words.evidence.points} className="number">
              {signed(row.points)}
            </td>
            <td data-label="·">{plain(row.note)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={3}>
            {words.evidence.score}
          </th>
          <td className="number">{hit.score.toFixed(DIGITS)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  )
}
