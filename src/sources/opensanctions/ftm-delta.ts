import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { CordonError } from '../../model/errors.ts'
import { type FileHead, type ListFormat, onlyFile } from '../list-format.ts'
import type { RawFile } from '../reading/bytes.ts'
import { readJsonLines } from '../reading/json-lines.ts'
import { firstLine } from './ftm-lines.ts'

const DELTA_LINE = Type.Object({
  op: Type.Union([Type.Literal('ADD'), Type.Literal('MOD'), Type.Literal('DEL')]),
  entity: Type.Object({ id: Type.String({ minLength: 1 }) }),
})
const CHECK = Compile(DELTA_LINE)

/** A step of an OpenSanctions delta chain (`entities.delta.json`): what is added, changed and taken away. Never a list on its own. */
export const FTM_DELTA: ListFormat = {
  format: 'ftm-delta',
  title: 'OpenSanctions delta (entities.delta.json), applied to the list that is kept',
  parser: 'ftm-delta/1',
  recognise: (head: FileHead) =>
    head.kind === 'json' && /^\{\s*"op":\s*"(ADD|MOD|DEL)"/.test(firstLine(head.text)) ? 'main' : undefined,
  read: async (files) => {
    throw new CordonError(
      'list.refused',
      `${onlyFile(files).name} is a change to a list, not a list: add it with --id of the FollowTheMoney list it changes`,
    )
  },
}

/** The whole list after a step: the base's lines with the step's changes, in the base's order, new ones last. */
export async function applyFtmDelta(base: RawFile, delta: RawFile): Promise<string> {
  const lines = new Map<string, string>()
  await readJsonLines(base, (record, where) => {
    if ('broken' in record) throw new CordonError('input.unreadable', `${where} is not JSON`)
    lines.set(idOf(record.value, where), JSON.stringify(record.value))
  })
  await readJsonLines(delta, (record, where) => {
    if ('broken' in record || !CHECK.Check(record.value)) {
      throw new CordonError('input.unreadable', `${where} is no step of a delta: op and entity are needed`)
    }
    const { op, entity } = record.value
    if (op === 'DEL') lines.delete(entity.id)
    else lines.set(entity.id, JSON.stringify(entity))
  })
  return `${[...lines.values()].join('\n')}\n`
}

function idOf(value: unknown, where: string): string {
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value.id
  throw new CordonError('input.unreadable', `${where} has no id`)
}
