/** Where a batch stands. `loading` is a job whose rows are still being read in: it is never worked on. */
export const BATCH_STATES = ['loading', 'queued', 'done', 'cancelled'] as const
export type BatchState = (typeof BATCH_STATES)[number]

/** A batch as it is kept: what is asked of which rows, on which pinned lists. */
export interface BatchJob {
  readonly id: string
  readonly tenant: string
  /** What it was made from, for people. */
  readonly name: string
  readonly state: BatchState
  readonly rows: number
  readonly chunks: number
  readonly chunksDone: number
  readonly madeAt: string
  /** JSON of the question: instant, days, threshold, limit, policy, matcher, and the digests of the lists' snapshots. */
  readonly basis: string
  /** JSON of how the rows of its file are laid out; `{}` while it is loading. */
  readonly shape: string
}

/** A part of a batch that one worker has for a while. */
export interface ClaimedChunk {
  readonly job: string
  readonly chunk: number
  /** Its handle in the queue, which `finish` and `extend` want back. */
  readonly claim: string
  readonly basis: string
  readonly shape: string
  /** Gzipped JSON lines, one row each. */
  readonly rows: Uint8Array
}

/** What a worker made of a chunk. */
export interface ChunkResult {
  /** Gzipped JSON lines, one result for each row, in order. */
  readonly results: Uint8Array
  readonly rows: number
  readonly hits: number
  readonly undetermined: number
  readonly worker: string
  /** Digest of the snapshot of lists that answered. */
  readonly snapshot: string
}

/** A chunk of which the results stand: both gzipped JSON lines, in the same order. */
export interface DoneChunk {
  readonly chunk: number
  readonly rows: Uint8Array
  readonly results: Uint8Array
}
