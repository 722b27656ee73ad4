import { parentPort, workerData } from 'node:worker_threads'
import Type from 'typebox'
import { Value } from 'typebox/value'
import { openBatchesPatiently } from './batch-open.ts'
import { work } from './batch-work.ts'

const OPTIONS = Type.Object({
  name: Type.String(),
  data: Type.Optional(Type.String()),
  databaseUrl: Type.Optional(Type.String()),
  leaseSeconds: Type.Optional(Type.Number()),
  untilIdle: Type.Boolean(),
})

/** One thread of a worker: a store and an index of its own, since threads of Node.js share no objects. */
const { name, untilIdle, ...open } = Value.Parse(OPTIONS, workerData)
let isStopped = false
parentPort?.on('message', () => {
  isStopped = true
})
const how = { isStopped: () => isStopped, onProgress: (text: string) => parentPort?.postMessage(text) }
const store = await openBatchesPatiently(open, how)
if (store !== undefined) {
  await work(store, { name, untilIdle, ...how })
  await store.close()
}
parentPort?.close()
