import type { Quotation } from './quotations.ts'
import type { Span } from './text.ts'
import { trimmed } from './text.ts'

/** Longest sentence kept whole; a longer run of words without an end is cut. */
export const MAX_SENTENCE_LENGTH = 2_500

const ABBREVIATION =
  /(?:^|[\s([“"‘'—-])(?:mr|mrs|ms|dr|sen|rep|gov|gen|lt|col|maj|capt|sgt|adm|hon|rev|fr|st|mt|jr|sr|sra|srta|lic|ing|arq|prof|pres|sec|secs|art|arts|num|no|nos|vol|pub|stat|doc|cir|para|pars|fig|ed|eds|vs|v|inc|corp|co|ltd|llc|cf|al|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|approx|dept|u\.s\.c|f\.3d|f\.2d|fed|reg|c\.f\.r|e\.o|p\.m|a\.m|i\.e|e\.g|ee\.uu|d\.c|u\.k|u\.n|e\.u|s\.a|gral|cnel|dip|hno|pag|ud|uds|r-[a-z]{2,5}|d-[a-z]{2,5}|(?:[a-z]\.)*[a-z])\.$/
const BREAK = /[.!?…]+["'”’»)\]]*(?=\s|$)/g
const SPEECH_TAIL =
  /^\s+(?:(?:President|Mr|Ms|Mrs|Sen|Rep|Secretary)\.? )?(?:[\p{Lu}][\p{L}.'’-]+ ){1,4}(?:said|told|wrote|tweeted|asked|added|continued|declared|replied|posted|dijo|afirmó|escribió)\b/u

/** Sentences of one block, quotation-aware: a full stop inside quotation marks ends nothing. */
export function splitSentences(
  text: string,
  folded: string,
  block: Span,
  quotations: readonly Quotation[],
): readonly Span[] {
  const sentences: Span[] = []
  let start = block.start
  const part = folded.slice(block.start, block.end)
  for (const found of part.matchAll(BREAK)) {
    const end = block.start + found.index + found[0].length
    if (end <= start || !endsSentence(text, folded, start, end, block, quotations)) continue
    sentences.push(...pieces(trimmed(text, { start, end })))
    start = end
  }
  if (start < block.end) sentences.push(...pieces(trimmed(text, { start, end: block.end })))
  return sentences.filter((sentence) => sentence.end > sentence.start)
}

function endsSentence(
  text: string,
  folded: string,
  start: number,
  end: number,
  block: Span,
  quotations: readonly Quotation[],
): boolean {
  if (quotations.some(({ outer }) => end > outer.start && end < outer.end)) return false
  if (end >= block.end) return true
  const ahead = text.slice(end, end + 80)
  const next = /^\s+(\S)/.exec(ahead)?.[1] ?? ''
  if (!/[\p{Lu}\p{N}"'“‘«¿¡[(@#-]/u.test(next)) return false
  const behind = folded.slice(Math.max(start, end - 14), end)
  if (/[.]$/.test(behind) && isAbbreviation(behind, ahead)) return false
  return !(/["”’»]$/.test(text.slice(start, end)) && SPEECH_TAIL.test(ahead))
}

const SENTENCE_OPENER = /^\s+(?:the|a|an|in|on|it|he|she|they|this|that|but|and|we|if|el|la|los|las|en|no|se)\b/i

/** "U.S. The" ends a sentence, "U.S. State" does not; "Jan. 20", "Mr. Barr" never do. */
function isAbbreviation(behind: string, ahead: string): boolean {
  if (!ABBREVIATION.test(behind)) return false
  const isCountryOrTime = /(?:u\.s|u\.k|u\.n|e\.u|ee\.uu|p\.m|a\.m|d\.c|inc|corp|co|ltd|jr|s\.a)\.$/.test(behind)
  return !(isCountryOrTime && SENTENCE_OPENER.test(ahead))
}

function pieces(sentence: Span): readonly Span[] {
  if (sentence.end - sentence.start <= MAX_SENTENCE_LENGTH) return [sentence]
  const out: Span[] = []
  for (let at = sentence.start; at < sentence.end; at += MAX_SENTENCE_LENGTH) {
    out.push({ start: at, end: Math.min(sentence.end, at + MAX_SENTENCE_LENGTH) })
  }
  return out
}
