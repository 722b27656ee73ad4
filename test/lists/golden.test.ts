import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Entity } from '../../src/model/entity.ts'
import { dayBefore } from '../../src/model/partial-date.ts'
import { hasLists, SKIP_NOTICE, sharedList } from './shared-lists.ts'

/**
 * What publishers state of single entries, read from their files by Python's own readers (`read-golden.py`, beside this test),
 * with the address and the day of the publication. A line says only what its reader can tell without Cordon's help.
 */
interface Golden {
  readonly format: string
  readonly file: string
  readonly id: string
  readonly name: string | null
  readonly [field: string]: unknown
}

const golden: readonly Golden[] = readFileSync(new URL('./golden.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Golden)

/** Entries whose values were also compared with the publisher's page by eye. */
const CHECKED_BY_EYE = [
  'ofac-17674',
  'ofac-12300',
  'un-6908425',
  'un-6907998',
  'eu-13',
  'eu-191',
  'eu-980',
  'gb-AFG0011',
  'gb-AQD0128',
  'gb-AQD0377',
  'gb-DPR0075',
  'ofac-28683',
  'ofac-24475',
  'ofac-30882',
  'ofac-26182',
  'ofac-9639',
  'ch-64398',
  'ch-64403',
  'ch-64393',
  'au-2',
]

const published = (entity: Entity, at = 0): string => {
  const name = entity.names[at]
  return (name?.asPublished ?? name?.text ?? '').replace(/[\u200e\u200f\u202a-\u202e]/gu, '')
}

/** An entity's own words for each field that a golden line may have. */
const FIELDS: Readonly<Record<string, (entity: Entity, golden: Golden) => unknown>> = {
  name: (entity) => published(entity),
  family: ({ names }) => names[0].parts?.family,
  given: ({ names }) => names[0].parts?.given,
  aliases: (entity, golden) =>
    sorted(
      entity.names
        .map((name, at) => ({ name, at }))
        .filter(({ name }) => name.quality !== 'primary' && name.kind !== 'name')
        .map(({ name, at }) => [published(entity, at), name.quality])
        // An alias in another script is the same alias, which a golden line gives apart.
        .filter(([text]) => !(golden['scripts'] as readonly string[] | undefined)?.includes(text ?? '')),
    ),
  scripts: (entity, { format }) =>
    sorted(
      entity.names
        .map((name, at) => ({ name, at }))
        .filter(
          ({ name, at }) =>
            at > 0 &&
            (name.kind === 'name' || format === 'ofac-enhanced-xml') &&
            name.script !== undefined &&
            name.script !== 'Latn',
        )
        .map(({ at }) => published(entity, at)),
    ),
  names_count: ({ names }) => names.filter(({ script }) => script === undefined).length,
  births: ({ birthDates }) => sorted(birthDates.map(({ asPublished }) => asPublished)),
  birth_ranges: ({ birthDates }) => sorted(birthDates.map(({ from, to }) => `${from} ${dayBefore(to)}`)),
  places: ({ places }) => sorted(places.map(({ asPublished }) => asPublished)),
  nationalities: ({ countries }) =>
    sorted(countries.filter(({ role }) => role === 'nationality').map(({ code }) => code ?? '')),
  programmes: ({ programmes }) => sorted(programmes),
  measures: ({ measures }) => sorted(measures ?? []),
  addresses: ({ addresses }) => sorted(addresses.map(({ full }) => full)),
  linked: ({ relations }) => sorted(relations.map(({ targetName }) => targetName)),
  relations: ({ relations }) => sorted(relations.map(({ asPublished, target }) => [asPublished, target])),
  number_values: ({ identifiers }) => sorted(identifiers.map(({ asPublished }) => asPublished)),
  listed: ({ listed }) => listed?.on,
}

const byText = (value: unknown): string => JSON.stringify(value)
const sorted = (values: readonly unknown[]): readonly unknown[] =>
  [...new Map(values.map((value) => [byText(value), value])).values()].sort((a, b) => (byText(a) < byText(b) ? -1 : 1))

/** Numbers of the schemes that the golden reader knows; a Russian or Mexican tax number may be told more closely. */
function numbers(
  entity: Entity,
  expected: readonly (readonly [string, string, string])[],
  schemes: readonly string[],
): unknown {
  const known = new Set(schemes.length > 0 ? schemes : expected.map(([scheme]) => scheme))
  return sorted(
    entity.identifiers
      .filter(({ scheme }) => known.has(scheme))
      .map(({ scheme, asPublished, country }) => [scheme, asPublished, country ?? '']),
  )
}

describe.skipIf(!hasLists)(`golden records (skipped where ${SKIP_NOTICE})`, () => {
  const formats = [...new Set(golden.map(({ format }) => format))]

  test('there are at least 200, over every format that has a real file', () => {
    expect(golden.length).toBeGreaterThanOrEqual(200)
    expect(formats.length).toBeGreaterThanOrEqual(14)
  })

  test.each(formats)('%s', async (format) => {
    const wrong: string[] = []
    for (const line of golden.filter((one) => one.format === format)) {
      const { entities } = await sharedList(line.file)
      const entity = entities.find(({ id, sourceId }) => id === line.id || `source:${sourceId}` === line.id)
      if (entity === undefined) {
        wrong.push(`${line.id} is not there`)
        continue
      }
      for (const [field, read] of Object.entries(FIELDS)) {
        const expected = line[field]
        if (expected === undefined || expected === null) continue
        const actual = read(entity, line)
        const wanted = Array.isArray(expected) ? sorted(expected) : expected
        if (byText(actual) !== byText(wanted))
          wrong.push(`${line.id} ${field}: ${byText(actual)} where ${byText(wanted)}`)
      }
      const stated = line['numbers'] as readonly (readonly [string, string, string])[] | undefined
      if (stated === undefined) continue
      const actual = numbers(entity, stated, (line['number_schemes'] as readonly string[] | undefined) ?? [])
      if (byText(actual) !== byText(sorted(stated)))
        wrong.push(`${line.id} numbers: ${byText(actual)} where ${byText(sorted(stated))}`)
    }
    expect(wrong).toEqual([])
  })

  test('the entries that were compared by eye are read', async () => {
    const files = [
      'us_ofac/sdn_2021-07-07',
      'un/un_consolidated_2026-08-01.xml.gz',
      'eu/fsf_1_1_excerpt_2026-08-05.xml',
    ]
    const more = [
      'uk/uksl_excerpt_2026-08-14.xml',
      'us_ofac/enhanced_xml/irgc_2024-08-28.xml',
      'us_ofac/cons_2025-03-28/consolidated.xml',
    ]
    const last = ['ch/seco_format_example_2024-01-17.xml', 'au/dfat_2026-08-02.xlsx']
    const ids = new Set<string>()
    for (const file of [...files, ...more, ...last]) for (const { id } of (await sharedList(file)).entities) ids.add(id)
    expect(CHECKED_BY_EYE.filter((id) => !ids.has(id))).toEqual([])
  })
})
