import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCountries } from '../../src/engine/countries.ts'
import { addList, openListStore } from '../../src/engine/lists.ts'
import type { Instant, IsoDate } from '../../src/model/brand.ts'
import { CordonError } from '../../src/model/errors.ts'
import { currentVersion } from '../../src/register/lists/in-force.ts'

/** Adds every hostile file to one data folder, in one process, and says what came of each: a line of JSON a file. */
const [dataFolder = '', corpus = ''] = process.argv.slice(2)
const files = JSON.parse(readFileSync(join(corpus, 'index'), 'utf8')) as readonly { name: string; published?: string }[]
const NOW = '2026-02-01T00:00:00.000Z' as Instant

/** Lets go of what the file before held and starts the count of the peak anew, where the system can. */
function settle(): void {
  globalThis.gc?.()
  try {
    writeFileSync('/proc/self/clear_refs', '5')
  } catch {
    // Elsewhere than on Linux the peak runs on, and bounds each file all the more.
  }
}

/** The peak of this process alone; what `getrusage` says begins with the parent's. */
function peakMb(): number {
  const found = existsSync('/proc/self/status')
    ? /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
    : null
  return found === null ? process.resourceUsage().maxRSS / 1024 : Number(found[1]) / 1024
}

const store = openListStore(dataFolder)
for (const { name, published } of files) {
  settle()
  const started = performance.now()
  let outcome: string
  try {
    const { record } = await addList(store, join(corpus, name), {
      countries: loadCountries(),
      now: NOW,
      ...(name.endsWith('.json') ? {} : { id: 'us_ofac_sdn' }),
      published: (published ?? '2026-02-01') as IsoDate,
    })
    outcome = record.state
  } catch (error) {
    outcome =
      error instanceof CordonError ? error.code : `crash: ${error instanceof Error ? error.stack : String(error)}`
  }
  const ms = performance.now() - started
  const inForce = currentVersion(store.versions().filter(({ list }) => list === 'us_ofac_sdn'))
  const maxRssMb = peakMb()
  process.stdout.write(`${JSON.stringify({ name, outcome, ms, maxRssMb, inForce: inForce?.version })}\n`)
}
store.close()
