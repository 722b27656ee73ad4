import type { EntityId } from '../../model/brand.ts'
import type { Entity } from '../../model/entity.ts'

/** Fields that a delta compares; the rest is the entity's place in a version, not what the list says of it. */
export const COMPARED_FIELDS = [
  'schema',
  'names',
  'referents',
  'birthDates',
  'deathDates',
  'foundedDates',
  'places',
  'countries',
  'genders',
  'identifiers',
  'addresses',
  'titles',
  'programmes',
  'markings',
  'measures',
  'relations',
  'designations',
  'topics',
  'notes',
  'listed',
  'extra',
] as const satisfies readonly (keyof Entity)[]
export type ComparedField = (typeof COMPARED_FIELDS)[number]

/** One field before and after; `null` where it was or is not stated. */
export interface FieldChange {
  readonly before: unknown
  readonly after: unknown
}

export interface EntityChange {
  readonly id: EntityId
  readonly name: string
  readonly fields: Partial<Record<ComparedField, FieldChange>>
}

/** What changed between two versions of a list; each part in the order of ids. */
export interface ListDelta {
  readonly listed: readonly Entity[]
  readonly delisted: readonly Entity[]
  readonly changed: readonly EntityChange[]
}

/** Compares two versions by id and parsed value: the order of rows and of values, and the publisher's white space, say nothing. */
export function deltaBetween(before: readonly Entity[], after: readonly Entity[]): ListDelta {
  const old = new Map(before.map((entity) => [entity.id, entity]))
  const now = new Map(after.map((entity) => [entity.id, entity]))
  const changed: EntityChange[] = []
  for (const [id, entity] of now) {
    const earlier = old.get(id)
    const fields = earlier === undefined ? {} : changedFields(earlier, entity)
    if (Object.keys(fields).length > 0) changed.push({ id, name: entity.names[0].text, fields })
  }
  return {
    listed: after.filter(({ id }) => !old.has(id)).sort(byId),
    delisted: before.filter(({ id }) => !now.has(id)).sort(byId),
    changed: changed.sort(byId),
  }
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0

function changedFields(before: Entity, after: Entity): Partial<Record<ComparedField, FieldChange>> {
  const fields: Partial<Record<ComparedField, FieldChange>> = {}
  for (const field of COMPARED_FIELDS) {
    const [was, is] = [before[field], after[field]]
    if (was === is || comparable(field, was) === comparable(field, is)) continue
    fields[field] = { before: was ?? null, after: is ?? null }
  }
  return fields
}

/** A value's form for comparison: keys sorted, lists unordered but for the name that leads. */
function comparable(field: ComparedField, value: unknown): string {
  if (!Array.isArray(value)) return canonical(value)
  const items = value.map((item: unknown) => canonical(withoutVersion(field, item)))
  if (field === 'names') return [items[0], ...items.slice(1).sort()].join('\n')
  return items.sort().join('\n')
}

/** A designation's `sinceAtLatest` and a relation's resolved target follow from the rest of the version, not from the entry. */
function withoutVersion(field: ComparedField, item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item
  if (field === 'designations') return { ...item, sinceAtLatest: undefined }
  return field === 'relations' && 'targetName' in item ? { ...item, target: undefined } : item
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  return `{${Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
    .join(',')}}`
}

/** Applies a delta: the version it was made from plus the delta is the version it was made to, up to what `deltaBetween` ignores. */
export function applyDelta(before: readonly Entity[], delta: ListDelta): readonly Entity[] {
  const gone = new Set(delta.delisted.map(({ id }) => id))
  const changes = new Map(delta.changed.map((change) => [change.id, change]))
  const kept = before.filter(({ id }) => !gone.has(id)).map((entity) => changedEntity(entity, changes.get(entity.id)))
  return [...kept, ...delta.listed]
}

function changedEntity(entity: Entity, change: EntityChange | undefined): Entity {
  if (change === undefined) return entity
  const next: Record<string, unknown> = { ...entity }
  for (const [field, { after }] of Object.entries(change.fields)) {
    if (after === null) delete next[field]
    else next[field] = after
  }
  return next as unknown as Entity
}

/** Whether nothing changed. */
export const isEmptyDelta = ({ listed, delisted, changed }: ListDelta): boolean =>
  listed.length === 0 && delisted.length === 0 && changed.length === 0
