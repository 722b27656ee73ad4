import type { EntityId, NonEmpty } from '../../model/brand.ts'
import type { Entity, Name } from '../../model/entity.ts'
import type { Merge } from './merging.ts'

/** One party from its entries: the lead's name first, every list's names, facts and designations, the other ids as referents. */
export function mergedEntity(merge: Merge, find: (id: EntityId) => Entity | undefined): Entity | undefined {
  const [lead, ...others] = merge.members.map(find).filter((entity): entity is Entity => entity !== undefined)
  if (lead === undefined) return undefined
  const all = [lead, ...others]
  const referents = [...others.map(({ id }) => id), ...all.flatMap((entity) => entity.referents)]
  return {
    ...lead,
    names: mergedNames(lead, others),
    datasets: unique(
      all.flatMap(({ datasets }) => datasets),
      String,
    ),
    referents: unique(referents, String).filter((id) => id !== lead.id),
    birthDates: unique(
      all.flatMap(({ birthDates }) => birthDates),
      ({ from, to }) => `${from} ${to}`,
    ),
    deathDates: unique(
      all.flatMap(({ deathDates }) => deathDates),
      ({ from, to }) => `${from} ${to}`,
    ),
    foundedDates: unique(
      all.flatMap(({ foundedDates }) => foundedDates),
      ({ from, to }) => `${from} ${to}`,
    ),
    places: unique(
      all.flatMap(({ places }) => places),
      ({ kind, asPublished }) => `${kind} ${asPublished}`,
    ),
    countries: unique(
      all.flatMap(({ countries }) => countries),
      ({ role, code, asPublished }) => `${role} ${code ?? asPublished}`,
    ),
    genders: unique(
      all.flatMap(({ genders }) => genders),
      String,
    ),
    identifiers: unique(
      all.flatMap(({ identifiers }) => identifiers),
      ({ scheme, value, country }) => `${scheme} ${value} ${country ?? ''}`,
    ),
    addresses: unique(
      all.flatMap(({ addresses }) => addresses),
      ({ full }) => full,
    ),
    titles: unique(
      all.flatMap(({ titles }) => titles),
      String,
    ),
    programmes: unique(
      all.flatMap(({ programmes }) => programmes),
      String,
    ),
    markings: unique(
      all.flatMap(({ markings }) => markings),
      ({ kind, basis }) => `${kind} ${basis}`,
    ),
    relations: unique(
      all.flatMap(({ relations }) => relations),
      ({ asPublished, target, targetName }) => `${asPublished} ${target} ${targetName}`,
    ),
    designations: unique(
      all.flatMap(({ designations }) => designations),
      ({ authority }) => authority,
    ),
    topics: unique(
      all.flatMap(({ topics }) => topics),
      String,
    ),
    notes: unique(
      all.flatMap(({ notes }) => notes),
      String,
    ),
    measures: unique(
      all.flatMap(({ measures }) => measures ?? []),
      String,
    ),
  }
}

/** Other lists' primary names stand as names of full weight; a text keeps the best mark that any list gives it. */
function mergedNames(lead: Entity, others: readonly Entity[]): NonEmpty<Name> {
  const found = new Map<string, Name>()
  for (const entity of [lead, ...others]) {
    for (const name of entity.names) {
      const held = found.get(name.text)
      if (held === undefined || (held.quality === 'weak' && name.quality !== 'weak')) found.set(name.text, name)
    }
  }
  const [first] = lead.names
  return [first, ...[...found.values()].filter(({ text }) => text !== first.text)]
}

function unique<T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] {
  const found = new Map<string, T>()
  for (const value of values) if (!found.has(keyOf(value))) found.set(keyOf(value), value)
  return [...found.values()]
}
