import { parentPort, workerData } from 'node:worker_threads'
import Type from 'typebox'
import { Value } from 'typebox/value'
import { openBatches, work } from './batch.ts'

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
const store = await openBatches(open)
await work(store, {
  name,
  untilIdle,
  isStopped: () => isStopped,
  onProgress: (text) => parentPort?.postMessage(text),
})
await store.close()
parentPort?.close()
