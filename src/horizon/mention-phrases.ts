import type { Knowledge, LanguageKnowledge, NameEntry } from './knowledge.ts'
import { isNameToken, isPossessiveAt, type Mention, type MentionKind, spanOf } from './mention.ts'
import type { Token } from './text.ts'

/** Most tokens one name may have. */
export const MAX_NAME_TOKENS = 9
export const PARTICLES = new Set([
  'de',
  'la',
  'del',
  'las',
  'los',
  'da',
  'do',
  'dos',
  'van',
  'von',
  'der',
  'bin',
  'ben',
  'ibn',
  'al',
  'el',
  'y',
  'di',
  'le',
  'du',
])
export const ORG_PARTICLES = new Set([
  'of',
  'for',
  'on',
  'and',
  'the',
  'de',
  'del',
  'la',
  'los',
  'y',
  'para',
  'in',
  'against',
  'to',
])
export const OPENERS = new Set(
  'amid amidst according alongside the a an in on at by for from with without after before during as if when while although though but and or so yet it its he his she her they their we our you your i this that these those there here what who how why where not no some several many most both one two three four five six seven eight nine ten under over among since until despite according also then now today yesterday earlier later last next members banks officials earlier statutorily however accordingly upon anyone could would should may might will can does did do is are was were has have had new old all any each every other another people persons lawyers prosecutors scholars supporters critics such even only just still once instead meanwhile asked calling citing speaking addressing el la los las un una en de del al por para con sin tras antes durante segun si cuando mientras aunque pero y o su sus este esta estos estas ese esa lo le les se que quien como donde hoy ayer tambien ademas asimismo no ni hace desde hasta sobre entre cada otro otra todos todas ante bajo según'.split(
    ' ',
  ),
)
const ADMINISTRATION = new Set([
  'administration',
  'government',
  'gobierno',
  'administracion',
  'campaign',
  'regime',
  'cabinet',
  'ejecutivo',
])

export function knownName(tokens: readonly Token[], at: number, knowledge: Knowledge): Mention | undefined {
  const bucket = knowledge.names.get(tokens[at]?.low ?? '')
  if (bucket === undefined) return undefined
  const entry = bucket.find((candidate) => standsAt(tokens, at, candidate))
  if (entry === undefined) return undefined
  const to = at + entry.words.length
  // "the Taliban", but "Los Choneros" and "La Familia": a capital makes the article part of the name.
  const isArticle = /^(?:the|el|la|los|las)$/.test(tokens[at]?.low ?? '')
  const first = isArticle && (at === 0 || tokens[at]?.isCapital === false) ? at + 1 : at
  return {
    kind: entry.kind === 'demonym' && isUpper(tokens, at, to) ? 'country' : entry.kind,
    from: at,
    to,
    name: spanOf(tokens, entry.kind === 'class' || entry.kind === 'organisation' ? first : at, to),
    id: entry.id,
    country: entry.country,
    ...(entry.body === undefined ? {} : { body: entry.body }),
    isPossessive: isPossessiveAt(tokens, to),
  }
}

/** "US" stands for the country where "American" is an adjective. */
const isUpper = (tokens: readonly Token[], at: number, to: number): boolean =>
  tokens.slice(at, to).every((token) => /^[\p{Lu}.]+$/u.test(token.text))

function standsAt(tokens: readonly Token[], at: number, entry: NameEntry): boolean {
  if (!entry.words.every((word, i) => tokens[at + i]?.low === word)) return false
  if (entry.kind === 'class' || entry.kind === 'demonym' || entry.isAnyCase === true) return true
  const raw = entry.words.map((_, i) => tokens[at + i]?.text ?? '')
  if (entry.exact !== undefined) return raw.join('') === entry.exact.replace(/\s/g, '')
  return raw.some((word) => /^[\p{Lu}@]|-\p{Lu}/u.test(word))
}

/** "lawmakers", "the department", "an appeals court", "he": named by what they are. */
export function roleAt(
  tokens: readonly Token[],
  at: number,
  words: LanguageKnowledge,
  found: readonly Mention[],
): Mention | undefined {
  const first = tokens[at]?.low ?? ''
  for (let length = words.roleOpenings.has(first) ? 3 : 0; length >= 1; length -= 1) {
    if (at + length > tokens.length) continue
    const head = tokens
      .slice(at, at + length)
      .map((token) => token.low)
      .join(' ')
    const kind = words.roles.get(head)
    if (kind === undefined) continue
    if (kind === 'pronoun' && /^(?:el)$/.test(head) && tokens[at]?.text !== 'él' && tokens[at]?.text !== 'Él')
      return undefined
    return roleMention(tokens, at, at + length, head, kind, found)
  }
  return groupReference(tokens, at, words)
}

/** "the group", "the aforementioned organization", "the banned militant outfit". */
const isPointedAt = (tokens: readonly Token[], at: number): boolean => {
  let back = at - 1
  while (at - back < 4 && POINTING_ADJECTIVE.test(tokens[back]?.low ?? '')) back -= 1
  return /^(?:the|this|that|said|el|la|esta|este|esa|ese|dicha|dicho)$/.test(tokens[back]?.low ?? '')
}

const POINTING_ADJECTIVE =
  /^(?:whole|entire|aforementioned|above-named|abovementioned|said|same|banned|outlawed|proscribed|militant|armed|rebel|extremist|separatist|terror|terrorist|criminal|drug|jihadist|islamist|neo-nazi|far-right)$/

/** "the group", "the movement": the organisation last spoken of. */
function groupReference(tokens: readonly Token[], at: number, words: LanguageKnowledge): Mention | undefined {
  const low = tokens[at]?.low ?? ''
  if (!words.groups.has(low) || /(?:s|es)$/.test(low) || !isPointedAt(tokens, at)) return undefined
  if (/^(?:of|de|that|whose|led)$/.test(tokens[at + 1]?.low ?? '') || isNameToken(tokens[at + 1])) return undefined
  return {
    kind: 'pronoun',
    from: at,
    to: at + 1,
    name: spanOf(tokens, at, at + 1),
    id: undefined,
    country: undefined,
    isPossessive: isPossessiveAt(tokens, at + 1),
    head: 'the-group',
  }
}

export function roleMention(
  tokens: readonly Token[],
  at: number,
  to: number,
  head: string,
  kind: string,
  found: readonly Mention[],
): Mention {
  const mentionKind =
    kind === 'pronoun'
      ? 'pronoun'
      : kind === 'people'
        ? 'people'
        : kind === 'person' || kind === 'spokesman' || kind === 'document'
          ? 'role'
          : 'body'
  const owner = mentionKind === 'pronoun' ? undefined : ownerBefore(tokens, at, found)
  const from = owner === undefined ? at : owner.from
  return {
    kind: mentionKind,
    from,
    to,
    name: spanOf(tokens, from, to),
    id: undefined,
    country: owner?.country,
    isPossessive: isPossessiveAt(tokens, to),
    head,
    ...(kind === 'document' ? { isDocument: true } : {}),
    ...(owner?.body === undefined ? {} : { body: owner.body }),
  }
}

const OWNERS: readonly MentionKind[] = [
  'country',
  'demonym',
  'seat',
  'body',
  'person',
  'organisation',
  'group',
  'name',
  'outlet',
]
const MODIFIERS =
  /^(?:'s|former|then|then-|foreign|prime|press|deputy|ruling|judiciary|security|national|interior|defense|defence|home|chief|senior|federal|supreme|high|appeals|constitutional|district|career|exiled|state|top|military|current|new|acting|vice|main|opposition|left-wing|right-wing|conservative|house|senate|republican|democratic|bipartisan|regional|local)$/

/** "Mexico's", "Mexican", "State Department" before the head, with up to three modifiers between. */
function ownerBefore(tokens: readonly Token[], at: number, found: readonly Mention[]): Mention | undefined {
  const last = found.at(-1)
  if (last === undefined || !OWNERS.includes(last.kind)) return undefined
  const between = tokens.slice(last.to, at)
  return between.length <= 4 && between.every((token) => MODIFIERS.test(token.low)) ? last : undefined
}

/** Words right behind a mention that belong to it: "of Mexico", "administration", "del club". */
export function extended(
  mention: Mention,
  tokens: readonly Token[],
  words: LanguageKnowledge,
  knowledge: Knowledge,
): Mention {
  if (mention.kind === 'person' || mention.kind === 'name') return asAdministration(mention, tokens)
  if (mention.kind === 'demonym' || mention.kind === 'country' || mention.kind === 'seat')
    return asGovernment(mention, tokens)
  if (mention.kind === 'role' || mention.kind === 'body') return withComplement(mention, tokens, knowledge)
  if (mention.kind === 'organisation' || mention.kind === 'group') return asGroup(mention, tokens, words)
  return mention
}

function asAdministration(mention: Mention, tokens: readonly Token[]): Mention {
  const next = tokens[mention.to]
  if (next === undefined || mention.isPossessive || !ADMINISTRATION.has(next.low)) return mention
  const to = mention.to + 1
  const name = { start: mention.name.start, end: next.end }
  return {
    ...mention,
    kind: 'body',
    to,
    name,
    id: `${mention.id ?? ''} ${next.low}`,
    isPossessive: isPossessiveAt(tokens, to),
    head: next.low,
  }
}

function asGovernment(mention: Mention, tokens: readonly Token[]): Mention {
  if (mention.isPossessive) return mention
  const next = tokens[mention.to]
  if (next === undefined || !ADMINISTRATION.has(next.low)) return mention
  const to = mention.to + 1
  return {
    ...mention,
    kind: 'body',
    to,
    name: { start: mention.name.start, end: next.end },
    id: `government:${mention.country ?? ''}`,
    isPossessive: isPossessiveAt(tokens, to),
    head: next.low,
  }
}

/** "el secretario nacional de Seguridad". */
const OFFICE_ADJECTIVE = /^(?:nacional|general|federal|estatal|regional|adjunt[oa]|interin[oa]|ejecutiv[oa])$/
const COMPLEMENT = /^(?:of|for|to|de|del|para)$/

/** What offices are for: "of State", "for Foreign Affairs". */
const OFFICE_WORDS = new Set(
  'publica publico ciudadana gobernacion hacienda economia gobierno nacional finance development services emergency health commerce labour labor exterior home external republic nation state defense defence treasury foreign affairs homeland security interior justice public safety estado exteriores relaciones defensa seguridad asuntos war intelligence counterterrorism club'.split(
    ' ',
  ),
)

function withComplement(mention: Mention, tokens: readonly Token[], knowledge: Knowledge): Mention {
  if (mention.isPossessive || (mention.body !== undefined && mention.id !== undefined)) return mention
  let to = mention.to
  let country = mention.country
  if (OFFICE_ADJECTIVE.test(tokens[to]?.low ?? '') && COMPLEMENT.test(tokens[to + 1]?.low ?? '')) to += 1
  // "gobierno mexicano", "canciller mexicano": the adjective stands behind in Spanish.
  const knownAfter = tokens[to]
  if (COMPLEMENT.test(knownAfter?.low ?? '')) {
    let end = to + 1
    while (/^(?:the|la|el|los|las|su|neighbou?ring|nearby|vecin[oa])$/.test(tokens[end]?.low ?? '')) end += 1
    const start = end
    while (
      OFFICE_WORDS.has(tokens[end]?.low ?? '') ||
      (end > start && /^(?:and|y|of)$/.test(tokens[end]?.low ?? '') && OFFICE_WORDS.has(tokens[end + 1]?.low ?? ''))
    )
      end += 1
    if (end === start) {
      const known = knownName(tokens, end, knowledge)
      const isPart =
        known?.kind === 'organisation' &&
        /^(?:wing|branch|chapter|arm|faction|forces|brazo|ala)$/.test(mention.head ?? '')
      if (known !== undefined && known.kind !== 'person' && !isPart) {
        end = known.to
        country ??= known.country
      } else if (known === undefined || known.kind === 'person')
        while (end - start < 4 && isNameToken(tokens[end])) end += 1
      // "a spokesman for the Khorat Tigers": an organisation of its own, not part of the office.
      if (known === undefined && mention.kind === 'role' && mention.isDocument !== true && end - start >= 2) end = start
    }
    if (end > start) to = end
  }
  return {
    ...mention,
    to,
    country,
    name: { start: mention.name.start, end: tokens[to - 1]?.end ?? mention.name.end },
    isPossessive: isPossessiveAt(tokens, to),
  }
}

function asGroup(mention: Mention, tokens: readonly Token[], words: LanguageKnowledge): Mention {
  const next = tokens[mention.to]
  if (
    next === undefined ||
    mention.isPossessive ||
    !words.groups.has(next.low) ||
    (mention.kind === 'organisation' && next.isCapital)
  )
    return mention
  return { ...mention, to: mention.to + 1, isPossessive: isPossessiveAt(tokens, mention.to + 1) }
}
