import { parentPort, workerData } from 'node:worker_threads'
import { type Built, buildKept, type KeptVersion } from './kept-index.ts'

/** A thread that builds one index beside the one in service, keeps it and ends. */
const build = async (version: KeptVersion): Promise<Built> => {
  try {
    return { ok: true, built: await buildKept(version) }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.postMessage(await build(workerData))
