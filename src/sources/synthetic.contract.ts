import type { CountryCode, IsoDate } from '../model/brand.ts'
import type { CountryTable } from '../model/country.ts'
import type { Entity } from '../model/entity.ts'
import type { ListVersion } from '../model/list.ts'
import { type OpenOptions, openFiles } from './open-list.ts'
import { inMemory } from './reading/bytes.ts'

/** A few countries, for tests that need no more. */
export const COUNTRIES: CountryTable = new Map(
  Object.entries({
    mexico: 'mx',
    'united states': 'us',
    us: 'us',
    iran: 'ir',
    colombia: 'co',
    russia: 'ru',
    spain: 'es',
    ru: 'ru',
    ir: 'ir',
  }).map(([name, code]) => [name, code as CountryCode]),
)

/** Reads a synthetic file in a publisher's form. */
export async function readSynthetic(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<OpenOptions> = {},
): Promise<ListVersion> {
  const raw = Object.entries(files).map(([name, content]) =>
    inMemory(name, typeof content === 'string' ? Buffer.from(content) : content),
  )
  return (await openFiles(raw, { countries: COUNTRIES, ...options })).version
}

export async function readOne(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<OpenOptions> = {},
): Promise<Entity> {
  const { entities } = await readSynthetic(files, options)
  const [only] = entities
  if (only === undefined || entities.length !== 1) throw new Error(`${entities.length} entities where one is expected`)
  return only
}

export const PUBLISHED = '2026-01-31' as IsoDate
