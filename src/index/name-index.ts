import { acronymsOf, runsOf } from '../match/v1/align.ts'
import type { WeightOf } from '../match/v1/alignment.ts'
import { CONTAINED_LIGHT, CONTAINED_LIKENESS, CUT_FROM, LONG_TEXT, PARTS_AROUND } from '../match/v1/inside.ts'
import { NAME_RULES, rawFor } from '../match/v1/name-rules.ts'
import type { EntityName } from '../match/v1/readings.ts'
import { isKnownWord } from '../match/v1/whole.ts'
import { beginningOf, writtenOf } from '../match/v1/written.ts'
import { LIKENESS_POINTS } from '../names/likeness.ts'
import type { BearerKind, ReadName } from '../names/name-parts.ts'
import type { NameTables } from '../names/tables.ts'
import type { Token } from '../names/token.ts'
import { Columns } from './columns.ts'
import { eachValue, hashOf } from './multimap.ts'
import {
  beginningKey,
  eachWithoutOne,
  FORM_RELATION,
  FormsDraft,
  formsIn,
  LIGHT,
  type NameForms,
  textKey,
} from './name-forms.ts'
import { eachKeyOfRuns } from './run-keys.ts'
import { type ListedWords, Vocabulary } from './vocabulary.ts'

/** One listed name: its entity and its place among the entity's names. */
export interface FormSource {
  readonly entity: number
  readonly place: number
  readonly name: EntityName
}

/** An index that is never kept has no origin. */
const PASSING = { matcher: '', reader: '', list: '' } as const

/**
 * Listed names of one kind of bearer, and the exact search among them: every name whose strength may reach a threshold is offered.
 *
 * A name is left out only when a bound proves that its strength stays under the threshold. With raw strength
 * S / (M + losses), losses at least p·U' + e·W' + s·min(U', W') for unmatched weights U' of the party and W' of the entity,
 * reaching r is the same as: sum over pairs of [likeness − r + r·p]·u + [likeness − r + r·e]·w ≥ r·(p·U + e·W + s·min(U', W')).
 * Each pair's term is taken at its greatest and the min at its least, so the left is never too small and the right never too great.
 * Names met by other ways than part by part (runs written as one word, acronyms, whole names) have keys of their own.
 */
export class NameIndex {
  readonly kind: BearerKind
  readonly #tables: NameTables
  readonly #vocabulary: Vocabulary
  readonly #forms: NameForms
  readonly #letters: Uint8Array
  readonly #slots: Slots
  readonly #seen: Uint32Array
  #round = 0

  /** Opens the names of one kind in an index; what it needs of its own are a few marks a word and a name. */
  constructor(tables: NameTables, kind: BearerKind, columns: Columns) {
    this.kind = kind
    this.#tables = tables
    this.#vocabulary = new Vocabulary(columns, `${kind}.words`, tables)
    this.#forms = formsIn(columns, kind)
    this.#letters = columns.u8(`${kind}.words.letters`)
    this.#slots = newSlots(this.words.count)
    this.#seen = new Uint32Array(this.#forms.count)
  }

  /** An index of these names alone, for one use. */
  static over(tables: NameTables, kind: BearerKind, sources: readonly FormSource[], weightOf: WeightOf): NameIndex {
    const draft = new FormsDraft(tables)
    for (const { entity, place, name } of sources) draft.add(entity, place, name.read, name.read.parts.map(weightOf))
    const columns = Columns.make(PASSING, draft.numbers(kind), draft.plan(kind))
    draft.fill(columns, kind, (_word, weight) => weight)
    return new NameIndex(tables, kind, columns)
  }

  get words(): ListedWords {
    return this.#vocabulary.words
  }

  get forms(): NameForms {
    return this.#forms
  }

  /** Forms with the words of a whole text (`wholeText`), in any order. */
  exact(text: string, take: (form: number) => void): void {
    eachValue(this.#forms.keys, textKey(text), take)
  }

  /** Forms whose strength against the name may be `threshold` thousandths or more. */
  candidates(name: ReadName, weightOf: WeightOf, threshold: number, take: (form: number) => void): void {
    if (name.parts.length === 0) return
    this.#round += 1
    const offer = (form: number): void => {
      if (this.#seen[form] === this.#round) return
      this.#seen[form] = this.#round
      take(form)
    }
    this.#otherWays(name, offer)
    this.#partByPart(name, weightOf, threshold, offer)
  }

  /** Runs of parts written as one word on either side, and acronyms: found by their keys, whatever they score. */
  #otherWays(name: ReadName, offer: (form: number) => void): void {
    const { keys } = this.#forms
    const { areForeign } = this.#vocabulary.words
    const offerUnder = (hash: number): void => eachValue(keys, hash, offer)
    for (const { token } of name.parts) {
      eachKeyOfRuns(token, areForeign, offerUnder)
      if (this.kind !== 'person') eachValue(keys, hashOf(FORM_RELATION.acronym, token.text), offer)
    }
    const beginning = name.original.length >= CUT_FROM ? beginningKey(name) : undefined
    if (beginning !== undefined) eachValue(keys, beginning, offer)
    this.#asWritten(name, offer)
    const offerBearers = (word: number): void => this.#bearers(word, offer)
    for (const run of runsOf(this.#tables, name)) this.#vocabulary.eachWordOf(run, offerBearers)
    for (const acronym of acronymsOf(name)) this.#vocabulary.eachWithText(acronym, offerBearers)
  }

  /** Names of the same letters, names that this text begins, and names that have all its words but one. */
  #asWritten(name: ReadName, offer: (form: number) => void): void {
    const { keys } = this.#forms
    const { letters, words } = writtenOf(name)
    eachValue(keys, hashOf(FORM_RELATION.letters, letters), offer)
    const begun = name.original.length >= CUT_FROM ? beginningOf(letters) : undefined
    if (begun !== undefined) eachValue(keys, hashOf(FORM_RELATION.begun, begun), offer)
    const mayBeSlip = (word: string): boolean => !isKnownWord(this.#tables, word, name)
    eachWithoutOne(words, mayBeSlip, (key) => eachValue(keys, key, offer))
    if (words.length === 1) for (const { token } of name.parts) this.#oneWord(token, offer)
  }

  /** Names of one word that is like the only word of the party's. */
  #oneWord(token: Token, offer: (form: number) => void): void {
    const { starts } = this.#forms
    for (const word of this.#vocabulary.like(token).words) {
      this.#bearers(word, (form) => {
        if ((starts[form + 1] ?? 0) - (starts[form] ?? 0) === 1) offer(form)
      })
    }
  }

  #bearers(word: number, offer: (form: number) => void): void {
    const { postingStarts, postings } = this.#forms
    for (let at = postingStarts[word] ?? 0; at < (postingStarts[word + 1] ?? 0); at += 1) offer(postings[at] ?? 0)
  }

  #partByPart(name: ReadName, weightOf: WeightOf, threshold: number, offer: (form: number) => void): void {
    const bound = this.#boundFor(name, weightOf, threshold)
    this.#fillSlots(name, bound)
    this.#inside(name, bound, offer)
    for (const { part, before } of this.#plan(bound)) {
      for (const word of part.like.words) this.#offerBearers(word, before, bound, offer)
    }
  }

  /** Names that stand whole inside a long text: looked for by their heaviest word, then each heavy word must be there. */
  #inside(name: ReadName, { parts }: Bound, offer: (form: number) => void): void {
    if (name.parts.length < LONG_TEXT) return
    const { postingStarts, postings, anchors, starts } = this.#forms
    const most = name.parts.length - PARTS_AROUND
    for (const like of new Set(parts.map((part) => part.like))) {
      for (const word of like.words) {
        for (let at = postingStarts[word] ?? 0; at < (postingStarts[word + 1] ?? 0); at += 1) {
          const form = postings[at] ?? 0
          if (anchors[form] !== word || (starts[form + 1] ?? 0) - (starts[form] ?? 0) > most) continue
          if (this.#seen[form] !== this.#round && this.#isCovered(form)) offer(form)
        }
      }
    }
  }

  #isCovered(form: number): boolean {
    const { starts, words, weights } = this.#forms
    const slots = this.#slots
    for (let at = starts[form] ?? 0; at < (starts[form + 1] ?? 0); at += 1) {
      if ((weights[at] ?? 0) <= CONTAINED_LIGHT) continue
      const word = words[at] ?? 0
      const isMet = slots.rounds[word] === slots.round && (slots.scores[word] ?? 0) >= CONTAINED_LIKENESS
      if (!isMet) return false
    }
    return true
  }

  #offerBearers(word: number, before: number, bound: Bound, offer: (form: number) => void): void {
    const { postingStarts, postings } = this.#forms
    const slots = this.#slots
    // Another part with this word has had its bearers looked at, up to this form or further.
    if (slots.scans[word] === slots.round && (slots.befores[word] ?? 0) >= before) return
    slots.scans[word] = slots.round
    slots.befores[word] = before
    const end = postingStarts[word + 1] ?? 0
    for (let at = postingStarts[word] ?? 0; at < end; at += 1) {
      const form = postings[at] ?? 0
      if (form >= before) return
      if (this.#seen[form] !== this.#round && this.#mayReach(form, bound)) offer(form)
    }
  }

  #boundFor(name: ReadName, weightOf: WeightOf, threshold: number): Bound {
    const rules = NAME_RULES[this.kind]
    const raw = rawFor(threshold)
    const parts = name.parts.map((part) => ({ part, weight: weightOf(part), like: this.#vocabulary.like(part.token) }))
    return {
      raw,
      // Hundredths of thousandths, so that everything is a whole number.
      partyLoss: raw * rules.partyExtra,
      entityLoss: raw * rules.entityExtra,
      substitution: raw * rules.substitution,
      total: parts.reduce((sum, { weight }) => sum + weight, 0),
      heavy: parts.reduce((sum, { weight }) => (weight > LIGHT ? sum + weight : sum), 0),
      parts,
    }
  }

  #fillSlots(name: ReadName, { parts, raw, partyLoss }: Bound): void {
    const slots = this.#slots
    slots.round += 1
    slots.initials.fill(0)
    for (const { part, weight, like } of parts) {
      const { words, scores } = like
      for (let at = 0; at < words.length; at += 1) {
        const score = scores[at] ?? 0
        slots.put(words[at] ?? 0, score, weight, weight * ((score - raw) * 100 + partyLoss))
      }
      if (part.token.isInitial && name.kind === 'person') {
        const letter = part.token.text.charCodeAt(0) & 0x7f
        slots.initials[letter] = Math.max(slots.initials[letter] ?? 0, weight)
      }
    }
  }

  /**
   * Which parts' bearers are looked at, and up to which form (forms stand in order of their weight). A name that meets only the
   * light parts must be light itself: what it has beyond them stands in place of the party's heavy parts. So the dearest parts are
   * taken as light while that holds, and of their bearers only the light names are looked at; the split that costs least is chosen.
   */
  #plan(bound: Bound): readonly Scan[] {
    const { count } = this.#forms
    const parts = bound.parts.map((part) => this.#costOf(part, bound)).sort(initialsThenDearest)
    let best = parts.map(({ part }) => ({ part, before: count }))
    let least = parts.reduce((sum, { cost }) => sum + cost, 0)
    let all = least
    let gain = -bound.partyLoss * bound.total
    let heavy = bound.heavy
    let most = 0
    for (const [index, part] of parts.entries()) {
      gain += part.gain
      heavy -= part.part.weight > LIGHT ? part.part.weight : 0
      most += part.most
      all -= part.cost
      const spare = (bound.entityLoss + bound.substitution) * Math.max(0, heavy)
      if (gain >= 0 && gain >= spare) break
      const before = gain < 0 ? 0 : this.#firstAbove(most + Math.floor(gain / (bound.entityLoss + bound.substitution)))
      const light = parts.slice(0, index + 1)
      const cost = all + light.reduce((sum, one) => sum + (one.cost * before) / Math.max(1, count), 0)
      if (cost >= least) continue
      least = cost
      best = parts.map(({ part: one }, at) => ({ part: one, before: at <= index ? before : count }))
    }
    return best.filter(({ before }) => before > 0)
  }

  /** The first form whose weight is above this. */
  #firstAbove(weight: number): number {
    const { heavies, count } = this.#forms
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >> 1
      if ((heavies[middle] ?? 0) <= weight) low = middle + 1
      else high = middle
    }
    return low
  }

  /** How many names bear words like a part, the most that it may bring, and the weight of the heaviest such word. */
  #costOf(part: BoundPart, { raw, partyLoss }: Bound): CostedPart {
    const { postingStarts, heaviest } = this.#forms
    const { words, scores } = part.like
    const isInitial = part.part.token.isInitial && this.kind === 'person'
    let cost = 0
    let gain = isInitial ? gainOf(part.weight, MOST_WEIGHT, LIKENESS_POINTS.initial, raw, partyLoss) : 0
    let most = isInitial ? MOST_WEIGHT : 0
    for (let at = 0; at < words.length; at += 1) {
      const word = words[at] ?? 0
      const weight = heaviest[word] ?? 0
      cost += (postingStarts[word + 1] ?? 0) - (postingStarts[word] ?? 0)
      gain = Math.max(gain, gainOf(part.weight, weight, scores[at] ?? 0, raw, partyLoss))
      most = Math.max(most, weight)
    }
    return { part, cost, gain, most, isInitial }
  }

  #mayReach(form: number, { raw, partyLoss, entityLoss, substitution, total, heavy }: Bound): boolean {
    const { starts, words, weights, totals } = this.#forms
    const slots = this.#slots
    let gain = 0
    let ours = 0
    let entityLeft = 0
    const end = starts[form + 1] ?? 0
    for (let at = starts[form] ?? 0; at < end; at += 1) {
      const word = words[at] ?? 0
      const weight = weights[at] ?? 0
      const isMet = slots.rounds[word] === slots.round
      const initial = slots.initials[this.#letters[word] ?? 0] ?? 0
      if (!isMet && initial === 0) {
        if (weight > LIGHT) entityLeft += weight
        continue
      }
      const score = Math.max(isMet ? (slots.scores[word] ?? 0) : 0, initial === 0 ? 0 : LIKENESS_POINTS.initial)
      const letter = initial === 0 ? 0 : initial * ((LIKENESS_POINTS.initial - raw) * 100 + partyLoss)
      gain += Math.max(0, isMet ? (slots.gains[word] ?? 0) : 0, letter)
      gain += Math.max(0, weight * ((score - raw) * 100 + entityLoss))
      ours += Math.max(isMet ? (slots.weights[word] ?? 0) : 0, initial)
    }
    const partyLeft = Math.max(0, heavy - ours)
    const lost = partyLoss * total + entityLoss * (totals[form] ?? 0)
    return gain >= lost + substitution * Math.min(partyLeft, entityLeft)
  }
}

/** What a part may bring: its own side, and the entity's side net of what that part would cost if it were left over. */
const gainOf = (ours: number, theirs: number, score: number, raw: number, partyLoss: number): number =>
  Math.max(0, ours * ((score - raw) * 100 + partyLoss)) + Math.max(0, theirs * (score - raw) * 100)

interface CostedPart {
  readonly part: BoundPart
  readonly cost: number
  readonly gain: number
  readonly most: number
  readonly isInitial: boolean
}

/** Initials say nothing without another part, so names are never looked for by them; what they may bring is counted first. */
const initialsThenDearest = (a: CostedPart, b: CostedPart): number =>
  Number(b.isInitial) - Number(a.isInitial) || b.cost - a.cost

interface Scan {
  readonly part: BoundPart
  /** Forms from this one on are not looked at. */
  readonly before: number
}

/** No part weighs more. */
const MOST_WEIGHT = 100

interface BoundPart {
  readonly part: ReadName['parts'][number]
  readonly weight: number
  readonly like: ReturnType<Vocabulary['like']>
}

interface Bound {
  readonly raw: number
  readonly partyLoss: number
  readonly entityLoss: number
  readonly substitution: number
  readonly total: number
  /** Weight of the parts that may stand in another's place. */
  readonly heavy: number
  readonly parts: readonly BoundPart[]
}

/** For each word of the list what the party's parts bring it at most, valid for one round only, so that nothing is cleared. */
interface Slots {
  round: number
  readonly rounds: Uint32Array
  readonly scores: Int16Array
  readonly weights: Uint8Array
  readonly gains: Int32Array
  readonly initials: Uint8Array
  /** Rounds in which the bearers of each word were looked at, and up to which form. */
  readonly scans: Uint32Array
  readonly befores: Int32Array
  put(word: number, score: number, weight: number, gain: number): void
}

function newSlots(words: number): Slots {
  return {
    round: 0,
    rounds: new Uint32Array(words),
    scores: new Int16Array(words),
    weights: new Uint8Array(words),
    gains: new Int32Array(words),
    initials: new Uint8Array(128),
    scans: new Uint32Array(words),
    befores: new Int32Array(words),
    put(word, score, weight, gain) {
      const isFirst = this.rounds[word] !== this.round
      this.rounds[word] = this.round
      this.scores[word] = isFirst ? score : Math.max(this.scores[word] ?? 0, score)
      this.weights[word] = isFirst ? weight : Math.max(this.weights[word] ?? 0, weight)
      this.gains[word] = isFirst ? gain : Math.max(this.gains[word] ?? 0, gain)
    },
  }
}
