// node scripts/page.mjs: builds the web page into web/dist where it is missing or older than its sources. Never fails the caller.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findRuntime } from './runtime.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const web = join(root, 'web')
const built = join(web, 'dist')
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
/** What the page is made of, beside its own folder. */
const BESIDE = [join(root, 'data', 'names', 'letters.tsv'), join(root, 'package-lock.json')]

function newest(path) {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

const sources = () =>
  Math.max(
    ...['src', 'index.html', 'vite.config.ts'].map((name) => newest(join(web, name))),
    ...BESIDE.filter((path) => existsSync(path)).map(newest),
  )

const isCurrent = () =>
  existsSync(join(built, 'index.html')) && statSync(join(built, 'index.html')).mtimeMs >= sources()

/** Builds beside what is served and puts it in place whole, so that two servers starting at once do no harm. */
export function buildPage() {
  if (!existsSync(join(web, 'src')) || isCurrent()) return
  if (!existsSync(vite)) {
    process.stderr.write('cordon: the page is not built, since vite is not installed: run npm install\n')
    return
  }
  const work = join(root, 'node_modules', `.cordon-page-${process.pid}`)
  const done = spawnSync(findRuntime(), [vite, 'build', web, '--outDir', work, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (done.status !== 0) process.stderr.write('cordon: the page could not be built; what was built before is served\n')
  else {
    rmSync(built, { recursive: true, force: true })
    renameSync(work, built)
  }
  rmSync(work, { recursive: true, force: true })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    buildPage()
  } catch (error) {
    process.stderr.write(`cordon: the page could not be built: ${error.message}\n`)
  }
}
