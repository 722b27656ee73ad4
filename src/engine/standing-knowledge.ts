import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { LawTables } from '../law/tables.ts'
import { loadBeside, loadLaw } from './law.ts'
import { dataFolder } from './paths.ts'
import { openRegister, type Register } from './register.ts'
import { importedFolder } from './register-exchange.ts'

/** Register and law for a process that is asked again and again: read once, and anew when somebody has decided on the register. */
export class StandingKnowledge {
  readonly #folder: string
  #register: { readonly stamp: string; readonly register: Register } | undefined
  #law: { readonly law: LawTables; readonly beside: ReturnType<typeof loadBeside> } | undefined

  constructor(data: string | undefined) {
    this.#folder = dataFolder(data)
  }

  register(): Register {
    const stamp = [join(this.#folder, 'register-journal.jsonl'), importedFolder(this.#folder)].map(changedAt).join(' ')
    if (this.#register?.stamp !== stamp) this.#register = { stamp, register: openRegister(this.#folder).register }
    return this.#register.register
  }

  law(): { readonly law: LawTables; readonly beside: ReturnType<typeof loadBeside> } {
    this.#law ??= { law: loadLaw(), beside: loadBeside() }
    return this.#law
  }
}

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
