import type { Knowledge, KnownBody, LanguageKnowledge, NameEntry } from './knowledge.ts'
import type { Span, Token } from './text.ts'
import type { Language } from './vocabulary.ts'

export const MENTION_KINDS = [
  'organisation',
  'class',
  'group',
  'country',
  'demonym',
  'seat',
  'body',
  'outlet',
  'person',
  'role',
  'people',
  'pronoun',
  'name',
] as const
export type MentionKind = (typeof MENTION_KINDS)[number]

/**
 * A party named in a sentence. `from` and `to` are token indices of the whole phrase (titles and appositions in it),
 * `name` the words of the bare name.
 */
export interface Mention {
  readonly kind: MentionKind
  readonly from: number
  readonly to: number
  readonly name: Span
  /** Id of the knowledge base, or a folded name; pronouns and roles have none until resolved. */
  readonly id: string | undefined
  readonly country: string | undefined
  readonly body?: KnownBody
  /** "Mexico's", "the group's". */
  readonly isPossessive: boolean
  /** Folded head noun of a role or body phrase: "president", "government", "department". */
  readonly head?: string
  /** "the report", "the order": speaks for the body that issued it. */
  readonly isDocument?: boolean
}

/** Most tokens one name may have. */
const MAX_NAME_TOKENS = 9
const PARTICLES = new Set([
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
const ORG_PARTICLES = new Set([
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
const OPENERS = new Set(
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
const TIME_WORDS =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|est|gmt|p\.m|a\.m)$/

/** Every party named in the tokens, in order, none overlapping. Roles and pronouns are kept for resolution. */
export function findMentions(tokens: readonly Token[], knowledge: Knowledge, language: Language): readonly Mention[] {
  const words = knowledge.byLanguage[language]
  const found: Mention[] = []
  let at = 0
  while (at < tokens.length) {
    const mention =
      knownName(tokens, at, knowledge) ??
      capitalRun(tokens, at, knowledge, words, found) ??
      roleAt(tokens, at, words, found)
    if (mention === undefined) {
      at += 1
      continue
    }
    push(found, extended(mention, tokens, words, knowledge))
    at = Math.max(at + 1, found.at(-1)?.to ?? at + 1)
  }
  return withAppositions(found, tokens)
}

function push(found: Mention[], mention: Mention): void {
  while ((found.at(-1)?.to ?? 0) > mention.from) found.pop()
  found.push(mention)
}

const isPossessiveAt = (tokens: readonly Token[], at: number): boolean =>
  /^'s$/.test(tokens[at]?.low ?? '') || (tokens[at]?.low === "'" && (tokens[at - 1]?.low.endsWith('s') ?? false))

const spanOf = (tokens: readonly Token[], from: number, to: number): Span => ({
  start: tokens[from]?.start ?? 0,
  end: tokens[to - 1]?.end ?? 0,
})

function knownName(tokens: readonly Token[], at: number, knowledge: Knowledge): Mention | undefined {
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

/** A run of capitals that no table knows: a person, a body or another name, by its own words and its neighbours. */
function capitalRun(
  tokens: readonly Token[],
  at: number,
  knowledge: Knowledge,
  words: LanguageKnowledge,
  found: readonly Mention[],
): Mention | undefined {
  if (!isNameToken(tokens[at]) || isOpenerAfterMark(tokens, at) || isLoneOpening(tokens, at, words, knowledge.surnames))
    return undefined
  let to = at + 1
  let isOrganisation = words.orgheads.has(tokens[at]?.low ?? '')
  while (to < tokens.length && to - at < MAX_NAME_TOKENS) {
    const step = runStep(tokens, to, isOrganisation, knowledge)
    if (step === 0) break
    to += step
    isOrganisation ||= words.orgheads.has(tokens[to - 1]?.low ?? '')
  }
  if (to === at + 1 && words.roles.has(tokens[at]?.low ?? '') && !tokens[at]?.text.startsWith('@')) return undefined
  const body =
    words.roles.get(
      tokens
        .slice(at, to)
        .map((token) => token.low)
        .join(' '),
    ) ?? (to - at <= 4 ? BODY_ROLES.get(words.roles.get(tokens[to - 1]?.low ?? '') ?? '') : undefined)
  if (body === 'body' || body === 'court' || body === 'parliament')
    return roleMention(tokens, at, to, tokens[to - 1]?.low ?? '', body, found)
  const from = withoutTitles(tokens, at, to, words)
  if (from === to) return titleOnly(tokens, at, to)
  return classified(tokens, at, from, to, isOrganisation, words, found)
}

const isNameToken = (token: Token | undefined): boolean =>
  token !== undefined &&
  !/-(?:based|backed|led|linked|aligned|era|style|born|run|controlled|owned)$/.test(token.low) &&
  token.isWord &&
  (token.isCapital || token.text.startsWith('@') || /^(?:al|el|as|ad|ash)-\p{Lu}/u.test(token.text)) &&
  !TIME_WORDS.test(token.low)

const isOpener = (token: Token | undefined): boolean => token !== undefined && OPENERS.has(token.low)

const isOpenerAfterMark = (tokens: readonly Token[], at: number): boolean =>
  isOpener(tokens[at]) && !(tokens[at - 1]?.isWord ?? false)

/** One capital word that opens a sentence or a quotation may be any word; it is a name only before a verb or a mark of one. */
function isLoneOpening(
  tokens: readonly Token[],
  at: number,
  words: LanguageKnowledge,
  surnames: ReadonlySet<string>,
): boolean {
  const before = tokens[at - 1]
  // A mark that stands apart from the word closed the quotation before it.
  const opens = at === 0 || (before !== undefined && /^["'(]$/.test(before.low) && before.end === tokens[at]?.start)
  if (!opens || isNameToken(tokens[at + 1]) || words.titles.has(tokens[at]?.low ?? '')) return false
  if (surnames.has(tokens[at]?.low ?? '') || /(?:ed|'s)$/.test(tokens[at + 1]?.low ?? '')) return false
  return !/^(?:is|was|were|has|had|said|will|says|'s|and|fue|es|ha|habia|dijo|y|told|wrote)$/.test(
    tokens[at + 1]?.low ?? '',
  )
}

const BODY_ROLES: ReadonlyMap<string, string> = new Map([
  ['body', 'body'],
  ['court', 'court'],
  ['parliament', 'parliament'],
])

/** How many tokens the name goes on by at `at`; 0 ends it. */
function runStep(tokens: readonly Token[], at: number, isOrganisation: boolean, knowledge: Knowledge): number {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (token === undefined) return 0
  if (isNameToken(token)) {
    const known = knownName(tokens, at, knowledge)
    return known !== undefined && known.kind !== 'seat' && known.kind !== 'country' && known.kind !== 'person' ? 0 : 1
  }
  if (PARTICLES.has(token.low) && isNameToken(next)) return 2
  if (PARTICLES.has(token.low) && PARTICLES.has(next?.low ?? '') && isNameToken(tokens[at + 2])) return 3
  if (
    isOrganisation &&
    ORG_PARTICLES.has(token.low) &&
    isNameToken(next) &&
    !(token.low === 'and' && !isNameToken(tokens[at + 2]))
  )
    return 2
  if (/^['"]$/.test(token.low) && isNameToken(next)) return nicknameLength(tokens, at)
  if (token.low === '.' && ABBREVIATED.test(tokens[at - 1]?.low ?? '') && isNameToken(next)) return 2
  return token.low === '.' && /^\p{Lu}$/u.test(tokens[at - 1]?.text ?? '') && isNameToken(next) ? 2 : 0
}

const ABBREVIATED = /^(?:sen|rep|gov|gen|dr|mr|mrs|ms|lt|col|adm|prof|rev|sr|sra|lic|maj|capt|sgt)$/

/** ‘El Chapo’ inside a name: the marks and what they hold, where the name goes on behind them. */
function nicknameLength(tokens: readonly Token[], at: number): number {
  for (let end = at + 2; end <= at + 4; end += 1) {
    if (/^['"]$/.test(tokens[end]?.low ?? '')) return isNameToken(tokens[end + 1]) ? end + 2 - at : 0
  }
  return 0
}

function withoutTitles(tokens: readonly Token[], at: number, to: number, words: LanguageKnowledge): number {
  let from = at
  while (
    from < to &&
    (words.titles.has(tokens[from]?.low ?? '') || /^(?:of|de|for|the|and|\.)$/.test(tokens[from]?.low ?? ''))
  )
    from += 1
  return from
}

const titleOnly = (tokens: readonly Token[], at: number, to: number): Mention => ({
  kind: 'role',
  from: at,
  to,
  name: spanOf(tokens, at, to),
  id: undefined,
  country: undefined,
  isPossessive: isPossessiveAt(tokens, to),
  head: tokens[to - 1]?.low ?? '',
})

function classified(
  tokens: readonly Token[],
  at: number,
  from: number,
  to: number,
  isOrganisation: boolean,
  words: LanguageKnowledge,
  found: readonly Mention[],
): Mention {
  const hadTitle = from > at || endsInRole(found.at(-1), at, tokens)
  const base = { from: at, to, country: undefined, isPossessive: isPossessiveAt(tokens, to) }
  const id = tokens
    .slice(from, to)
    .map((token) => token.low)
    .join(' ')
  const raw = tokens.slice(from, to)
  const startsAsArticle = /^(?:the|los|las)$/.test(tokens[at - 1]?.low ?? '')
  const isShout = raw.length === 1 && /^\p{Lu}{2,}$/u.test(raw[0]?.text ?? '')
  if (
    !hadTitle &&
    (isOrganisation ||
      isShout ||
      (startsAsArticle && raw.length > 1) ||
      /* "Jewish group": an adjective names nobody */ (!isAdjective(raw) && words.groups.has(tokens[to]?.low ?? '')))
  ) {
    return { ...base, kind: 'group', name: spanOf(tokens, from, to), id }
  }
  const isPerson = hadTitle || (raw.length >= 2 && raw.length <= 6 && !startsAsArticle)
  const isPlace = !hadTitle && /^(?:in|at|near|en|outside|across)$/.test(tokens[at - 1]?.low ?? '')
  if (isPerson && !isPlace) return { ...base, kind: 'person', name: spanOf(tokens, from, to), id }
  return { ...base, kind: 'name', name: spanOf(tokens, from, to), id }
}

const isAdjective = (raw: readonly Token[]): boolean =>
  raw.length === 1 &&
  /(?:ish|ic|ian|ist|ese|ean|can|ni)$/.test(raw[0]?.low ?? '') &&
  !/^\p{Lu}{2,}$/u.test(raw[0]?.text ?? '')

const endsInRole = (last: Mention | undefined, at: number, tokens: readonly Token[]): boolean =>
  last !== undefined && last.kind === 'role' && (last.to === at || (last.to === at - 1 && tokens[at - 1]?.low === ','))

/** "lawmakers", "the department", "an appeals court", "he": named by what they are. */
function roleAt(
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

/** "the group", "the movement": the organisation last spoken of. */
function groupReference(tokens: readonly Token[], at: number, words: LanguageKnowledge): Mention | undefined {
  const low = tokens[at]?.low ?? ''
  if (
    !words.groups.has(low) ||
    /(?:s|es)$/.test(low) ||
    !/^(?:the|this|that|el|la|esta|este)$/.test(tokens[at - 1]?.low ?? '')
  )
    return undefined
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

function roleMention(
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
function extended(mention: Mention, tokens: readonly Token[], words: LanguageKnowledge, knowledge: Knowledge): Mention {
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

const COMPLEMENT = /^(?:of|for|to|de|del|para)$/

/** What offices are for: "of State", "for Foreign Affairs". */
const OFFICE_WORDS = new Set(
  'state defense defence treasury foreign affairs homeland security interior justice public safety estado exteriores relaciones defensa seguridad asuntos war intelligence counterterrorism club'.split(
    ' ',
  ),
)

function withComplement(mention: Mention, tokens: readonly Token[], knowledge: Knowledge): Mention {
  if (mention.isPossessive || (mention.body !== undefined && mention.id !== undefined)) return mention
  let to = mention.to
  // "gobierno mexicano", "canciller mexicano": the adjective stands behind in Spanish.
  const knownAfter = tokens[to]
  if (COMPLEMENT.test(knownAfter?.low ?? '')) {
    let end = to + 1
    while (/^(?:the|la|el|los|las|su)$/.test(tokens[end]?.low ?? '')) end += 1
    const start = end
    while (
      OFFICE_WORDS.has(tokens[end]?.low ?? '') ||
      (end > start && /^(?:and|y|of)$/.test(tokens[end]?.low ?? '') && OFFICE_WORDS.has(tokens[end + 1]?.low ?? ''))
    )
      end += 1
    if (end === start) {
      const known = knownName(tokens, end, knowledge)
      if (known !== undefined && known.kind !== 'person') end = known.to
      else while (end - start < 4 && isNameToken(tokens[end])) end += 1
    }
    if (end > start) to = end
  }
  return {
    ...mention,
    to,
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

/** "Mexico's president, Andrés …," and "el canciller mexicano, Marcelo Ebrard": the role and the name are one party. */
function withAppositions(found: readonly Mention[], tokens: readonly Token[]): readonly Mention[] {
  const out: Mention[] = []
  for (const mention of found) {
    const last = out.at(-1)
    if (last !== undefined && mention.kind === 'person' && joins(last, mention, tokens)) {
      let from = last.from
      let country = last.country
      const before = out.at(-2)
      out.pop()
      if (last.kind !== 'role' && before?.kind === 'role' && before.to >= last.from - 2) {
        from = before.from
        out.pop()
      }
      country ??= before?.country
      out.push({ ...mention, from, country: mention.country ?? country })
    } else if (last !== undefined && last.kind === 'role' && mention.kind === 'demonym' && mention.from === last.to) {
      out[out.length - 1] = { ...last, to: mention.to, country: mention.country }
    } else if (
      last !== undefined &&
      last.kind === 'body' &&
      last.id === undefined &&
      mention.kind === 'demonym' &&
      mention.from === last.to
    ) {
      out[out.length - 1] = {
        ...last,
        to: mention.to,
        country: mention.country,
        name: { start: last.name.start, end: mention.name.end },
      }
    } else if (
      last?.kind === 'person' &&
      !last.isPossessive &&
      mention.kind === 'role' &&
      isDescribed(last, mention, tokens)
    ) {
      out[out.length - 1] = { ...last, to: mention.to, country: last.country ?? mention.country }
    } else out.push(mention)
  }
  return out
}

/** "Lisa Monaco, the department's top official, asked": the role between commas is the person's. */
function isDescribed(person: Mention, role: Mention, tokens: readonly Token[]): boolean {
  const between = tokens.slice(person.to, role.from)
  return (
    between[0]?.low === ',' &&
    between.length <= 4 &&
    between.slice(1).every((token) => /^(?:the|a|an|his|her|its|el|la|un|una)$/.test(token.low)) &&
    tokens.slice(role.to, role.to + 5).some((token) => token.low === ',')
  )
}

function joins(last: Mention, person: Mention, tokens: readonly Token[]): boolean {
  if (last.isPossessive) return false
  const between = tokens.slice(last.to, person.from).map((token) => token.low)
  const isAdjacent = between.length === 0
  const isComma = between.length === 1 && between[0] === ','
  if (last.kind === 'role') return isAdjacent || isComma
  return false
}
