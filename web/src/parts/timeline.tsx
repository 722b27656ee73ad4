import type { RegisterEvent } from '../api/register.ts'
import { useWords } from '../settings.tsx'
import { AuthorityCode } from './designations.tsx'
import { plain } from './text.tsx'
import { today } from './time.tsx'

const DAY_MS = 86_400_000
const MARGIN_DAYS = 200
const HUNDRED = 100
const MOST_YEARS = 8

const dayOf = (date: string): number => Date.parse(`${date.slice(0, 10).padEnd(10, '-01')}T00:00:00Z`) / DAY_MS
const lastDayOf = (date: string): number => dayOf(date.split('/').at(-1) ?? date)

const STARTS = new Set(['designated', 'seen'])
const ENDS = new Set(['revoked', 'resolved', 'gone', 'removed'])

interface Span {
  readonly from: number
  readonly to: number
  readonly tone: 'effect' | 'open'
}

interface Props {
  readonly events: readonly RegisterEvent[]
  readonly asOf: string
  readonly onChoose: (day: string) => void
}

/** Events of each authority on one line of days: bars of legal effect, dots for all else, and the day asked about. */
export function Timeline({ events, asOf, onChoose }: Props) {
  const words = useWords()
  const dated = events
    .map((event) => ({ ...event, at: dayOf(event.on), end: lastDayOf(event.on) }))
    .filter(({ at }) => Number.isFinite(at))
  const authorities = [...new Set(dated.map(({ authority }) => authority))]
  const now = dayOf(asOf)
  const first = Math.min(now, ...dated.map(({ at }) => at)) - MARGIN_DAYS
  const last = Math.max(now, ...dated.map(({ end }) => end)) + MARGIN_DAYS
  const left = (day: number): string => `${((day - first) / (last - first)) * HUNDRED}%`
  const width = (from: number, to: number): string => `${Math.max(0.4, ((to - from) / (last - first)) * HUNDRED)}%`
  const choose = (event: React.MouseEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const day = first + ((event.clientX - box.left) / box.width) * (last - first)
    onChoose(new Date(Math.round(day) * DAY_MS).toISOString().slice(0, 10))
  }
  if (authorities.length === 0) return null
  return (
    <figure className="timeline">
      <div className="timeline-rows" aria-hidden="true">
        {authorities.map((authority) => {
          const own = dated.filter((event) => event.authority === authority)
          return (
            <div className="timeline-row" key={authority}>
              <span className="timeline-name">
                <AuthorityCode code={authority} />
              </span>
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the slider above does the same with keys */}
              {/* biome-ignore lint/a11y/noStaticElementInteractions: the same, for whoever points */}
              <div className="timeline-track" onClick={choose}>
                {spansOf(own, Math.min(last, Math.max(now, dayOf(today())))).map((span) => (
                  <span
                    key={`${span.from} ${span.tone}`}
                    className={`span ${span.tone}`}
                    style={{ left: left(span.from), width: width(span.from, span.to) }}
                  />
                ))}
                {own.map((event) => (
                  <span
                    key={event.id}
                    className={`dot ${STARTS.has(event.type) ? 'effect' : 'open'}`}
                    style={{ left: left(event.at) }}
                    title={`${event.on} ${words.events[event.type] ?? words.states[event.type] ?? event.type}: ${plain(event.note)}`}
                  />
                ))}
                <span className="cursor" style={{ left: left(now) }} />
              </div>
            </div>
          )
        })}
        <div className="timeline-row axis">
          <span className="timeline-name" />
          <div className="timeline-track">
            {yearsOf(first, last).map(({ year, day }) => (
              <span key={year} className="year" style={{ left: left(day) }}>
                {year}
              </span>
            ))}
          </div>
        </div>
      </div>
      <figcaption className="quiet small">{words.organisation.timelineHint}</figcaption>
    </figure>
  )
}

function yearsOf(first: number, last: number): readonly { readonly year: number; readonly day: number }[] {
  const from = new Date(first * DAY_MS).getUTCFullYear() + 1
  const to = new Date(last * DAY_MS).getUTCFullYear()
  const by = Math.max(1, Math.ceil((to - from + 1) / MOST_YEARS))
  const years: { year: number; day: number }[] = []
  for (let year = from; year <= to; year += by) years.push({ year, day: Date.UTC(year, 0, 1) / DAY_MS })
  return years
}

type Dated = RegisterEvent & { readonly at: number; readonly end: number }

/** From each designation to its end, or to the end of the picture; holds and vows to what followed them. */
function spansOf(events: readonly Dated[], last: number): readonly Span[] {
  const spans: Span[] = []
  let from: { at: number; tone: Span['tone'] } | undefined
  const close = (to: number): void => {
    if (from !== undefined) spans.push({ from: from.at, to, tone: from.tone })
    from = undefined
  }
  for (const { at, type } of [...events].sort((a, b) => a.at - b.at)) {
    if (STARTS.has(type)) {
      if (from?.tone === 'effect') continue
      close(at)
      from = { at, tone: 'effect' }
    } else if (ENDS.has(type)) close(at)
    else if (from === undefined) from = { at, tone: 'open' }
  }
  close(last)
  return spans
}
