import { useSettings } from '../settings.tsx'

const DAY_MS = 86_400_000

/** An instant in the reader's own time and in UTC. */
export function Instant({ at }: { readonly at: string }) {
  const { words, language } = useSettings()
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return <span>{at}</span>
  const own = time.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
  const isElsewhere = time.getTimezoneOffset() !== 0
  const utc = time.toISOString().slice(0, 16).replace('T', ' ')
  return (
    <time dateTime={at} title={`${own} (${words.time.yours})`}>
      {utc} {words.time.utc}
      {isElsewhere && (
        <span className="quiet">
          {' '}
          ({own} {words.time.yours})
        </span>
      )}
    </time>
  )
}

export const today = (): string => new Date().toISOString().slice(0, 10)

/** Days from one to another; negative where it is past. */
export const daysUntil = (day: string, from: string = today()): number =>
  Math.round((Date.parse(`${day.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / DAY_MS)

/** A due day as a chip: how long is left, and that it is late, in words. */
export function Clock({ due, rule, from }: { readonly due: string; readonly rule?: string; readonly from?: string }) {
  const { words, say } = useSettings()
  const left = daysUntil(due, from)
  const tone = left < 0 ? 'effect' : left <= 2 ? 'open' : ''
  const says =
    left < 0 ? `${words.time.days(-left)} ${words.time.late}` : left === 0 ? words.time.today : words.time.days(left)
  return (
    <span className={`badge ${tone}`} title={rule === undefined ? undefined : say(rule)}>
      ⏱ {due} · {says}
    </span>
  )
}
