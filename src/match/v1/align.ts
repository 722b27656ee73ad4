import { type Likeness, likeness, likenessOfNames } from '../../names/likeness.ts'
import type { ReadName } from '../../names/name-parts.ts'
import type { NameTables } from '../../names/tables.ts'
import type { Token } from '../../names/token.ts'
import { newToken } from '../../names/token.ts'
import type { Alignment, Pairing, Unit, WeightOf } from './alignment.ts'
import { bestAssignment, gainsFor } from './assignment.ts'
import { withoutBareShorts, withoutMisplacedInitials } from './initials.ts'

/**
 * Sets the parts of two names beside one another, one to one, so that the weighted likeness is greatest.
 * Joined parts are taken first where a word of one side is two or three neighbours of the other run together.
 */
export function align(tables: NameTables, party: ReadName, entity: ReadName, weightOf: WeightOf): Alignment {
  const left = unitsOf(party, weightOf)
  const right = unitsOf(entity, weightOf)
  const isPerson = party.kind === 'person' && entity.kind === 'person'
  const short = isPerson ? undefined : acronymPair(party, entity, left, right)
  if (short !== undefined) return short
  const [joinedLeft, joinedRight] = joinUnits(tables, left, right)
  const assigned = withoutBareShorts(assign(joinedLeft, joinedRight, isPerson))
  return isPerson ? withoutMisplacedInitials(party, entity, assigned) : assigned
}

/** Thousandths for a derived acronym, by its letters: three are shared by many names. */
const ACRONYM_POINTS: Readonly<Record<number, number>> = { 3: 720, 4: 820, 5: 860, 6: 880 }

/** "CJNG" beside the name whose initials it is, either way round; other parts of the acronym's side stay as extra. */
function acronymPair(
  party: ReadName,
  entity: ReadName,
  left: readonly Unit[],
  right: readonly Unit[],
): Alignment | undefined {
  const ours = left.findIndex(({ token }) => isAcronymOf(token, entity))
  const theirs = ours >= 0 ? -1 : right.findIndex(({ token }) => isAcronymOf(token, party))
  const [short, long] = ours >= 0 ? [left[ours], right] : [right[theirs], left]
  if (short === undefined) return undefined
  const weight = Math.max(short.weight, ...long.map((unit) => unit.weight))
  const whole: Unit = { token: short.token, parts: long.map((_, index) => index), weight }
  const brief: Unit = { ...short, weight }
  const score = ACRONYM_POINTS[short.token.text.length] ?? 0
  return ours >= 0
    ? {
        pairs: [{ party: brief, entity: whole, score, kind: 'acronym' }],
        partyExtra: left.filter((_, at) => at !== ours),
        entityExtra: [],
      }
    : {
        pairs: [{ party: whole, entity: brief, score, kind: 'acronym' }],
        partyExtra: [],
        entityExtra: right.filter((_, at) => at !== theirs),
      }
}

/** A word that the long name has itself is that word there: "DES Defense Engineering Solutions" is not its own acronym. */
function isAcronymOf({ text, number }: Token, long: ReadName): boolean {
  if (number !== undefined || text.length < 3 || text.length > 6 || text.length > long.parts.length) return false
  if (!acronymsOf(long).includes(text)) return false
  return !long.parts.some(({ token }) => token.text === text)
}

/** Initials of an organisation's name, with and without its particles; none for names of fewer than three parts. */
export function acronymsOf({ kind, parts }: ReadName): readonly string[] {
  if (kind === 'person' || parts.length < 3 || parts.length > 8) return []
  let all = ''
  let heavy = ''
  let heavyParts = 0
  for (const { token, role } of parts) {
    const initial = token.text.charAt(0)
    all += initial
    if (role === 'particle') continue
    heavy += initial
    heavyParts += 1
  }
  return heavyParts === parts.length || heavyParts < 3 ? [all] : [all, heavy]
}

/** Units of names met before under the same weights: a name is set beside many others. */
const remembered = new WeakMap<ReadName, { readonly weightOf: WeightOf; readonly units: readonly Unit[] }>()

function unitsOf(name: ReadName, weightOf: WeightOf): readonly Unit[] {
  const known = remembered.get(name)
  if (known?.weightOf === weightOf) return known.units
  const units = name.parts.map((part, index) => ({ token: part.token, parts: [index], weight: weightOf(part) }))
  remembered.set(name, { weightOf, units })
  return units
}

export const LONGEST_RUN = 3
/** Fewer letters than this are no run: too many words are two short ones. */
export const LEAST_RUN = 4
/** A run is taken for a word by sound only from this many letters of sound on, by consonants only from this many. */
export const LEAST_RUN_SOUND = 5
export const LEAST_RUN_CONSONANTS = 3
/** Latin runs are known by their consonants alone from this many on. */
export const LEAST_LATIN_RUN = 5

function joinUnits(
  tables: NameTables,
  left: readonly Unit[],
  right: readonly Unit[],
): readonly [readonly Unit[], readonly Unit[]] {
  const joinedRight = joinTowards(tables, left, right)
  return [joinTowards(tables, joinedRight, left), joinedRight]
}

function joinTowards(tables: NameTables, whole: readonly Unit[], parts: readonly Unit[]): readonly Unit[] {
  if (parts.length < 2) return parts
  let out: Unit[] | undefined
  for (let at = 0; at < parts.length; ) {
    const run = findRun(tables, whole, parts, at)
    if (run !== undefined) out ??= parts.slice(0, at)
    out?.push(run ?? unitAt(parts, at))
    at += run === undefined ? 1 : run.parts.length
  }
  return out ?? parts
}

function unitAt(units: readonly Unit[], at: number): Unit {
  const unit = units[at]
  if (unit === undefined) throw new Error('a unit is asked for inside the name')
  return unit
}

/** Widths of the runs that begin at a part, widest first: three, two, and at the beginning the whole name. */
function widthsAt(at: number, parts: number): readonly number[] {
  const left = parts - at
  const short = left >= LONGEST_RUN ? THREE_AND_TWO : left === 2 ? TWO : NO_WIDTHS
  return at === 0 && parts > LONGEST_RUN && parts <= LONGEST_WHOLE ? (WHOLE_AND_SHORT[parts] ?? short) : short
}

const THREE_AND_TWO: readonly number[] = [3, 2]
const TWO: readonly number[] = [2]
const NO_WIDTHS: readonly number[] = []
/** Names of more parts are not written as one word. */
const LONGEST_WHOLE = 8
const WHOLE_AND_SHORT: readonly (readonly number[])[] = Array.from({ length: LONGEST_WHOLE + 1 }, (_, parts) => [
  parts,
  ...THREE_AND_TWO,
])

function findRun(tables: NameTables, whole: readonly Unit[], parts: readonly Unit[], at: number): Unit | undefined {
  for (const width of widthsAt(at, parts.length)) {
    if (!mayBeAnyRun(whole, parts, at, width)) continue
    const run = parts.slice(at, at + width)
    const joined = joinRun(
      tables,
      run.map(({ token }) => token),
    )
    if (whole.some(({ token }) => isRun(token, joined) && run.every((unit) => unit.token.text !== token.text))) {
      const weight = run.reduce((sum, unit) => sum + unit.weight, 0)
      return { token: joined, parts: run.flatMap((unit) => unit.parts), weight }
    }
  }
  return undefined
}

function mayBeAnyRun(whole: readonly Unit[], parts: readonly Unit[], at: number, width: number): boolean {
  let length = 0
  let noVowels = false
  for (let index = at; index < at + width; index += 1) {
    const { token } = unitAt(parts, index)
    length += token.text.length
    noVowels ||= token.isAbjad
  }
  if (length < LEAST_RUN) return false
  const first = unitAt(parts, at).token.text.charCodeAt(0)
  for (const { token } of whole) if (mayBeRun(token, length, first, noVowels)) return true
  return false
}

/** Cheap test before letters are joined: one word and its parts begin alike and are about as long. */
function mayBeRun(word: Token, length: number, first: number, noVowels: boolean): boolean {
  if (word.isInitial || word.text.length < LEAST_RUN) return false
  if (noVowels || word.isAbjad || word.readings.length > 0) return true
  if (Math.abs(word.text.length - length) > MOST_LONGER) return false
  return easternFirst(word.text.charCodeAt(0)) === easternFirst(first)
}

/** First letters that stand for one another in the two habits of writing Eastern names: q, k, j as g, and d as z. */
const easternFirst = (code: number): number => EASTERN_FIRST.get(code) ?? code
const EASTERN_FIRST: ReadonlyMap<number, number> = new Map(
  ['qg', 'kg', 'jg', 'dz', 'ts'].map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]),
)

/** A run and its word may differ in spelling by this many letters. */
const MOST_LONGER = 3

/**
 * Whether a word is a run of parts written as one: letter by letter, by sound, or by consonants where no vowels are written or many
 * consonants agree. The index
 * finds runs by keys that follow these conditions (`index/run-keys.ts`).
 */
function isRun(word: Token, run: Token): boolean {
  if (word.text === run.text || word.readings.includes(run.text)) return true
  if (
    word.text.charCodeAt(0) === run.text.charCodeAt(0) &&
    run.sound.length >= LEAST_RUN_SOUND &&
    word.sound === run.sound
  ) {
    return Math.abs(word.text.length - run.text.length) <= MOST_LONGER
  }
  if (run.eastern.length >= LEAST_RUN_SOUND && word.eastern === run.eastern) return true
  if (isLatinRun(word, run)) return true
  return (word.isAbjad || run.isAbjad) && run.skeleton.length >= LEAST_RUN_CONSONANTS && word.skeleton === run.skeleton
}

/** Latin spellings of one run that differ in their vowels alone: Seltan Mohammedi and Soltanmohammadi. */
function isLatinRun(word: Token, run: Token): boolean {
  if (word.isForeign || run.isForeign || run.skeleton.length < LEAST_LATIN_RUN) return false
  return word.text.charCodeAt(0) === run.text.charCodeAt(0) && word.skeleton === run.skeleton
}

/** Neighbouring parts as one word. */
export function joinRun(tables: NameTables, run: readonly Token[]): Token {
  const text = run.map((token) => token.text).join('')
  if (run.every(({ isForeign }) => !isForeign)) return newToken(tables, text)
  return newToken(tables, text, {
    isAbjad: run.some((token) => token.isAbjad),
    isForeign: true,
    native: run.map(({ native }) => native).join(''),
  })
}

/** Every run of two or three neighbouring parts of a name, and the whole, that may be written as one word. */
export function runsOf(tables: NameTables, { parts }: ReadName): readonly Token[] {
  const runs: Token[] = []
  for (let at = 0; at + 1 < parts.length; at += 1) {
    for (const width of widthsAt(at, parts.length)) {
      const joined = joinRun(
        tables,
        parts.slice(at, at + width).map(({ token }) => token),
      )
      if (joined.text.length >= LEAST_RUN) runs.push(joined)
    }
  }
  return runs
}

/** An initial stands for a part of a person's name only; in other names it is a letter. */
function partLikeness(a: Token, b: Token, isPerson: boolean): Likeness {
  if (!isPerson && a.text !== b.text && (a.isInitial || b.isInitial)) return NOTHING_ALIKE
  return isPerson ? likenessOfNames(a, b) : likeness(a, b)
}

const NOTHING_ALIKE: Likeness = { score: 0, kind: 'none' }

/** Likenesses of the parts of two names beside one another, row by row; reused. */
const likenesses: Likeness[] = []

function assign(left: readonly Unit[], right: readonly Unit[], isPerson: boolean): Alignment {
  const rows = left.length
  const columns = right.length
  const gains = gainsFor(rows, columns)
  for (let i = 0, at = 0; i < rows; i += 1) {
    const ours = unitAt(left, i)
    for (let j = 0; j < columns; j += 1, at += 1) {
      const theirs = unitAt(right, j)
      const like = partLikeness(ours.token, theirs.token, isPerson)
      likenesses[at] = like
      gains[at] = like.score === 0 ? 0 : like.score * (ours.weight + theirs.weight) + 1
    }
  }
  return alignmentOf(left, right, bestAssignment(rows, columns))
}

/** @param chosen - For each part of the left its place on the right, or -1. */
function alignmentOf(left: readonly Unit[], right: readonly Unit[], chosen: Int32Array): Alignment {
  const pairs: Pairing[] = []
  const partyExtra: Unit[] = []
  const entityExtra: Unit[] = []
  for (let i = 0; i < left.length; i += 1) {
    const party = unitAt(left, i)
    const j = chosen[i] ?? -1
    const like = j < 0 ? undefined : likenesses[i * right.length + j]
    if (like === undefined) {
      partyExtra.push(party)
    } else {
      const entity = unitAt(right, j)
      const isJoined = party.parts.length > 1 || entity.parts.length > 1
      pairs.push({ party, entity, score: like.score, kind: isJoined ? 'joined' : like.kind })
    }
  }
  for (let j = 0; j < right.length; j += 1) if (!isChosen(chosen, left.length, j)) entityExtra.push(unitAt(right, j))
  return { pairs, partyExtra, entityExtra }
}

function isChosen(chosen: Int32Array, rows: number, column: number): boolean {
  for (let i = 0; i < rows; i += 1) if (chosen[i] === column) return true
  return false
}
