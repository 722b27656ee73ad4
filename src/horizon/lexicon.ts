import type { Token } from './text.ts'
import type { Language } from './vocabulary.ts'

/** How a verb stands: English past and participle share a form, so that `past` may be either until the auxiliaries tell. */
export const VERB_FORMS = [
  'base',
  'present',
  'gerund',
  'past',
  'participle',
  'future',
  'conditional',
  'subjunctive',
  'fixed',
] as const
export type VerbForm = (typeof VERB_FORMS)[number]

/** One row of `data/horizon/cues.tsv`: words that signal one class, in one language. */
export interface CueRow {
  readonly cue: string
  readonly language: Language
  /** `v:` before a phrase inflects its first word; anything else is taken as it stands. */
  readonly forms: readonly string[]
}

/** One row of `data/horizon/verbs.tsv`: forms that the regular pattern does not give. */
export interface IrregularVerb {
  readonly language: Language
  readonly base: string
  readonly present: readonly string[]
  readonly gerund: readonly string[]
  readonly past: readonly string[]
  readonly participle: readonly string[]
  readonly future: readonly string[]
}

interface Phrase {
  readonly words: readonly string[]
  readonly cue: string
  readonly form: VerbForm
  readonly lemma: string
  /** "put" is its own past: what stands before it decides. */
  readonly isOwnPast: boolean
  /** "anunció" but not "anuncio": the accent that folding takes away. */
  readonly needsAccent: boolean
}

/** Phrases by their first word, longest first. */
export type Lexicon = ReadonlyMap<string, readonly Phrase[]>

/** Words of a sentence that signal a class. */
export interface Cue {
  readonly cue: string
  readonly lemma: string
  readonly form: VerbForm
  /** Index of the first token, and of the one after the last. */
  readonly from: number
  readonly to: number
}

export function compileLexicon(
  rows: readonly CueRow[],
  irregular: readonly IrregularVerb[],
  language: Language,
): Lexicon {
  const verbs = new Map(irregular.filter((verb) => verb.language === language).map((verb) => [verb.base, verb]))
  const lexicon = new Map<string, Phrase[]>()
  for (const row of rows) {
    if (row.language !== language) continue
    for (const raw of row.forms) {
      for (const phrase of phrasesOf(raw, row.cue, verbs, language)) {
        const first = phrase.words[0] ?? ''
        const bucket = lexicon.get(first)
        if (bucket === undefined) lexicon.set(first, [phrase])
        else bucket.push(phrase)
      }
    }
  }
  for (const bucket of lexicon.values()) bucket.sort((a, b) => b.words.length - a.words.length)
  return lexicon
}

function phrasesOf(
  raw: string,
  cue: string,
  verbs: ReadonlyMap<string, IrregularVerb>,
  language: Language,
): readonly Phrase[] {
  if (!raw.startsWith('v:')) {
    return [{ words: raw.split(' '), cue, form: 'fixed', lemma: raw, isOwnPast: false, needsAccent: false }]
  }
  const [head = '', ...rest] = raw.slice(2).split(' ')
  const inflect = language === 'en' ? englishForms : spanishForms
  const irregular = verbs.get(head) ?? compoundOf(head, verbs)
  return inflect(head, irregular).map(([word, form]) => ({
    words: [word, ...rest],
    cue,
    form,
    lemma: [head, ...rest].join(' '),
    isOwnPast: form === 'base' && (irregular?.past.includes(word) ?? false),
    needsAccent:
      language === 'es' &&
      form === 'past' &&
      word.endsWith('o') &&
      word === `${head.slice(0, -2)}${head.endsWith('ar') ? 'o' : 'io'}`,
  }))
}

/** "disponer" goes as "poner", "undertake" as "take": the forms of the verb that it ends in, under its prefix. */
function compoundOf(base: string, verbs: ReadonlyMap<string, IrregularVerb>): IrregularVerb | undefined {
  for (let cut = 1; cut <= MAX_PREFIX && base.length - cut >= MIN_COMPOUNDED; cut += 1) {
    const simple = verbs.get(base.slice(cut))
    if (simple === undefined || (simple.language === 'en' && !ENGLISH_PREFIX.test(base.slice(0, cut)))) continue
    const prefixed = (forms: readonly string[]): readonly string[] => forms.map((form) => base.slice(0, cut) + form)
    return {
      ...simple,
      base,
      present: prefixed(simple.present),
      gerund: prefixed(simple.gerund),
      past: prefixed(simple.past),
      participle: prefixed(simple.participle),
      future: prefixed(simple.future),
    }
  }
  return undefined
}

const ENGLISH_PREFIX = /^(?:un|re|re-|over|under|out|with|for|fore|mis|be|up|dis|pre|inter|counter)$/
const MAX_PREFIX = 7
const MIN_COMPOUNDED = 4

type Inflected = readonly (readonly [word: string, form: VerbForm])[]

const given = (words: readonly string[], form: VerbForm, otherwise: readonly string[]): Inflected =>
  (words.length > 0 ? words : otherwise).map((word) => [word, form] as const)

function englishForms(base: string, irregular: IrregularVerb | undefined): Inflected {
  const past = englishPast(base)
  return [
    [base, 'base'],
    ...given(irregular?.present ?? [], 'present', [englishPresent(base)]),
    ...given(irregular?.gerund ?? [], 'gerund', [englishGerund(base)]),
    ...given(irregular?.past ?? [], 'past', [past]),
    ...given(irregular?.participle ?? [], 'participle', irregular?.past.length ? irregular.past : [past]),
  ]
}

/** One syllable, one vowel, one consonant: "ban", "drop", "tag". */
const DOUBLED = /^[^aeiou]*[aeiou][bdgklmnprt]$/

function englishPresent(base: string): string {
  if (/(?:s|x|z|ch|sh)$/.test(base)) return `${base}es`
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`
  return `${base}s`
}

function englishGerund(base: string): string {
  if (/[^eoy]e$/.test(base)) return `${base.slice(0, -1)}ing`
  if (DOUBLED.test(base)) return `${base}${base.at(-1) ?? ''}ing`
  return `${base}ing`
}

function englishPast(base: string): string {
  if (base.endsWith('e')) return `${base}d`
  if (DOUBLED.test(base)) return `${base}${base.at(-1) ?? ''}ed`
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`
  return `${base}ed`
}

const SPANISH_ENDINGS = {
  ar: {
    present: ['a', 'an', 'amos'],
    gerund: ['ando'],
    past: ['o', 'aron', 'aba', 'aban'],
    participle: ['ado', 'ada', 'ados', 'adas'],
    subjunctive: ['e', 'en', 'ara', 'aran', 'ase', 'asen'],
  },
  er: {
    present: ['e', 'en', 'emos'],
    gerund: ['iendo'],
    past: ['io', 'ieron', 'ia', 'ian'],
    participle: ['ido', 'ida', 'idos', 'idas'],
    subjunctive: ['a', 'an', 'iera', 'ieran', 'iese', 'iesen'],
  },
} as const

function spanishForms(base: string, irregular: IrregularVerb | undefined): Inflected {
  const stem = base.slice(0, -2)
  const endings = SPANISH_ENDINGS[base.endsWith('ar') ? 'ar' : 'er']
  const future = irregular?.future[0] ?? base
  const softened = base.endsWith('car')
    ? `${stem.slice(0, -1)}qu`
    : base.endsWith('gar')
      ? `${stem}u`
      : base.endsWith('zar')
        ? `${stem.slice(0, -1)}c`
        : base.endsWith('uir')
          ? `${stem}y`
          : base.endsWith('ner')
            ? `${stem}g`
            : stem
  const clitics = ['lo', 'la', 'los', 'las', 'le', 'les', 'se']
  return [
    [base, 'base'],
    ...clitics.map((clitic) => [`${base}${clitic}`, 'base'] as const),
    ...given(
      irregular?.gerund ?? [],
      'gerund',
      endings.gerund.map((ending) => stem + ending),
    ),
    // The third person of the past comes before the first of the present: "designó" and "designo" fold alike.
    ...given(
      irregular?.past ?? [],
      'past',
      endings.past.map((ending) => stem + ending),
    ),
    ...given(
      irregular?.present ?? [],
      'present',
      endings.present.map((ending) => stem + ending),
    ),
    ...given(
      irregular?.participle ?? [],
      'participle',
      endings.participle.map((ending) => stem + ending),
    ),
    // "Declárase", "Desígnese": the statute's verb with its pronoun behind.
    ...given(
      irregular?.present ?? [],
      'present',
      endings.present.map((ending) => stem + ending),
    )
      .slice(0, 2)
      .map(([word]) => [`${word}se`, 'present'] as const),
    ...endings.subjunctive.slice(0, 2).map((ending) => [`${softened}${ending}se`, 'present'] as const),
    ...['a', 'an', 'e', 'emos'].map((ending) => [future + ending, 'future'] as const),
    ...['ia', 'ian'].map((ending) => [future + ending, 'conditional'] as const),
    ...endings.subjunctive.map((ending) => [softened + ending, 'subjunctive'] as const),
  ]
}

/** Every cue among the tokens; of the cues that begin at one token each class is given once, by its longest phrase. */
export function findCues(tokens: readonly Token[], lexicon: Lexicon): readonly Cue[] {
  const cues: Cue[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const bucket = lexicon.get(tokens[at]?.low ?? '')
    if (bucket === undefined) continue
    const seen = new Set<string>()
    for (const phrase of bucket) {
      if (seen.has(phrase.cue)) continue
      const to = endOf(tokens, at, phrase.words)
      if (to === undefined) continue
      if (phrase.needsAccent && !/[óÓ]$/.test(tokens[at]?.text ?? '')) continue
      seen.add(phrase.cue)
      const form = phrase.isOwnPast && !takesBase(tokens, at) ? 'past' : phrase.form
      cues.push({ cue: phrase.cue, lemma: phrase.lemma, form, from: at, to })
    }
  }
  return cues
}

const BASE_TAKER =
  /^(?:to|will|would|shall|should|could|might|may|can|must|not|do|does|did|don't|doesn't|didn't|won't|wouldn't|'ll|'d|and|or|let|help|cannot|can't)$/

const takesBase = (tokens: readonly Token[], at: number): boolean =>
  BASE_TAKER.test(tokens[at - 1]?.low ?? '') ||
  (/ly$/.test(tokens[at - 1]?.low ?? '') && BASE_TAKER.test(tokens[at - 2]?.low ?? ''))

/** Index behind the phrase; before its "to" a day or an adverb may stand ("voted on Monday to", "moved swiftly to"). */
function endOf(tokens: readonly Token[], at: number, words: readonly string[]): number | undefined {
  let next = at
  for (const word of words) {
    if (/^(?:to|con|a|de|en)$/.test(word) && next > at) {
      const limit = next + MAX_BETWEEN_TOKENS
      while (next < limit && tokens[next]?.low !== word && BETWEEN.test(tokens[next]?.low ?? '')) next += 1
    }
    if (tokens[next]?.low !== word) return undefined
    next += 1
  }
  return next
}

const MAX_BETWEEN_TOKENS = 5
const BETWEEN =
  /^(?:on|late|early|last|this|next|week|month|year|today|yesterday|again|overwhelmingly|\d{1,4}(?:-\d{1,4})?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|el|este|pasado|hoy|ayer|lunes|martes|miercoles|jueves|viernes|sabado|domingo|noche|tambien|formalmente|\.|\p{L}+ly)$/u
