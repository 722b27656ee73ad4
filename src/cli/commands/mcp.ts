import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { Command } from 'commander'
import { AgentDesk } from '../../engine/agent.ts'
import { openAgentAudit } from '../../engine/agent-audit.ts'
import { openEngine } from '../../engine/open-engine.ts'
import { serveMcpHttp } from '../../mcp/http.ts'
import { createMcpServer, type McpOptions } from '../../mcp/server.ts'
import { TOOLS } from '../../mcp/tools.ts'
import { CordonError } from '../../model/errors.ts'
import { engineOptionsOf, type ListOptions, withLists } from '../asking.ts'
import { examples, integerArgument, now, repeated, withData } from '../options.ts'
import { note } from '../output.ts'

interface McpCommandOptions extends ListOptions {
  readonly book?: readonly string[]
  readonly scope?: readonly string[]
  readonly rate: number
  readonly http?: number
  readonly host: string
  readonly audit: boolean
}

const DEFAULT_RATE = 120
const MAXIMUM_RATE = 100_000
const MAXIMUM_PORT = 65_535

export function createCommand(): Command {
  const command = new Command('mcp')
    .description(
      'An MCP server for software agents: it only reads, on standard input and output or over streamable HTTP.',
    )
    .option(
      '--book <path>',
      'the book that what-if compares (repeatable; default: the bundled synthetic book)',
      repeated,
    )
    .option(
      '--scope <tool>',
      `allow this tool alone (repeatable): ${TOOLS.map(({ name }) => name).join(', ')}`,
      repeated,
    )
    .option('--rate <n>', 'calls a minute', integerArgument(1, MAXIMUM_RATE), DEFAULT_RATE)
    .option(
      '--http <port>',
      'serve streamable HTTP at /mcp on this port instead (0 takes a free one)',
      integerArgument(0, MAXIMUM_PORT),
    )
    .option('--host <address>', 'address to listen on; any but loopback wants CORDON_MCP_TOKEN', '127.0.0.1')
    .option('--no-audit', 'keep no log of calls')
  return withData(withLists(command, 'answer from'))
    .addHelpText(
      'after',
      examples(
        'cordon mcp',
        'cordon mcp --list path/to/sdn --scope screen --scope explain --scope lists',
        'CORDON_MCP_TOKEN=… cordon mcp --http 8643 --rate 600',
      ),
    )
    .action(run)
}

async function run(options: McpCommandOptions): Promise<void> {
  const unknown = options.scope?.find((scope) => !TOOLS.some(({ name }) => name === scope))
  if (unknown !== undefined) throw new CordonError('usage.invalid', `--scope ${unknown}: no such tool`)
  const token = process.env['CORDON_MCP_TOKEN']
  const isLoopback = /^(127(?:\.\d{1,3}){3}|::1|localhost)$/.test(options.host)
  if (options.http !== undefined && !isLoopback && (token === undefined || token === ''))
    throw new CordonError('usage.invalid', `others can reach ${options.host}: set CORDON_MCP_TOKEN`)
  const engine = await openEngine(engineOptionsOf(options))
  const audit = options.audit ? await openAgentAudit(options.data) : undefined
  if (audit !== undefined) note(`Calls are kept in ${audit.where}.`)
  const mcp: McpOptions = {
    desk: new AgentDesk({
      engine,
      ...(options.data === undefined ? {} : { data: options.data }),
      ...(options.book === undefined ? {} : { book: options.book }),
    }),
    callsPerMinute: options.rate,
    now,
    ...(options.scope === undefined ? {} : { scopes: options.scope }),
    ...(audit === undefined ? {} : { audit }),
  }
  if (options.http === undefined) await onStdio(mcp)
  else await overHttp(mcp, { port: options.http, host: options.host, ...(token === undefined ? {} : { token }) })
  await audit?.close()
}

/** Until the client closes its end: standard output carries the protocol alone. */
async function onStdio(mcp: McpOptions): Promise<void> {
  const server = createMcpServer(mcp)
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve
    process.stdin.once('end', resolve)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await server.connect(new StdioServerTransport())
  await closed
  await server.close()
}

async function overHttp(
  mcp: McpOptions,
  at: { readonly port: number; readonly host: string; readonly token?: string },
): Promise<void> {
  const http = await serveMcpHttp({ ...mcp, ...at })
  const address = http.address()
  const port = typeof address === 'object' ? (address?.port ?? at.port) : at.port
  note(
    `Cordon answers MCP at http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}/mcp  (stop it with Ctrl+C)`,
  )
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  http.closeAllConnections()
  await new Promise((resolve) => http.close(resolve))
}
