import { expect, test } from 'vitest'
import { readKnowledgeTable } from '../engine/knowledge.ts'
import type { PaymentMessage } from '../model/payment.ts'
import { compileFieldMap, FIELD_MAP_COLUMNS } from './field-map.ts'
import { type BookCoverage, screenInstant } from './instant.ts'

const map = compileFieldMap(readKnowledgeTable('payments/field-map.tsv', FIELD_MAP_COLUMNS))
if (!map.ok) throw new Error(map.issue.code)
const message: PaymentMessage = {
  index: 0,
  format: 'mt',
  type: 'MT103',
  text: 'JOHN DOE',
  fields: [{ path: '59/name', value: 'JOHN DOE', start: 0, end: 8 }],
}
const whole: BookCoverage = { book: 'customers', parties: 2, gaps: [], gapCount: 0, since: '2026-11-21T06:00:00Z' }

test.each([
  ['a book screened whole', message, whole, 'pass'],
  [
    'a book with a party that nobody asked about',
    message,
    { ...whole, gaps: [{ party: 'c-2', why: 'never screened' }], gapCount: 1 },
    'hold',
  ],
  ['an empty book proves nothing', message, { ...whole, parties: 0 }, 'hold'],
  ['a message that cannot be read', { ...message, fault: { kind: 'malformed', detail: 'cut' } }, whole, 'hold'],
] as const)('instant payments: %s', (_why, one, coverage, verdict) => {
  const answer = screenInstant(one, coverage, map.value)
  expect(answer.verdict).toBe(verdict)
  expect(answer.fields.every(({ rule }) => !rule.isScreened && rule.reason.startsWith('eu-instant'))).toBe(true)
  expect(answer.why.length > 0).toBe(verdict === 'hold')
})
