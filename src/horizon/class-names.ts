import type { Knowledge, LanguageKnowledge } from './knowledge.ts'
import { isPossessiveAt, type Mention, spanOf } from './mention.ts'
import { knownName } from './mention-phrases.ts'
import type { Token } from './text.ts'

/** Plurals that name a class of organisations, under one word for both languages. Source: usage of the wire services. */
const CLASS_NOUNS: ReadonlyMap<string, string> = new Map([
  ...['gangs', 'pandillas', 'bandas', 'maras', 'combos'].map((word) => [word, 'gangs'] as const),
  ...['cartels', 'carteles'].map((word) => [word, 'cartels'] as const),
  ...['militias', 'milicias', 'paramilitaries', 'paramilitares'].map((word) => [word, 'militias'] as const),
  ...['guerrillas', 'rebels', 'insurgents', 'insurgentes', 'rebeldes', 'disidencias'].map(
    (word) => [word, 'insurgents'] as const,
  ),
  ...['mafias', 'clans', 'clanes', 'syndicates'].map((word) => [word, 'mafias'] as const),
  ...[
    'groups',
    'grupos',
    'organizations',
    'organisations',
    'organizaciones',
    'networks',
    'redes',
    'factions',
    'facciones',
  ].map((word) => [word, 'groups'] as const),
])
/** "groups" and "organisations" need a word that says of which kind. */
const KIND =
  /^(?:armed|criminal|rebel|militant|drug|street|crime|smuggling|trafficking|jihadist|islamist|paramilitary|separatist|narco|extremist|neo-nazi|insurgent|armados|armadas|criminales|delictivas|delictivos|guerrilleros|narcotraficantes|yihadistas|paramilitares|rebeldes|insurgentes|delincuenciales)$/
const ADJECTIVE =
  /^(?:powerful|violent|major|main|biggest|largest|notorious|local|homegrown|warring|dangerous|allied|pro-iranian|iran-backed|iranian-backed|prison|youth|urban|violentas|violentos|poderosas|poderosos|principales|locales|grandes)$/
/** Words that stand alone for a class where the report is about designations. */
const BARE = /^(?:maras|pandillas)$/

interface Found {
  readonly to: number
  readonly noun: string
  readonly country: string | undefined
  readonly name: number
}

/** "Haitian gangs", "Ecuador's armed groups", "pandillas haitianas", "los cárteles de Ecuador", "las maras": a class as a party. */
export function classAt(
  tokens: readonly Token[],
  at: number,
  knowledge: Knowledge,
  words: LanguageKnowledge,
): Mention | undefined {
  void words
  const first = tokens[at]
  if (first === undefined || !first.isWord) return undefined
  const found = ofCountry(tokens, at, knowledge) ?? nounFirst(tokens, at, knowledge)
  if (found === undefined) return undefined
  return {
    kind: 'class',
    from: at,
    to: found.to,
    name: spanOf(tokens, found.name, found.to),
    id: `class:${found.country ?? 'any'}:${found.noun}`,
    country: undefined,
    isPossessive: isPossessiveAt(tokens, found.to),
  }
}

const ofPlace = (kind: string | undefined): boolean => kind === 'demonym' || kind === 'country' || kind === 'seat'

/** "Haitian street gangs", "Haiti's gangs". */
function ofCountry(tokens: readonly Token[], at: number, knowledge: Knowledge): Found | undefined {
  const place = knownName(tokens, at, knowledge)
  if (place === undefined || !ofPlace(place.kind)) return undefined
  let to = place.isPossessive ? place.to + 1 : place.to
  if (place.kind !== 'demonym' && !place.isPossessive) return undefined
  const noun = classNounFrom(tokens, to)
  if (noun === undefined) return undefined
  to = noun.to
  return { to, noun: noun.noun, country: place.country, name: at }
}

/** The class noun behind up to three words of its kind. */
function classNounFrom(
  tokens: readonly Token[],
  from: number,
): { readonly to: number; readonly noun: string } | undefined {
  let at = from
  let isKind = false
  while (at - from < 3 && (KIND.test(tokens[at]?.low ?? '') || ADJECTIVE.test(tokens[at]?.low ?? ''))) {
    isKind ||= KIND.test(tokens[at]?.low ?? '')
    at += 1
  }
  const token = tokens[at]
  const noun = CLASS_NOUNS.get(token?.low ?? '')
  if (token === undefined || noun === undefined || token.isCapital || (noun === 'groups' && !isKind)) return undefined
  return { to: at + 1, noun }
}

/** "iraquíes" of "iraquí": the plural of an adjective that the table has in the singular. */
function pluralDemonym(tokens: readonly Token[], at: number, knowledge: Knowledge): Mention | undefined {
  const token = tokens[at]
  if (token === undefined || token.isCapital) return undefined
  for (const ending of [/s$/, /es$/, /as$/]) {
    if (!ending.test(token.low)) continue
    const stems = [token.low.replace(ending, ''), token.low.replace(ending, 'o')]
    const entry = stems
      .flatMap((stem) => knowledge.names.get(stem) ?? [])
      .find((each) => each.kind === 'demonym' && each.words.length === 1)
    if (entry !== undefined)
      return {
        kind: 'demonym',
        from: at,
        to: at + 1,
        name: spanOf(tokens, at, at + 1),
        id: entry.id,
        country: entry.country,
        isPossessive: false,
      }
  }
  return undefined
}

/** "pandillas armadas haitianas", "cárteles de Ecuador", "maras". */
function nounFirst(tokens: readonly Token[], at: number, knowledge: Knowledge): Found | undefined {
  const first = tokens[at]
  const noun = CLASS_NOUNS.get(first?.low ?? '')
  if (first === undefined || noun === undefined || first.isCapital) return undefined
  let to = at + 1
  let isKind = false
  while (to - at < 3 && (KIND.test(tokens[to]?.low ?? '') || ADJECTIVE.test(tokens[to]?.low ?? ''))) {
    isKind ||= KIND.test(tokens[to]?.low ?? '')
    to += 1
  }
  const isOf = /^(?:de|del|in|from|en)$/.test(tokens[to]?.low ?? '')
  const place =
    knownName(tokens, isOf ? to + 1 : to, knowledge) ?? (isOf ? undefined : pluralDemonym(tokens, to, knowledge))
  if (
    place !== undefined &&
    !place.isPossessive &&
    (isOf ? place.kind === 'country' : place.kind === 'demonym') &&
    (noun !== 'groups' || isKind)
  )
    return { to: place.to, noun, country: place.country, name: at }
  return BARE.test(first.low) ? { to, noun, country: undefined, name: at } : undefined
}
