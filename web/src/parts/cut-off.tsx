import { useEffect, useState } from 'react'
import { useWords } from '../settings.tsx'

const STORED = 'cordon.payments.cut-off'
const TICK_MS = 30_000
const DAY_MINUTES = 1_440
/** Under this the countdown is shown as pressing. */
const PRESSING_MINUTES = 60

/** The payment system's cut-off of the day, which the desk states in its own time, and how long until it comes. */
export function CutOff() {
  const words = useWords()
  const [cutOff, setCutOff] = useState(stored)
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const ticking = setInterval(() => setNow(new Date()), TICK_MS)
    return () => clearInterval(ticking)
  }, [])
  const left = minutesUntil(cutOff, now)
  const state = (value: string): void => {
    setCutOff(value)
    try {
      localStorage.setItem(STORED, value)
    } catch {
      // A browser that keeps nothing shows the countdown until it is closed.
    }
  }
  return (
    <p className="cut-off">
      <label>
        {words.payments.cutOff}{' '}
        <input type="time" value={cutOff} onChange={(event) => state(event.currentTarget.value)} />
      </label>{' '}
      {left !== undefined && (
        <span role="timer" className={left < PRESSING_MINUTES ? 'badge open' : 'badge'}>
          {words.payments.left(Math.floor(left / 60), left % 60)}
        </span>
      )}
    </p>
  )
}

/** Whole minutes to the next time that the clock shows `cutOff` (HH:MM); none where nothing is stated. */
export function minutesUntil(cutOff: string, now: Date): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(cutOff) ?? []
  if (hours === undefined || minutes === undefined) return undefined
  const ahead = Number(hours) * 60 + Number(minutes) - (now.getHours() * 60 + now.getMinutes())
  return ahead >= 0 ? ahead : ahead + DAY_MINUTES
}

function stored(): string {
  try {
    return localStorage.getItem(STORED) ?? ''
  } catch {
    return ''
  }
}
