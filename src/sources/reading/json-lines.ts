import { CordonError } from '../../model/errors.ts'
import type { RawFile } from './bytes.ts'
import { LIMITS } from './limits.ts'
import { textOf } from './text.ts'

/** Takes one parsed record, or the text that was not JSON. */
export type OnRecord = (record: { readonly value: unknown } | { readonly broken: string }, where: string) => void

/** Reads a file of one JSON value a line. A last line without its end is a file that was cut. */
export async function readJsonLines(file: RawFile, onRecord: OnRecord): Promise<void> {
  let rest = ''
  let line = 0
  for await (const text of textOf(file, 'utf-8')) {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) take(part)
    if (rest.length > LIMITS.recordChars) throw tooLong(file.name, line + 1)
  }
  if (rest.trim() !== '') {
    if (parsed(rest) === undefined)
      throw new CordonError('input.truncated', `${file.name} ends in the middle of line ${line + 1}`)
    take(rest)
  }

  function take(text: string): void {
    line += 1
    if (text.trim() === '') return
    const record = parsed(text)
    onRecord(record ?? { broken: text }, `${file.name}:${line}`)
  }
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return { value }
  } catch {
    return undefined
  }
}

const tooLong = (name: string, at: number): CordonError =>
  new CordonError('input.too_large', `${name}: record ${at} is longer than ${LIMITS.recordChars} characters`)

/**
 * Reads the objects of the first array of a JSON document one by one, so that a document of hundreds of megabytes is never held:
 * `[ {…}, {…} ]` as well as `{ "results": [ {…} ] }`.
 */
export async function readJsonArray(file: RawFile, onRecord: OnRecord): Promise<void> {
  const scanner = new ArrayScanner(file.name, onRecord)
  for await (const text of textOf(file, 'utf-8')) scanner.write(text)
  scanner.end()
}

class ArrayScanner {
  readonly #name: string
  readonly #onRecord: OnRecord
  #depth = 0
  #arrayDepth = -1
  #isInString = false
  #isEscaped = false
  #pending = ''
  #isDone = false
  #count = 0

  constructor(name: string, onRecord: OnRecord) {
    this.#name = name
    this.#onRecord = onRecord
  }

  write(text: string): void {
    let start = this.#isInRecord() ? 0 : -1
    for (let at = 0; at < text.length; at += 1) {
      const char = text.charCodeAt(at)
      if (this.#isInString) this.#inString(char)
      else if (char === QUOTE) this.#isInString = true
      else if (char === OPEN_ARRAY || char === OPEN_OBJECT) {
        if (char === OPEN_ARRAY && this.#arrayDepth === -1) this.#arrayDepth = this.#depth + 1
        else if (char === OPEN_OBJECT && this.#depth === this.#arrayDepth && !this.#isDone) start = at
        this.#depth += 1
      } else if (char === CLOSE_ARRAY || char === CLOSE_OBJECT) {
        this.#depth -= 1
        if (start !== -1 && this.#depth === this.#arrayDepth) {
          this.#emit(this.#pending + text.slice(start, at + 1))
          start = -1
        } else if (this.#depth < this.#arrayDepth) this.#isDone = true
      }
    }
    if (start !== -1) this.#pending += text.slice(start)
    if (this.#pending.length > LIMITS.recordChars) throw tooLong(this.#name, this.#count + 1)
  }

  #isInRecord(): boolean {
    return this.#arrayDepth !== -1 && !this.#isDone && this.#depth > this.#arrayDepth
  }

  #inString(char: number): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (char === BACKSLASH) this.#isEscaped = true
    else if (char === QUOTE) this.#isInString = false
  }

  #emit(text: string): void {
    this.#pending = ''
    this.#count += 1
    this.#onRecord(parsed(text) ?? { broken: text }, `${this.#name}:${this.#count}`)
  }

  end(): void {
    if (this.#depth !== 0 || this.#isInString) {
      throw new CordonError('input.truncated', `${this.#name} ends before its JSON does`)
    }
  }
}

const QUOTE = 34
const BACKSLASH = 92
const OPEN_ARRAY = 91
const CLOSE_ARRAY = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125
