import { spawn } from 'node:child_process'
import { join } from 'node:path'

const PROGRAM = join(import.meta.dirname, 'decide-forever.ts')

export interface KilledRun {
  /** Alert and disposition of each decision that was acknowledged before the end. */
  readonly acknowledged: readonly (readonly [alert: string, disposition: string])[]
  readonly errors: string
}

/** Lets the program decide, and kills it with -9 so many milliseconds after its first acknowledgement. */
export function runUntilKilled(
  args: readonly string[],
  afterMs: number,
  kill?: () => Promise<void>,
): Promise<KilledRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    let isTimed = false
    let killed: Promise<void> = Promise.resolve()
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      if (isTimed) return
      isTimed = true
      setTimeout(() => {
        killed = (kill === undefined ? Promise.resolve() : kill()).finally(() => child.kill('SIGKILL'))
      }, afterMs)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString('utf8')
    })
    child.on('error', reject)
    child.on('close', () => {
      const whole = output.slice(0, output.lastIndexOf('\n') + 1)
      const acknowledged = whole
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split(' ') as [string, string])
      killed.then(() => resolve({ acknowledged, errors }), reject)
    })
  })
}
