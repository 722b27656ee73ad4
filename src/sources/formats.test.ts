import { expect, test } from 'vitest'
import { isoForm } from '../model/partial-date.ts'
import { openFiles } from './open-list.ts'
import { applyFtmDelta } from './opensanctions/ftm-delta.ts'
import { inMemory } from './reading/bytes.ts'
import { COUNTRIES, readOne, readSynthetic } from './synthetic.contract.ts'

test('the EU CSV puts the rows of one entity together, whichever block each fills', async () => {
  const header =
    'fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;Entity_DesignationDate;Entity_Remark;' +
    'Entity_SubjectType;Entity_SubjectType_ClassificationCode;Entity_Regulation_PublicationDate;Entity_Regulation_NumberTitle;' +
    'Entity_Regulation_Programme;NameAlias_LastName;NameAlias_FirstName;NameAlias_WholeName;NameAlias_Gender;NameAlias_Strong;' +
    'Address_City;Address_CountryIso2Code;Address_CountryDescription;BirthDate_BirthDate;BirthDate_Year;BirthDate_Circa;' +
    'BirthDate_CalendarType;Identification_Number;Identification_TypeCode;Identification_CountryIso2Code;Identification_CountryDescription;' +
    'Citizenship_CountryIso2Code;Citizenship_CountryDescription'
  const base = '05/08/2026;42;EU.1.2;;;una nota;P;person;2020-01-02;2020/1 (OJ L1);TERR'
  const rows = [
    `${base};Ejemplo;Ana;Ana Ejemplo;F;true;;;;;;;;;;;;;`,
    `${base};;;La Prueba;;false;;;;;;;;;;;;;`,
    `${base};;;;;;Madrid;ES;SPAIN;;;;;;;;;;`,
    `${base};;;;;;;;;;1970;true;GREGORIAN;;;;;;`,
    `${base};;;;;;;;;;;;;X 12;passport;00;UNKNOWN;;`,
    `${base};;;;;;;;;;;;;;;;;ES;SPAIN`,
  ]
  const entity = await readOne({ 'eu.csv': `\ufeff${[header, ...rows].join('\n')}\n` })
  expect(entity.id).toBe('eu-42')
  expect(entity.names.map(({ text, quality }) => [text, quality])).toEqual([
    ['Ana Ejemplo', 'primary'],
    ['La Prueba', 'weak'],
  ])
  expect(entity.birthDates.map((date) => [isoForm(date), date.approximate])).toEqual([['1970', true]])
  expect(entity.addresses[0]).toMatchObject({ full: 'Madrid, SPAIN', country: { code: 'es' } })
  expect(entity.identifiers.map(({ scheme, value, country }) => [scheme, value, country])).toEqual([
    ['passport', 'X12', undefined],
    ['other', 'EU12', undefined],
  ])
  expect(entity.countries.map(({ role, code }) => [role, code])).toEqual([['citizenship', 'es']])
  expect(entity.designations).toMatchObject([{ authority: 'EU', since: null, sinceAtLatest: '2020-01-02' }])
})

test('the EU format of before 2018 is refused by name', async () => {
  await expect(readSynthetic({ 'old.xml': '<WHOLE Date="2017-01-01"><ENTITY Id="1"/></WHOLE>' })).rejects.toThrow(
    'list.format.retired',
  )
})

test('the UK Sanctions List as CSV joins the rows of a designation', async () => {
  const header =
    '"Last Updated","Unique ID","OFSI Group ID","UN Reference Number","Name 6","Name 1","Name type","Alias strength","Regime Name",' +
    '"Individual, Entity, Ship","Designation source","Sanctions Imposed","Date Designated","D.O.B","Address Line 1","Address Country","Passport number"'
  const rows = [
    '"15/09/2025","ABC0001","14001","","EJEMPLO","Ana","Primary Name","","Prueba","Individual","UK","Asset freeze|Travel Ban","16/03/2022","01/02/1970","Calle 1","Spain"," 00123"',
    '"15/09/2025","ABC0001","14001","","PRUEBA","","Alias","Low quality a.k.a","Prueba","Individual","UK","Asset freeze|Travel Ban","16/03/2022","dd/mm/1971","Calle 2","Spain"," 00123"',
    '"15/09/2025","ABC0001","14001","","RARO","","Nickname","","Prueba","Individual","UK","Asset freeze|Travel Ban","16/03/2022","","",""," 00123"',
  ]
  const version = await readSynthetic({ 'uk.csv': `Report Date: 01/10/2026\n${[header, ...rows].join('\n')}\n` })
  const [entity] = version.entities
  expect([version.published, version.counts.rows, version.counts.entities]).toEqual(['2026-10-01', 3, 1])
  expect(version.refused.map(({ code }) => code)).toEqual(['alias.kind.unknown'])
  expect(entity?.names.map(({ text, quality }) => [text, quality])).toEqual([
    ['Ana EJEMPLO', 'primary'],
    ['PRUEBA', 'weak'],
  ])
  expect(entity?.birthDates.map(isoForm)).toEqual(['1970-02-01', '1971'])
  expect(entity?.addresses).toHaveLength(2)
  expect(entity?.measures).toEqual(['Asset freeze', 'Travel Ban'])
})

test('SECO: the newest modification says who is off, and old names inside modifications are not read', async () => {
  const name = (value: string): string =>
    `<name ssid="3" name-type="primary-name" quality="good" lang="eng"><name-part order="2" name-part-type="family-name"><value>${value}</value><spelling-variant lang="rus" script="Cyrl">Пример</spelling-variant></name-part><name-part order="1" name-part-type="given-name"><value>Ana</value></name-part></name>`
  const target = (id: number, modifications: string): string =>
    `<target ssid="${id}"><sanctions-set-id>1</sanctions-set-id><individual sex="female"><identity ssid="2" main="true">${name('Ejemplo')}<address place-id="77"/></identity></individual>${modifications}</target>`
  const xml =
    '<swiss-sanctions-list list-type="whole-list" date="2026-02-03"><sanctions-program ssid="9"><program-key lang="eng">PRUEBA</program-key><sanctions-set ssid="1" lang="eng">Financial measures</sanctions-set></sanctions-program>' +
    target(
      10,
      `<modification modification-type="listed" effective-date="2020-01-01"><removed>${name('Vieja')}</removed></modification>`,
    ) +
    target(
      11,
      '<modification modification-type="de-listed" effective-date="2024-01-01"/><modification modification-type="listed" effective-date="2020-01-01"/>',
    ) +
    '<place ssid="77"><location>Bogota</location><country iso-code="CO">Colombia</country></place></swiss-sanctions-list>'
  const version = await readSynthetic({ 'ch.xml': xml })
  const [entity] = version.entities
  expect([version.counts.rows, version.counts.entities, version.counts.empty]).toEqual([2, 1, 1])
  expect(entity?.names.map(({ text }) => text)).toEqual(['Ana Ejemplo', 'Ana Пример'])
  expect(entity?.names[0].parts).toEqual({ given: 'Ana', family: 'Ejemplo' })
  expect(entity?.addresses.map(({ full }) => full)).toEqual(['Bogota, Colombia'])
  expect(entity?.designations).toMatchObject([{ authority: 'CH', since: '2020-01-01' }])
})

test('the screening list as JSON reads like its CSV, and an export control is no sanction', async () => {
  const json = JSON.stringify({
    total: 2,
    results: [
      {
        id: 'abc',
        source: 'Entity List (EL) - Bureau of Industry and Security',
        source_list_url: 'https://example.org',
        name: 'Ejemplo [y] {Prueba} "Ltd"',
        alt_names: ['Otro Ejemplo'],
        addresses: [{ address: 'Calle 1', city: 'Bogota', country: 'CO' }],
        license_requirement: 'For all items.',
      },
      { id: '7', source: 'Lista Nueva (NEW) - Somebody', source_list_url: '', name: 'X', alt_names: [] },
    ],
  })
  const version = await readSynthetic({ 'csl.json': json })
  expect([version.format, version.counts.entities, version.refused.map(({ code }) => code)]).toEqual([
    'us-csl-json',
    1,
    ['entry.source.unknown'],
  ])
  expect(version.entities[0]).toMatchObject({
    id: 'csl-el-abc',
    schema: 'LegalEntity',
    topics: ['export.control'],
    programmes: ['EL'],
  })
})

test('Senzing records give names by usage, dates, numbers and addresses', async () => {
  const entity = await readOne({
    's.json': `${JSON.stringify({
      DATA_SOURCE: 'CASA',
      RECORD_ID: 5,
      FEATURES: [
        { RECORD_TYPE: 'PERSON' },
        { NAME_TYPE: 'PRIMARY', NAME_FIRST: 'Ana', NAME_LAST: 'Ejemplo' },
        { NAME_TYPE: 'AKA', NAME_FULL: 'La Prueba' },
        { DATE_OF_BIRTH: '1970-02' },
        { PASSPORT_NUMBER: 'X1', PASSPORT_COUNTRY: 'ES' },
        { ADDR_LINE1: 'Calle 1', ADDR_CITY: 'Madrid', ADDR_COUNTRY: 'ES' },
      ],
    })}\n`,
  })
  expect([entity.schema, entity.names.map(({ text }) => text), entity.birthDates.map(isoForm)]).toEqual([
    'Person',
    ['Ana Ejemplo', 'La Prueba'],
    ['1970-02'],
  ])
  expect(entity.identifiers.map(({ scheme }) => scheme)).toEqual(['passport'])
  expect(entity.addresses[0]?.full).toBe('Calle 1, Madrid, ES')
})

const ftm = (id: string, schema: string, properties: Record<string, readonly string[]>): string =>
  JSON.stringify({
    id,
    schema,
    caption: properties['name']?.[0] ?? schema,
    properties,
    datasets: ['prueba'],
    referents: [`old-${id}`],
  })

test('FollowTheMoney: parties are entities, sanctions and passports tell of them, the rest is kept beside', async () => {
  const version = await readSynthetic({
    'entities.ftm.json': `${[
      ftm('p1', 'Person', {
        name: ['Ana Ejemplo', 'EJEMPLO, Ana'],
        weakAlias: ['Prueba'],
        country: ['es'],
        kppCode: ['1'],
      }),
      ftm('s1', 'Sanction', { entity: ['p1'], program: ['PRG'], provisions: ['Asset freeze'] }),
      ftm('d1', 'Passport', { holder: ['p1'], number: ['X1'], country: ['es'] }),
      ftm('o1', 'Ownership', { owner: ['p1'], asset: ['c1'] }),
      ftm('x', 'Nothing', {}),
    ].join('\n')}\n`,
  })
  const [entity] = version.entities
  expect([version.list, version.counts.rows, version.counts.entities, version.refused.map(({ code }) => code)]).toEqual(
    ['prueba', 5, 1, ['entity.schema.unknown']],
  )
  expect(entity?.names.map(({ text, quality, kind }) => [text, quality, kind])).toEqual([
    ['Ana Ejemplo', 'primary', 'name'],
    ['EJEMPLO, Ana', 'strong', 'name'],
    ['Prueba', 'weak', 'alias'],
  ])
  expect([entity?.programmes, entity?.measures, entity?.referents]).toEqual([['PRG'], ['Asset freeze'], ['old-p1']])
  expect(entity?.identifiers.map(({ scheme, value }) => [scheme, value])).toEqual([['passport', 'X1']])
  expect(version.related?.map(({ id }) => id)).toEqual(['s1', 'd1', 'o1'])
})

test('nested targets read like their flat form', async () => {
  const nested = JSON.stringify({
    id: 'p1',
    schema: 'Person',
    caption: 'Ana Ejemplo',
    properties: {
      name: ['Ana Ejemplo'],
      sanctions: [{ id: 's1', schema: 'Sanction', properties: { entity: ['p1'], program: ['PRG'] } }],
    },
  })
  const version = await readSynthetic({ 'targets.nested.json': `${nested}\n` })
  expect([version.format, version.entities[0]?.programmes]).toEqual(['opensanctions-nested', ['PRG']])
})

test('a FollowTheMoney delta adds, changes and takes away lines of its base', async () => {
  const base = inMemory(
    'a',
    Buffer.from(`${ftm('a', 'Person', { name: ['Ana'] })}\n${ftm('b', 'Person', { name: ['Bea'] })}\n`),
  )
  const steps = [
    { op: 'MOD', entity: JSON.parse(ftm('a', 'Person', { name: ['Anna'] })) },
    { op: 'DEL', entity: { id: 'b' } },
    { op: 'ADD', entity: JSON.parse(ftm('c', 'Person', { name: ['Cai'] })) },
  ]
  const whole = await applyFtmDelta(
    base,
    inMemory('d', Buffer.from(steps.map((step) => JSON.stringify(step)).join('\n'))),
  )
  const { version } = await openFiles([inMemory('e.json', Buffer.from(whole))], { countries: COUNTRIES })
  expect(version.entities.map(({ id, names }) => [id, names[0].text])).toEqual([
    ['a', 'Anna'],
    ['c', 'Cai'],
  ])
})

const enhanced = (id: number, name: string, action = ''): string =>
  `<entity id="${id}"${action === '' ? '' : ` action="${action}"`}><generalInfo><entityType>Entity</entityType></generalInfo>` +
  '<sanctionsLists><sanctionsList datePublished="2020-01-02">SDN List</sanctionsList></sanctionsLists>' +
  `<names><name id="1"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations><translation><isPrimary>true</isPrimary><script>Latin</script><formattedFullName>${name}</formattedFullName></translation></translations></name></names></entity>`
const sanctionsData = (entities: string, filters = ''): string =>
  `<sanctionsData xmlns="https://x/ENHANCED_XML"><publicationInfo><dataAsOf>2026-01-02T00:00:00</dataAsOf><filters>${filters}</filters></publicationInfo><entities>${entities}</entities></sanctionsData>`

test('an ENHANCED delta is known for one, and a filtered export for a part', async () => {
  const opened = await openFiles(
    [inMemory('d.xml', Buffer.from(sanctionsData(enhanced(1, 'UNA', 'modify') + enhanced(2, '', 'remove'))))],
    {
      countries: COUNTRIES,
    },
  )
  expect([opened.removed, opened.version.entities.map(({ id }) => id)]).toEqual([['ofac-2'], ['ofac-1']])
  const part = await readSynthetic({ 'p.xml': sanctionsData(enhanced(1, 'UNA'), '<sanctionsPrograms/>') })
  expect([part.isPartial, part.published]).toEqual([true, '2026-01-02'])
})

test('a record count that does not hold is a truncated file', async () => {
  const xml =
    '<sdnList><publshInformation><Publish_Date>01/31/2026</Publish_Date><Record_Count>2</Record_Count></publshInformation>' +
    '<sdnEntry><uid>1</uid><lastName>UNA</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>'
  await expect(readSynthetic({ 'sdn.xml': xml })).rejects.toMatchObject({ code: 'input.truncated' })
})

test('a UN alias without a mark is refused, an empty one is nothing', async () => {
  const xml =
    '<CONSOLIDATED_LIST dateGenerated="2026-01-31T00:00:00Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ANA</FIRST_NAME>' +
    '<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS><QUALITY>Fair</QUALITY><ALIAS_NAME>X</ALIAS_NAME></INDIVIDUAL_ALIAS>' +
    '</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>'
  const version = await readSynthetic({ 'un.xml': xml })
  expect([
    version.counts.empty,
    version.counts.aliases,
    version.refused.map(({ code, found }) => `${code} ${found}`),
  ]).toEqual([1, 0, ['alias.quality.unknown Fair']])
})

test('a house list reads by its headings', async () => {
  const columns = new Map([
    ['razon social', 'name'],
    ['rfc', 'taxNumber'],
    ['nacimiento', 'birthDate'],
  ])
  const version = await readSynthetic(
    {
      'casa.csv':
        'Razón social,RFC,Nacimiento,Comentario\n"Ejemplo, S.A.",EJE010101AAA,,visto\nAna Prueba,,1970-02-01,\n,,,sin nombre\n',
    },
    { as: 'house', columns },
  )
  expect(version.entities.map(({ schema, names, notes }) => [schema, names[0].text, notes])).toEqual([
    ['LegalEntity', 'Ejemplo, S.A.', ['Comentario: visto']],
    ['Person', 'Ana Prueba', []],
  ])
  expect(version.refused.map(({ code }) => code)).toEqual(['entry.name.missing'])
})
