import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { endianness } from 'node:os'
import { fileURLToPath } from 'node:url'
import { knowledgePath } from './paths.ts'

/** Folders whose code decides how a listed name is read and where it stands in an index. */
const CODE = ['model', 'names', 'match', 'match/v1', 'index'] as const

let known: string | undefined

/**
 * Digest of all that an index depends on besides the list: the name tables, the code that reads and lays out names, and the runtime's
 * own tables of characters. An index of another digest is never used, so that no change of a rule can be answered from an old reading.
 */
export function readerDigest(): string {
  known ??= computed()
  return known
}

function computed(): string {
  const hash = createHash('sha256')
  hash.update(`unicode ${process.versions['unicode'] ?? 'none'} ${endianness()}\n`)
  for (const path of [knowledgePath('names'), ...CODE.map(codeFolder)]) {
    for (const name of readdirSync(path).filter(isRead).sort()) {
      hash.update(`${name}\n`)
      hash.update(readFileSync(`${path}/${name}`))
    }
  }
  return hash.digest('hex')
}

const codeFolder = (folder: string): string => fileURLToPath(new URL(`../${folder}`, import.meta.url))
const isRead = (name: string): boolean => /\.(tsv|ts|js)$/.test(name) && !/\.(test|d)\.ts$/.test(name)
