import type { Entity } from '../model/entity.ts'
import type { IdentifierScheme } from '../model/identifier.ts'
import type { EntityRef } from './listed-words.ts'

/** A number that stands in a text and on a list. */
export interface NumberFound {
  readonly ref: EntityRef
  readonly scheme: IdentifierScheme
  /** The number without its label and the spaces that group it. */
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Schemes whose numbers are no numbers of one party, or too short to be told in running text. */
const NOT_IN_TEXT: ReadonlySet<IdentifierScheme> = new Set(['phone', 'website', 'call_sign', 'aircraft_serial'])
/** Digits from which a bare number is looked up without a word that says what it is: an invoice number is rarely longer. */
const BARE_DIGITS = 7
const LABELLED_FROM = 5
/** Pieces that one number may be written in: IBANs come in groups of four. */
const PIECES_MOST = 9
/** Words that say a number of a person or a thing follows. */
const LABEL =
  /(passport|pasaporte|passeport|rfc|curp|cedula|cédula|dni|nit|nif|cif|ruc|tax|tin|vat|imo|mmsi|lei|bic|swift|iban|clabe|reg|registration|registro|folio|id|ident|identification|licen[cs]e|inn|ogrn|wallet|billetera|xbt|btc|eth|usdt|trx|address|cuenta|account|acct|no|num|nr|número|numero|#)\.?:?$/i

/** Numbers of listed parties, found in running text however they are grouped or labelled. */
export class ListedNumbers {
  readonly #holders = new Map<string, { readonly ref: EntityRef; readonly scheme: IdentifierScheme }[]>()

  constructor(lists: readonly (readonly Entity[])[]) {
    for (const [list, entities] of lists.entries()) {
      for (const [entity, { identifiers }] of entities.entries()) {
        for (const { scheme, value } of identifiers) {
          if (NOT_IN_TEXT.has(scheme) || value.length < LABELLED_FROM) continue
          const key = keyOf(value)
          const known = this.#holders.get(key)
          if (known === undefined) this.#holders.set(key, [{ ref: { list, entity }, scheme }])
          else known.push({ ref: { list, entity }, scheme })
        }
      }
    }
  }

  find(text: string): readonly NumberFound[] {
    const pieces = [...text.matchAll(/[^\s,;()[\]{}"<>|]+/gu)].map((match) => trimmed(match[0], match.index))
    const out = new Map<string, NumberFound>()
    for (let from = 0; from < pieces.length; from += 1) {
      let joined = ''
      for (let to = from; to < Math.min(pieces.length, from + PIECES_MOST); to += 1) {
        joined += pieces[to]?.text ?? ''
        if (joined.length > NUMBER_CHARS) break
        this.#look(joined, pieces[from], pieces[to], pieces[from - 1]?.text, out)
      }
    }
    return [...out.values()]
  }

  #look(
    joined: string,
    first: Piece | undefined,
    last: Piece | undefined,
    before: string | undefined,
    out: Map<string, NumberFound>,
  ): void {
    if (first === undefined || last === undefined) return
    for (const [skip, candidate] of readingsOf(joined)) {
      const holders = this.#holders.get(keyOf(candidate)) ?? this.#holders.get(keyOf(institution(candidate)))
      if (holders === undefined || !isTelling(candidate, skip > 0 || LABEL.test(before ?? ''))) continue
      for (const { ref, scheme } of holders) {
        const key = `${ref.list} ${ref.entity} ${scheme}`
        const start = first === last ? first.start + skip : first.start
        if (!out.has(key)) out.set(key, { ref, scheme, text: candidate, start, end: last.end })
      }
    }
  }
}

interface Piece {
  readonly text: string
  readonly start: number
  readonly end: number
}
const NUMBER_CHARS = 128

/** A piece without the stops and marks around it. */
function trimmed(raw: string, at: number): Piece {
  const lead = /^[^\p{L}\p{N}#]*/u.exec(raw)?.[0].length ?? 0
  const text = raw.slice(lead).replace(/[^\p{L}\p{N}#]+$/u, '')
  return { text, start: at + lead, end: at + lead + text.length }
}

/** The number itself, and what follows a label tied to it: `RFC:ABC…`, `IMO9187629`, `/BNF/…`. */
function readingsOf(joined: string): readonly (readonly [skip: number, text: string])[] {
  const tied = /^(?:[A-Za-z#.]{1,14}[:/#.-]+|IMO|RFC|CURP)(?=.*\d)(.{5,})$/i.exec(joined)
  const rest = tied?.[1]
  return rest === undefined
    ? [[0, joined]]
    : [
        [0, joined],
        [joined.length - rest.length, rest],
      ]
}

/** Letters and digits alone, upper case: what every scheme's normal form shares; wallets keep their own case beside it. */
const keyOf = (value: string): string =>
  value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}&]/gu, '')

/** The eight characters of a BIC that name the institution, where it has a branch. */
const institution = (value: string): string => (/^[A-Z]{6}[A-Z0-9]{5}$/.test(value) ? value.slice(0, 8) : value)

function isTelling(candidate: string, isLabelled: boolean): boolean {
  const key = keyOf(candidate)
  const digits = key.replace(/\D/g, '').length
  if (/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(key)) return true
  if (isLabelled) return key.length >= LABELLED_FROM && digits >= 3
  return digits === key.length ? digits >= BARE_DIGITS : key.length >= 6 && digits >= 3
}
