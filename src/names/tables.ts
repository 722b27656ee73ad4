import { abbreviationsOf } from './abbreviations.ts'
import type { LookAlikes } from './disguises.ts'
import { wadeGilesOf } from './wade-giles.ts'

/** Rows of one table of `data/names`: cells of each line, comments left out. */
export type TableRows = readonly (readonly string[])[]

/** The tables as read from `data/names`, by file name without ending. */
export interface NameTableSources {
  readonly particles: TableRows
  readonly titles: TableRows
  readonly 'legal-forms': TableRows
  readonly ordinals: TableRows
  readonly words: TableRows
  readonly 'words-by-language': TableRows
  readonly 'east-asian-words': TableRows
  readonly families: TableRows
  readonly 'common-names': TableRows
  readonly letters: TableRows
  readonly 'han-readings': TableRows
  readonly 'han-names': TableRows
  readonly countries: TableRows
  readonly 'look-alikes': TableRows
}

/** What the tables know of one folded word; every field is absent where they know nothing. */
export interface Word {
  particle?: string
  title?: 'person' | 'vessel' | 'suffix'
  /** A title that also stands after the name: bey, sahib, agha. */
  titleFollows?: boolean
  number?: number
  /** Only after another part: roman numerals. */
  numberAfter?: number
  concept?: number
  conceptTier?: 1 | 2 | 3
  /** 1 the most frequent. */
  givenTier?: 1 | 2 | 3
  familyTier?: 1 | 2 | 3
  /** A frequent Chinese, Korean or Vietnamese name. */
  isEastAsian?: boolean
  spellings?: number[]
  shorts?: number[]
  cognates?: number[]
}

export interface NameTables {
  readonly words: ReadonlyMap<string, Word>
  readonly conceptNames: readonly string[]
  /** Shortened words of organisations, which no table has as words of their own, to the concepts they may stand for. */
  readonly abbreviations: ReadonlyMap<string, readonly number[]>
  readonly familyNames: readonly string[]
  /** Words of a legal form joined by spaces, to its class. */
  readonly legalForms: ReadonlyMap<string, string>
  readonly longestLegalForm: number
  /** Script to letters (one or two characters) to Latin; `-initial` forms under their own key. */
  readonly letters: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly hanReadings: ReadonlyMap<string, string>
  readonly pinyinSyllables: ReadonlySet<string>
  /** Han names to their readings, culture by culture. */
  readonly hanNames: ReadonlyMap<string, readonly string[]>
  /** Characters that begin a Chinese name. */
  readonly hanFamilies: ReadonlySet<string>
  /** Words of East Asian scripts that are written without spaces, to the Latin words they stand for. */
  readonly eastAsianWords: ReadonlyMap<string, readonly string[]>
  readonly looks: LookAlikes
}

/** Compiles the tables once. Knows no file: rows come in as values, checked by whoever read them. */
export function compileNameTables(sources: NameTableSources): NameTables {
  const words = new Map<string, Word>()
  const word = (text: string): Word => {
    const known = words.get(text)
    if (known !== undefined) return known
    const fresh: Word = {}
    words.set(text, fresh)
    return fresh
  }
  const letters = compileLetters(sources.letters)
  for (const [kind, , list] of sources.particles) for (const text of split(list)) word(text).particle = kind ?? ''
  for (const [kind, culture, list] of sources.titles)
    for (const text of split(list)) {
      word(text).title = titleKind(kind)
      if (!WESTERN.has(culture ?? '')) word(text).titleFollows = true
    }
  for (const [value, where, list] of sources.ordinals) {
    for (const text of split(list)) word(text)[where === 'after' ? 'numberAfter' : 'number'] = Number(value)
  }
  const conceptNames = compileConcepts(sources, word)
  const familyNames = compileFamilies(sources.families, word)
  for (const [role, tier, culture, list] of sources['common-names'])
    for (const text of split(list)) {
      addTier(word(text), role, tier)
      if (EAST_ASIAN.has(culture ?? '')) word(text).isEastAsian = true
    }
  const syllables = new Set(sources['han-readings'].map(([reading = '']) => reading))
  addWadeGiles(syllables, familyNames, word)
  const legalForms = compileLegalForms(sources['legal-forms'])
  return {
    words,
    abbreviations: compileAbbreviations(words),
    conceptNames,
    familyNames,
    legalForms,
    longestLegalForm: Math.max(1, ...[...legalForms.keys()].map((form) => form.split(' ').length)),
    letters,
    pinyinSyllables: syllables,
    hanReadings: compileReadings(sources['han-readings']),
    eastAsianWords: new Map(
      sources['east-asian-words'].flatMap(([, latin, list]) =>
        split(list).map((text) => [text, split(latin)] as const),
      ),
    ),
    looks: compileLooks(sources['look-alikes']),
    hanNames: compileHanNames(sources['han-names'].filter(([culture]) => culture !== 'surname')),
    hanFamilies: new Set(
      sources['han-names'].flatMap(([culture, list]) =>
        culture === 'surname' ? split(list).map((pair) => pair.slice(0, -1)) : [],
      ),
    ),
  }
}

const WESTERN: ReadonlySet<string> = new Set(
  'english spanish portuguese french german italian russian slavic'.split(' '),
)
const EAST_ASIAN: ReadonlySet<string> = new Set(['chinese', 'korean', 'vietnamese'])

const split = (list: string | undefined): readonly string[] => (list ?? '').split(' ').filter((text) => text !== '')

const titleKind = (kind: string | undefined): 'person' | 'vessel' | 'suffix' =>
  kind === 'vessel' || kind === 'suffix' ? kind : 'person'

function tierOf(tier: string | undefined): 1 | 2 | 3 {
  return tier === '1' ? 1 : tier === '2' ? 2 : 3
}

function addTier(word: Word, role: string | undefined, raw: string | undefined): void {
  const tier = tierOf(raw)
  const key = role === 'family' ? 'familyTier' : 'givenTier'
  if (word[key] === undefined || word[key] > tier) word[key] = tier
}

function compileConcepts(sources: NameTableSources, word: (text: string) => Word): readonly string[] {
  const names: string[] = []
  for (const [tier, concept, list] of sources.words) {
    const index = names.push(concept ?? '') - 1
    for (const text of split(list)) {
      const entry = word(text)
      if (entry.concept !== undefined) continue
      entry.concept = index
      entry.conceptTier = tierOf(tier)
    }
  }
  for (const [concept = '', , list] of sources['words-by-language']) {
    const known = names.indexOf(concept)
    const index = known >= 0 ? known : names.push(concept) - 1
    for (const text of split(list)) {
      const entry = word(foldArabic(text))
      if (entry.concept !== undefined) continue
      entry.concept = index
      entry.conceptTier = tierOfConcept(sources.words, concept)
    }
  }
  for (const row of sources.countries) addCountry(row, names, word)
  return names
}

/** Words of tier 3 are places and colours: nobody shortens them by these rules. */
function compileAbbreviations(words: ReadonlyMap<string, Word>): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  for (const [text, { concept, conceptTier }] of words) {
    if (concept === undefined || conceptTier === 3) continue
    for (const form of abbreviationsOf(text)) {
      if (words.has(form)) continue
      const concepts = found.get(form)
      if (concepts === undefined) found.set(form, [concept])
      else if (!concepts.includes(concept)) concepts.push(concept)
    }
  }
  return found
}
const tierOfConcept = (rows: TableRows, concept: string): 1 | 2 | 3 =>
  tierOf(rows.find(([, name]) => name === concept)?.[0] ?? '2')

/** Arabic words as `wordsOf` folds them, without the article. */
const foldArabic = (text: string): string =>
  text
    .replace(/\u064a/g, '\u06cc')
    .replace(/\u0643/g, '\u06a9')
    .replace(/^\u0627\u0644(?=..)/, '')

/** One-word names and demonyms of a country are one concept: Lebanese group, group of Lebanon. */
function addCountry(row: readonly string[], names: string[], word: (text: string) => Word): void {
  const [code, , , name, others, demonyms] = row
  const texts = [name, ...(others ?? '').split('|'), ...(demonyms ?? '').split('|')]
    .map((text) => plain(text ?? ''))
    .filter((text) => /^[a-z]{4,}$/.test(text))
  if (texts.length === 0) return
  const index = names.push(`country:${code ?? ''}`) - 1
  for (const text of texts) {
    const entry = word(text)
    if (entry.concept !== undefined) continue
    entry.concept = index
    entry.conceptTier = 3
  }
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()

/** A pinyin syllable and its Wade-Giles spelling are one name, unless one of them is a short form of another language (Dan, Tan). */
function addWadeGiles(syllables: ReadonlySet<string>, names: string[], word: (text: string) => Word): void {
  for (const syllable of syllables) {
    const older = wadeGilesOf(syllable)
    if (older === syllable || older.length < 2) continue
    const both = [word(syllable), word(older)]
    if (both.some(({ shorts, particle }) => shorts !== undefined || particle !== undefined)) continue
    const index = names.push(syllable) - 1
    for (const entry of both) entry.spellings = [...(entry.spellings ?? []), index]
  }
}

function compileFamilies(rows: TableRows, word: (text: string) => Word): string[] {
  const names: string[] = []
  for (const [, spellings, shorts, cognates] of rows) {
    const index = names.push(split(spellings)[0] ?? '') - 1
    const add = (list: string | undefined, key: 'spellings' | 'shorts' | 'cognates'): void => {
      for (const text of split(list)) {
        const entry = word(text)
        entry[key] = [...(entry[key] ?? []), index]
      }
    }
    add(spellings, 'spellings')
    add(shorts, 'shorts')
    add(cognates, 'cognates')
  }
  return names
}

function compileLegalForms(rows: TableRows): ReadonlyMap<string, string> {
  const forms = new Map<string, string>()
  for (const [kind, , list] of rows) {
    for (const form of (list ?? '').split('|')) {
      const text = form.trim().replace(/[^a-z0-9]+/g, ' ')
      if (text !== '' && !forms.has(text)) forms.set(text, kind ?? '')
    }
  }
  return forms
}

function compileLetters(rows: TableRows): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const scripts = new Map<string, Map<string, string>>()
  for (const [script, list] of rows) {
    const letters = scripts.get(script ?? '') ?? new Map<string, string>()
    scripts.set(script ?? '', letters)
    for (const pair of split(list)) {
      const at = pair.indexOf('=')
      if (at > 0) letters.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
  return scripts
}

function compileReadings(rows: TableRows): ReadonlyMap<string, string> {
  const readings = new Map<string, string>()
  for (const [reading, characters] of rows)
    for (const character of characters ?? '') readings.set(character, reading ?? '')
  return readings
}

function compileHanNames(rows: TableRows): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  for (const [, list] of rows) {
    for (const pair of split(list)) {
      const at = pair.indexOf('=')
      const key = pair.slice(0, at)
      const readings = names.get(key) ?? []
      names.set(key, readings)
      for (const reading of pair.slice(at + 1).split(',')) if (!readings.includes(reading)) readings.push(reading)
    }
  }
  return names
}

/** Letters and signs drawn like Latin letters; the header line of the table is no row. */
function compileLooks(rows: TableRows): LookAlikes {
  const of = (wanted: string): TableRows => rows.filter(([kind]) => kind === wanted)
  return {
    letters: new Map(of('letter').map(([, sign = '', latin = '']) => [sign, latin] as const)),
    signs: new Map(of('sign').map(([, sign = '', latin = '']) => [sign, latin.split('|')] as const)),
  }
}
