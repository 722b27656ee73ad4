import type { Sentence } from './discourse.ts'
import type { Mention } from './mention.ts'

/** "X, or MEK,", "X (MEK)", "X, commonly known as the Y": the second is the first under another name. */
export function aliasesIn(sentence: Sentence): ReadonlyMap<number, number> {
  const aliases = new Map<number, number>()
  for (let at = 1; at < sentence.mentions.length; at += 1) {
    const [before, mention] = [sentence.mentions[at - 1], sentence.mentions[at]]
    if (before === undefined || mention === undefined || !isNamed(before) || !isNamed(mention)) continue
    const between = sentence.tokens
      .slice(before.to, mention.from)
      .map((token) => token.low)
      .join(' ')
    if (isAliasGap(between, sentence, mention)) aliases.set(at, aliases.get(at - 1) ?? at - 1)
  }
  return aliases
}

const NAMED = ['organisation', 'group', 'class', 'person', 'name', 'body']
const isNamed = (mention: Mention): boolean => NAMED.includes(mention.kind)

const KNOWN_AS =
  /^,? ?(?:also |better |commonly |formerly |previously |widely |more commonly |conocid[oa]s? |popularmente )*(?:known as|called|or|aka|a\.k\.a\.|como|dubbed|tambien conocid[oa] como|o|por sus siglas)(?: the| the group| by its acronym| el| la| los)?$/

function isAliasGap(between: string, sentence: Sentence, mention: Mention): boolean {
  if (between === '(' || between === '( the') return true
  const isShort = /^\p{Lu}[\p{L}\p{N}-]{1,9}$/u.test(sentence.tokens[mention.from]?.text ?? '')
  if (/^,? ?o?r?$/.test(between) && !/^,? ?or$|^,? ?o$/.test(between)) return false
  return KNOWN_AS.test(between) && (isShort || /known|conocid|called|dubbed/.test(between))
}
