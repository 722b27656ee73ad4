import { accepted, type Parsed, refused } from '../model/parsed.ts'

/** A question in words, read: what must, may and must not stand in a document. */
export type TextQuery =
  | { readonly kind: 'all' }
  | { readonly kind: 'words'; readonly field?: string; readonly text: string; readonly edits: number }
  | { readonly kind: 'phrase'; readonly field?: string; readonly text: string; readonly slop: number }
  | { readonly kind: 'pattern'; readonly field?: string; readonly pattern: string }
  | { readonly kind: 'exists'; readonly field: string }
  | {
      readonly kind: 'range'
      readonly field: string
      readonly from?: string
      readonly to?: string
      readonly includesFrom: boolean
      readonly includesTo: boolean
    }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly TextQuery[] }
  | { readonly kind: 'not'; readonly part: TextQuery }

/** Clauses and nested brackets of one query; Lucene's own bound on clauses is the same. */
export const QUERY_LIMITS = { clauses: 1_024, depth: 32, characters: 10_000, edits: 2, slop: 100 } as const

/**
 * Reads Lucene's query syntax: words, "phrases", field:value, AND OR NOT && || ! + -, brackets, * and ?, word~1, "phrase"~3,
 * [from TO to], {from TO to}, >= and its kin, ^boost (read, without effect). Words side by side must all be there.
 * Faulty syntax is refused with its place; so are regular expressions, whose cost nobody can bound.
 */
export function parseQueryString(text: string): Parsed<TextQuery> {
  if (text.length > QUERY_LIMITS.characters) return refused('query.too_long', String(text.length))
  try {
    return accepted(new QueryReader(text).read())
  } catch (fault) {
    if (fault instanceof SyntaxFault)
      return refused('query.syntax', fault.message, { where: `character ${fault.at + 1}` })
    throw fault
  }
}

/** The forgiving reading for search boxes: what does not parse is taken as plain words. */
export function parseSimpleQuery(text: string): TextQuery {
  const spoken = text.replace(/\|/g, ' OR ').replace(/(^|\s)\+(?=\s|$)/g, ' ')
  const parsed = parseQueryString(spoken.slice(0, QUERY_LIMITS.characters))
  return parsed.ok ? parsed.value : { kind: 'words', text: text.slice(0, QUERY_LIMITS.characters), edits: 0 }
}

class SyntaxFault extends Error {
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

const BLANK = /\s/
const ENDS_WORD = /[\s()"[\]{}^~:]/
const BARE_OPERATORS = ['AND', 'OR', 'NOT', '&&', '||', '!']

class QueryReader {
  readonly #text: string
  #at = 0
  #depth = 0
  #clauses = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): TextQuery {
    this.#skipBlanks()
    if (this.#isOver()) return { kind: 'all' }
    const query = this.#alternatives(undefined)
    this.#skipBlanks()
    if (!this.#isOver()) throw this.#fault(`unexpected ${this.#here()}`)
    return query
  }

  #alternatives(field: string | undefined): TextQuery {
    const parts = [this.#conjunction(field)]
    while (this.#takesOperator('OR', '||')) parts.push(this.#conjunction(field))
    return joined('or', parts)
  }

  #conjunction(field: string | undefined): TextQuery {
    const parts = [this.#clause(field)]
    for (;;) {
      this.#skipBlanks()
      if (this.#takesOperator('AND', '&&')) parts.push(this.#clause(field))
      else if (this.#isOver() || this.#here() === ')' || this.#isOperator('OR', '||')) return joined('and', parts)
      else parts.push(this.#clause(field))
    }
  }

  #clause(field: string | undefined): TextQuery {
    this.#skipBlanks()
    this.#clauses += 1
    if (this.#clauses > QUERY_LIMITS.clauses) throw this.#fault(`more than ${QUERY_LIMITS.clauses} clauses`)
    if (this.#takesOperator('NOT') || this.#takes('-') || this.#takes('!')) {
      return { kind: 'not', part: this.#clause(field) }
    }
    this.#takes('+')
    this.#skipBlanksIfNone()
    return this.#primary(field)
  }

  #primary(field: string | undefined): TextQuery {
    const here = this.#here()
    if (here === '(') return this.#bracket(field)
    if (here === '"') return this.#phrase(field)
    if (here === '[' || here === '{') return this.#range(field)
    if (here === '/') throw this.#fault('regular expressions are not taken')
    if (here === '>' || here === '<') return this.#comparison(field)
    if (this.#isOperator(...BARE_OPERATORS)) throw this.#fault('an operator stands where a word should')
    const word = this.#word()
    if (this.#takes(':')) return this.#fielded(word)
    return this.#afterWord(word, field)
  }

  #fielded(word: Word): TextQuery {
    const field = word.text
    if (field === '_exists_') {
      return { kind: 'exists', field: this.#word().text }
    }
    if (this.#isOver() || BLANK.test(this.#here())) throw this.#fault(`${field}: has no value`)
    const part = this.#primary(field)
    return part.kind === 'pattern' && part.pattern === '*' ? { kind: 'exists', field } : part
  }

  #afterWord(word: Word, field: string | undefined): TextQuery {
    const edits = this.#takes('~') ? Math.min(this.#number() ?? QUERY_LIMITS.edits, QUERY_LIMITS.edits) : 0
    this.#boost()
    const place = field === undefined ? {} : { field }
    if (word.isPattern) {
      if (word.text === '*' && field === undefined) return { kind: 'all' }
      return { kind: 'pattern', ...place, pattern: word.text }
    }
    return { kind: 'words', ...place, text: word.text, edits: Math.floor(edits) }
  }

  #bracket(field: string | undefined): TextQuery {
    this.#depth += 1
    if (this.#depth > QUERY_LIMITS.depth) throw this.#fault(`brackets deeper than ${QUERY_LIMITS.depth}`)
    this.#at += 1
    const inner = this.#alternatives(field)
    this.#skipBlanks()
    if (!this.#takes(')')) throw this.#fault('a bracket is not closed')
    this.#depth -= 1
    this.#boost()
    return inner
  }

  #phrase(field: string | undefined): TextQuery {
    const start = this.#at
    this.#at += 1
    let text = ''
    while (!this.#isOver() && this.#here() !== '"') text += this.#character()
    if (!this.#takes('"')) throw new SyntaxFault('a quotation mark is not closed', start)
    const slop = this.#takes('~') ? Math.min(this.#number() ?? 0, QUERY_LIMITS.slop) : 0
    this.#boost()
    return { kind: 'phrase', ...(field === undefined ? {} : { field }), text, slop }
  }

  #range(field: string | undefined): TextQuery {
    if (field === undefined) throw this.#fault('a range needs a field')
    const includesFrom = this.#here() === '['
    this.#at += 1
    const from = this.#bound()
    this.#skipBlanks()
    if (!this.#takesOperator('TO')) throw this.#fault('a range reads [from TO to]')
    const to = this.#bound()
    this.#skipBlanks()
    const includesTo = this.#here() === ']'
    if (!this.#takes(']') && !this.#takes('}')) throw this.#fault('a range is not closed')
    this.#boost()
    return {
      kind: 'range',
      field,
      ...(from === '*' ? {} : { from }),
      ...(to === '*' ? {} : { to }),
      includesFrom,
      includesTo,
    }
  }

  #bound(): string {
    this.#skipBlanks()
    if (!this.#takes('"')) {
      let text = ''
      while (!this.#isOver() && !/[\s\]}]/.test(this.#here())) text += this.#character()
      if (text === '') throw this.#fault('a range lacks a bound')
      return text
    }
    let text = ''
    while (!this.#isOver() && this.#here() !== '"') text += this.#character()
    if (!this.#takes('"')) throw this.#fault('a quotation mark is not closed')
    return text
  }

  #comparison(field: string | undefined): TextQuery {
    if (field === undefined) throw this.#fault('a comparison needs a field')
    const isFrom = this.#here() === '>'
    this.#at += 1
    const isIncluded = this.#takes('=')
    const { text } = this.#word()
    return isFrom
      ? { kind: 'range', field, from: text, includesFrom: isIncluded, includesTo: true }
      : { kind: 'range', field, to: text, includesFrom: true, includesTo: isIncluded }
  }

  #word(): Word {
    const start = this.#at
    let text = ''
    let isPattern = false
    while (!this.#isOver() && !this.#endsWord()) {
      if (this.#here() === '*' || this.#here() === '?') isPattern = true
      text += this.#character()
    }
    if (text === '')
      throw new SyntaxFault(this.#isOver() ? 'the query ends early' : `unexpected ${this.#here()}`, start)
    return { text, isPattern }
  }

  #endsWord(): boolean {
    const here = this.#here()
    return (
      ENDS_WORD.test(here) ||
      here === '!' ||
      this.#text.startsWith('&&', this.#at) ||
      this.#text.startsWith('||', this.#at)
    )
  }

  /** One character, an escaped one without its backslash. */
  #character(): string {
    if (this.#here() === '\\') {
      this.#at += 1
      if (this.#isOver()) throw this.#fault('a backslash ends the query')
    }
    const character = this.#here()
    this.#at += 1
    return character
  }

  #boost(): void {
    if (this.#takes('^') && this.#number() === undefined) throw this.#fault('^ wants a number')
  }

  #number(): number | undefined {
    const found = /^\d{1,4}(\.\d{1,4})?/.exec(this.#text.slice(this.#at, this.#at + 10))
    if (found === null) return undefined
    this.#at += found[0].length
    return Number(found[0])
  }

  #isOperator(...operators: readonly string[]): boolean {
    return operators.some((operator) => {
      if (!this.#text.startsWith(operator, this.#at)) return false
      const next = this.#text[this.#at + operator.length]
      return /^[A-Z]/.test(operator) ? next === undefined || /[\s()"]/.test(next) : true
    })
  }

  #takesOperator(...operators: readonly string[]): boolean {
    this.#skipBlanks()
    const found = operators.find((operator) => this.#isOperator(operator))
    if (found === undefined) return false
    this.#at += found.length
    return true
  }

  #takes(character: string): boolean {
    if (this.#here() !== character) return false
    this.#at += 1
    return true
  }

  #skipBlanks(): void {
    while (!this.#isOver() && BLANK.test(this.#here())) this.#at += 1
  }

  #skipBlanksIfNone(): void {
    if (this.#isOver()) throw this.#fault('the query ends early')
    if (BLANK.test(this.#here())) throw this.#fault('an operator stands alone')
  }

  #here = (): string => this.#text[this.#at] ?? ''
  #isOver = (): boolean => this.#at >= this.#text.length
  #fault = (message: string): SyntaxFault => new SyntaxFault(message, this.#at)
}

interface Word {
  readonly text: string
  /** Holds * or ? that was not escaped. */
  readonly isPattern: boolean
}

function joined(kind: 'and' | 'or', parts: readonly TextQuery[]): TextQuery {
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { kind, parts }
}
