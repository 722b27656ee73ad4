import type { BatchJob, ChunkResult, ClaimedChunk, DoneChunk } from '../../model/batch.ts'

/** Sums over the chunks that are done. */
export interface BatchCounts {
  readonly rows: number
  readonly hits: number
  readonly undetermined: number
  readonly workers: readonly string[]
  /** Digests of the snapshots that answered: one, whatever lists were updated meanwhile. */
  readonly snapshots: readonly string[]
}

/** What a new batch starts with. */
export interface NewBatch {
  readonly id: string
  readonly tenant: string
  readonly name: string
  readonly madeAt: string
  readonly basis: string
}

/** What is known of a batch once all its rows are read in. */
export interface WholeBatch {
  readonly rows: number
  readonly chunks: number
  readonly shape: string
}

/**
 * Jobs, chunks, results and list snapshots. One result stands for each chunk, whoever brings it and however often:
 * a worker that died and one that took over may both finish, and the first wins.
 */
export interface BatchStore {
  create(batch: NewBatch): Promise<void>
  addChunk(job: string, chunk: number, rows: Uint8Array): Promise<void>
  /** Makes a batch whose chunks are all in ready to be worked on; atomic. */
  open(job: string, whole: WholeBatch): Promise<void>
  /** A chunk that nobody has, or whose holder has not been heard of for the time of a lease. */
  claim(worker: string): Promise<ClaimedChunk | undefined>
  /** Says that the holder still works. */
  extend(claim: ClaimedChunk): Promise<void>
  /** Stores a result: `false` where another's stands already or the batch was cancelled. Acknowledged only once durable. */
  finish(claim: ClaimedChunk, result: ChunkResult): Promise<boolean>
  find(job: string): Promise<BatchJob | undefined>
  /** Batches of one tenant, or of all, in the order in which they were made. */
  all(tenant?: string): Promise<readonly BatchJob[]>
  counts(job: string): Promise<BatchCounts>
  /** `false` where there was nothing left to cancel. */
  cancel(job: string): Promise<boolean>
  /** Rows with their results, chunk by chunk in order, from `from` on; of a batch that is not done, those that are there. */
  results(job: string, from?: number): AsyncIterable<DoneChunk>
  /** Forgets a batch with its rows and results; `false` where it is still to be worked on, or unknown. */
  remove(job: string): Promise<boolean>
  hasSnapshot(digest: string): Promise<boolean>
  keepSnapshot(digest: string, bytes: Uint8Array): Promise<void>
  findSnapshot(digest: string): Promise<Uint8Array | undefined>
  close(): Promise<void>
}

/** Seconds for which a chunk is one worker's without a word from it. */
export const DEFAULT_LEASE_SECONDS = 120
