import { describe, expect, test } from 'vitest'
import { passageBatches, passagesOf, scoreBatch, scorePassage } from '../../test/support/horizon-passages.ts'

/** What each batch must keep: F1 and precision of events, by type and targets. Raise them; never lower them without a reason. */
const KEPT: Readonly<Record<string, { readonly f1: number; readonly precision: number }>> = {
  'batch-1': { f1: 0.95, precision: 0.95 },
  'batch-2': { f1: 0.95, precision: 0.95 },
  'batch-3': { f1: 0.95, precision: 0.95 },
  'batch-4': { f1: 0.95, precision: 0.95 },
  'batch-5': { f1: 0.95, precision: 0.95 },
  'batch-6': { f1: 0.93, precision: 0.95 },
  'batch-7': { f1: 0.95, precision: 0.95 },
  'batch-8': { f1: 0.92, precision: 0.95 },
}

describe.each(passageBatches())('labelled passages, %s', (batch) => {
  const scores = passagesOf(batch).map(scorePassage)

  test('keeps its score', () => {
    const { f1, precision } = scoreBatch(batch, scores)
    const kept = KEPT[batch] ?? { f1: 0, precision: 0 }
    expect(f1).toBeGreaterThanOrEqual(kept.f1)
    expect(precision).toBeGreaterThanOrEqual(kept.precision)
  })

  test.each(scores.map((score) => [score.passage.why, score] as const))(
    '%s: every span is the text at its offsets',
    (_, score) => {
      const { text } = score.passage
      for (const event of score.written.events) expect(text.slice(event.start, event.end)).toBe(event.evidence)
      for (const said of score.written.statements) expect(text.slice(said.start, said.end)).toBe(said.quote)
    },
  )

  test.each(
    scores.filter((score) => score.passage.events.length === 0).map((score) => [score.passage.why, score] as const),
  )('no act is told in: %s', (_, score) => {
    expect(score.wrong).toEqual([])
  })
})
