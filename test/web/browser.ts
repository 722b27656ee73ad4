import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'
const root = join(import.meta.dirname, '../..')

export const hasChromium = existsSync(CHROMIUM)
if (!hasChromium) process.stderr.write(`no ${CHROMIUM}: the page is not tested in a browser\n`)

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** A server of its own over a list, with a data folder of its own. */
export interface Served {
  readonly address: string
  readonly stop: () => void
}

export function serve(list: string): Promise<Served> {
  const data = mkdtempSync(join(tmpdir(), 'cordon-page-'))
  const child: ChildProcess = spawn(
    process.execPath,
    [join(root, 'src/cli/main.ts'), 'serve', '--port', '0', '--data', data, '--list', `us_ofac_sdn=${list}`],
    { stdio: ['ignore', 'ignore', 'pipe'], cwd: root },
  )
  const stop = (): void => {
    child.kill('SIGTERM')
    rmSync(data, { recursive: true, force: true })
  }
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      const address = /serves (http:\/\/[\d.:]+)/.exec(said)?.[1]
      if (address !== undefined) resolve({ address, stop })
    })
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
}
