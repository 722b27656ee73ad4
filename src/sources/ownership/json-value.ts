/** Values of unknown JSON, read one step at a time: what is not there, or of another kind, is absent. */
export type JsonRecord = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const recordAt = (record: JsonRecord, key: string): JsonRecord => {
  const value = record[key]
  return isRecord(value) ? value : {}
}

export const listAt = (record: JsonRecord, key: string): readonly unknown[] => {
  const value = record[key]
  return Array.isArray(value) ? value : []
}

export const textAt = (record: JsonRecord, key: string): string => {
  const value = record[key]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

export const numberAt = (record: JsonRecord, key: string): number | undefined => {
  const value = record[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The records of a JSON document, of an array, or of one document a line; a line that is none is `undefined`. */
export function* jsonRecords(
  text: string,
): Generator<{ readonly value: JsonRecord | undefined; readonly row: number }> {
  const whole = parseJson(text)
  if (whole !== undefined) {
    const values = Array.isArray(whole) ? whole : [whole]
    for (const [i, value] of values.entries()) yield { value: isRecord(value) ? value : undefined, row: i + 1 }
    return
  }
  let row = 0
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    const line = text.slice(start, end === -1 ? text.length : end)
    start = end === -1 ? text.length : end + 1
    row++
    if (line.trim() === '') continue
    const value = parseJson(line)
    yield { value: isRecord(value) ? value : undefined, row }
  }
}
