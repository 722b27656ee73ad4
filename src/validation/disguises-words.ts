import { cased, type Disguise, type DisguiseTools, named, partyOf, wordsOf } from './disguise.ts'
import { respell } from './disguises-letters.ts'
import { fold, type Seed } from './seed.ts'
import { setOf } from './substitutions.ts'

const PARTICLES: ReadonlySet<string> = new Set([
  'de',
  'del',
  'la',
  'las',
  'los',
  'y',
  'e',
  'da',
  'do',
  'dos',
  'van',
  'von',
  'bin',
  'al',
  'el',
  'of',
  'the',
  'and',
  'for',
])
const isParticle = (word: string): boolean => PARTICLES.has(fold(word))
const heavyOf = (name: string): readonly string[] => wordsOf(name).filter((word) => !isParticle(word))

/** Given and family names of a person, by the publisher's parts or by the custom of writing the family name in capitals. */
function partsOf({
  name,
  parts,
}: Seed): { readonly given: readonly string[]; readonly family: readonly string[] } | undefined {
  if (parts?.family !== undefined && parts.given !== undefined) {
    return { given: wordsOf(parts.given), family: wordsOf([parts.family, parts.maternal].filter(Boolean).join(' ')) }
  }
  const words = wordsOf(name)
  const capitals = words.filter((word) => word.length > 1 && word === word.toUpperCase() && /\p{L}/u.test(word))
  const others = words.filter((word) => !capitals.includes(word))
  if (capitals.length > 0 && others.length > 0) return { given: others, family: capitals }
  return undefined
}

/** Changes words that a table knows, all of them or as many as asked. */
function fromTable(name: string, set: string, { random, substitutions }: DisguiseTools, most = 1): string | undefined {
  const table = setOf(substitutions, set)
  const words = name.split(' ')
  let changed = 0
  for (const at of random.shuffled(words.map((_word, index) => index))) {
    const word = words[at] ?? ''
    const by = random.of(table.get(fold(word).replace(/[^\p{L}]/gu, '')) ?? [])
    if (by === undefined || changed >= most) continue
    words[at] = cased(by, word)
    changed += 1
  }
  return changed === 0 ? undefined : words.join(' ')
}

const hasFull = (seed: Seed): boolean =>
  seed.culture === 'hispanic' &&
  seed.kind === 'person' &&
  (partsOf(seed)?.family.filter((word) => !isParticle(word)).length ?? 0) >= 2

/** Disguises of whole words: titles and forms, Spanish names, token games, truncation and padding. */
export const WORD_DISGUISES: Readonly<Record<string, Disguise>> = {
  'X-07': named((name, seed, { random, substitutions }) => {
    if (seed.kind !== 'organisation') return undefined
    const forms = [...setOf(substitutions, 'legal_form')].sort(([a], [b]) => b.length - a.length)
    const found = forms.find(([form]) => name.toUpperCase().endsWith(` ${form}`))
    if (found === undefined) return undefined
    const rest = name.slice(0, name.length - found[0].length).replace(/[\s,]+$/, '')
    return `${rest} ${random.of(found[1]) ?? ''}`.trim()
  }),
  'X-08': named((name, { kind }, { random, substitutions }) => {
    if (kind !== 'person') return undefined
    const title = random.of(setOf(substitutions, 'title').get('person') ?? [])
    const suffix = random.of(setOf(substitutions, 'suffix').get('person') ?? [])
    return random.below(2) === 0 ? `${title} ${name}` : `${name} ${suffix}`
  }),
  'X-09': named((_name, seed) => {
    const parts = seed.kind === 'person' ? partsOf(seed) : undefined
    return parts === undefined ? undefined : `${parts.family.join(' ').toUpperCase()}, ${parts.given.join(' ')}`
  }),
  'X-25': named((name, seed) => {
    if (!hasFull(seed)) return undefined
    const words = wordsOf(name)
    return seed.parts?.maternal === undefined
      ? words.slice(0, -1).join(' ')
      : words.filter((word) => !wordsOf(seed.parts?.maternal ?? '').includes(word)).join(' ')
  }),
  'X-26': named((_name, seed) => {
    const parts = hasFull(seed) ? partsOf(seed) : undefined
    if (parts === undefined) return undefined
    const [first, ...rest] = parts.family.filter((word) => !isParticle(word))
    return [...parts.given, ...rest, first].join(' ')
  }),
  'X-27': named((name, { culture }, { random }) => {
    if (culture !== 'hispanic') return undefined
    const words = wordsOf(name)
    const without = words.filter((word) => !/^(de|del|la|las|los|y)$/i.test(word))
    if (without.length < words.length && without.length > 1) return without.join(' ')
    if (words.length < 2) return undefined
    return [...words.slice(0, -1), random.of(['de', 'de la', 'y', 'del']), words.at(-1)].join(' ')
  }),
  'X-28': named((name, { culture }, tools) =>
    culture === 'hispanic' ? fromTable(name, 'abbreviation_es', tools) : undefined,
  ),
  'X-29': named((name, { culture }, tools) =>
    culture === 'hispanic' ? respell(name, 'spanish_sound', tools) : undefined,
  ),
  'X-30': named((name, { culture, kind }, tools) =>
    culture === 'hispanic' && kind === 'person' ? fromTable(name, 'hypocoristic', tools) : undefined,
  ),
  'X-31': named((name, { culture, kind }, { random, substitutions }) =>
    culture === 'hispanic' && kind === 'person'
      ? `${name} ${random.of(setOf(substitutions, 'married').get('family') ?? [])}`
      : undefined,
  ),
  'X-32': named((name, { kind }) => {
    if (kind !== 'organisation') return undefined
    if (/\bc[aá]rtel del /i.test(name)) return name.replace(/\b(c[aá]rtel) del /i, '$1 de ')
    if (/\bc[aá]rtel de /i.test(name)) return name.replace(/\b(c[aá]rtel) de /i, '$1 del ')
    if (/\bcartel\b/i.test(name)) return name.replace(/cartel/i, 'Cártel')
    return undefined
  }),
  'X-33': nickname,
  'X-39': named((name, _seed, { random }) => {
    const words = wordsOf(name)
    if (words.length < 2) return undefined
    if (words.length <= 3 && random.below(2) === 0) return words.join('')
    const at = random.below(words.length - 1)
    return [...words.slice(0, at), `${words[at]}${words[at + 1]}`, ...words.slice(at + 2)].join(' ')
  }),
  'X-40': named((name, _seed, { random }) => {
    const words = wordsOf(name)
    const long = words.map((word, at) => ({ word, at })).filter(({ word }) => /^\p{L}{6,}$/u.test(word))
    const found = random.of(long)
    if (found === undefined) return undefined
    const cut = 2 + random.below(found.word.length - 3)
    return words.map((word, at) => (at === found.at ? `${word.slice(0, cut)} ${word.slice(cut)}` : word)).join(' ')
  }),
  'X-41': named((_name, seed) => {
    const parts = seed.kind === 'person' ? partsOf(seed) : undefined
    if (parts === undefined || parts.given.length === 0 || parts.family.length === 0) return undefined
    return `${parts.given.map((word) => `${word.charAt(0)}.`).join(' ')} ${parts.family.join(' ')}`
  }),
  'X-42': named((name, _seed, tools) => {
    const telling = heavyOf(name).filter((word) => !isGeneric(word, tools))
    if (telling.length < 3) return undefined
    const dropped = tools.random.of(telling)
    const words = wordsOf(name)
    const at = words.indexOf(dropped ?? '')
    return words.filter((_word, i) => i !== at).join(' ')
  }),
  'X-43': named((name, { kind }, { random, substitutions }) => {
    const word = random.of(setOf(substitutions, 'added').get(kind) ?? [])
    const words = wordsOf(name)
    const at = kind === 'person' ? 1 : words.length
    return word === undefined ? undefined : [...words.slice(0, at), word, ...words.slice(at)].join(' ')
  }),
  'X-44': named((name, _seed, { random }) => {
    const words = wordsOf(name)
    const at = random.below(words.length)
    return [...words.slice(0, at + 1), ...words.slice(at)].join(' ')
  }),
  'X-45': named((name, { kind }, tools) =>
    kind === 'organisation' ? fromTable(name, 'organisation_word', tools, 2) : undefined,
  ),
  'X-46': acronym,
  'X-47': named((name) => cut(name, 35)),
  'X-48': named((name) => cut(name, 70)),
  'X-49': named((name) => cut(name, 140)),
  'X-50': named((name, _seed, { random }) => {
    const words = wordsOf(name)
    const found = random.of(words.map((word, at) => ({ word, at })).filter(({ word }) => /^\p{L}{5,}$/u.test(word)))
    if (found === undefined) return undefined
    const at = 2 + random.below(found.word.length - 3)
    return words.map((word, i) => (i === found.at ? `${word.slice(0, at)}\n${word.slice(at)}` : word)).join(' ')
  }),
  'X-53': named((name) => wordsOf(name).toReversed().join(' ')),
  'X-56': named((name, _seed, { random, substitutions }) => {
    const padding = setOf(substitutions, 'padding').get('word') ?? []
    const words = Array.from({ length: 30 }, () => random.of(padding) ?? '')
    const at = random.below(30)
    return [...words.slice(0, at), name, ...words.slice(at)].join(' ')
  }),
  'X-57': (seed, { random }) => {
    const words = wordsOf(seed.name)
    if (words.length < 2) return undefined
    const at = 1 + random.below(words.length - 1)
    const [first, last] = [words.slice(0, at).join(' '), words.slice(at).join(' ')]
    const properties =
      seed.kind === 'person' ? { firstName: [first], lastName: [last] } : { name: [`${first} / ${last}`] }
    return { as: 'party', given: partyOf(seed, properties), shown: `${first} | ${last}` }
  },
  'X-58': (seed, { random, substitutions }) => {
    const frame = random.of(setOf(substitutions, 'narrative').get('frame') ?? [])
    const text = frame?.replace('{name}', seed.name)
    return text === undefined ? undefined : { as: 'narrative', text, shown: text }
  },
}

/** Legal forms and words of trade: what is left when these alone are left names nobody. */
function isGeneric(word: string, { substitutions }: DisguiseTools): boolean {
  const bare = fold(word).replace(/[^\p{L}]/gu, '')
  return (
    bare.length < 2 ||
    setOf(substitutions, 'organisation_word').has(bare) ||
    setOf(substitutions, 'generic').has(bare) ||
    [...setOf(substitutions, 'legal_form').keys()].some((form) => lettersIn(form).includes(bare))
  )
}

/** The whole form, and each of its words: of S.A. DE C.V. neither half tells who is meant. */
const lettersIn = (form: string): readonly string[] =>
  [form, ...form.split(' ')].map((part) => fold(part).replace(/[^\p{L}]/gu, ''))

const cut = (name: string, at: number): string | undefined =>
  name.length > at ? name.slice(0, at).trimEnd() : undefined

/** The alias that the list itself marks weak, with a birth date that agrees. */
function nickname({ entity, kind }: Seed): ReturnType<Disguise> {
  const weak = entity.names.find(({ quality }) => quality === 'weak')?.text
  const born = entity.birthDates[0]?.asPublished
  if (kind !== 'person' || weak === undefined || born === undefined) return undefined
  const date = entity.birthDates[0]?.from
  return {
    as: 'party',
    given: { schema: 'Person', properties: { name: [weak], birthDate: [date ?? born] } },
    shown: `${weak}, born ${born}`,
  }
}

/** Initials where the list holds them as a name of the same entity; and the name they stand for. */
function acronym(seed: Seed): ReturnType<Disguise> {
  if (seed.kind !== 'organisation') return undefined
  const heavy = heavyOf(seed.name).filter((word) => /^\p{L}/u.test(word))
  if (heavy.length < 3 || heavy.length > 7) return undefined
  const initials = heavy
    .map((word) => word.charAt(0))
    .join('')
    .toUpperCase()
  const isListed = seed.entity.names.some(
    ({ text, quality }) => quality !== 'weak' && text.toUpperCase().replace(/[^A-Z0-9]/g, '') === initials,
  )
  return isListed ? { as: 'party', given: partyOf(seed, { name: [initials] }), shown: initials } : undefined
}
