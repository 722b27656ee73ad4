import type { Engine, ListInForce } from '../../src/engine/engine.ts'
import { type FieldRule, PaymentScreener, paymentFieldRules } from '../../src/engine/payments.ts'
import type { IdentifierScheme } from '../../src/model/identifier.ts'
import type { Disguise } from '../../src/validation/disguise.ts'
import { Random } from '../../src/validation/random.ts'
import type { Seed } from '../../src/validation/seed.ts'
import type { Substitutions } from '../../src/validation/substitutions.ts'
import { fin, framed, type PlantedMessage, pacs008, pathFor } from './payment-messages.ts'

export interface RecallCount {
  asked: number
  found: number
  readonly missed: string[]
}

const NAME_KINDS = new Set(['name', 'name_line', 'narrative', 'address'])
const NUMBER_KINDS = new Set(['bic', 'iban', 'account', 'identifier', 'narrative', 'reference'])
const NUMBERS: Readonly<Record<string, readonly IdentifierScheme[]>> = {
  bic: ['bic'],
  identifier: ['passport', 'national_id', 'tax_id', 'registration', 'rfc', 'curp', 'inn', 'ogrn', 'imo', 'lei'],
  account: ['crypto', 'iban', 'clabe'],
  iban: ['iban', 'clabe'],
  narrative: ['passport', 'tax_id', 'rfc', 'curp', 'crypto', 'imo', 'bic', 'registration'],
  reference: ['rfc', 'curp', 'crypto', 'imo'],
}
/** Characters below which a number in free text is an invoice number to everybody. */
const TELLING_LENGTH = 7

export interface RecallOptions {
  readonly engine: Engine
  readonly seeds: readonly Seed[]
  readonly messages: number
  readonly seed: number
  readonly disguises: Readonly<Record<string, Disguise>>
  readonly substitutions: Substitutions
}

/** Plants parties in every declared field, message by message, and counts who was found at the very field. */
export function paymentRecall(options: RecallOptions): Readonly<Record<string, RecallCount>> {
  const { engine } = options
  const random = new Random(options.seed)
  const screener = new PaymentScreener(engine)
  const rules = paymentFieldRules().filter(
    ({ isScreened, field }) => isScreened && !field.includes('*') && !/^[123]\//.test(field),
  )
  const nameRules = rules.filter(({ kind }) => NAME_KINDS.has(kind))
  const numberRules = rules.filter(({ kind }) => NUMBER_KINDS.has(kind))
  const ids = Object.keys(options.disguises)
  const counts: Record<string, RecallCount> = {}
  for (let i = 0; i < options.messages; i += 1) {
    const turn = i % 4
    const planted =
      turn === 0
        ? plantNumber(engine.lists, numberRules[(i >> 2) % numberRules.length], random)
        : plantName(
            options,
            nameRules[(i >> 1) % nameRules.length],
            random,
            turn === 1 ? undefined : ids[i % ids.length],
          )
    if (planted === undefined) continue
    const [answer] = screener.screenText(planted.message.text, 'generated', { at: '2026-11-21T12:00:00Z' })
    const isFound =
      answer?.fields.some(({ hits }) => hits.some(({ entity }) => entity.id === planted.message.plant.id)) === true &&
      answer.verdict === 'hold'
    const count = counts[planted.what] ?? { asked: 0, found: 0, missed: [] }
    counts[planted.what] = count
    count.asked += 1
    if (isFound) count.found += 1
    else count.missed.push(`${planted.message.path} ${planted.message.plant.value} (${planted.message.plant.id})`)
  }
  return counts
}

interface Planted {
  readonly what: string
  readonly message: PlantedMessage
}

function plantNumber(lists: readonly ListInForce[], rule: FieldRule | undefined, random: Random): Planted | undefined {
  if (rule === undefined) return undefined
  const schemes = NUMBERS[rule.kind] ?? []
  const isText = rule.kind === 'narrative' || rule.kind === 'reference'
  const entities = random.of(lists)?.corpus.entities ?? []
  for (let tries = 0; tries < 20_000; tries += 1) {
    const entity = random.of(entities)
    const number = random.of(
      entity?.identifiers.filter(({ scheme, value }) => schemes.includes(scheme) && value.length >= TELLING_LENGTH) ??
        [],
    )
    if (entity === undefined || number === undefined) continue
    const value = isText ? framed(number.asPublished, true, random) : number.asPublished
    return { what: 'identifiers', message: messageFor(rule, value, entity.id, random) }
  }
  return undefined
}

function plantName(
  options: RecallOptions,
  rule: FieldRule | undefined,
  random: Random,
  id: string | undefined,
): Planted | undefined {
  if (rule === undefined) return undefined
  for (let tries = 0; tries < 2_000; tries += 1) {
    const seed = random.of(options.seeds)
    if (seed === undefined) return undefined
    const name = id === undefined ? seed.name : disguisedName(options, id, seed, random)
    if (name === undefined) continue
    const value = rule.kind === 'narrative' ? framed(name, false, random) : name
    return { what: id ?? 'exact names', message: messageFor(rule, value, seed.entity.id, random) }
  }
  return undefined
}

function disguisedName(options: RecallOptions, id: string, seed: Seed, random: Random): string | undefined {
  const disguised = options.disguises[id]?.(seed, { random, substitutions: options.substitutions })
  return disguised?.as === 'party' ? disguised.given.properties['name']?.[0] : undefined
}

function messageFor(rule: FieldRule, value: string, id: string, random: Random): PlantedMessage {
  if (rule.format === 'mt') return { ...fin(rule, value.replace(/[\r\n]+/g, '')), rule, plant: { value, id } }
  const path = pathFor(rule, random)
  return { text: pacs008({ [path]: value }), path, rule, plant: { value, id } }
}
