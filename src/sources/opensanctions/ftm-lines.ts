import type { DatasetId } from '../../model/brand.ts'
import type { FtmEntity } from '../../model/ftm.ts'
import {
  type FileHead,
  type ListFormat,
  type ListReading,
  onlyFile,
  type ReadContext,
  Refusals,
  type RoledFile,
} from '../list-format.ts'
import { ListTally } from '../mapping/list-tally.ts'
import { readJsonLines } from '../reading/json-lines.ts'
import { type FtmLine, ftmThing, isParty, parseFtmLine } from './ftm-line.ts'
import { readFtmLink, readFtmParty } from './ftm-mapping.ts'

/** FollowTheMoney entities, one a line (`entities.ftm.json`), of OpenSanctions or anyone. */
export const FTM_LINES: ListFormat = {
  format: 'ftm',
  title: 'FollowTheMoney entities, one a line (OpenSanctions entities.ftm.json)',
  parser: 'ftm/1',
  recognise: (head: FileHead) => (head.kind === 'json' && isFtmLine(firstLine(head.text)) ? 'main' : undefined),
  read,
}

export const firstLine = (text: string): string => text.trimStart().split('\n', 1)[0] ?? ''

function isFtmLine(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'schema' in value && 'properties' in value && 'id' in value
  } catch {
    // A head may end inside a very long first line.
    return /^\{"id":\s*"[^"]+",.*"schema":\s*"\w+"/.test(line) && line.includes('"properties"')
  }
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  const refusals = new Refusals()
  const links: FtmLine[] = []
  const datasets = new Set<string>()
  let rows = 0
  await readJsonLines(onlyFile(files), (record, where) => {
    rows += 1
    if (rows % 5_000 === 0) context.onProgress?.(rows)
    const parsed = 'broken' in record ? undefined : parseFtmLine(record.value)
    if (parsed === undefined) refusals.add('row.json', 'broken' in record ? record.broken : '', where)
    else if (!parsed.ok) refusals.add(parsed.issue.code, parsed.issue.found, where)
    else if (isParty(parsed.value.schema)) {
      takeParty(parsed.value, where, tally)
      for (const dataset of parsed.value.datasets ?? []) datasets.add(dataset)
    } else links.push(parsed.value)
  })
  for (const link of links) readFtmLink(link, (id) => tally.find(id), tally)
  const [sole, ...more] = [...datasets]
  const list = (sole !== undefined && more.length === 0 && /^[a-z0-9_]+$/.test(sole) ? sole : 'ftm') as DatasetId
  const reading = tally.reading({ list, published: context.published, isPartial: false, rows })
  const related: readonly FtmEntity[] = links.map(ftmThing)
  return { ...reading, refused: [...refusals.issues, ...reading.refused], related }
}

/** A party; a repeated id joins the first, as statements of several files do. */
export function takeParty(line: FtmLine, where: string, tally: ListTally): void {
  const held = tally.find(line.id)
  if (held === undefined) {
    const draft = tally.draft(line.id, line.id, line.schema, where)
    if (draft !== undefined) readFtmParty(line, draft, tally)
  } else readFtmParty(line, held, tally)
}
