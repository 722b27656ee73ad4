import { CordonError } from '../../model/errors.ts'
import { decodeText } from '../tabular/text-encoding.ts'
import { isZip } from '../tabular/zip.ts'
import { readBods } from './bods.ts'
import type { RelationColumns } from './columns.ts'
import { readFtmRelations } from './ftm-relations.ts'
import { readGleifApi, readGleifXml } from './gleif.ts'
import { isRecord, jsonRecords } from './json-value.ts'
import { readPlainLinks } from './plain-links.ts'
import { readPlainStakes } from './plain-stakes.ts'
import type { RelationReading, RelationSink } from './reading.ts'

const HEAD_BYTES = 65_536
/** Largest JSON or XML ownership file, in bytes: it is read as one text. */
export const MAX_DOCUMENT_BYTES = 268_435_456

/** Reads who owns whom from any of the forms that are known, recognised by content: table, FollowTheMoney, BODS 0.4, GLEIF level 2. */
export function readOwnership(bytes: Uint8Array, columns: RelationColumns, sink: RelationSink): RelationReading {
  if (isZip(bytes)) return readPlainStakes(bytes, columns, sink)
  const head = decodeText(bytes.subarray(0, HEAD_BYTES)).trimStart()
  if (head.startsWith('<')) return readGleifXml(documentText(bytes), sink)
  if (!/^[[{]/.test(head)) return readPlainStakes(bytes, columns, sink)
  const text = documentText(bytes)
  const form = jsonForm(text)
  if (form === 'bods') return readBods(text, sink)
  if (form === 'gleif_api') return readGleifApi(text, sink)
  if (form === 'ftm') return readFtmRelations(text, sink)
  throw new CordonError(
    'input.unrecognised',
    'the JSON is neither FollowTheMoney, BODS 0.4 nor an answer of the GLEIF API',
  )
}

/** Reads a file of links: a table, or FollowTheMoney. */
export function readLinks(bytes: Uint8Array, columns: RelationColumns, sink: Required<RelationSink>): RelationReading {
  const head = isZip(bytes) ? '' : decodeText(bytes.subarray(0, HEAD_BYTES)).trimStart()
  return /^[[{]/.test(head) ? readFtmRelations(documentText(bytes), sink) : readPlainLinks(bytes, columns, sink)
}

/** Told by the first record that is an object. */
function jsonForm(text: string): 'bods' | 'gleif_api' | 'ftm' | undefined {
  for (const { value } of jsonRecords(text)) {
    if (!isRecord(value)) continue
    if ('recordType' in value || 'statementId' in value) return 'bods'
    if ('data' in value) return 'gleif_api'
    return 'schema' in value ? 'ftm' : undefined
  }
  return undefined
}

function documentText(bytes: Uint8Array): string {
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw new CordonError('input.too_large', `the file has over ${MAX_DOCUMENT_BYTES} bytes; give stakes as a table`)
  }
  return decodeText(bytes)
}
