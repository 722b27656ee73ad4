import type { RegisterEvent } from '../api.ts'
import { useWords } from '../settings.tsx'

const WIDTH = 720
const LABEL_WIDTH = 90
const ROW_HEIGHT = 34
const DAY_MS = 86_400_000

const dayOf = (date: string): number => Date.parse(`${date.slice(0, 10).padEnd(10, '-01')}T00:00:00Z`) / DAY_MS

const STARTS = new Set(['designated', 'seen'])
const ENDS = new Set(['revoked', 'resolved'])

interface Span {
  readonly from: number
  readonly to: number
  readonly tone: string
}

/** Events of each authority on one line of days: spans of legal effect, points for all else, and the day asked about. */
export function Timeline({ events, asOf }: { readonly events: readonly RegisterEvent[]; readonly asOf: string }) {
  const words = useWords()
  const dated = events.map((event) => ({ ...event, at: dayOf(event.date) })).filter(({ at }) => Number.isFinite(at))
  const authorities = [...new Set(dated.map(({ authority }) => authority))]
  const now = dayOf(asOf)
  const first = Math.min(now, ...dated.map(({ at }) => at)) - 60
  const last = Math.max(now, ...dated.map(({ at }) => at)) + 60
  const x = (day: number): number => LABEL_WIDTH + ((day - first) / (last - first)) * (WIDTH - LABEL_WIDTH - 10)
  const height = authorities.length * ROW_HEIGHT + 26
  return (
    <svg className="picture" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={words.organisation.timeline}>
      {authorities.map((authority, at) => {
        const own = dated.filter((event) => event.authority === authority)
        return (
          <g key={authority} transform={`translate(0 ${at * ROW_HEIGHT})`}>
            <text x={0} y={21}>
              {authority}
            </text>
            <line x1={LABEL_WIDTH} x2={WIDTH - 10} y1={17} y2={17} />
            {spansOf(own, last).map((span) => (
              <rect
                key={span.from}
                className={span.tone}
                x={x(span.from)}
                width={Math.max(2, x(span.to) - x(span.from))}
                y={11}
                height={12}
                rx={2}
              />
            ))}
            {own.map((event) => (
              <circle
                key={`${event.type} ${event.date}`}
                className={STARTS.has(event.type) ? 'span-effect' : 'span-open'}
                cx={x(event.at)}
                cy={17}
                r={5}
              >
                <title>{`${event.date} ${event.type.replaceAll('_', ' ')}: ${event.note}`}</title>
              </circle>
            ))}
          </g>
        )
      })}
      <line className="cursor" x1={x(now)} x2={x(now)} y1={0} y2={height - 22} />
      <text x={Math.min(x(now), WIDTH - 80)} y={height - 6}>
        {asOf}
      </text>
    </svg>
  )
}

/** From each designation to its end, or to the end of the picture. */
function spansOf(events: readonly { readonly at: number; readonly type: string }[], last: number): readonly Span[] {
  const spans: Span[] = []
  let from: number | undefined
  for (const { at, type } of [...events].sort((a, b) => a.at - b.at)) {
    if (STARTS.has(type)) from ??= at
    if (ENDS.has(type) && from !== undefined) {
      spans.push({ from, to: at, tone: 'span-effect' })
      from = undefined
    }
  }
  return from === undefined ? spans : [...spans, { from, to: last, tone: 'span-effect' }]
}
