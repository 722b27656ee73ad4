import type { Command } from 'commander'

/** A command's file: makes its commander command, with runnable examples in its help. */
export interface CommandModule {
  createCommand(): Command
}

interface CommandEntry {
  readonly name: string
  readonly summary: string
  /** Read only when asked for, so that each command starts with no more than it needs. */
  readonly load: () => Promise<CommandModule>
}

/** Every command, in the order of `cordon --help`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'screen',
    summary: 'screen a name, a party or a file against the lists',
    load: () => import('./commands/screen.ts'),
  },
  {
    name: 'compare',
    summary: 'score two names, or a file of pairs, without a list',
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'lists',
    summary: 'the lists that are kept: add, update, compare, account for them',
    load: () => import('./commands/lists.ts'),
  },
  {
    name: 'register',
    summary: 'who was designated when, under which authority, by which act',
    load: () => import('./commands/register.ts'),
  },
  {
    name: 'exposure',
    summary: 'who is blocked through ownership, by each regime, with the arithmetic',
    load: () => import('./commands/exposure.ts'),
  },
  {
    name: 'whatif',
    summary: 'what a designation, or its end, would change for a book',
    load: () => import('./commands/whatif.ts'),
  },
  {
    name: 'law',
    summary: 'what a designation obliges whom to do, with citation, clock and due date',
    load: () => import('./commands/law.ts'),
  },
  {
    name: 'payments',
    summary: 'screen payment messages field by field: hold or pass',
    load: () => import('./commands/payments.ts'),
  },
  {
    name: 'read',
    summary: 'reports into dated, attributed, corroborated events',
    load: () => import('./commands/read.ts'),
  },
  {
    name: 'radar',
    summary: 'who may be designated next, and on what evidence',
    load: () => import('./commands/radar.ts'),
  },
  {
    name: 'validate',
    summary: "the validator's pack: disguises, clean people, cases, on your lists and policy",
    load: () => import('./commands/validate.ts'),
  },
  {
    name: 'case',
    summary: 'the book, its alerts and cases, and what is decided on them',
    load: () => import('./commands/case.ts'),
  },
  {
    name: 'audit',
    summary: 'the log of all that was asked, decided and changed: verify, prove, export, replay',
    load: () => import('./commands/audit.ts'),
  },
  { name: 'users', summary: 'accounts, roles and API keys', load: () => import('./commands/users.ts') },
  {
    name: 'backup',
    summary: 'copy the data folder while it is in use, restore it, or move it to PostgreSQL',
    load: () => import('./commands/backup.ts'),
  },
  {
    name: 'batch',
    summary: 'screen large files as queued jobs, over one machine or many',
    load: () => import('./commands/batch.ts'),
  },
  { name: 'worker', summary: 'work on queued batches', load: () => import('./commands/worker.ts') },
  { name: 'mcp', summary: 'answer software agents over MCP, reading only', load: () => import('./commands/mcp.ts') },
  { name: 'serve', summary: 'serve the web page and the HTTP API', load: () => import('./commands/serve.ts') },
  { name: 'doctor', summary: 'what is installed, loaded, stale or unsafe', load: () => import('./commands/doctor.ts') },
  {
    name: 'config',
    summary: 'the effective configuration and the policies, described',
    load: () => import('./commands/config.ts'),
  },
]
