import type { CountryTable } from '../model/country.ts'
import { CordonError } from '../model/errors.ts'
import type { PaymentMessage } from '../model/payment.ts'
import { valuesOf } from '../model/tsv.ts'
import { type PaymentAnswer, renderMessage } from '../payments/answer.ts'
import { compileFieldMap, FIELD_MAP_COLUMNS, type FieldMap } from '../payments/field-map.ts'
import { type BookCoverage, screenInstant } from '../payments/instant.ts'
import { ListedNumbers } from '../payments/listed-numbers.ts'
import { type EntityRef, ListedWords } from '../payments/listed-words.ts'
import { compilePlaces, PLACE_COLUMNS, type Place } from '../payments/places.ts'
import { type PaymentAsker, type PaymentTools, screenMessage } from '../payments/screen-message.ts'
import { CAVEATS } from '../screening/answer.ts'
import type { Hit } from '../screening/outcome.ts'
import type { GivenParty } from '../screening/read-party.ts'
import { lackingLists } from '../screening/screen.ts'
import { readPaymentBytes, readPaymentFile, readPaymentText } from '../sources/payments/read-payments.ts'
import { loadCountries } from './countries.ts'
import { type Engine, type ScreenOptions, sentenceOf } from './engine.ts'
import { readKnowledgeTable } from './knowledge.ts'
import { loadNameTables } from './names-tables.ts'

export type { AnswerField, PaymentAnswer } from '../payments/answer.ts'
export type { FieldRule } from '../payments/field-map.ts'

/** The answer for files of messages: what was held and passed, and what it rests on. */
export interface PaymentsAnswer {
  readonly messages: readonly PaymentAnswer[]
  readonly screened_at: string
  readonly policy: string
  readonly lists: readonly { readonly id: string; readonly version: string; readonly published: string | null }[]
  readonly caveat: string
}

let knowledge:
  | { readonly fieldMap: FieldMap; readonly places: readonly Place[]; readonly plain: ReadonlySet<string> }
  | undefined

function loadPaymentKnowledge(): NonNullable<typeof knowledge> {
  if (knowledge !== undefined) return knowledge
  const fieldMap = compileFieldMap(readKnowledgeTable('payments/field-map.tsv', FIELD_MAP_COLUMNS))
  if (!fieldMap.ok)
    throw new CordonError('knowledge.invalid', `data/payments/field-map.tsv: ${sentenceOf(fieldMap.issue)}`)
  const words = readKnowledgeTable('payments/narrative-words.tsv', ['kind', 'words']).rows
  knowledge = {
    fieldMap: fieldMap.value,
    places: compilePlaces(readKnowledgeTable('payments/places.tsv', PLACE_COLUMNS)),
    plain: new Set(words.flatMap((row) => valuesOf(row['words']).flatMap((phrase) => phrase.split(' ')))),
  }
  return knowledge
}

/** Every field of the map with whether it is screened and why: what `cordon payments --fields` prints. */
export const paymentFieldRules = (): FieldMap['rules'] => loadPaymentKnowledge().fieldMap.rules

/** Screens payment messages over an engine's lists. Its indexes are built once, when it is opened. */
export class PaymentScreener {
  readonly #engine: Engine
  readonly #tools: Omit<PaymentTools, 'asker'>

  constructor(engine: Engine, countries: CountryTable = loadCountries()) {
    const { fieldMap, places, plain } = loadPaymentKnowledge()
    const lists = engine.lists.map(({ corpus }) => corpus.entities)
    this.#engine = engine
    this.#tools = {
      fieldMap,
      places,
      countries,
      words: new ListedWords(loadNameTables(), lists, plain),
      numbers: new ListedNumbers(lists),
    }
  }

  screen(messages: readonly PaymentMessage[], file: string, options: ScreenOptions): readonly PaymentAnswer[] {
    const tools = { ...this.#tools, asker: new EngineAsker(this.#engine, options) }
    return messages.map((message) => renderMessage(file, screenMessage(message, tools)))
  }

  /** As the profile `eu-instant` does: nobody is asked by payment; the proof that the book was screened decides. */
  screenInstant(messages: readonly PaymentMessage[], file: string, coverage: BookCoverage): readonly PaymentAnswer[] {
    return messages.map((message) =>
      renderMessage(file, screenInstant(message, coverage, loadPaymentKnowledge().fieldMap)),
    )
  }

  screenFile(path: string, options: ScreenOptions): readonly PaymentAnswer[] {
    return this.screen(readPaymentFile(path), path, options)
  }

  screenText(text: string, file: string, options: ScreenOptions): readonly PaymentAnswer[] {
    return this.screen(readPaymentText(text), file, options)
  }

  screenBytes(bytes: Uint8Array, file: string, options: ScreenOptions): readonly PaymentAnswer[] {
    return this.screen(readPaymentBytes(bytes), file, options)
  }

  answer(messages: readonly PaymentAnswer[], options: ScreenOptions): PaymentsAnswer {
    return {
      messages,
      screened_at: options.at,
      policy: this.#engine.policy.name,
      lists: this.#engine.lists.map(({ id, version, published }) => ({ id, version, published })),
      caveat: CAVEATS[options.language ?? 'en'],
    }
  }
}

/** Asks the engine, each party once: the same name stands in a message many times. */
class EngineAsker implements PaymentAsker {
  readonly missing: readonly string[]
  readonly #engine: Engine
  readonly #options: ScreenOptions
  readonly #asked = new Map<string, { readonly hits: readonly Hit[]; readonly missing: readonly string[] }>()

  constructor(engine: Engine, options: ScreenOptions) {
    this.#engine = engine
    this.#options = { ...options, limit: options.limit ?? HITS_A_PARTY }
    this.missing = lackingLists({ lists: engine.lists })
  }

  ask(given: GivenParty): { readonly hits: readonly Hit[]; readonly missing: readonly string[] } {
    const key = JSON.stringify(given.properties)
    const known = this.#asked.get(key)
    if (known !== undefined) return known
    const answer = this.#askAnew(given)
    if (this.#asked.size >= REMEMBERED_MOST) this.#asked.clear()
    this.#asked.set(key, answer)
    return answer
  }

  #askAnew(given: GivenParty): { readonly hits: readonly Hit[]; readonly missing: readonly string[] } {
    const asked = this.#engine.ask(given, this.#options)
    if (!asked.ok) return { hits: [], missing: [sentenceOf(asked.issue)] }
    const { outcome } = asked.value
    return {
      hits: outcome.kind === 'hits' ? outcome.hits : [],
      missing: outcome.kind === 'clear' ? [] : outcome.missing,
    }
  }

  compare(given: GivenParty, { list: listAt, entity: at }: EntityRef): Hit | undefined {
    const list = this.#engine.lists[listAt]
    const entity = list?.corpus.entities[at]
    const read = this.#engine.read(given)
    if (list === undefined || entity === undefined || !read.ok) return undefined
    const policy = this.#engine.policy
    const match = list.corpus.compare(read.value.party, at, policy)
    if (match === undefined || match.below !== undefined || match.score < policy.threshold) return undefined
    return { list: list.id, entity, match, designations: this.#engine.designationsOf(entity, list, this.#options) }
  }
}

/** Hits kept of one party of a message; exact names are never cut. */
const HITS_A_PARTY = 20
const REMEMBERED_MOST = 20_000

/** The messages of one file, unscreened; one that cannot be read says so in its `fault`. */
export const readMessages = (path: string): readonly PaymentMessage[] => readPaymentFile(path)
