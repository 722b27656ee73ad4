import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Runs the benchmarks: `npm run --silent bench` all, `-- NAME` one, `-- --json` for machines. A benchmark is a file of this folder
 * that runs by itself; what they share and the predictions are none.
 */
const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const NOT_BENCHMARKS = new Set([
  'main.ts',
  'predict.ts',
  'batch-book.ts',
  'synthetic.ts',
  'derived-sdn.ts',
  'questions.ts',
  'ablation-ideas.ts',
  'http-client.ts',
])

function main(args: readonly string[]): void {
  const options = args.filter((arg) => arg.startsWith('--'))
  const wanted = args.filter((arg) => !arg.startsWith('--'))
  const names = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts') && !NOT_BENCHMARKS.has(file))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort()
  const unknown = wanted.find((name) => !names.includes(name))
  if (unknown !== undefined) {
    process.stderr.write(`no benchmark is named ${unknown}; there are ${names.join(', ')}\n`)
    process.exitCode = 2
    return
  }
  for (const name of wanted.length > 0 ? wanted : names) {
    process.stderr.write(`== ${name}\n`)
    const { status } = spawnSync(process.execPath, ['--expose-gc', `${FOLDER}${name}.ts`, ...options], {
      stdio: 'inherit',
    })
    if (status !== 0) process.exitCode = 1
  }
}

main(process.argv.slice(2))
