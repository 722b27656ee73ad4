import type { BatchJob } from '../model/batch.ts'
import { CordonError } from '../model/errors.ts'
import { CAVEATS } from '../screening/answer.ts'
import type { BatchCounts, BatchStore } from '../store/batches/batch-store.ts'
import { type BatchResult, type RowAnswer, withQuestion } from './batch-answer.ts'
import { type BatchBasis, parseBasis } from './batch-basis.ts'
import { resultsOfChunk, rowsOfChunk } from './batch-lines.ts'
import { parseShape } from './batch-shape.ts'
import type { RawRow } from './party-file.ts'

export type { BatchJob } from '../model/batch.ts'
export type { BatchResult } from './batch-answer.ts'
export type { BatchBasis } from './batch-basis.ts'

/** Where a batch stands, for people and the API. */
export interface BatchStatus {
  readonly id: string
  readonly name: string
  readonly state: BatchJob['state']
  readonly made_at: string
  readonly rows: number
  readonly rows_done: number
  readonly chunks: number
  readonly chunks_done: number
  readonly with_hits: number
  readonly undetermined: number
  readonly workers: readonly string[]
  /** What each heading of the file was read as; `null` passes through and is not screened. */
  readonly columns: readonly { readonly sheet?: string; readonly heading: string; readonly read_as: string | null }[]
  readonly basis: BatchBasis
  /** Digests of the snapshots that workers answered with: never another than the basis names. */
  readonly snapshots: readonly string[]
  readonly caveat: string
}

/** @throws CordonError `batch.unknown` where there is none of that id, or it is another tenant's. */
export async function getBatch(store: BatchStore, id: string, tenant?: string): Promise<BatchJob> {
  const job = await store.find(id)
  if (job === undefined || (tenant !== undefined && job.tenant !== tenant))
    throw new CordonError('batch.unknown', `there is no batch ${id}`)
  return job
}

export async function batchStatus(store: BatchStore, id: string, tenant?: string): Promise<BatchStatus> {
  const job = await getBatch(store, id, tenant)
  return statusOf(job, await store.counts(id))
}

export async function allBatches(store: BatchStore, tenant?: string): Promise<readonly BatchStatus[]> {
  return Promise.all((await store.all(tenant)).map(async (job) => statusOf(job, await store.counts(job.id))))
}

const statusOf = (job: BatchJob, counts: BatchCounts): BatchStatus => ({
  id: job.id,
  name: job.name,
  state: job.state,
  made_at: job.madeAt,
  rows: job.rows,
  rows_done: counts.rows,
  chunks: job.chunks,
  chunks_done: job.chunksDone,
  with_hits: counts.hits,
  undetermined: counts.undetermined,
  workers: counts.workers,
  columns: parseShape(job.shape).layouts.flatMap(({ sheet, header, read }) =>
    header.map((heading, at) => ({ ...(sheet === '' ? {} : { sheet }), heading, read_as: read[at] ?? null })),
  ),
  basis: parseBasis(job.basis),
  snapshots: counts.snapshots,
  caveat: CAVEATS.en,
})

/** A row of the file with its answer. */
export interface AnsweredRow {
  readonly raw: RawRow
  readonly answer: RowAnswer
}

export interface AnsweredChunkRows {
  readonly chunk: number
  readonly rows: readonly AnsweredRow[]
}

/** Rows with their answers, in the order of the rows, a chunk at a time; of a batch that is not done, those that are there. */
export async function* answeredRows(store: BatchStore, id: string, fromChunk = 0): AsyncIterable<AnsweredChunkRows> {
  for await (const { chunk, rows, results } of store.results(id, fromChunk)) {
    const raws = rowsOfChunk(rows)
    const answers = resultsOfChunk<RowAnswer>(results, raws.length)
    yield { chunk, rows: raws.map((raw, at) => ({ raw, answer: answers[at] ?? missing() })) }
  }
}

function missing(): never {
  throw new CordonError('store.unavailable', 'a row of a chunk has no result')
}

/** Results in the order of the rows, each with what was asked. */
export async function* batchResults(store: BatchStore, id: string, fromChunk = 0): AsyncIterable<BatchResult> {
  const { layouts } = parseShape((await getBatch(store, id)).shape)
  for await (const { rows } of answeredRows(store, id, fromChunk))
    for (const { raw, answer } of rows) yield withQuestion(answer, raw, layouts)
}
