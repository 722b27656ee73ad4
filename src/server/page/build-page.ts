import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const BUILDER = fileURLToPath(new URL('../../../scripts/page.mjs', import.meta.url))

/** In a checkout, builds the page where it is missing or older than its sources; the published package brings it along. */
export function buildPage(): void {
  if (existsSync(BUILDER)) spawnSync(process.execPath, [BUILDER], { stdio: ['ignore', 'ignore', 'inherit'] })
}
