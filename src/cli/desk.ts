import type { Command } from 'commander'
import { Access } from '../engine/access.ts'
import { Desk, MAIN_TENANT, type RecordStore } from '../engine/desk.ts'
import { openRecords } from '../engine/records.ts'
import { CordonError } from '../model/errors.ts'
import type { Issue, Parsed } from '../model/parsed.ts'
import { withData } from './options.ts'
import { printJson, printJsonLine, printLine } from './output.ts'

export interface DeskOptions {
  readonly data?: string
  readonly databaseUrl?: string
  readonly tenant?: string
  readonly user?: string
  readonly json?: boolean
  readonly jsonl?: boolean
}

/** Options of every command that works at a desk. Passwords and keys come by the environment, never on the command line. */
export function withDesk(command: Command): Command {
  return withData(command)
    .option('--database-url <url>', 'a PostgreSQL instead of the data folder (default: CORDON_DATABASE_URL)')
    .option('--tenant <name>', `whose part of the store (default: ${MAIN_TENANT})`)
    .option('--user <name>', 'who acts; the password in CORDON_PASSWORD, or a key in CORDON_KEY')
}

/** Does a piece of work at the desk of whoever asks, and closes the store after it. */
export async function atDesk<T>(
  options: DeskOptions,
  isReader: boolean,
  work: (desk: Desk, store: RecordStore) => Promise<T>,
): Promise<T> {
  const store = await openRecords({
    isReader: isReader && options.user === undefined,
    ...(options.data === undefined ? {} : { data: options.data }),
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
  })
  try {
    const key = process.env['CORDON_KEY']
    const password = process.env['CORDON_PASSWORD']
    const actor = await new Access(store).actorAtTerminal(options.tenant ?? MAIN_TENANT, {
      ...(options.user === undefined && key !== undefined ? { key } : {}),
      ...(options.user === undefined ? {} : { user: options.user }),
      ...(password === undefined ? {} : { password }),
    })
    return await work(new Desk(store, mustBe(actor)), store)
  } finally {
    await store.close()
  }
}

/** The value, or the refusal as a failure that says what to do. */
export function mustBe<T>(result: Parsed<T>): T {
  if (result.ok) return result.value
  throw new CordonError(codeFor(result.issue), sentence(result.issue))
}

const codeFor = ({ code }: Issue): 'case.refused' | 'access.refused' | 'usage.invalid' =>
  code.startsWith('access.') || code.startsWith('second_person.')
    ? 'access.refused'
    : code.endsWith('.unknown')
      ? 'usage.invalid'
      : 'case.refused'

function sentence({ code, found, where, remedy }: Issue): string {
  const at = where === undefined ? '' : ` at ${where}`
  return `${code}${at}${found === '' ? '' : ` (${found})`}${remedy === undefined ? '' : `: ${remedy}`}`
}

/** Prints a result for machines or for people. */
export function printAtDesk(options: DeskOptions, value: unknown, text: () => string): void {
  if (options.json === true) printJson(value)
  else if (options.jsonl === true) printJsonLine(value)
  else printLine(text())
}
