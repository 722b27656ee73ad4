import type { Entity, NameParts } from '../model/entity.ts'
import type { TsvTable } from '../model/tsv.ts'
import { valuesOf } from '../model/tsv.ts'
import type { Random } from './random.ts'

export type SeedKind = 'person' | 'organisation' | 'object'

/** A listed name that is disguised, and who bears it. */
export interface Seed {
  readonly list: string
  readonly entity: Entity
  readonly name: string
  readonly kind: SeedKind
  readonly culture: string
  readonly parts?: NameParts
}

/** A culture with what tells it: countries and cues in words. */
export interface Culture {
  readonly culture: string
  readonly countries: readonly string[]
  readonly cues: readonly string[]
}

export const compileCultures = (table: TsvTable): readonly Culture[] =>
  table.rows.map((row) => ({
    culture: row['culture'] ?? '',
    countries: valuesOf(row['countries']),
    cues: valuesOf(row['cues']),
  }))

const OBJECTS: ReadonlySet<string> = new Set(['Vessel', 'Airplane', 'Vehicle'])
export const kindOf = (schema: string): SeedKind =>
  schema === 'Person' ? 'person' : OBJECTS.has(schema) ? 'object' : 'organisation'

/** Every primary name and strong alias in Latin letters that a disguise can be put on; an aircraft's is its registration, which is a number. Other scripts are tested by classes of their own. */
export function seedsOf(list: string, entities: readonly Entity[], cultures: readonly Culture[]): readonly Seed[] {
  return entities
    .filter(({ schema }) => schema !== 'Airplane')
    .flatMap((entity) => {
      const kind = kindOf(entity.schema)
      return entity.names
        .filter(({ quality, text }) => quality !== 'weak' && /\p{Script=Latin}{3}/u.test(text))
        .map(({ text, parts }) => ({
          list,
          entity,
          name: text,
          kind,
          culture: cultureOf(entity, text, cultures),
          ...(parts === undefined ? {} : { parts }),
        }))
    })
}

function cultureOf(entity: Entity, name: string, cultures: readonly Culture[]): string {
  const codes = new Set<string>([
    ...entity.countries.flatMap(({ code }) => (code === undefined ? [] : [code])),
    ...entity.addresses.flatMap(({ country }) => (country?.code === undefined ? [] : [country.code])),
  ])
  const folded = fold(name)
  let best = 'other'
  let most = 0
  for (const { culture, countries, cues } of cultures) {
    const points =
      (countries.some((code) => codes.has(code)) ? 2 : 0) + cues.filter((cue) => hasCue(folded, cue)).length
    if (points > most) {
      best = culture
      most = points
    }
  }
  return best
}

export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

function hasCue(name: string, cue: string): boolean {
  if (cue.startsWith('-'))
    return name.split(/[^\p{L}]+/u).some((word) => word.endsWith(cue.slice(1)) && word.length > cue.length)
  if (cue.endsWith('-'))
    return name.split(/\s+/).some((word) => word.startsWith(cue.slice(0, -1)) && word.length > cue.length)
  return ` ${name.replace(/[^\p{L}]+/gu, ' ')} `.includes(` ${cue} `)
}

/** A sample balanced over kinds and cultures: each pair gives as many as any other while it has any. */
export function balanced(seeds: readonly Seed[], most: number, random: Random): readonly Seed[] {
  const groups = new Map<string, Seed[]>()
  for (const seed of random.shuffled(seeds)) {
    const key = `${seed.kind} ${seed.culture}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [seed])
    else group.push(seed)
  }
  const out: Seed[] = []
  const queues = [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
  for (let round = 0; out.length < most && queues.some((group) => round < group.length); round += 1) {
    for (const group of queues) {
      const seed = group[round]
      if (seed !== undefined && out.length < most) out.push(seed)
    }
  }
  return out
}
