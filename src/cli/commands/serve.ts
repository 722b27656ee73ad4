import { Command } from 'commander'
import { openEngine } from '../../engine/open-engine.ts'
import { CordonError } from '../../model/errors.ts'
import { createServer } from '../../server/server.ts'
import { examples, integerArgument, repeated, withData } from '../options.ts'
import { note } from '../output.ts'

interface ServeOptions {
  readonly port?: number
  readonly host?: string
  readonly list?: readonly string[]
  readonly data?: string
  readonly policy?: string
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
  return withData(command)
    .addHelpText('after', examples('cordon serve', 'cordon serve --port 9000 --list sdn=path/to/sdn'))
    .action(run)
}

async function run(options: ServeOptions): Promise<void> {
  const engine = await openEngine({
    lists: (options.list ?? []).map(withId),
    onProgress: note,
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.policy === undefined ? {} : { policy: options.policy }),
  })
  engine.warm()
  const server = createServer(engine)
  const port = options.port ?? portOf(process.env['CORDON_PORT'])
  const host = options.host ?? process.env['CORDON_HOST'] ?? DEFAULT_HOST
  try {
    await server.listen({ port, host })
  } catch (cause) {
    throw new CordonError(
      'server.port_taken',
      `cannot listen on ${host}:${port}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
  const address = server.server.address()
  note(
    `Cordon serves http://${host}:${typeof address === 'object' ? (address?.port ?? port) : port}  (stop it with Ctrl+C)`,
  )
  await untilStopped(async () => server.close())
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
