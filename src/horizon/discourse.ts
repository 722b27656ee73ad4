import type { IsoDate } from '../model/brand.ts'
import { type Block, datelineLength, layOut } from './blocks.ts'
import { clauseNumbers } from './clauses.ts'
import type { DateMention } from './date-words.ts'
import type { Knowledge } from './knowledge.ts'
import { type Cue, findCues } from './lexicon.ts'
import type { Mention } from './mention.ts'
import { findMentions } from './mentions.ts'
import { findDates } from './news-dates.ts'
import { findQuotations, type Quotation } from './quotations.ts'
import { splitSentences } from './sentences.ts'
import { slotNames, withSlotNames } from './slot-names.ts'
import { foldText, overlaps, type Span, type Token, tokenize } from './text.ts'
import type { Language } from './vocabulary.ts'

/** A report as it is handed in: the text, and what is known beside it. */
export interface Report {
  readonly id: string
  readonly text: string
  /** Local day of publication; wins over a date in the text. */
  readonly published: IsoDate
  readonly language: Language
  readonly outlet?: string
  /** Where it was read, for the log and the sources of an event. */
  readonly address?: string
  /** Fetched from the publisher's own address, and kept: set at the edge, never by what a text says of itself. */
  readonly official?: PublishedAt
}

/** An official publication by where its bytes came from. */
export interface PublishedAt {
  readonly publisher: string
  readonly document: string
  readonly address: string
  /** Day of publication by that address. */
  readonly published: string
  readonly sha256: string
  readonly fetchedAt: string
}

export interface Sentence extends Span {
  /** Position in the report, and of its block. */
  readonly at: number
  readonly block: number
  readonly role: Block['role']
  readonly tokens: readonly Token[]
  readonly cues: readonly Cue[]
  readonly dates: readonly DateMention[]
  readonly mentions: readonly Mention[]
  readonly quotations: readonly Quotation[]
  /** Clause of each token, counted from 0 for the main one. */
  readonly clauses: readonly number[]
  readonly folded: string
}

export interface Discourse {
  readonly report: Report
  readonly knowledge: Knowledge
  readonly folded: string
  readonly blocks: readonly Block[]
  readonly sentences: readonly Sentence[]
  readonly title: string
  readonly issues: readonly string[]
}

/** Most units of a report that are read, sentences taken, and tokens of one sentence; more is reported, never silently dropped. */
export const MAX_REPORT_LENGTH = 200_000
export const MAX_SENTENCES = 3_000
export const MAX_TOKENS_PER_SENTENCE = 500

const BEARING: readonly Block['role'][] = ['body', 'item', 'post']

/** Everything that is seen before acts are looked for; pure, spans in and out. */
export function discourseOf(report: Report, knowledge: Knowledge): Discourse {
  const issues: string[] = []
  const text = report.text.length > MAX_REPORT_LENGTH ? report.text.slice(0, MAX_REPORT_LENGTH) : report.text
  if (text !== report.text)
    issues.push(`report.length: ${report.text.length} units, the first ${MAX_REPORT_LENGTH} read`)
  const folded = foldText(text)
  const { blocks } = layOut(text)
  const sentences: Sentence[] = []
  let isFirst = true
  for (const [at, whole] of blocks.entries()) {
    if (!BEARING.includes(whole.role)) continue
    const skipped = isFirst ? datelineLength(text.slice(whole.start, Math.min(whole.end, whole.start + 120))) : 0
    const block = { ...whole, start: whole.start + skipped }
    isFirst = false
    const quotations = findQuotations(text, block)
    const dates = findDates(text, folded, block, report.published, report.language)
    for (const span of splitSentences(text, folded, block, quotations)) {
      if (sentences.length >= MAX_SENTENCES) break
      sentences.push(
        sentenceOf(text, folded, span, sentences.length, at, block, quotations, dates, report.language, knowledge),
      )
    }
  }
  if (sentences.length >= MAX_SENTENCES) issues.push(`report.sentences: only the first ${MAX_SENTENCES} read`)
  const title = blocks
    .filter((block) => block.role === 'title')
    .map((block) => text.slice(block.start, block.end))
    .join('\n')
  const names = slotNames(sentences, report.language)
  return {
    report: { ...report, text },
    knowledge,
    folded,
    blocks,
    sentences: sentences.map((sentence) => withSlotNames(sentence, names)),
    title,
    issues,
  }
}

/** Words in capitals throughout, from this many on in a row, are shouted: their capitals name nobody. */
const SHOUTED_WORDS = 6

function withoutShouting(tokens: readonly Token[]): readonly Token[] {
  const isLoudAt = (token: Token | undefined): boolean =>
    token !== undefined && (!token.isWord || (/\p{Lu}/u.test(token.text) && !/\p{Ll}/u.test(token.text)))
  const out = [...tokens]
  for (let from = 0; from < out.length; from += 1) {
    let to = from
    while (to < out.length && isLoudAt(out[to])) to += 1
    const words = out.slice(from, to).filter((token) => token.isWord).length
    if (words >= SHOUTED_WORDS)
      for (let at = from; at < to; at += 1) {
        const token = out[at]
        if (token !== undefined) out[at] = { ...token, isCapital: false }
      }
    from = Math.max(from, to)
  }
  return out
}

function sentenceOf(
  text: string,
  folded: string,
  span: Span,
  at: number,
  blockAt: number,
  block: Block,
  quotations: readonly Quotation[],
  dates: readonly DateMention[],
  language: Language,
  knowledge: Knowledge,
): Sentence {
  const tokens = withoutShouting(tokenize(text, folded, span, MAX_TOKENS_PER_SENTENCE))
  const within = quotations.filter((quotation) => overlaps(quotation, span))
  return {
    ...span,
    at,
    block: blockAt,
    role: block.role,
    tokens,
    cues: findCues(tokens, knowledge.byLanguage[language].cues),
    dates: dates.filter((date) => overlaps(date, span)),
    mentions: findMentions(tokens, knowledge, language),
    quotations: within,
    clauses: clauseNumbers(tokens, within),
    folded: folded.slice(span.start, span.end),
  }
}
