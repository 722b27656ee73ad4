import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openListStore } from '../../src/engine/lists.ts'
import { currentVersion } from '../../src/register/lists/in-force.ts'
import { FakePublisher } from './fake-publisher.ts'
import { goodRows } from './hostile-corpus.ts'

export interface KillReport {
  readonly kills: number
  /** How many processes were gone before they were killed. */
  readonly finished: number
  /** How often the version in force had changed at the reopening. */
  readonly moved: number
  /** What was wrong at a reopening; empty where every one was right. */
  readonly faults: readonly string[]
}

const ROOT = join(import.meta.dirname, '..', '..')
const PATH = '/sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports'

/** After so many kills one update is let through, and must take: what was killed before it left nothing in its way. */
const LET_THROUGH_EVERY = 8

/** A small generator of even numbers in [0, 1), so that a run can be repeated. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/**
 * Runs `cordon lists update` against a publisher that changes its list at every fetch, kills it at a random moment with a signal
 * that cannot be caught, and opens the data folder again: the version in force must be one that was published, and whole.
 */
export async function killUpdates(kills: number, seed: number): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-kill-'))
  const publisher = await FakePublisher.start()
  const published = new Map<number, number>()
  let edition = 0
  publisher.answer(`${PATH}/SDN.CSV`, (_request, response) => {
    edition += 1
    const count = 1_000 + edition
    published.set(count, edition)
    response.end(`${goodRows(count).join('')}\u001a`)
  })
  for (const [file, line] of [
    ['ALT.CSV', '1,1,"aka","OTRO NOMBRE",-0- \r\n'],
    ['ADD.CSV', '1,1,"Calle 1","Bogota","Colombia",-0- \r\n'],
    ['SDN_COMMENTS.CSV', '99999,"nada"\r\n'],
  ] as const) {
    publisher.answer(`${PATH}/${file}`, (_request, response) => response.end(`${line}\u001a`))
  }
  const random = seeded(seed)
  const faults: string[] = []
  let finished = 0
  let moved = 0
  try {
    const fullMs = await run(folder, publisher.url, undefined)
    let last = await inForce(folder, published, faults)
    for (let at = 0; at < kills; at += 1) {
      if ((await run(folder, publisher.url, fullMs * random() * 1.1)) >= 0) finished += 1
      const now = await inForce(folder, published, faults)
      if (now !== last) moved += 1
      last = now
      if (at % LET_THROUGH_EVERY !== 0) continue
      await run(folder, publisher.url, undefined)
      const through = await inForce(folder, published, faults)
      if (through === last) faults.push('an update that nobody killed left the old version in force')
      last = through
    }
  } finally {
    await publisher.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { kills, finished, moved, faults }
}

/** Answers how long the command took, or -1 when it was killed. */
function run(folder: string, mirror: string, killAfterMs: number | undefined): Promise<number> {
  const started = performance.now()
  const command = ['src/cli/main.ts', 'lists', 'update', 'us_ofac_sdn', '--mirror', mirror, '--data', folder]
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: 'ignore' })
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      if (signal === 'SIGKILL') resolve(-1)
      else if (code === 0) resolve(performance.now() - started)
      else reject(new Error(`the update ended with ${code}`))
    })
  })
}

/** The count of entries in force, once it is sure that they are whole. */
async function inForce(folder: string, published: ReadonlyMap<number, number>, faults: string[]): Promise<number> {
  const store = openListStore(folder)
  try {
    const version = currentVersion(store.versions())
    if (version === undefined) {
      faults.push('no version is in force')
      return 0
    }
    const { entities } = await store.content(version)
    if (entities.length !== version.counts.entities)
      faults.push(`${entities.length} entries where ${version.counts.entities} were kept`)
    if (!published.has(entities.length)) faults.push(`${entities.length} entries were never published`)
    if (version.files.length !== 4) faults.push(`${version.files.length} files where 4 were fetched`)
    for (const name of await store.damagedFiles(version)) faults.push(`${name} is damaged`)
    return entities.length
  } finally {
    store.close()
  }
}
