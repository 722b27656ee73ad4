import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SaxesParser } from 'saxes'
import { loadCountries } from '../src/engine/countries.ts'
import { openList } from '../src/engine/lists.ts'
import { filesAt } from '../src/sources/open-list.ts'
import { allBytes, headOf, type RawFile } from '../src/sources/reading/bytes.ts'
import { readCsv } from '../src/sources/reading/csv.ts'
import { LIMITS } from '../src/sources/reading/limits.ts'
import { visitWorkbook } from '../src/sources/reading/table-rows.ts'
import { textOf } from '../src/sources/reading/text.ts'
import { isZip } from '../src/sources/tabular/zip.ts'

/**
 * How fast lists are read: every format that has a real file, each beside a bare streaming parse of the same file in the same run,
 * and ADVANCED_XML at its full size of 100 MB, generated in the real shape. With `--kills`, 200 kills of an update.
 */
const LISTS = fileURLToPath(new URL('../../shared/data/lists/', import.meta.url))
const MB = 1024 * 1024
const RUNS = 3

const FILES: readonly (readonly [format: string, path: string])[] = [
  ['ofac-csv (4 files)', 'us_ofac/sdn_2021-07-07'],
  ['ofac-csv', 'us_ofac/sdn_2024-07-02'],
  ['ofac-xml', 'us_ofac/cons_2025-03-28/consolidated.xml'],
  ['ofac-advanced-xml', 'us_ofac/advanced_xml/cons_advanced_2020-03-17.xml.gz'],
  ['ofac-enhanced-xml', 'us_ofac/enhanced_xml/irgc_2024-08-28.xml'],
  ['us-csl-csv', 'us_csl/consolidated_sample_2025-06.csv'],
  ['un-xml', 'un/un_consolidated_2026-08-01.xml.gz'],
  ['eu-fsf-xml', 'eu/fsf_1_1_excerpt_2026-08-05.xml'],
  ['uksl-xml', 'uk/uksl_excerpt_2026-08-14.xml'],
  ['uksl-table (ods)', 'uk/fcdo_search_export_2025-08-11.ods'],
  ['ofsi-conlist (xlsx)', 'uk/ofsi_conlist_2025-04-14.xlsx'],
  ['ca-sema-xml', 'ca/sema_2025-03.xml'],
  ['au-dfat (xlsx)', 'au/dfat_2026-08-02.xlsx'],
  ['ch-seco-xml', 'ch/seco_format_example_2024-01-17.xml'],
  ['mx-sat-69b', 'mx/sat_69b_listado_completo_2023-06-30.csv.gz'],
  ['ftm', 'opensanctions/yente_fixtures/zala__entities.ftm.json'],
  ['opensanctions-simple', 'opensanctions/targets.simple_ua_war_sanctions_2026-03-13.csv.gz'],
]

interface Row {
  readonly format: string
  readonly megabytes: number
  readonly entities: number
  readonly readMs: number
  readonly bareMs: number
}

const best = async (work: () => Promise<unknown>): Promise<number> => {
  let least = Number.POSITIVE_INFINITY
  for (let at = 0; at < RUNS; at += 1) {
    const started = performance.now()
    await work()
    least = Math.min(least, performance.now() - started)
  }
  return least
}

/** The least that any reader of the file must do: unpack, decode and tell its tags, records or rows apart. */
async function bareParse(files: readonly RawFile[]): Promise<void> {
  for (const file of files) {
    const head = await headOf(file)
    const start = Buffer.from(head.subarray(0, 200)).toString('latin1').trimStart()
    if (isZip(head)) visitWorkbook(await allBytes(file, 128 * MB), file.name, () => undefined)
    else if (start.startsWith('<')) await bareXml(file)
    else if (start.startsWith('{'))
      for await (const text of textOf(file, 'utf-8')) for (const line of text.split('\n')) void line.length
    else await readCsv(file, { delimiter: ',', encoding: 'legacy' }, () => undefined)
  }
}

async function bareXml(file: RawFile): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  for await (const text of textOf(file, 'xml')) parser.write(text)
  parser.close()
}

async function bytesOf(files: readonly RawFile[]): Promise<number> {
  let bytes = 0
  for (const file of files) for await (const chunk of file.bytes()) bytes += chunk.length
  return bytes
}

async function measure(format: string, path: string): Promise<Row> {
  const files = await filesAt(path)
  const { entities } = await openList(path, { countries: loadCountries() })
  const readMs = await best(() => openList(path, { countries: loadCountries() }))
  const bareMs = await best(() => bareParse(files))
  return { format, megabytes: (await bytesOf(files)) / MB, entities: entities.length, readMs, bareMs }
}

/** ADVANCED_XML in the shape of the real file: reference tables, then locations, documents, parties, relations and entries. */
function writeAdvanced(path: string, bytes: number): void {
  const handle = openSync(path, 'w')
  const write = (text: string): void => {
    writeSync(handle, text)
  }
  const parties = Math.round(bytes / 5_450)
  const each = (make: (at: number) => string): void => {
    let block = ''
    for (let at = 1; at <= parties; at += 1) {
      block += make(at)
      if (block.length > MB) {
        write(block)
        block = ''
      }
    }
    write(block)
  }
  write(ADVANCED_HEAD)
  write('<Locations>')
  each(
    (at) =>
      `<Location ID="${at}"><LocationAreaCode AreaCodeID="11065"/><LocationCountry CountryID="11065"/>${[1451, 1454, 1456].map((type, part) => `<LocationPart LocPartTypeID="${type}"><LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1"><Comment/><Value>Avenida de Ejemplo ${at}-${part}</Value></LocationPartValue></LocationPart>`).join('')}<FeatureVersionReference FeatureVersionID="${at}"/></Location>\n`,
  )
  write('</Locations><IDRegDocuments>')
  each(
    (at) =>
      `<IDRegDocument ID="${at}" IDRegDocTypeID="1571" IdentityID="${at}" IssuedBy-CountryID="11065" ValidityID="1"><Comment/><IDRegistrationNo>X${1_000_000 + at}</IDRegistrationNo><IssuingAuthority/><DocumentedNameReference DocumentedNameID="${at}"/></IDRegDocument>\n`,
  )
  write('</IDRegDocuments><DistinctParties>')
  each(partyXml)
  write('</DistinctParties><ProfileRelationships>')
  each(
    (at) =>
      `<ProfileRelationship ID="${at}" From-ProfileID="${at}" To-ProfileID="${(at % parties) + 1}" RelationTypeID="15003" RelationQualityID="1" Former="false" SanctionsEntryID="${at}"><Comment/></ProfileRelationship>\n`,
  )
  write('</ProfileRelationships><SanctionsEntries>')
  each(
    (at) =>
      `<SanctionsEntry ID="${at}" ProfileID="${at}" ListID="1550"><EntryEvent ID="${at}" EntryEventTypeID="1" LegalBasisID="1828"><Comment/><Date CalendarTypeID="1"><Year>2020</Year><Month>3</Month><Day>17</Day></Date></EntryEvent><SanctionsMeasure ID="${at}" SanctionsTypeID="1705"><DatePeriod CalendarTypeID="1"/></SanctionsMeasure><SanctionsMeasure ID="9${at}" SanctionsTypeID="1"><Comment>SDGT</Comment></SanctionsMeasure></SanctionsEntry>\n`,
  )
  write('</SanctionsEntries></Sanctions>')
  closeSync(handle)
}

const ADVANCED_HEAD =
  '<?xml version="1.0" encoding="utf-8"?><Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML" Version="3"><DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>1</Month><Day>31</Day></DateOfIssue><ReferenceValueSets>' +
  '<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues><FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType><FeatureType ID="25">Location</FeatureType></FeatureTypeValues>' +
  '<NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType></NamePartTypeValues><ScriptValues><Script ID="215">Latin</Script></ScriptValues><RelationTypeValues><RelationType ID="15003">Owned or Controlled By</RelationType></RelationTypeValues>' +
  '<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues><LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType><LocPartType ID="1456">POSTAL CODE</LocPartType></LocPartTypeValues>' +
  '<CountryValues><Country ID="11065" ISO2="CN">China</Country></CountryValues><SanctionsTypeValues><SanctionsType ID="1705">Block</SanctionsType><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues><ListValues><List ID="1550">SDN List</List></ListValues><LegalBasisValues><LegalBasis ID="1828">Executive Order</LegalBasis></LegalBasisValues></ReferenceValueSets>\n'

function partyXml(at: number): string {
  const alias = (n: number): string =>
    `<Alias FixedRef="${at}" AliasTypeID="${n === 0 ? 1403 : 1400}" Primary="${n === 0}" LowQuality="${n === 3}"><DocumentedName ID="${at}${n}" FixedRef="${at}" DocNameStatusID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="${at}${n}1" ScriptID="215" ScriptStatusID="1" Acronym="false">EJEMPLO ${at} ${n}</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="${at}${n}2" ScriptID="215" ScriptStatusID="1" Acronym="false">Juana Maria</NamePartValue></DocumentedNamePart></DocumentedName></Alias>`
  const group = (n: number): string =>
    `<MasterNamePartGroup><NamePartGroup ID="${at}${n}1" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="${at}${n}2" NamePartTypeID="1521"/></MasterNamePartGroup>`
  const day = (name: string): string =>
    `<${name}><From><Year>1962</Year><Month>1</Month><Day>1</Day></From><To><Year>1962</Year><Month>1</Month><Day>1</Day></To></${name}>`
  const numbers = [0, 1, 2, 3]
  return `<DistinctParty FixedRef="${at}"><Comment/><Profile ID="${at}" PartySubTypeID="4"><Identity ID="${at}" FixedRef="${at}" Primary="true" False="false">${numbers.map(alias).join('')}<NamePartGroups>${numbers.map(group).join('')}</NamePartGroups></Identity><Feature ID="1${at}" FeatureTypeID="8"><FeatureVersion ID="1${at}" ReliabilityID="1"><Comment/><DatePeriod CalendarTypeID="1">${day('Start')}${day('End')}</DatePeriod><VersionDetail DetailTypeID="1430"/></FeatureVersion></Feature><Feature ID="2${at}" FeatureTypeID="9"><FeatureVersion ID="2${at}" ReliabilityID="1"><Comment/><VersionDetail DetailTypeID="1432">Ciudad Ejemplo</VersionDetail></FeatureVersion></Feature><Feature ID="3${at}" FeatureTypeID="25"><FeatureVersion ID="3${at}" ReliabilityID="1"><Comment/><VersionLocation LocationID="${at}"/></FeatureVersion></Feature></Profile></DistinctParty>\n`
}

/** Reads the big file in a process of its own, so that its peak of memory is its own. */
function measureAdvanced(path: string): {
  readonly ms: number
  readonly peakMb: number
  readonly entities: number
  readonly bareMs: number
} {
  const program = fileURLToPath(import.meta.url)
  const child = (mode: string): string =>
    spawnSync(process.execPath, [program, mode, path], { encoding: 'utf8', maxBuffer: MB }).stdout
  const read = JSON.parse(child('--child-read')) as { ms: number; peakMb: number; entities: number }
  const bare = JSON.parse(child('--child-bare')) as { ms: number }
  return { ...read, bareMs: bare.ms }
}

async function child(mode: string, path: string): Promise<void> {
  const { readFileSync } = await import('node:fs')
  const started = performance.now()
  let entities = 0
  if (mode === '--child-read') entities = (await openList(path, { countries: loadCountries() })).entities.length
  else await bareParse(await filesAt(path))
  const ms = performance.now() - started
  const peak = existsSync('/proc/self/status')
    ? /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    : undefined
  const peakMb = peak === undefined ? process.resourceUsage().maxRSS / 1024 : Number(peak) / 1024
  process.stdout.write(JSON.stringify({ ms, peakMb, entities }))
}

/** Read only when asked for: its corpus is large, and the peak of memory of the other measurements is their own. */
async function killTwoHundredTimes(): Promise<unknown> {
  const { killUpdates } = await import('../test/lists/kill-updates.ts')
  return killUpdates(200, 7)
}

async function main(): Promise<void> {
  const isJson = process.argv.includes('--json')
  const rows: Row[] = []
  if (existsSync(LISTS)) for (const [format, path] of FILES) rows.push(await measure(format, join(LISTS, path)))
  else process.stderr.write('the publishers files are not beside the project: only the generated file is measured\n')
  const folder = mkdtempSync(join(tmpdir(), 'cordon-bench-'))
  try {
    const path = join(folder, 'sdn_advanced.xml')
    writeAdvanced(path, 100 * MB)
    const advanced = { megabytes: statSync(path).size / MB, ...measureAdvanced(path) }
    const kills = process.argv.includes('--kills') ? await killTwoHundredTimes() : undefined
    if (isJson) process.stdout.write(`${JSON.stringify({ formats: rows, advanced, kills, limits: LIMITS })}\n`)
    else print(rows, advanced, kills)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function print(
  rows: readonly Row[],
  advanced: ReturnType<typeof measureAdvanced> & { megabytes: number },
  kills: unknown,
): void {
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(24) : cell.padStart(12))).join('')
  const out = [line(['format', 'MB', 'entities', 'read ms', 'MB/s', 'entities/s', 'bare ms', 'bare MB/s', 'times'])]
  for (const { format, megabytes, entities, readMs, bareMs } of rows) {
    out.push(
      line([
        format,
        megabytes.toFixed(2),
        String(entities),
        readMs.toFixed(0),
        (megabytes / (readMs / 1000)).toFixed(1),
        (entities / (readMs / 1000)).toFixed(0),
        bareMs.toFixed(0),
        (megabytes / (bareMs / 1000)).toFixed(1),
        (readMs / bareMs).toFixed(1),
      ]),
    )
  }
  out.push(
    '',
    `ADVANCED_XML of ${advanced.megabytes.toFixed(0)} MB, ${advanced.entities} parties: ${(advanced.ms / 1000).toFixed(1)} s, peak ${advanced.peakMb.toFixed(0)} MB; bare parse ${(advanced.bareMs / 1000).toFixed(1)} s`,
  )
  if (kills !== undefined) out.push('', `kills: ${JSON.stringify(kills)}`)
  process.stdout.write(`${out.join('\n')}\n`)
}

const [mode = '', path = ''] = process.argv.slice(2)
if (mode === '--write-advanced') writeAdvanced(path, 100 * MB)
else if (mode.startsWith('--child-')) await child(mode, path)
else await main()
