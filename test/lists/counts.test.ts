import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCountries } from '../../src/engine/countries.ts'
import { coverageOf, diffLists } from '../../src/engine/list-reports.ts'
import { openList } from '../../src/engine/lists.ts'
import { hasLists, LISTS, SKIP_NOTICE, sharedList } from './shared-lists.ts'

interface Expected {
  readonly list: string
  readonly format: string
  readonly published: string | null
  readonly rows: number
  readonly entities: number
  readonly aliases: number
  readonly addresses: number
  /** Rows that state nothing: OFAC's all-null addresses, the UN's empty alias and address elements. */
  readonly empty: number
  readonly refused?: number
  readonly schemas?: Readonly<Record<string, number>>
}

const of = (
  list: string,
  format: string,
  published: string | null,
  [rows, entities, aliases, addresses, empty]: readonly [number, number, number, number, number],
  more: Partial<Expected> = {},
): Expected => ({ list, format, published, rows, entities, aliases, addresses, empty, ...more })

/** The figures of the data's own README, and what follows from them. */
const EXPECTED: readonly (readonly [path: string, Expected])[] = [
  [
    'us_ofac/sdn_2024-07-02',
    of('us_ofac_sdn', 'ofac-csv', null, [15_443, 15_443, 0, 0, 0], {
      schemas: { Organization: 7_270, Person: 6_927, Vessel: 872, Airplane: 374 },
    }),
  ],
  [
    'us_ofac/sdn_2024-05-03/sdn.csv.gz',
    of('us_ofac_sdn', 'ofac-csv', null, [14_965, 14_965, 0, 0, 0], {
      schemas: { Organization: 6_884, Person: 6_854, Vessel: 851, Airplane: 376 },
    }),
  ],
  // 8,976 entries, 11,910 aliases, 13,837 address rows of which 2,397 are null, 5 comment overflows.
  ['us_ofac/sdn_2021-07-07', of('us_ofac_sdn', 'ofac-csv', null, [34_728, 8_976, 11_910, 11_440, 2_397])],
  [
    'us_ofac/sdn_2026-h2_excerpt',
    of('us_ofac_sdn', 'ofac-csv', null, [106, 106, 0, 0, 0], { schemas: { Person: 54, Organization: 46, Vessel: 6 } }),
  ],
  ['us_ofac/cons_2025-12-19', of('us_ofac_cons', 'ofac-csv', null, [2_099, 442, 1_073, 522, 52])],
  ['us_ofac/cons_2025-03-28/consolidated.xml', of('us_ofac_cons', 'ofac-xml', '2025-03-28', [443, 443, 1_136, 520, 0])],
  // 1,290 aliases in all, of which 375 are the primary names.
  ['us_ofac/advanced_xml', of('us_ofac_cons', 'ofac-advanced-xml', '2020-03-17', [375, 375, 915, 407, 53])],
  // 834 names in all, of which 293 are primary; a filtered export, so a part.
  [
    'us_ofac/enhanced_xml/irgc_2024-08-28.xml',
    of('us_ofac_sdn', 'ofac-enhanced-xml', '2024-08-28', [293, 293, 541, 278, 78], {
      schemas: { Person: 165, Organization: 84, Airplane: 44 },
    }),
  ],
  ['us_csl/consolidated_sample_2025-06.csv', of('us_trade_csl', 'us-csl-csv', null, [13, 13, 15, 13, 0])],
  // Aliases: 1,529 good, 623 low, 584 a.k.a., 19 f.k.a.; the 294 empty elements are none.
  [
    'un/un_consolidated_2026-08-01.xml.gz',
    of('un_sc_sanctions', 'un-xml', '2026-08-01', [1_011, 1_011, 2_755, 765, 813], {
      schemas: { Person: 736, Organization: 275 },
    }),
  ],
  [
    'un/un_consolidated_2026-04-17.xml.gz',
    of('un_sc_sanctions', 'un-xml', '2026-04-17', [1_005, 1_005, 2_770, 754, 811], {
      schemas: { Person: 733, Organization: 272 },
    }),
  ],
  ['eu/fsf_1_1_excerpt_2026-08-05.xml', of('eu_fsf', 'eu-fsf-xml', '2026-08-05', [4, 4, 19, 13, 0])],
  ['uk/uksl_excerpt_2026-08-14.xml', of('gb_fcdo_sanctions', 'uksl-xml', '2026-08-14', [4, 4, 10, 3, 0])],
  // 5,302 designations, of which two have no name in the export.
  [
    'uk/fcdo_search_export_2025-08-11.ods',
    of('gb_fcdo_sanctions', 'uksl-table', null, [5_302, 5_300, 0, 0, 0], { refused: 2 }),
  ],
  [
    'uk/ofsi_conlist_2025-04-14.xlsx',
    of('gb_hmt_sanctions', 'ofsi-conlist', '2025-04-14', [18_798, 4_688, 13_015, 3_117, 0]),
  ],
  ['ca/sema_2025-03.xml', of('ca_dfatd_sema_sanctions', 'ca-sema-xml', null, [4_759, 4_759, 2_877, 0, 0])],
  ['au/dfat_2026-08-02.xlsx', of('au_dfat_sanctions', 'au-dfat', null, [11_068, 3_846, 7_222, 1_813, 0])],
  ['ch/seco_format_example_2024-01-17.xml', of('ch_seco_sanctions', 'ch-seco-xml', '2024-01-17', [3, 3, 0, 0, 0])],
  [
    'mx/sat_69b_listado_completo_2023-06-30.csv.gz',
    of('mx_sat_69b', 'mx-sat-69b', '2023-06-30', [12_686, 12_686, 0, 0, 0]),
  ],
  [
    'mx/sat_69b_listado_completo_2022-11-30.csv.gz',
    of('mx_sat_69b', 'mx-sat-69b', '2022-11-30', [12_666, 12_666, 0, 0, 0]),
  ],
  ['opensanctions/yente_fixtures/t1__entities.ftm.json', of('eu_fsf', 'ftm', null, [7, 6, 0, 0, 0])],
  ['opensanctions/yente_fixtures/zala__entities.ftm.json', of('ftm', 'ftm', null, [91, 17, 123, 115, 0])],
  ['opensanctions/yente_fixtures/parteispenden__entities.ftm.json', of('ftm', 'ftm', null, [475, 96, 0, 0, 0])],
  [
    'opensanctions/targets.simple_ua_war_sanctions_2026-03-13.csv.gz',
    of('ftm', 'opensanctions-simple', null, [5_600, 5_600, 7_730, 1_322, 0]),
  ],
]

describe.skipIf(!hasLists)(`publishers' files (skipped where ${SKIP_NOTICE})`, () => {
  test.each(EXPECTED)('%s has the counts of its README', async (path, expected) => {
    const version = await sharedList(path)
    const { counts } = version
    expect({
      list: version.list.replace(/~.*/, ''),
      format: version.format,
      published: version.published,
      rows: counts.rows,
      entities: counts.entities,
      aliases: counts.aliases,
      addresses: counts.addresses,
      empty: counts.empty,
    }).toEqual({
      list: expected.list,
      format: expected.format,
      published: expected.published,
      rows: expected.rows,
      entities: expected.entities,
      aliases: expected.aliases,
      addresses: expected.addresses,
      empty: expected.empty,
    })
    expect(version.refused.length, JSON.stringify(version.refused.slice(0, 3))).toBe(expected.refused ?? 0)
    expect(version.list).toMatch(/^[a-z0-9_]+~[0-9a-f]{8}$/)
    for (const [schema, count] of Object.entries(expected.schemas ?? {})) {
      expect([schema, version.entities.filter((entity) => entity.schema === schema).length]).toEqual([schema, count])
    }
    const coverage = coverageOf(version)
    expect(coverage.searchable + coverage.excluded.length).toBe(coverage.total)
    expect(coverage.total).toBe(expected.entities + (expected.refused ?? 0))
    expect(new Set(version.entities.map(({ id }) => id)).size).toBe(version.entities.length)
  })

  test('every row of an OFAC set is an entry, an alias, an address, a continuation, nothing, or refused', async () => {
    for (const path of ['us_ofac/sdn_2021-07-07', 'us_ofac/cons_2025-12-19', 'us_ofac/sdn_2024-07-02']) {
      const { counts, refused } = await sharedList(path)
      const { entities, aliases, addresses, empty, continuations = 0 } = counts
      expect(entities + aliases + addresses + empty + continuations + refused.length).toBe(counts.rows)
    }
  })

  test.each([
    ['us_ofac/sdn_2025-12-24', 'the main file (SDN.CSV or CONS_PRIM.CSV) is missing'],
    ['us_ofac/sdn_2026-08-02', 'the main file (SDN.CSV or CONS_PRIM.CSV) is missing'],
    ['us_csl/csl_2023-11-30.csv.gz', 'ends inside a quoted field of record 4229'],
    ['un', 'play the same part'],
    ['opensanctions/yente_fixtures/t2__20240527194702-wnk__entities.delta.json', 'is a change to a list'],
    ['us_ofac/docs/sdn_advanced.xsd', 'no known list format'],
    ['eu/derived/fsf_names_2026-06-11.json.gz', 'no known list format'],
  ])('%s is refused: %s', async (path, reason) => {
    await expect(sharedList(path)).rejects.toThrow(reason)
  })

  test('a file that is known to be cut gives what is whole of it, as a part', async () => {
    const path = join(LISTS, 'us_csl/csl_2023-11-30.csv.gz')
    const version = await openList(path, { countries: loadCountries(), isCut: true })
    expect([version.isPartial, version.counts.entities, version.refused.length, version.counts.empty]).toEqual([
      true,
      4_226,
      1,
      1,
    ])
  })

  test.each([
    ['us_ofac/sdn_2024-05-03', 'us_ofac/sdn_2024-07-02', 535, 57, 573],
    ['un/un_consolidated_2026-04-17.xml.gz', 'un/un_consolidated_2026-08-01.xml.gz', 14, 8, 42],
    ['mx/sat_69b_listado_completo_2022-11-30.csv.gz', 'mx/sat_69b_listado_completo_2023-06-30.csv.gz', 20, 0, 128],
  ])('from %s to %s: %i listed, %i delisted, %i changed', async (before, after, listed, delisted, changed) => {
    const delta = await diffLists(undefined, join(LISTS, before), join(LISTS, after), { countries: loadCountries() })
    expect([delta.listed.length, delta.delisted.length, delta.changed.length]).toEqual([listed, delisted, changed])
  })

  test('a part of a list serves no delta', async () => {
    const part = join(LISTS, 'us_ofac/enhanced_xml/irgc_2024-08-28.xml')
    await expect(diffLists(undefined, part, part, { countries: loadCountries() })).rejects.toThrow('part of its list')
  })
})

test.runIf(!hasLists)('the notice', () => {
  expect(existsSync(LISTS)).toBe(false)
})
