import { readFileSync } from 'node:fs'
import { CordonError } from '../model/errors.ts'
import { parseTsv, type TsvTable } from '../model/tsv.ts'
import { knowledgePath } from './paths.ts'

/** Reads one bundled table of `data/`; a faulty one stops with its name and line, since every answer would lean on it. */
export function readKnowledgeTable(file: string, columns: readonly string[]): TsvTable {
  const parsed = parseTsv(readFileSync(knowledgePath(file), 'utf8'), columns)
  if (parsed.ok) return parsed.value
  const { code, found, where } = parsed.issue
  throw new CordonError(
    'knowledge.invalid',
    `data/${file}${where === undefined ? '' : `, ${where}`}: ${code} (${found})`,
  )
}
