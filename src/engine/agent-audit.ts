import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { appendEntry } from '../casework/audit/audited.ts'
import type { RecordStore } from '../casework/ports.ts'
import { CordonError } from '../model/errors.ts'
import { Desk, MAIN_TENANT, systemActor } from './desk.ts'
import { dataFolder } from './paths.ts'
import { openRecords } from './records.ts'

/** One call of a tool, as the log keeps it: never what was asked, only its digest. */
export interface AgentCall {
  readonly agent: string
  readonly tool: string
  readonly arguments: unknown
  readonly status: string
}

export interface AgentAudit {
  /** Where calls are written, for people. */
  readonly where: string
  record(call: AgentCall): Promise<void>
  close(): Promise<void>
}

/**
 * Where an agent's calls are kept: the audit log; where another process writes that log, a file of lines beside it, so that
 * no call goes unrecorded.
 */
export async function openAgentAudit(data?: string): Promise<AgentAudit> {
  const folder = dataFolder(data)
  try {
    mkdirSync(folder, { recursive: true })
    return inLog(await openRecords({ data: folder }))
  } catch (error) {
    if (!(error instanceof CordonError) || error.code !== 'store.locked') throw error
    return inFile(join(folder, 'agent-calls.jsonl'))
  }
}

const digestOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

function inLog(store: RecordStore): AgentAudit {
  return {
    where: 'the audit log',
    record: async ({ agent, tool, arguments: given, status }) => {
      const desk = new Desk(store, systemActor(MAIN_TENANT, 'mcp'))
      const kept = await desk.change('screen', function* (act) {
        yield* appendEntry(
          act,
          {
            action: 'agent.call',
            subject: `tool/${tool}`,
            detail: { agent: digestOf(agent), arguments: digestOf(given), status },
          },
          [],
        )
      })
      if (!kept.ok) throw new CordonError('store.unavailable', `the call could not be logged: ${kept.issue.code}`)
    },
    close: async () => store.close(),
  }
}

function inFile(path: string): AgentAudit {
  return {
    where: path,
    record: async ({ agent, tool, arguments: given, status }) => {
      const line = { at: new Date().toISOString(), agent: digestOf(agent), tool, arguments: digestOf(given), status }
      appendFileSync(path, `${JSON.stringify(line)}\n`, { flush: true })
    },
    close: async () => undefined,
  }
}
