import { parentPort, workerData } from 'node:worker_threads'
import { CordonError } from '../model/errors.ts'
import { packBytes } from './batch-pack.ts'

/** Reads one uploaded file beside the thread that serves requests, and ends. */
const { bytes, name }: { readonly bytes: Uint8Array; readonly name: string } = workerData
try {
  const packed = packBytes(bytes, name)
  parentPort?.postMessage({ packed })
} catch (error) {
  if (!(error instanceof CordonError)) throw error
  parentPort?.postMessage({ code: error.code, message: error.message })
}
