import { availableParallelism, hostname } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Command } from 'commander'
import { openBatchesPatiently } from '../../engine/batch-open.ts'
import { work } from '../../engine/batch-work.ts'
import { examples, integerArgument, withData } from '../options.ts'
import { note } from '../output.ts'

interface WorkerOptions {
  readonly threads?: number
  readonly databaseUrl?: string
  readonly lease?: number
  readonly untilIdle?: true
  readonly data?: string
}

const MOST_THREADS = 256
const LONGEST_LEASE = 86_400
const IN_DIST = import.meta.url.endsWith('.js')

export function createCommand(): Command {
  const command = new Command('worker')
    .description(
      'Works on queued batches until it is stopped; any number of workers may share one data folder or database.',
    )
    .option(
      '--threads <n>',
      'threads, each with an index of its own (default: the cores of this machine)',
      integerArgument(1, MOST_THREADS),
    )
    .option('--database-url <url>', 'batches in PostgreSQL, shared by many machines (default: CORDON_DATABASE_URL)')
    .option(
      '--lease <seconds>',
      'after which a chunk of a worker that died is taken over (default: 120)',
      integerArgument(1, LONGEST_LEASE),
    )
    .option('--until-idle', 'end when nothing is left to do')
  return withData(command)
    .addHelpText(
      'after',
      examples(
        'cordon worker',
        'cordon worker --until-idle --threads 1',
        'cordon worker --database-url postgresql://cordon@db/cordon',
      ),
    )
    .action(run)
}

async function run(options: WorkerOptions): Promise<void> {
  const threads = options.threads ?? availableParallelism()
  const open = {
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    ...(options.lease === undefined ? {} : { leaseSeconds: options.lease }),
  }
  let isStopped = false
  const pool: Worker[] = []
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isStopped = true
      for (const thread of pool) thread.postMessage('stop')
    })
  }
  if (threads === 1) {
    const how = { isStopped: () => isStopped, onProgress: note }
    const store = await openBatchesPatiently(open, how)
    if (store === undefined) return
    await work(store, { ...how, ...(options.untilIdle === true ? { untilIdle: true } : {}) })
    return store.close()
  }
  await Promise.all(
    Array.from({ length: threads }, (_, at) => {
      const thread = new Worker(new URL(`../../engine/batch-thread.${IN_DIST ? 'js' : 'ts'}`, import.meta.url), {
        workerData: { ...open, name: `${hostname()}/${process.pid}.${at}`, untilIdle: options.untilIdle === true },
      })
      pool.push(thread)
      thread.on('message', (text) => note(String(text)))
      return new Promise<void>((resolve, reject) => {
        thread.once('error', reject)
        thread.once('exit', () => resolve())
      })
    }),
  )
}
