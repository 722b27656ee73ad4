import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { loadCountries } from '../src/engine/countries.ts'
import { openList } from '../src/engine/lists.ts'
import type { Entity } from '../src/model/entity.ts'
import { CountryReader } from '../src/sources/mapping/country-reader.ts'
import { EntityDraft } from '../src/sources/mapping/entity-draft.ts'
import { readKeyedValue } from '../src/sources/us-ofac/keyed-value.ts'
import { ofacName } from '../src/sources/us-ofac/ofac-names.ts'

/** The newest complete SDN list of the shared data, 18,758 entries of 2026-04-21, reshaped by whoever made it from SDN.XML. */
const FILE = fileURLToPath(
  new URL('../../shared/data/lists/us_ofac/derived/sdn_normalised_2026-04-21.jsonl.gz', import.meta.url),
)

interface Row {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly aliases?: readonly string[]
  readonly programs: readonly string[]
  readonly addresses?: readonly string[]
  readonly ids?: readonly string[]
  readonly remarks?: string
}

const SCHEMAS: Readonly<Record<string, string>> = {
  Entity: 'Organization',
  Individual: 'Person',
  Vessel: 'Vessel',
  Aircraft: 'Airplane',
}

/** The list as the engine's own entities, with aliases, addresses and identifiers; `undefined` where the file is not there. */
export function derivedSdn(): readonly Entity[] | undefined {
  if (!existsSync(FILE)) return undefined
  const countries = new CountryReader(loadCountries())
  return gunzipSync(readFileSync(FILE))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => entityOf(JSON.parse(line) as Row, countries) ?? [])
}

function entityOf(row: Row, countries: CountryReader): Entity | undefined {
  const draft = new EntityDraft(`ofac-${row.id}`, row.id, SCHEMAS[row.type] ?? 'LegalEntity')
  const isPerson = draft.schema === 'Person'
  draft.addName(ofacName(row.name, isPerson, 'primary', 'name'))
  for (const alias of row.aliases ?? []) draft.addName(ofacName(alias, isPerson, 'strong', 'alias'))
  for (const full of row.addresses ?? []) addAddress(draft, full, countries)
  for (const stated of row.ids ?? []) addStated(draft, stated, countries)
  for (const programme of row.programs) draft.addProgramme(programme)
  if (row.remarks !== undefined) draft.addNote(row.remarks)
  return draft.build()
}

function addAddress(draft: EntityDraft, full: string, countries: CountryReader): void {
  const country = countries.claim('address', full.slice(full.lastIndexOf(',') + 1))
  draft.addAddress({ full, ...(country.code === undefined ? {} : { country }) })
}

/** `Passport: 484824`; some keys end in a colon of their own. */
function addStated(draft: EntityDraft, stated: string, countries: CountryReader): void {
  const at = stated.indexOf(': ')
  if (at < 0) draft.addNote(stated)
  else readKeyedValue(draft, { key: stated.slice(0, at), value: stated.slice(at + 2) }, countries)
}

const UN = fileURLToPath(new URL('../../shared/data/lists/un/un_consolidated_2026-08-01.xml.gz', import.meta.url))

/** The UN Security Council's consolidated list of 2026-08-01; `undefined` where the file is not there. */
export async function unList(): Promise<readonly Entity[] | undefined> {
  return existsSync(UN) ? (await openList(UN, { countries: loadCountries() })).entities : undefined
}
