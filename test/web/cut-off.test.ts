import { expect, it } from 'vitest'
import { minutesUntil } from '../../web/src/parts/cut-off.tsx'

const at = (hours: number, minutes: number): Date => new Date(2026, 10, 20, hours, minutes)

it.each([
  ['16:00', at(14, 30), 90, 'later today'],
  ['16:00', at(16, 0), 0, 'now'],
  ['16:00', at(16, 1), 1_439, 'missed: tomorrow'],
  ['00:15', at(23, 45), 30, 'after midnight'],
  ['', at(9, 0), undefined, 'none stated'],
  ['25:00', at(9, 0), undefined, 'no time of day'],
])('to %s there are so many minutes (%#)', (cutOff, now, expected) => {
  expect(minutesUntil(cutOff, now)).toBe(expected)
})
