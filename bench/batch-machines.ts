import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBatches } from '../src/engine/batch-open.ts'
import { packFile } from '../src/engine/batch-pack.ts'
import { batchStatus } from '../src/engine/batch-status.ts'
import { submitPacked } from '../src/engine/batch-submit.ts'
import type { Engine } from '../src/engine/engine.ts'
import { findPostgres, startPostgres, type TestPostgres } from '../test/support/postgres.ts'
import { AT, benchEngine, writeBook } from './batch-book.ts'

/**
 * One machine and two that share PostgreSQL, on the same rows. A machine is a network namespace with a name, an address and a data
 * folder of its own, which reaches nothing but the database; where namespaces are not permitted, a process group with a data folder.
 * Each has one thread. `--rows=N` (default 40,000). Processor time is told beside the clock's: of two machines on one loaded computer
 * the clock says little.
 */
const MAIN = new URL('../src/cli/main.ts', import.meta.url).pathname
const NET = '10.213.7'
const BRIDGE = 'cordon-bench'
const MACHINES = ['machine-a', 'machine-b'] as const
const count = Number(process.argv.find((arg) => arg.startsWith('--rows='))?.slice('--rows='.length) ?? 40_000)
const isJson = process.argv.includes('--json')
const say = (text: string): void => {
  if (!isJson) console.log(text)
}

const ip = (...args: string[]): void => void execFileSync('ip', args, { stdio: 'pipe' })

/** A bridge with the database's address, and a namespace for each machine. Answers whether that is permitted here. */
function connected(): boolean {
  try {
    ip('link', 'add', BRIDGE, 'type', 'bridge')
    ip('addr', 'add', `${NET}.1/24`, 'dev', BRIDGE)
    ip('link', 'set', BRIDGE, 'up')
    for (const [at, machine] of MACHINES.entries()) {
      ip('netns', 'add', machine)
      ip('link', 'add', `${machine}-in`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', machine)
      ip('link', 'set', `${machine}-in`, 'master', BRIDGE, 'up')
      ip('-n', machine, 'addr', 'add', `${NET}.${at + 2}/24`, 'dev', 'eth0')
      ip('-n', machine, 'link', 'set', 'eth0', 'up')
    }
    return true
  } catch {
    disconnected()
    return false
  }
}

function disconnected(): void {
  for (const machine of MACHINES) spawnSync('ip', ['netns', 'delete', machine], { stdio: 'pipe' })
  spawnSync('ip', ['link', 'delete', BRIDGE], { stdio: 'pipe' })
}

interface Network {
  readonly isApart: boolean
  readonly folder: string
  readonly databaseUrl: string
}

/** A worker of one thread on one machine, until nothing is left. Answers its seconds of processor. */
function worked(machine: string, { isApart, folder, databaseUrl }: Network): Promise<number> {
  const worker = [process.execPath, MAIN, 'worker', '--threads', '1', '--until-idle']
  const command = [...worker, '--data', join(folder, machine), '--database-url', databaseUrl]
  const [program = '', ...args] = isApart
    ? [
        'ip',
        'netns',
        'exec',
        machine,
        'unshare',
        '--uts',
        'sh',
        '-c',
        `hostname ${machine} && exec "$@"`,
        'sh',
        ...command,
      ]
    : command
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (bytes) => {
      said += String(bytes)
    })
    child.once('exit', () => {
      const told = /done in ([\d.]+) s of processor/.exec(said)?.[1]
      if (told === undefined) reject(new Error(`the worker of ${machine} ended early: ${said}`))
      else resolve(Number(told))
    })
  })
}

interface Run {
  readonly wallS: number
  /** Seconds of processor of each machine. */
  readonly cpuS: readonly number[]
}

async function run(machines: readonly string[], rows: number, engine: Engine, network: Network): Promise<Run> {
  const store = await openBatches({ databaseUrl: network.databaseUrl })
  const book = join(network.folder, 'book.csv')
  writeBook(book, rows, engine)
  const id = await submitPacked(store, packFile(book), 'bench', engine, { at: AT })
  const from = performance.now()
  const cpuS = await Promise.all(machines.map((machine) => worked(machine, network)))
  const wallS = (performance.now() - from) / 1_000
  const { state, workers, rows_done: done, snapshots, basis } = await batchStatus(store, id)
  await store.close()
  const isRight = state === 'done' && done === rows && snapshots.length === 1 && snapshots[0] === basis.snapshot
  if (!isRight) process.exitCode = 1
  say(
    `${machines.length} machine${machines.length === 1 ? '' : 's'}: ${rows} rows ${state} in ${wallS.toFixed(1)} s by the clock, ${cpuS.map((s) => s.toFixed(1)).join(' and ')} s of processor; workers ${workers.join(', ')}; ${isRight ? 'one list version' : 'WRONG'}`,
  )
  return { wallS, cpuS }
}

async function opened(isApart: boolean): Promise<{ readonly server: TestPostgres; readonly network: Network }> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-machines-'))
  const rules = join(mkdtempSync(join(tmpdir(), 'cordon-hba-')), 'pg_hba.conf')
  writeFileSync(rules, `local all all trust\nhost all all ${NET}.0/24 trust\n`)
  execFileSync('chmod', ['-R', 'a+rX', join(rules, '..')])
  const server = await startPostgres(isApart ? [`listen_addresses=${NET}.1`, `hba_file=${rules}`] : [])
  const socket = await server.createDatabase()
  const databaseUrl = isApart ? `postgresql://cordon@${NET}.1${new URL(socket.replace('@/', '@x/')).pathname}` : socket
  return { server, network: { isApart, folder, databaseUrl } }
}

async function main(): Promise<void> {
  if (findPostgres() === undefined) return console.error('PostgreSQL is not installed')
  const { engine, list } = await benchEngine()
  const isApart = connected()
  const { server, network } = await opened(isApart)
  try {
    say(
      `${isApart ? 'network namespaces' : 'process groups: namespaces are not permitted here'}; ${list}; load ${loadavg()[0]?.toFixed(1)}`,
    )
    for (const machine of MACHINES) await run([machine], 1_000, engine, network) // each builds and keeps its index
    const one = await run([MACHINES[0]], count, engine, network)
    const two = await run(MACHINES, count, engine, network)
    const slower = Math.max(...two.cpuS)
    const scaling = (one.cpuS[0] ?? 0) / slower
    say(
      `2 over 1: ${scaling.toFixed(2)} by the processor time of the slower machine, ${(one.wallS / two.wallS).toFixed(2)} by the clock; load ${loadavg()[0]?.toFixed(1)}`,
    )
    if (isJson) console.log(JSON.stringify({ bench: 'batch-machines', isApart, rows: count, one, two, scaling }))
  } finally {
    await server.stop()
    disconnected()
    rmSync(network.folder, { recursive: true, force: true })
  }
}

await main()
