import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A PostgreSQL of the test's own, on a socket in a temporary folder; it listens on no address. */
export interface TestPostgres {
  /** Makes an empty database owned by an ordinary role, and answers its address. */
  createDatabase(): Promise<string>
  /** The address of a database for the superuser, whom Cordon refuses. */
  superuserUrl(databaseUrl: string): string
  /** Kills the server and every child at once, as `kill -9` does, and starts it again. */
  crash(): Promise<void>
  stop(): Promise<void>
}

const DEBIAN = '/usr/lib/postgresql'
/** Recovery after a kill takes its time on a loaded machine. */
const START_TIMEOUT_MS = 180_000
const OLDEST_MAJOR = 15

/** The newest PostgreSQL of Debian's packages, or `undefined`: tests that need it then say so and are skipped. */
export function findPostgres(): string | undefined {
  if (!existsSync(DEBIAN)) return undefined
  const majors = readdirSync(DEBIAN)
    .map(Number)
    .filter((major) => major >= OLDEST_MAJOR && existsSync(join(DEBIAN, String(major), 'bin', 'postgres')))
  return majors.length === 0 ? undefined : join(DEBIAN, String(Math.max(...majors)), 'bin')
}

/** PostgreSQL refuses to run as root; as root the tests run it as Debian's `postgres`. */
function runAs(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const number = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim())
  return { uid: number('-u'), gid: number('-g') }
}

/** @param settings - Server settings, as in `fsync=off`, that a test wants refused. */
export async function startPostgres(settings: readonly string[] = []): Promise<TestPostgres> {
  const binaries = findPostgres()
  if (binaries === undefined) throw new Error('PostgreSQL is not installed')
  const folder = mkdtempSync(join(tmpdir(), 'cordon-pg-'))
  const identity = runAs()
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(folder, identity.uid, identity.gid)
  const data = join(folder, 'data')
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { stdio: 'pipe', cwd: folder, ...identity },
  )
  const start = (): ChildProcess =>
    spawn(
      join(binaries, 'postgres'),
      ['-D', data, '-k', folder, '-c', 'listen_addresses=', ...settings.flatMap((setting) => ['-c', setting])],
      { stdio: 'ignore', cwd: folder, detached: true, ...identity },
    )
  const admin = `postgresql://postgres@/postgres?host=${encodeURIComponent(folder)}`
  /** A server that starts while a child of its predecessor still ends gives up, and is started again. */
  const started = async (): Promise<ChildProcess> => {
    for (;;) {
      const child = start()
      const gone = new Promise<'gone'>((resolve) => child.once('exit', () => resolve('gone')))
      if ((await Promise.race([gone, untilReady(admin)])) !== 'gone') return child
    }
  }
  let server = await started()
  await query(admin, 'create role cordon login')
  return {
    async createDatabase() {
      const name = `t${randomBytes(6).toString('hex')}`
      await query(admin, `create database ${name} owner cordon`)
      return `postgresql://cordon@/${name}?host=${encodeURIComponent(folder)}`
    },
    superuserUrl: (databaseUrl) => databaseUrl.replace('//cordon@', '//postgres@'),
    async crash() {
      await killed(server)
      server = await started()
    },
    async stop() {
      await killed(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The postmaster and its children, each of which leads a process group of its own, all at once. */
async function killed(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  for (const pid of [server.pid, ...childrenOf(server.pid)]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('ESRCH')) throw error
    }
  }
  await gone
}

const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter((text) => text.trim() !== '')
    .map(Number)

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS
  for (;;) {
    try {
      return await query(url, 'select 1')
    } catch (error) {
      if (performance.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
