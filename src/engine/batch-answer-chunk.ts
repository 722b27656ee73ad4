import { answerRow, type RowAnswer } from './batch-answer.ts'
import { packLines, rowsOfChunk } from './batch-lines.ts'
import type { Engine, ScreenOptions } from './engine.ts'
import type { PartyLayout } from './party-file.ts'

/** A chunk as it is handed to a thread: its rows packed as they were kept, so that nobody else reads them. */
export interface BatchChunk {
  readonly rows: Uint8Array
  readonly layouts: readonly PartyLayout[]
}

/** A chunk answered: its answers as one block, and what they sum up to. */
export interface AnsweredChunk {
  readonly results: Uint8Array
  readonly rows: number
  readonly hits: number
  readonly undetermined: number
}

export const answerChunk = (engine: Engine, { rows, layouts }: BatchChunk, options: ScreenOptions): AnsweredChunk =>
  answeredChunk(rowsOfChunk(rows).map((raw) => answerRow(engine, raw, layouts, options)))

export const answeredChunk = (answers: readonly RowAnswer[]): AnsweredChunk => ({
  results: packLines(answers),
  rows: answers.length,
  hits: answers.filter(({ status }) => status === 'hits').length,
  undetermined: answers.filter(({ status }) => status === 'undetermined').length,
})
