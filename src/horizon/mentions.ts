import { withAppositions } from './appositions.ts'
import { classAt } from './class-names.ts'
import { continuesPlural, isNamedGroup } from './group-names.ts'
import type { Knowledge, LanguageKnowledge } from './knowledge.ts'
import { isNameToken, isPossessiveAt, type Mention, spanOf } from './mention.ts'
import {
  extended,
  knownName,
  MAX_NAME_TOKENS,
  OPENERS,
  ORG_PARTICLES,
  PARTICLES,
  roleAt,
  roleMention,
} from './mention-phrases.ts'
import type { Token } from './text.ts'
import type { Language } from './vocabulary.ts'

/** Every party named in the tokens, in order, none overlapping. Roles and pronouns are kept for resolution. */
export function findMentions(tokens: readonly Token[], knowledge: Knowledge, language: Language): readonly Mention[] {
  const words = knowledge.byLanguage[language]
  const found: Mention[] = []
  let at = 0
  while (at < tokens.length) {
    const known = knownName(tokens, at, knowledge)
    const mention =
      longerOf(known, classAt(tokens, at, knowledge, words)) ??
      known ??
      capitalRun(tokens, at, knowledge, words, found) ??
      roleAt(tokens, at, words, found)
    if (mention === undefined) {
      at += 1
      continue
    }
    if (isLabelRun(tokens, mention)) {
      at = mention.to
      continue
    }
    push(found, extended(mention, tokens, words, knowledge))
    at = Math.max(at + 1, found.at(-1)?.to ?? at + 1)
  }
  return withAppositions(found, tokens)
}

/** "Specially Designated Global Terrorist", "Terrorism Act", "Criminal Code": a label or a law is no party. */
const isLabelRun = (tokens: readonly Token[], mention: Mention): boolean =>
  (/^(?:person|name|group)$/.test(mention.kind) ||
    (mention.kind === 'body' && mention.body === undefined && mention.to - mention.from > 1)) &&
  /(?:^|\s)(?:terrorists?|terroristas?|terrorism act|criminal code|regulations|codigo penal)(?:\s|$)|^(?:sdgt|sdgts|fto|ftos|sdn|sdnt|sdntk|repet|uapa)$|^(?:list of|specially designated|proscribed organi[sz]ations?|unlawful activities)/.test(
    tokens
      .slice(mention.from, mention.to)
      .map((token) => token.low)
      .join(' '),
  )

/** A table's class or organisation wins over a class put together from its words, unless that says more. */
const longerOf = (known: Mention | undefined, made: Mention | undefined): Mention | undefined =>
  known?.kind === 'class' || known?.kind === 'organisation'
    ? made !== undefined && made.to > known.to
      ? made
      : known
    : made

function push(found: Mention[], mention: Mention): void {
  while ((found.at(-1)?.to ?? 0) > mention.from) found.pop()
  found.push(mention)
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
  let isOrganisation = words.orgheads.has(tokens[at]?.low ?? '') || isGroupHead(tokens, at, words)
  while (to < tokens.length && to - at < MAX_NAME_TOKENS) {
    const step = Math.max(runStep(tokens, to, isOrganisation, knowledge), continuesPlural(tokens, at, to, words))
    if (step === 0) break
    to += step
    isOrganisation ||= words.orgheads.has(tokens[to - 1]?.low ?? '')
  }
  const head = BODY_ROLES.get(words.roles.get(tokens[at]?.low ?? '') ?? '')
  if (head !== undefined && /^(?:de|del)$/.test(tokens[at + 1]?.low ?? '') && HEAD_FIRST.test(tokens[at]?.low ?? ''))
    return roleMention(tokens, at, at + 1, tokens[at]?.low ?? '', head, found)
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

/** "Milicia del Orinoco": the noun in capitals is the head of the name. */
const isGroupHead = (tokens: readonly Token[], at: number, words: LanguageKnowledge): boolean =>
  words.groups.has(tokens[at]?.low ?? '') && /^(?:de|del|of)$/.test(tokens[at + 1]?.low ?? '')

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

/** "Gobierno de Ecuador", "Ministerio del Interior": the complement is read behind the head. */
const HEAD_FIRST =
  /^(?:gobierno|ministerio|administracion|ejecutivo|presidencia|cancilleria|embajada|fiscalia|parlamento|asamblea|congreso|senado|corte|tribunal|policia)$/

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
    !(/^(?:and|y)$/.test(token.low) && !isJoinedName(tokens, at)) &&
    !(token.low === 'in' && knownName(tokens, at + 1, knowledge)?.kind === 'seat')
  )
    return 2
  if (/^['"]$/.test(token.low) && isNameToken(next)) return nicknameLength(tokens, at)
  if (token.low === '.' && ABBREVIATED.test(tokens[at - 1]?.low ?? '') && isNameToken(next)) return 2
  return token.low === '.' && /^\p{Lu}$/u.test(tokens[at - 1]?.text ?? '') && isNameToken(next) ? 2 : 0
}

/** "Center for Strategic and International Studies": an "and" inside a name has "of" or "for" before it; "Clan A and Comando B" are two. */
function isJoinedName(tokens: readonly Token[], at: number): boolean {
  if (!isNameToken(tokens[at + 2]) && !/^(?:of|de)$/.test(tokens[at + 2]?.low ?? '') && tokens[at]?.low === 'and') {
    if (!isOfOffice(tokens, at)) return false
  }
  return isOfOffice(tokens, at)
}

const isOfOffice = (tokens: readonly Token[], at: number): boolean => {
  const before = tokens.slice(Math.max(0, at - 5), at)
  return (
    before.some((token) => /^(?:of|for|on|de|del|para)$/.test(token.low)) &&
    before.some((token) => OFFICE_HEAD.test(token.low)) &&
    !OFFICE_HEAD.test(tokens[at + 1]?.low ?? '')
  )
}

const OFFICE_HEAD =
  /^(?:department|ministry|office|bureau|center|centre|committee|council|commission|institute|agency|secretary|minister|school|college|faculty|university|foundation|directorate|service|authority|organi[sz]ation|conference|assembly|ministerio|departamento|comision|consejo|instituto|centro|secretaria|comite|oficina|direccion|agencia|fundacion)$/

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
  if (namesNoOffice(tokens, at, to, words)) return at
  while (
    from < to &&
    (words.titles.has(tokens[from]?.low ?? '') || /^(?:of|de|for|the|and|\.)$/.test(tokens[from]?.low ?? ''))
  )
    from += 1
  return from
}

/** "Primer Comando del Este", "National Salvation Front": what an office might begin with, but no office follows. */
function namesNoOffice(tokens: readonly Token[], at: number, to: number, words: LanguageKnowledge): boolean {
  let ahead = at
  while (ahead < to && ORDINARY.test(tokens[ahead]?.low ?? '')) ahead += 1
  const low = tokens[ahead]?.low ?? ''
  return ahead > at && ahead < to && !words.titles.has(low) && (words.orgheads.has(low) || words.groups.has(low))
}

const ORDINARY = /^(?:primer|supreme|national|public|external|interior|democratic|republican)$/

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
      isNamedGroup(tokens, at, to, words) ||
      (startsAsArticle && raw.length > 1) ||
      /* "Jewish group": an adjective names nobody */ (!isAdjective(raw) &&
        words.groups.has(tokens[to]?.low ?? '') &&
        !(raw.length === 1 && isNameToken(tokens[to + 1]))))
  ) {
    const isCalledGroup =
      isNamedGroup(tokens, at, to, words) ||
      (to - from > 1 && ARMED.test(`${tokens[from]?.low ?? ''} ${tokens[to - 1]?.low ?? ''}`))
    return { ...base, kind: 'group', name: spanOf(tokens, from, to), id, ...(isCalledGroup ? { isCalledGroup } : {}) }
  }
  const isPerson = hadTitle || (raw.length >= 2 && raw.length <= 6 && !startsAsArticle)
  const isPlace = !hadTitle && /^(?:in|at|near|en|outside|across)$/.test(tokens[at - 1]?.low ?? '')
  const title = tokens
    .slice(at, from)
    .map((token) => token.low)
    .join(' ')
  if (isPerson && !isPlace)
    return { ...base, kind: 'person', name: spanOf(tokens, from, to), id, ...(title === '' ? {} : { head: title }) }
  return { ...base, kind: 'name', name: spanOf(tokens, from, to), id }
}

/** Heads that only armed or banned groups have in their names. */
const ARMED =
  /(?:brigades?|brigadas?|cartel|gang|militia|jihad|mujahideen|muyahidines|insurgency|guerrillas?|pandilla|milicia|mafia|clan|martyrs|vanguard|comandos|autodefensas)(?:$|\s)/

const isAdjective = (raw: readonly Token[]): boolean =>
  raw.length === 1 &&
  /(?:ish|ic|ian|ist|ese|ean|can|ni)$/.test(raw[0]?.low ?? '') &&
  !/^\p{Lu}{2,}$/u.test(raw[0]?.text ?? '')

const endsInRole = (last: Mention | undefined, at: number, tokens: readonly Token[]): boolean =>
  last !== undefined && last.kind === 'role' && (last.to === at || (last.to === at - 1 && tokens[at - 1]?.low === ','))
