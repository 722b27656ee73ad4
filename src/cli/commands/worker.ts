import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import { openBatchesPatiently, snapshotFolder } from '../../engine/batch-open.ts'
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
const MICROS = 1_000_000

export function createCommand(): Command {
  const command = new Command('worker')
    .description(
      'Works on queued batches until it is stopped; any number of workers may share one data folder or database.',
    )
    .option(
      '--threads <n>',
      'threads over one shared index (default: the cores of this machine)',
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
  const open = {
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    ...(options.lease === undefined ? {} : { leaseSeconds: options.lease }),
  }
  let isStopped = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      isStopped = true
    })
  const how = { isStopped: () => isStopped, onProgress: note }
  const store = await openBatchesPatiently(open, how)
  if (store === undefined) return
  const done = await work(store, {
    ...how,
    threads: options.threads ?? availableParallelism(),
    cache: snapshotFolder(options.data),
    ...(options.untilIdle === true ? { untilIdle: true } : {}),
  })
  await store.close()
  const { user, system } = process.cpuUsage()
  note(`${done} chunks done in ${((user + system) / MICROS).toFixed(1)} s of processor`)
}
