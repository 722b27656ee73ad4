import type { Things } from '../../engine/things.ts'
import type { Entity } from '../../model/entity.ts'
import { toFtm } from '../../model/ftm.ts'
import { entityResponse } from './entity-response.ts'

/** Entities whose JSON is kept; a list of usual size fits whole. */
const KEPT = 20_000

const kept = new WeakMap<Things, Map<Entity, string>>()

/** An entity's JSON without its closing brace, written once: a busy server answers with the same entities again and again. */
export function entityJson(things: Things, entity: Entity): string {
  const cache = kept.get(things) ?? new Map<Entity, string>()
  kept.set(things, cache)
  const known = cache.get(entity)
  if (known !== undefined) return known
  if (cache.size >= KEPT) cache.clear()
  const json = JSON.stringify(entityResponse({ ...toFtm(entity), datasets: things.datasetsOf(entity) })).slice(0, -1)
  cache.set(entity, json)
  return json
}
