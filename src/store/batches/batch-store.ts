import type { BatchJob, ChunkResult, ClaimedChunk } from '../../model/batch.ts'

/** Sums over the chunks that are done. */
export interface BatchCounts {
  readonly rows: number
  readonly hits: number
  readonly undetermined: number
  readonly workers: readonly string[]
}

/** What a new batch starts with. */
export interface NewBatch {
  readonly id: string
  readonly name: string
  readonly madeAt: string
  readonly basis: string
}

/**
 * Jobs, chunks, results and list snapshots. One result stands for each chunk, whoever brings it and however often:
 * a worker that died and one that took over may both finish, and the first wins.
 */
export interface BatchStore {
  create(batch: NewBatch): Promise<void>
  addChunk(job: string, chunk: number, rows: Uint8Array): Promise<void>
  /** Makes a batch whose chunks are all in ready to be worked on; atomic. */
  open(job: string, rows: number, chunks: number): Promise<void>
  /** A chunk that nobody has, or whose holder has not been heard of for the time of a lease. */
  claim(worker: string): Promise<ClaimedChunk | undefined>
  /** Says that the holder still works. */
  extend(claim: ClaimedChunk): Promise<void>
  /** Stores a result: `false` where another's stands already or the batch was cancelled. Acknowledged only once durable. */
  finish(claim: ClaimedChunk, result: ChunkResult): Promise<boolean>
  find(job: string): Promise<BatchJob | undefined>
  all(): Promise<readonly BatchJob[]>
  counts(job: string): Promise<BatchCounts>
  /** `false` where there was nothing left to cancel. */
  cancel(job: string): Promise<boolean>
  /** Gzipped results, chunk by chunk in order; of a batch that is not done, those that are there. */
  results(job: string): AsyncIterable<Uint8Array>
  keepSnapshot(digest: string, bytes: Uint8Array): Promise<void>
  findSnapshot(digest: string): Promise<Uint8Array | undefined>
  close(): Promise<void>
}

/** Seconds for which a chunk is one worker's without a word from it. */
export const DEFAULT_LEASE_SECONDS = 120
