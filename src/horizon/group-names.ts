import type { LanguageKnowledge } from './knowledge.ts'
import { isNameToken, type Mention } from './mention.ts'
import type { Token } from './text.ts'

/** Most words that may stand between "gang" and its name: "grupo armado colombiano X". */
const MAX_BETWEEN = 3
/** Most words of a description behind a name: ", a small armed separatist group". */
const MAX_DESCRIPTION = 9

/**
 * Whether a run of capitals that no table knows is named as an organisation by its neighbours: "the gang X",
 * "el grupo armado X", "X, a separatist outfit,", "X (XYZ)". Source: usage of the wire services, which say at the
 * first mention what an unknown organisation is.
 */
export const isNamedGroup = (tokens: readonly Token[], at: number, to: number, words: LanguageKnowledge): boolean =>
  isCalledBefore(tokens, at, words) || isDescribedBehind(tokens, to, words) || hasInitials(tokens, at, to)

function isCalledBefore(tokens: readonly Token[], at: number, words: LanguageKnowledge): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 1 - MAX_BETWEEN); back -= 1) {
    const token = tokens[back]
    if (token === undefined) return false
    if (words.groups.has(token.low) && !isNameToken(token)) return isAdjectival(tokens.slice(back + 1, at))
    if (!token.isWord && !/^["'(]$/.test(token.low)) return false
  }
  return false
}

/** Between the noun and the name stand adjectives, "called" or a quotation mark, never a preposition or a verb. */
const isAdjectival = (between: readonly Token[]): boolean =>
  between.every((token) =>
    token.isWord
      ? /(?:[oa]s?|ense|enses|ante|antes|ista|istas|al|ales|es|called|named|calling|itself|known|as)$/.test(
          token.low,
        ) && !/^(?:a|la|los|las|de|del|como|para|contra|has|was|es|al|hasta|entre|tras|antes)$/.test(token.low)
      : /^["']$/.test(token.low),
  )

function isDescribedBehind(tokens: readonly Token[], to: number, words: LanguageKnowledge): boolean {
  if (tokens[to]?.low !== ',' || !/^(?:a|an|the|un|una|el|la)$/.test(tokens[to + 1]?.low ?? '')) return false
  for (let ahead = to + 2; ahead < Math.min(tokens.length, to + 2 + MAX_DESCRIPTION); ahead += 1) {
    const token = tokens[ahead]
    if (
      token === undefined ||
      /^(?:of|from|in|who|at|that|which|de|del|en|que|and|y|is|was|are|were|has|have|had|will|would|said|es|fue|ha|sera|,|\.)$/.test(
        token.low,
      )
    )
      return false
    if (words.groups.has(token.low) && !token.isCapital && !/^(?:country|island|isla|company)$/.test(token.low))
      return true
    if (words.roles.has(token.low)) return false
  }
  return false
}

/** "Eastern Dawn Front (EDF)": initials of the name, in brackets. */
function hasInitials(tokens: readonly Token[], at: number, to: number): boolean {
  const initials = tokens[to + 1]
  if (tokens[to]?.low !== '(' || tokens[to + 2]?.low !== ')' || initials === undefined) return false
  return to - at >= 2 && /^\p{Lu}{2,7}$/u.test(initials.text) && initials.low[0] === tokens[at]?.low[0]
}

const PEOPLE = /^(?:people|peoples|workers|women|men|citizens|farmers|peasants|patriots|soldiers)$/

/** "the Sons of Karan", "Oduva People's Movement", "the Lions of the Valley": a plural in capitals behind "the" goes on over "of". */
export function continuesPlural(tokens: readonly Token[], at: number, to: number, words: LanguageKnowledge): number {
  const head = tokens[to - 1]
  if (tokens[to]?.low === "'s" && PEOPLE.test(head?.low ?? '') && to - at >= 1 && isNameToken(tokens[to + 1])) return 2
  if (
    tokens[to]?.low !== 'of' ||
    !(
      tokens[at - 1]?.low === 'the' ||
      words.groups.has(tokens[at - 1]?.low ?? '') ||
      at === 0 ||
      /^[-:,]$|^(?:and|designated|listed|banned)$/.test(tokens[at - 1]?.low ?? '')
    ) ||
    head === undefined
  )
    return 0
  if (!/(?:s|men|ren)$/.test(head.low) || words.roles.has(head.low) || words.titles.has(head.low)) return 0
  if (isNameToken(tokens[to + 1])) return 2
  return tokens[to + 1]?.low === 'the' && isNameToken(tokens[to + 2]) ? 3 : 0
}

const NO_TARGET =
  /^air force|^truth social|(?:^|\s)(?:act|court|department|ministry|committee|council|university|house|register|congress|parliament|office|embassy|commission|bureau|agency|times|news|post|inc|company|bank|list|mission|museum|church|school|law|code|club|senate|assembly|treasury|tribunal|corte|ministerio|departamento|ley|congreso|consejo|comision|fiscalia)$|^(?:ministerio|tribunal|corte|departamento|ley|congreso|consejo|comision|fiscalia|secretaria|universidad|camara|banco|embajada|direccion)\s/

/** An organisation by the tables, or by what the report calls it; a ministry or a museum is no target. */
export const isOrganisation = (mention: Mention): boolean =>
  mention.kind === 'organisation' ||
  mention.kind === 'class' ||
  (mention.kind === 'group' && (mention.isCalledGroup === true || !NO_TARGET.test(mention.id ?? '')))
