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
import { firstLine, takeParty } from './ftm-lines.ts'
import { readFtmLink } from './ftm-mapping.ts'

const DEPTH = 8

/** OpenSanctions targets.nested.json: one target a line, what it is linked with inside it. */
export const TARGETS_NESTED: ListFormat = {
  format: 'opensanctions-nested',
  title: 'OpenSanctions targets.nested.json',
  parser: 'opensanctions-nested/1',
  recognise: (head: FileHead) => {
    if (head.kind !== 'json') return undefined
    return /"properties":\s*\{.*\[\s*\{"?.*"schema"/.test(firstLine(head.text)) ? 'main' : undefined
  },
  read,
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  const refusals = new Refusals()
  const links = new Map<string, FtmLine>()
  let rows = 0
  await readJsonLines(onlyFile(files), (record, where) => {
    rows += 1
    const things = 'broken' in record ? [] : flattened(record.value, 0)
    if (things.length === 0) refusals.add('row.json', 'broken' in record ? record.broken : 'not an entity', where)
    for (const thing of things) {
      const parsed = parseFtmLine(thing)
      if (!parsed.ok) refusals.add(parsed.issue.code, parsed.issue.found, where)
      else if (!isParty(parsed.value.schema)) links.set(parsed.value.id, parsed.value)
      else if (tally.find(parsed.value.id) === undefined) takeParty(parsed.value, where, tally)
    }
  })
  for (const link of links.values()) readFtmLink(link, (id) => tally.find(id), tally)
  const related: readonly FtmEntity[] = [...links.values()].map(ftmThing)
  const reading = tally.reading({ list: 'ftm' as DatasetId, published: context.published, isPartial: false, rows })
  return { ...reading, refused: [...refusals.issues, ...reading.refused], related }
}

/** The entity and all it holds, each with ids where it held entities. */
function flattened(value: unknown, depth: number): readonly Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null || depth > DEPTH) return []
  const record: Record<string, unknown> = { ...value }
  const inner: Record<string, unknown>[] = []
  const properties: Record<string, string[]> = {}
  const given = record['properties']
  for (const [name, values] of Object.entries(typeof given === 'object' && given !== null ? given : {})) {
    properties[name] = (Array.isArray(values) ? values : []).flatMap((one: unknown) => {
      if (typeof one === 'string') return [one]
      const things = flattened(one, depth + 1)
      inner.push(...things)
      const id = things[0]?.['id']
      return typeof id === 'string' ? [id] : []
    })
  }
  return [{ ...record, properties }, ...inner]
}
