import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import Type from 'typebox'
import { Value } from 'typebox/value'
import { openBatchesPatiently, snapshotFolder } from './batch-open.ts'
import { work } from './batch-work.ts'

const LOOK_MS = 1_000

const OPTIONS = Type.Object({
  name: Type.String(),
  data: Type.Optional(Type.String()),
  databaseUrl: Type.Optional(Type.String()),
  leaseSeconds: Type.Optional(Type.Number()),
  threads: Type.Integer(),
})

/** The worker of a server that keeps batches in its data folder: it works beside requests until nothing is left, and ends. */
const { name, threads, ...open } = Value.Parse(OPTIONS, workerData)
let isStopped = false
parentPort?.on('message', () => {
  isStopped = true
})
const how = { isStopped: () => isStopped, onProgress: (text: string) => parentPort?.postMessage(text) }
const store = await openBatchesPatiently(open, how)
if (store !== undefined) {
  // a chunk of a server that was killed is free once its lease is over
  while (!isStopped && (await store.all()).some(({ state }) => state === 'queued')) {
    const done = await work(store, { name, threads, untilIdle: true, cache: snapshotFolder(open.data), ...how })
    if (done === 0) await pause(LOOK_MS)
  }
  await store.close()
}
parentPort?.close()
