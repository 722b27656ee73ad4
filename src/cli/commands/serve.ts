import { availableParallelism } from 'node:os'
import { Command, Option } from 'commander'
import type { Engine } from '../../engine/engine.ts'
import { openEngine } from '../../engine/open-engine.ts'
import { dataFolder } from '../../engine/paths.ts'
import { openRecords } from '../../engine/records.ts'
import { CordonError } from '../../model/errors.ts'
import { LOG_LEVELS, Log, type LogLevel } from '../../server/http/log.ts'
import { oidcSettings } from '../../server/http/oidc.ts'
import { TURN_BUDGET_MS } from '../../server/http/shedding.ts'
import { type CordonServer, createServer } from '../../server/server.ts'
import { examples, integerArgument, repeated, withData } from '../options.ts'
import { note } from '../output.ts'

interface ServeOptions {
  readonly port?: number
  readonly host?: string
  readonly list?: readonly string[]
  readonly data?: string
  readonly policy?: string
  readonly databaseUrl?: string
  readonly openMatch?: true
  readonly log?: LogLevel
}

const DEFAULT_PORT = 8642
const DEFAULT_HOST = '127.0.0.1'
const MAXIMUM_PORT = 65_535

export function createCommand(): Command {
  const command = new Command('serve')
    .description('Serves the web page and the HTTP API until it is stopped.')
    .option(
      '--port <n>',
      `port (default: CORDON_PORT or ${DEFAULT_PORT}; 0 takes a free one)`,
      integerArgument(0, MAXIMUM_PORT),
    )
    .option('--host <address>', `address to listen on (default: CORDON_HOST or ${DEFAULT_HOST})`)
    .option(
      '--list <id=path>',
      'serve this file as dataset ID, and nothing but the files named so (repeatable)',
      repeated,
    )
    .option('--policy <name-or-file>', 'the policy that scores and decides')
    .option('--database-url <url>', 'keep cases, accounts and the log in PostgreSQL (default: CORDON_DATABASE_URL)')
    .option('--open-match', 'ask for no key on /match, /search and their kin although others can reach this address')
    .addOption(new Option('--log <level>', 'what is logged on standard error (CORDON_LOG)').choices([...LOG_LEVELS]))
  return withData(command)
    .addHelpText(
      'after',
      examples(
        'cordon serve',
        'cordon serve --port 9000 --list sdn=path/to/sdn',
        'cordon serve --host 0.0.0.0 --database-url postgresql://cordon@db/cordon --log info',
      ),
    )
    .action(run)
}

async function run(options: ServeOptions): Promise<void> {
  const host = options.host ?? process.env['CORDON_HOST'] ?? DEFAULT_HOST
  const port = options.port ?? portOf(process.env['CORDON_PORT'])
  const isLoopback = /^(127(?:\.\d{1,3}){3}|::1|localhost)$/.test(host)
  const load = (): Promise<Engine> => loadEngine(options)
  const updateToken = process.env['CORDON_UPDATE_TOKEN']
  const oidc = oidcSettings(process.env)
  const [engine, records] = await Promise.all([
    load(),
    openRecords({
      data: dataFolder(options.data),
      ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    }),
  ])
  engine.warm()
  const server = createServer(engine, {
    reload: load,
    records,
    data: dataFolder(options.data),
    isLoopback,
    isMatchOpen: options.openMatch === true,
    isWatching: (options.list ?? []).length === 0,
    log: new Log(options.log ?? logLevel(process.env['CORDON_LOG'])),
    turnBudgetMs: TURN_BUDGET_MS,
    threads: matchThreads(),
    ...(updateToken === undefined ? {} : { updateToken }),
    ...(oidc === undefined ? {} : { oidc }),
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
  })
  await server.cordon.queue.warm(engine)
  await listen(server, host, port)
  server.cordon.upkeep.start()
  await server.cordon.batches.resume()
  if (!isLoopback) await printSetupCode(server)
  await untilStopped(async () => server.close())
}

/** As many threads match as there are cores; on a single core the server's own does. */
function matchThreads(): number {
  const cores = availableParallelism()
  return cores > 1 ? cores : 0
}

async function loadEngine(options: ServeOptions): Promise<Engine> {
  return openEngine({
    lists: (options.list ?? []).map(withId),
    onProgress: note,
    isBuiltBeside: true,
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.policy === undefined ? {} : { policy: options.policy }),
  })
}

async function listen(server: CordonServer, host: string, port: number): Promise<void> {
  try {
    await server.listen({ port, host })
  } catch (cause) {
    await server.close()
    throw new CordonError(
      'server.port_taken',
      `cannot listen on ${host}:${port}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
  const address = server.server.address()
  const shown = typeof address === 'object' ? (address?.port ?? port) : port
  note(`Cordon serves http://${host.includes(':') ? `[${host}]` : host}:${shown}  (stop it with Ctrl+C)`)
}

/** Others can reach this address: the first admin is whoever reads this line. */
async function printSetupCode(server: CordonServer): Promise<void> {
  const code = await server.cordon.access.issueSetupCode('main')
  if (code !== undefined) note(`Nobody has an account yet. Set up the first admin with this one-time code: ${code}`)
}

function logLevel(raw: string | undefined): LogLevel {
  if (raw === undefined) return 'error'
  const level = LOG_LEVELS.find((known) => known === raw)
  if (level === undefined) {
    throw new CordonError('usage.invalid', `CORDON_LOG is "${raw}": give one of ${LOG_LEVELS.join(', ')}`)
  }
  return level
}

/** `ID=PATH`: serves a file as a dataset of that id. */
function withId(text: string): { readonly path: string; readonly id: string } {
  const equals = text.indexOf('=')
  const id = text.slice(0, Math.max(equals, 0))
  if (!/^[a-z0-9_-]{1,64}$/i.test(id))
    throw new CordonError('usage.invalid', `--list ${text}: give ID=PATH, the id of letters, digits, _ and -`)
  return { id, path: text.slice(equals + 1) }
}

function portOf(raw: string | undefined): number {
  if (raw === undefined) return DEFAULT_PORT
  const port = Number(raw)
  if (!Number.isInteger(port) || port < 0 || port > MAXIMUM_PORT)
    throw new CordonError('usage.invalid', `CORDON_PORT is "${raw}": give a port from 0 to ${MAXIMUM_PORT}`)
  return port
}

/** Waits for SIGINT or SIGTERM, then lets requests under way end before the process does. */
function untilStopped(close: () => Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        close().then(
          () => resolve(),
          () => resolve(),
        )
      })
    }
  })
}
