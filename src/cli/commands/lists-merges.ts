import { openListStore } from '../../engine/lists.ts'
import { type Merge, partiesOf } from '../../engine/merges.ts'
import { openEngine } from '../../engine/open-engine.ts'
import { dataFolder } from '../../engine/paths.ts'
import { CordonError } from '../../model/errors.ts'
import { now } from '../options.ts'
import { printJson, printJsonLine, printLine, safeText, styled } from '../output.ts'
import type { OutputOptions } from './lists-read.ts'

export interface MergesOptions extends OutputOptions {
  readonly apart?: string
  readonly same?: string
  readonly reason?: string
  readonly by?: string
}

export async function mergesAction(id: string | undefined, options: MergesOptions): Promise<void> {
  const other = options.apart ?? options.same
  if (other !== undefined) {
    rule(id, other, options)
    return
  }
  const engine = await openEngine(options.data === undefined ? {} : { data: options.data })
  const merges = partiesOf(engine.merges).filter(
    ({ members }) => id === undefined || members.some((member) => member === id),
  )
  if (id !== undefined && merges.length === 0) {
    throw new CordonError(
      'list.unknown',
      `${id} stands alone: no other list has an entry that is taken for the same party`,
    )
  }
  const nameOf = (member: string): string => engine.findEntity(member)?.entity.names[0].text ?? ''
  if (options.json === true) printJson({ merges })
  else if (options.jsonl === true) for (const merge of merges) printJsonLine(merge)
  else
    printLine(
      merges.length === 0
        ? 'no party stands on several lists'
        : merges.map((merge) => mergeText(merge, nameOf)).join('\n'),
    )
}

function rule(id: string | undefined, other: string, options: MergesOptions): void {
  const { reason, by } = options
  if (id === undefined || reason === undefined || by === undefined) {
    throw new CordonError(
      'usage.invalid',
      'a ruling names two entries, a reason and who rules: lists merges ID --apart ID --reason TEXT --by NAME',
    )
  }
  if (options.apart !== undefined && options.same !== undefined) {
    throw new CordonError('usage.invalid', 'rule --apart or --same, not both')
  }
  const store = openListStore(dataFolder(options.data))
  try {
    const isSame = options.same !== undefined
    store.recordRuling({ pair: [id, other], isSame, reason, by, at: now() })
    if (options.json === true) printJson({ pair: [id, other], same: isSame, reason, by })
    else
      printLine(
        `${safeText(id)} and ${safeText(other)} are ${isSame ? 'one party' : 'two parties'} from now on: ${safeText(reason)}`,
      )
  } finally {
    store.close()
  }
}

function mergeText({ lead, members, reasons }: Merge, nameOf: (id: string) => string): string {
  return [
    `${styled('bold', lead)}  ${safeText(nameOf(lead))}`,
    ...members.slice(1).map((id) => `  = ${id}  ${safeText(nameOf(id))}`),
    ...reasons.map(
      ({ between, kind, evidence }) =>
        `    ${between.join(' and ')}: ${kind.replaceAll('_', ' ')}, ${safeText(evidence)}`,
    ),
  ].join('\n')
}
