import { verbGroup } from './clauses.ts'
import type { Sentence } from './discourse.ts'
import type { Cue } from './lexicon.ts'
import type { Mention } from './mention.ts'
import { subjectOf } from './roles.ts'
import type { Token } from './text.ts'
import type { Language } from './vocabulary.ts'

/**
 * Organisations that no table knows, found by the place in which they stand: what is designated, listed, banned or taken
 * off a list is an organisation, whatever its name looks like ("designated Jaysh al-Nahr as …", "the listing of X",
 * "X was added to the list of …", "declarar terroristas a los X"). Source: the grammar of these verbs in both languages.
 *
 * @returns the folded names, by which every other mention of the report is known too.
 */
export function slotNames(sentences: readonly Sentence[], language: Language): ReadonlySet<string> {
  const found = new Set<string>()
  for (const sentence of sentences) {
    if (!SPEAKS.test(sentence.folded)) continue
    for (const mention of sentence.mentions) {
      if (!mayBeGroup(sentence, mention)) continue
      if (standsInSlot(sentence, mention, language)) {
        found.add(nameKey(sentence, mention))
        for (const other of coordinated(sentence, mention)) found.add(nameKey(sentence, other))
      }
    }
  }
  return found
}

/** The sentence with the mentions of those names made organisations. */
export function withSlotNames(sentence: Sentence, names: ReadonlySet<string>): Sentence {
  if (names.size === 0) return sentence
  return {
    ...sentence,
    mentions: sentence.mentions.map((mention) =>
      UNKNOWN_KINDS.has(mention.kind) && names.has(nameKey(sentence, mention)) && !hasTitle(sentence, mention)
        ? asGroup(sentence, mention)
        : mention,
    ),
  }
}

function asGroup(sentence: Sentence, mention: Mention): Mention {
  const { head: _head, body: _body, isDocument: _isDocument, ...rest } = mention
  return { ...rest, kind: 'group', id: nameKey(sentence, mention), country: undefined, isCalledGroup: true }
}

const UNKNOWN_KINDS: ReadonlySet<Mention['kind']> = new Set(['person', 'name', 'group', 'body', 'role'])

/** Words of the bare name, folded: the id of an organisation without a table. */
const nameKey = (sentence: Sentence, mention: Mention): string =>
  sentence.tokens
    .filter((token) => token.start >= mention.name.start && token.end <= mention.name.end)
    .map((token) => token.low)
    .join(' ')

/** A designation may be meant at all. */
const SPEAKS =
  /terror|\blists?\b|blacklist|proscri|outlaw|\bban(?:s|ned|ning)?\b|\blistas?\b|listado|designa|ilegal|prohib|criminal organi[sz]|\bfto\b|\bsdgt\b|delist|unlawful/

const hasTitle = (sentence: Sentence, mention: Mention): boolean =>
  mention.kind === 'person' && (sentence.tokens[mention.from]?.start ?? 0) < mention.name.start

/** Not somebody: no title, no office before the name, no "who" behind it. */
function mayBeGroup(sentence: Sentence, mention: Mention): boolean {
  if (LABEL_NAME.test(nameKey(sentence, mention))) return false
  if (!UNKNOWN_KINDS.has(mention.kind) || mention.country !== undefined || mention.body !== undefined) return false
  if (mention.isPossessive && mention.kind === 'body') return false
  const words = sentence.tokens.filter((token) => token.start >= mention.name.start && token.end <= mention.name.end)
  if (mention.kind === 'role' && (mention.isDocument !== true || !sentence.tokens[mention.from]?.isCapital))
    return false
  if (mention.kind === 'body' || mention.kind === 'role')
    return (
      words.length >= 2 &&
      words.every((token) => token.isCapital || SMALL.test(token.low)) &&
      !BODY_END.test(words.at(-1)?.low ?? '') &&
      !BODY_END.test(words[0]?.low ?? '')
    )
  if (hasTitle(sentence, mention)) return false
  const before = sentence.tokens[mention.from - 1]
  const behind = sentence.tokens.slice(mention.to, mention.to + 4).map((token) => token.low)
  // "the Mapuche group Resistencia": an adjective before the noun, the name behind it.
  if (words.length === 1 && GROUP_NOUN.test(behind[0] ?? '') && sentence.tokens[mention.to + 1]?.isCapital === true)
    return false
  if (before !== undefined && PERSON_NOUN.test(before.low) && mention.kind === 'person') return false
  if (behind[0] === ',' && /^(?:who|whose|quien|cuyo|\d{2})$/.test(behind[1] ?? '')) return false
  return !(mention.kind === 'person' && behind[0] === ',' && behind.slice(1).some((low) => PERSON_NOUN.test(low)))
}

/** "Specially Designated Global Terrorist", "Criminal Code", "Terrorism Act": what one is designated as, or under. */
const LABEL_NAME =
  /(?:^|\s)(?:terrorists?|terrorism|terroristas?|code|act|section|executive order|list|register|article|articulo|ley|lista|registro)(?:\s|$)|^(?:tier|group|fto|ftos|sdgt|sdgts|sdn|specially|foreign terror|terror group)/

const GROUP_NOUN = /^(?:group|gang|militia|movement|network|organi[sz]ation|cartel|party|faction|outfit)$/

const SMALL = /^(?:of|the|for|and|de|del|la|los|las|y|en|para)$/
const BODY_END =
  /^(?:gobierno|ministerio|corte|fiscalia|congreso|senado|asamblea|parlamento|presidencia|cancilleria|embajada|secretaria|policia|court|tribunal|parliament|senate|ministry|department|government|administration|agency|cabinet|embassy|bureau)$/
const PERSON_NOUN =
  /^(?:leader|leaders|commander|chief|financier|financiers|militant|militants|member|members|operative|operatives|founder|cleric|preacher|businessman|brother|brothers|son|trader|leader's|kingpin|boss|spokesman|individual|individuals|man|woman|men|citizen|national|lider|cabecilla|jefe|comandante|dirigente|financista|empresario|clerigo|portavoz)$/

function standsInSlot(sentence: Sentence, mention: Mention, language: Language): boolean {
  return (
    isOfLabelNoun(sentence, mention) ||
    isOwnerOfLabel(sentence, mention) ||
    isBeforeLabel(sentence, mention) ||
    isBehindLabel(sentence, mention) ||
    isObject(sentence, mention) ||
    isPlaintiff(sentence, mention) ||
    isBeforeParticiple(sentence, mention) ||
    isPassiveSubject(sentence, mention, language)
  )
}

const NOUN =
  /^(?:designation|designations|redesignation|re-designation|listing|listings|relisting|proscription|blacklisting|labelling|labeling|delisting|de-listing|deproscription|ban|banning|unbanning|removal|inclusion|classification|naming|declaration|outlawing|designacion|proscripcion|clasificacion|catalogacion|declaratoria|declaracion|exclusion|prohibicion|ilegalizacion|retirada|salida|label|tag|status|designating|classifying)$/
const OF = /^(?:of|on|for|against|to|de|del|a|al|contra|sobre)$/
const SKIPPED =
  /^(?:the|an|its|this|that|la|el|los|las|un|una|su|militant|armed|terrorist|terror|extremist|rebel|banned|proscribed|separatist|outlawed|criminal|drug|street|jihadist|islamist|so-called|neo-nazi|far-right|group|groups|gang|gangs|militia|organi[sz]ation|movement|cartel|network|faction|outfit|party|grupo|grupos|banda|bandas|pandilla|organizacion|movimiento|milicia|agrupacion|guerrilla|faccion|formacion|partido|coalicion|celula|red|armado|armada|terrorista|criminal|denominada|denominado|llamada|llamado|"|'|both|two|three|four|five|six|seven|eight|dos|tres|cuatro|cinco|seis|-|:|sus|all|of|known|as|called)$/

/** Walks left over determiners and "the militant group" to the word that governs the name. */
function governorAt(tokens: readonly Token[], from: number): number {
  let at = from - 1
  // The English article; the Spanish preposition governs.
  if (tokens[at]?.low === 'a' && /^(?:group|militia|gang|cartel|network|movement)$/.test(tokens[from]?.low ?? ''))
    at -= 1
  while (
    at >= 0 &&
    from - at < 7 &&
    SKIPPED.test(tokens[at]?.low ?? '') &&
    !(tokens[at]?.low === 'of' && NOUN.test(tokens[at - 1]?.low ?? ''))
  )
    at -= 1
  return at
}

/** "the designation of X", "its terrorist listing of the group X", "la inclusión de los X". */
function isOfLabelNoun(sentence: Sentence, mention: Mention): boolean {
  const { tokens } = sentence
  const at = governorAt(tokens, mention.from)
  return (
    OF.test(tokens[at]?.low ?? '') &&
    NOUN.test(tokens[at - 1]?.low ?? '') &&
    !/^(?:list|terrorist)$/.test(tokens[at]?.low ?? '')
  )
}

/** "X's terrorist designation", "X terror listing". */
function isOwnerOfLabel(sentence: Sentence, mention: Mention): boolean {
  if (!mention.isPossessive) return false
  return sentence.tokens
    .slice(mention.to, mention.to + 6)
    .some(
      (token, i, all) =>
        NOUN.test(token.low) &&
        all
          .slice(0, i)
          .every((each) =>
            /^(?:'s|')$|terror|foreign|formal|legal|global|u\.s\.|uk|eu|organi[sz]ation|proposed|specially|designated/.test(
              each.low,
            ),
          ),
    )
}

const LABEL =
  /^(?:terror|terrorist|terrorists|terrorista|terroristas|terrorism|narcoterrorista|narcoterroristas|extremist|narco-terrorist|fto|ftos)$/

/** "X as a terrorist group", "X a terrorist organization", "X a foreign terrorist organization", "X como terrorista". */
function isBeforeLabel(sentence: Sentence, mention: Mention): boolean {
  const behind = sentence.tokens.slice(mention.to, mention.to + 6).map((token) => token.low)
  if (!/^(?:as|a|an|como|terrorists?|to)$/.test(behind[0] ?? '') || (behind[0] === 'to' && behind[1] !== 'be'))
    return false
  const label = behind.findIndex((low) => LABEL.test(low))
  return (
    label > -1 &&
    behind
      .slice(0, label)
      .every((low) =>
        /^(?:as|a|an|como|un|una|foreign|to|be|specially|designated|global|grupo|organizacion|domestic|entidad)$/.test(
          low,
        ),
      )
  )
}

/** "declara organización terrorista al X", "terroristas a los X y Z". */
function isBehindLabel(sentence: Sentence, mention: Mention): boolean {
  const { tokens } = sentence
  const at = governorAt(tokens, mention.from)
  if (!/^(?:a|al)$/.test(tokens[at]?.low ?? '')) return false
  return tokens.slice(Math.max(0, at - 6), at).some((token) => LABEL.test(token.low))
}

const isList = (sentence: Sentence, from: number): boolean =>
  sentence.tokens
    .slice(from)
    .some(
      (token) =>
        LABEL.test(token.low) ||
        /^(?:list|lists|blacklist|register|lista|listas|listado|registro|unlawful|proscribed|banned)$/.test(token.low),
    )

/** The object of a verb of designating; a weak verb ("add", "name", "keep") needs its list or label behind. */
function isObject(sentence: Sentence, mention: Mention): boolean {
  const { tokens } = sentence
  const stop = governorAt(tokens, mention.from)
  const ends = /^(?:a|al)$/.test(tokens[stop]?.low ?? '') ? stop : stop + 1
  return sentence.cues.some(
    (cue) =>
      cue.form !== 'fixed' &&
      /^(?:make|unmake|maintain)\b/.test(cue.cue) &&
      cue.to >= ends - DATE_TOKENS &&
      cue.to <= ends &&
      isBridged(sentence, cue.to, ends) &&
      (/strong$/.test(cue.cue) ||
        /^(?:ban|outlaw|list|ilegalizar|prohibir)$/.test(cue.lemma) ||
        isList(sentence, mention.to)),
  )
}

/** Most words of a day between verb and object: "listed on Friday the …". */
const DATE_TOKENS = 3

const isBridged = (sentence: Sentence, from: number, to: number): boolean =>
  sentence.tokens
    .slice(from, to)
    .every(
      (token) =>
        SKIPPED.test(token.low) ||
        /^(?:on|el|hoy|este|formally|officially|today|tambien|oficialmente|back|formalmente)$/.test(token.low) ||
        sentence.dates.some((date) => date.start <= token.start && token.end <= date.end),
    )

/** "wants X designated", "to see X labelled a terrorist group". */
const isBeforeParticiple = (sentence: Sentence, mention: Mention): boolean =>
  sentence.cues.some((cue) => /^make/.test(cue.cue) && cue.from === mention.to && isPastForm(cue)) &&
  isList(sentence, mention.to) &&
  /^(?:want|wants|wanted|see|have|get|seeing|having|getting|wanting)$/.test(
    sentence.tokens[governorAt(sentence.tokens, mention.from)]?.low ?? '',
  )

/** "Lawyers for X filed suit … over the group's listing", "X sued over its designation": who fights a listing is listed. */
function isPlaintiff(sentence: Sentence, mention: Mention): boolean {
  const suit = sentence.cues.find((cue) => cue.cue === 'challenge' && cue.form !== 'fixed' && cue.from >= mention.to)
  if (suit === undefined || suit.from - mention.to > 8) return false
  if (!sentence.tokens.slice(suit.to).some((token) => NOUN.test(token.low))) return false
  const isClient =
    /^(?:for|de|del)$/.test(sentence.tokens[governorAt(sentence.tokens, mention.from)]?.low ?? '') &&
    sentence.tokens
      .slice(Math.max(0, mention.from - 5), mention.from)
      .some((token) => /^(?:lawyers?|attorneys?|counsel|abogad[oa]s?|supporters|representatives)$/.test(token.low))
  const isOwn = sentence.tokens
    .slice(suit.to)
    .some(
      (token, i, all) =>
        /^(?:its|su|their)$/.test(token.low) && all.slice(i + 1, i + 4).some((each) => NOUN.test(each.low)),
    )
  return isClient || (isOwn && mention.kind !== 'body')
}

/** "X was added to the list", "X has been designated", "X quedó designado". */
function isPassiveSubject(sentence: Sentence, mention: Mention, language: Language): boolean {
  return sentence.cues.some((cue) => {
    if (!/^(?:make|unmake)\b/.test(cue.cue) || cue.from < mention.to || !isPastForm(cue)) return false
    const group = verbGroup(sentence.tokens, cue, sentence.dates, language)
    if (
      !group.isPassive ||
      (!/strong$/.test(cue.cue) && !/^(?:ban|outlaw|list|proscribe)$/.test(cue.lemma) && !isList(sentence, cue.to))
    )
      return false
    return subjectOf(sentence, group.from) === mention
  })
}

const isPastForm = (cue: Cue): boolean => cue.form === 'past' || cue.form === 'participle'

/** "X, Y and Z": what stands beside it in one list is of its kind. */
function coordinated(sentence: Sentence, mention: Mention): readonly Mention[] {
  const out: Mention[] = []
  let last = mention
  for (const other of sentence.mentions) {
    if (other.from < last.to || !mayBeGroup(sentence, other)) continue
    const between = sentence.tokens.slice(last.to, other.from).map((token) => token.low)
    if (between.length === 0 || between.length > 4 || !between.some((low) => /^(?:,|and|y|e|or|o)$/.test(low))) break
    if (!between.every((low) => /^(?:,|and|y|e|or|o|as|well|a|al)$/.test(low) || SKIPPED.test(low))) break
    out.push(other)
    last = other
  }
  return out
}
