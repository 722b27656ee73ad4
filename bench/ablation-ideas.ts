/** One idea of the matcher, and the change of source that takes it away for one run; nothing in the engine knows of it. */
export interface Idea {
  readonly name: string
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[]
}

const LIKENESS = 'src/names/likeness.ts'
const READ = 'src/names/read-name.ts'
const ALIGN = 'src/match/v1/align.ts'
const SCORE = 'src/match/v1/name-score.ts'
const RULES = 'src/match/v1/name-rules.ts'
const PERSON = 'src/match/v1/person-losses.ts'
const JUDGE = 'src/match/v1/judge.ts'

export const IDEAS: readonly Idea[] = [
  {
    name: 'rarity of words',
    changes: [
      {
        file: READ,
        from: 'function weightOf(token: Token, role: PartRole, kind: BearerKind): number {',
        to: 'function weightOf(token: Token, role: PartRole, kind: BearerKind): number {\n  if (/^(name|given|family|generic|place)$/.test(role)) return RARE\n',
      },
    ],
  },
  {
    name: 'families of spellings',
    changes: [{ file: LIKENESS, from: 'shares(x.spellings, y.spellings)', to: 'false' }],
  },
  {
    name: 'diminutives',
    changes: [{ file: LIKENESS, from: 'shares(x.spellings, y.shorts) || shares(x.shorts, y.spellings)', to: 'false' }],
  },
  {
    name: 'names in other languages',
    changes: [
      { file: LIKENESS, from: 'shares(x.spellings, y.cognates) || shares(x.cognates, y.spellings)', to: 'false' },
    ],
  },
  {
    name: 'translated words',
    changes: [{ file: LIKENESS, from: 'x.concept !== undefined && x.concept === y.concept', to: 'false' }],
  },
  { name: 'sound', changes: [{ file: LIKENESS, from: 'const sound = soundLikeness(a, b)', to: 'const sound = -1' }] },
  { name: 'Eastern sound', changes: [{ file: LIKENESS, from: 'a.eastern === b.eastern)', to: 'false)' }] },
  {
    name: 'consonants across scripts',
    changes: [{ file: LIKENESS, from: 'const consonants = consonantLikeness(a, b)', to: 'const consonants = 0' }],
  },
  {
    name: 'consonants of Latin words',
    changes: [{ file: LIKENESS, from: '&& haveSameConsonants(a, b)', to: '&& false' }],
  },
  {
    name: 'names inside compounds',
    changes: [
      { file: LIKENESS, from: 'if (word.stem !== undefined || word.isInitial) return false', to: 'return false' },
    ],
  },
  { name: "fathers' names", changes: [{ file: LIKENESS, from: 'shares(a.fathers, b.fathers)', to: 'false' }] },
  {
    name: 'known names are no slips',
    changes: [{ file: LIKENESS, from: 'const OTHER_NAME = 250', to: 'const OTHER_NAME = 0' }],
  },
  {
    name: 'Wade-Giles',
    changes: [{ file: 'src/names/tables.ts', from: 'addWadeGiles(syllables, familyNames, word)', to: '' }],
  },
  {
    name: 'words of East Asian firms',
    changes: [
      {
        file: READ,
        from: "if (kind !== 'person' && (word.script === 'han'",
        to: "if (false && (word.script === 'han'",
      },
    ],
  },
  { name: 'acronyms', changes: [{ file: ALIGN, from: 'const short = isPerson ?', to: 'const short = true ?' }] },
  {
    name: 'joined words',
    changes: [{ file: ALIGN, from: '= joinUnits(tables, left, right)', to: '= [left, right] as const' }],
  },
  {
    name: 'containment and cuts',
    changes: [
      { file: SCORE, from: 'const inside = insideScore(', to: 'const inside = true ? undefined : insideScore(' },
    ],
  },
  {
    name: 'the name as one run, and slips',
    changes: [{ file: SCORE, from: 'const asOne = wholeScore(', to: 'const asOne = true ? undefined : wholeScore(' }],
  },
  {
    name: 'substitution',
    changes: [
      { file: RULES, from: 'substitution: 250', to: 'substitution: 0' },
      { file: RULES, from: 'substitution: 124', to: 'substitution: 0' },
    ],
  },
  {
    name: 'order',
    changes: [
      { file: PERSON, from: 'const CHANGED_PLACES = 30', to: 'const CHANGED_PLACES = 0' },
      { file: PERSON, from: 'const FATHER_AND_SON = 250', to: 'const FATHER_AND_SON = 0' },
      { file: SCORE, from: 'const INVERSION = 15', to: 'const INVERSION = 0' },
    ],
  },
  {
    name: 'roles',
    changes: [
      { file: PERSON, from: 'const FAMILY_LEFT = 20', to: 'const FAMILY_LEFT = 0' },
      { file: ALIGN, from: 'isPerson ? withoutMisplacedInitials(party, entity, assigned)', to: 'isPerson ? assigned' },
    ],
  },
  {
    name: 'names of one part',
    changes: [
      {
        file: SCORE,
        from: 'return isKnown ? rules.partyExtraOfKnown : rules.partyExtraOfRare',
        to: 'return rules.partyExtraOfOne',
      },
    ],
  },
  {
    name: 'common names are weak evidence',
    changes: [{ file: RULES, from: 'information: 150', to: 'information: 0' }],
  },
  {
    name: 'generic words say nothing',
    changes: [{ file: RULES, from: 'extraOfGeneric: 70', to: 'extraOfGeneric: 0' }],
  },
  { name: 'ranking under the bar', changes: [{ file: SCORE, from: 'isRanked ? rankOf(', to: 'false ? rankOf(' }] },
  {
    name: 'corroboration',
    changes: [{ file: JUDGE, from: 'for (const row of facts.agreeing)', to: 'for (const row of [])' }],
  },
  {
    name: 'contradiction',
    changes: [{ file: JUDGE, from: 'for (const row of facts.against)', to: 'for (const row of [])' }],
  },
]
