import { Worker } from 'node:worker_threads'
import { CordonError, type ErrorCode } from '../model/errors.ts'
import { type PackedRows, packBytes } from './batch-pack.ts'

/** Bytes up to which reading a file takes no longer than an answer may wait. */
const AT_ONCE_BYTES = 256 * 1024
const IN_DIST = import.meta.url.endsWith('.js')

type Told = { readonly packed: PackedRows } | { readonly code: ErrorCode; readonly message: string }

/**
 * Reads an uploaded file into chunks; a large one in a thread of its own, so that other requests do not wait.
 *
 * @throws CordonError `input.*` as for any file.
 */
export function packApart(bytes: Uint8Array, name: string): Promise<PackedRows> {
  if (bytes.length <= AT_ONCE_BYTES) return Promise.resolve().then(() => packBytes(bytes, name))
  return new Promise((resolve, reject) => {
    const url = new URL(`./batch-pack-thread.${IN_DIST ? 'js' : 'ts'}`, import.meta.url)
    const thread = new Worker(url, { workerData: { bytes, name } })
    thread.once('message', (told: Told) => {
      if ('packed' in told) resolve(told.packed)
      else reject(new CordonError(told.code, told.message))
    })
    thread.once('error', reject)
    thread.once('exit', () => reject(new CordonError('input.unreadable', `${name} could not be read`)))
  })
}
