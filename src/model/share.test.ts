import { expect, test } from 'vitest'
import { parseShare, shareText } from './share.ts'

test.each([
  ['40', '40'],
  ['40 %', '40'],
  ['33,3', '33.3'],
  ['.5', '0.5'],
  ['0.5', '0.5'],
  ['40-60', '40 to 60'],
  ['40 – 60 %', '40 to 60'],
  ['de 40', 'share.unreadable'],
  ['40 a 60', '40 to 60'],
  ['>50', '50.0000001 to 100'],
  ['>= 50', '50 to 100'],
  ['<50', '0 to 49.9999999'],
  ['', 'unknown'],
  ['unknown', 'unknown'],
  ['16.66666666', '16.6666666 to 16.6666667'],
  ['49.9999999', '49.9999999'],
  ['100', '100'],
  ['100.0000001', 'share.over_100'],
  ['-5', 'share.negative'],
  ['60-40', 'share.backwards'],
  ['5e1', 'share.unreadable'],
  ['0x32', 'share.unreadable'],
] as const)('a share written %s is %s', (raw, expected) => {
  const parsed = parseShare(raw)
  expect(parsed.ok ? shareText(parsed.value) : parsed.issue.code).toBe(expected)
})
