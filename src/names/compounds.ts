import { plainDistance } from './distance.ts'
import type { WrittenWord } from './words-of.ts'

/**
 * Arabic compounds are written apart, hyphenated or as one word (Abd al-Rahman, Abdurrahman; Sayf al-Din, Saifuddin;
 * Habib Allah, Habibullah). Each is read as one part in one form, so that none of these spellings is an edit.
 */
export function joinCompounds(words: readonly WrittenWord[]): readonly WrittenWord[] {
  const out: WrittenWord[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]
    if (word === undefined) continue
    const width = servantWidth(words, at)
    if (width > 0) {
      out.push(servantOf(words.slice(at, at + width)))
      at += width - 1
    } else if (DIN.test(word.folded) && out.length > 0) {
      joinToLast(out, word)
    } else if (ALLAH.test(word.folded) && mayEndInAllah(out)) {
      joinAllah(out, word)
    } else {
      out.push({ ...word, folded: compoundForm(word.folded) })
    }
  }
  return out
}

const SERVANT = /^(c?abd(ul|el|al|ol|ur|us|u|ou|oul|i|er|ar|un|uz|ool|il)?|عبد)$/
const ARTICLE = /^(al|el|ul|ur|ar|er|as|us|ash|az|an|ad|ud|ed)$/

/**
 * A person's name that lists turn round ("REHMAN, Hafiz Abdul") in its spoken order, where it holds half of a compound: only there do
 * the halves stand side by side.
 */
export function inSpokenOrder(words: readonly WrittenWord[]): readonly WrittenWord[] {
  const after = words.filter(({ beforeComma }) => !beforeComma)
  if (after.length === words.length || !words.some(({ folded }) => isHalf(folded))) return words
  return [...after, ...words.filter(({ beforeComma }) => beforeComma)]
}

const isHalf = (folded: string): boolean => isServant(folded) || DIN.test(folded) || ALLAH.test(folded)

/** "Abdul" in its spellings, and with one slip: no other word is so near to it but those that stand for themselves. */
const isServant = (folded: string): boolean =>
  SERVANT.test(folded) ||
  (folded.length >= 4 && folded.length <= 6 && !/^(abul|abdi?|abdull?a?|abduh?)$/.test(folded) && isNearServant(folded))
const isNearServant = (folded: string): boolean => plainDistance(folded, 'abdul') === 1

/** How many words make one "servant of": abd, its article, and the name; 0 where none begins here. */
function servantWidth(words: readonly WrittenWord[], at: number): number {
  if (!isServant(foldedAt(words, at))) return 0
  const hasArticle = ARTICLE.test(foldedAt(words, at + 1))
  const name = words[at + (hasArticle ? 2 : 1)]
  if (name === undefined || name.folded.length < 3 || NO_SECOND_HALF.test(name.folded) || PROPHET.test(name.folded))
    return 0
  return hasArticle ? 3 : 2
}

/** Words that begin another part of a name, or stand after it. */
const NO_SECOND_HALF = /^(bin|ibn|ben|khan|jan|phd|esq|iii)$/
/** Nobody is a servant of Muhammad in one name with him: "Abdul Mohammad" is two names. */
const PROPHET = /^m[aou]?[hkx]+[aeiou]m+[aeiu]*[dt]$/

const foldedAt = (words: readonly WrittenWord[], at: number): string => words[at]?.folded ?? ''

const DIN = /^(din|deen|dine|e?ddine?|u?ddin|uddeen|addin|aldin|udin|edin|الدین|دین)$/

function joinToLast(out: WrittenWord[], din: WrittenWord): void {
  if (out.length > 1 && ARTICLE.test(out[out.length - 1]?.folded ?? '')) out.pop()
  const last = out.pop()
  if (last === undefined) return
  const tail = din.script === 'arabic' ? 'دین' : 'din'
  out.push({ ...last, folded: last.folded + tail, surface: `${last.surface} ${din.surface}` })
}

function servantOf(words: readonly WrittenWord[]): WrittenWord {
  const [first] = words
  const last = words[words.length - 1]
  if (first === undefined || last === undefined) throw new Error('a compound has parts')
  const name = last.folded.startsWith('ال') ? last.folded.slice(2) : last.folded
  const folded = first.script === 'arabic' ? compoundForm(`عبد${name}`) : `abd${name}`
  return { ...first, folded, surface: words.map((word) => word.surface).join(' ') }
}

/** A title with its stop, as "Ing.", is no first half. */
function mayEndInAllah(out: readonly WrittenWord[]): boolean {
  const last = out[out.length - 1]
  return last !== undefined && !last.isAbbreviated && !PARTICLE_BEFORE.test(last.folded)
}

const ALLAH = /^(ullah|allah|ollah|الله|اللہ)$/
const PARTICLE_BEFORE = /^(al|el|bin|ibn|ben|of|de|hizb|hezb|ansar|jund|jundu|و|بن)$/

function joinAllah(out: WrittenWord[], allah: WrittenWord): void {
  const last = out.pop()
  if (last === undefined) return
  const tail = allah.script === 'arabic' ? 'الله' : 'allah'
  out.push({ ...last, folded: last.folded + tail, surface: `${last.surface} ${allah.surface}` })
}

const SERVANT_HEAD =
  /^c?abd(?:(?:al|el|ul|ol|il|oul|ool)(?=[^l][a-z]{2})|(?:ou|ur|ar|er|us|as|es|u|i|a|e|o)?(?=[a-z]{4}))/
const DIN_TAIL = /(?:[aeiou][dl]|[aeiou]d|l|[aeiou])?d(?:een|ine|in)$/
const ALLAH_TAIL = /(?:[aeou]l{1,2}ah?)$/

/** The one form of a compound: `abdrahman`, `saifdin`, `habiballah`; the word itself where it is none. */
export function compoundForm(text: string): string {
  if (text.length < 7) return text
  if (text.startsWith('عبدال')) return `عبد${text.slice(5)}`
  if (text.startsWith('abd') || text.startsWith('cabd')) return servantForm(text)
  if (DIN_TAIL.test(text)) return `${text.replace(DIN_TAIL, '')}din`
  return text.length > 8 && /ll/.test(text) ? text.replace(ALLAH_TAIL, 'allah') : text
}

function servantForm(text: string): string {
  if (/^c?abd[aeiou]*l{1,2}a+h?[aiy]?h?e?$/.test(text) || /^c?abdulle$/.test(text)) return text
  const rest = text.replace(SERVANT_HEAD, '')
  return rest === text ? text : `abd${/^([a-z])\1/.test(rest) ? rest.slice(1) : rest}`
}
