import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const launcher = join(import.meta.dirname, '..', 'cordon')

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the command line as a user does: the committed launcher, a process of its own, a data folder of its own. */
export function cordon(args: readonly string[], options: { readonly data?: string } = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(launcher, args, {
      env: { ...process.env, CORDON_DATA: options.data ?? emptyFolder(), NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'cordon-test-'))
