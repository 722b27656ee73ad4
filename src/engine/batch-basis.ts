import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import type { IsoDate } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { parseIsoDate } from '../model/partial-date.ts'
import type { ScreenOptions } from './engine.ts'

const text = Type.String()
const BASIS = Type.Object({
  at: text,
  asOf: Type.Optional(text),
  knownAt: Type.Optional(text),
  threshold: Type.Optional(Type.Number()),
  limit: Type.Integer(),
  snapshot: text,
  engine: text,
  matcher: text,
  policy: text,
  lists: Type.Array(Type.Object({ id: text, version: text, published: Type.Union([text, Type.Null()]) })),
})

/** What is asked of every row, and of which lists: kept with the job, and the same for every worker. */
export type BatchBasis = Static<typeof BASIS>

const checker = Compile(BASIS)

/** @throws CordonError `store.unavailable` where the store holds something else. */
export function parseBasis(json: string): BatchBasis {
  const value: unknown = JSON.parse(json)
  if (!checker.Check(value)) throw new CordonError('store.unavailable', 'what the batch asks cannot be read')
  return value
}

/** The question of a basis, as the engine takes it. */
export function questionOf({ at, asOf, knownAt, threshold, limit }: BatchBasis): ScreenOptions {
  return {
    at,
    limit,
    ...(asOf === undefined ? {} : { asOf: dayOf(asOf) }),
    ...(knownAt === undefined ? {} : { knownAt: dayOf(knownAt) }),
    ...(threshold === undefined ? {} : { threshold }),
  }
}

function dayOf(raw: string): IsoDate {
  const parsed = parseIsoDate(raw)
  if (!parsed.ok) throw new CordonError('store.unavailable', `the batch asks about ${raw}, which is no day`)
  return parsed.value
}
