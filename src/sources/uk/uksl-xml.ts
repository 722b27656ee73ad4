import type { DatasetId } from '../../model/brand.ts'
import type { IdentifierScheme } from '../../model/identifier.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import {
  type FileHead,
  type ListFormat,
  type ListReading,
  onlyFile,
  type ReadContext,
  type RoledFile,
} from '../list-format.ts'
import { cleanText, joined } from '../mapping/clean-text.ts'
import type { EntityDraft } from '../mapping/entity-draft.ts'
import { ListTally } from '../mapping/list-tally.ts'
import { readLooseDate } from '../mapping/loose-date.ts'
import { scripted } from '../mapping/script-of.ts'
import { readXml, type XmlNode } from '../reading/xml.ts'
import {
  addUkDesignation,
  addUkDocument,
  addUkImo,
  addUkReferences,
  UK_SCHEMAS,
  ukAliasQuality,
  ukDay,
  ukName,
  ukNameRole,
} from './uk-entry.ts'

export const UK_LIST = 'gb_fcdo_sanctions' as DatasetId

/** The UK Sanctions List of the FCDO, the UK's one list since 28 January 2026. Source: its schema 4.33.3. */
export const UKSL_XML: ListFormat = {
  format: 'uksl-xml',
  title: 'UK Sanctions List (FCDO), XML',
  parser: 'uksl-xml/1',
  recognise: (head: FileHead) => (head.kind === 'xml' && head.root === 'Designations' ? 'main' : undefined),
  read,
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  let published = context.published
  await readXml(onlyFile(files), {
    roots: ['Designations'],
    records: {
      DateGenerated: (node) => {
        published = ukDay(node.text) ?? published
      },
      Designation: (node, where) => readDesignation(node, where, tally),
    },
  })
  return tally.reading({ list: UK_LIST, published, isPartial: false })
}

function readDesignation(node: XmlNode, where: string, tally: ListTally): undefined {
  const id = node.textOf('UniqueID')
  const type = node.textOf('IndividualEntityShip')
  const schema = UK_SCHEMAS[type.toLowerCase()]
  if (!/^[A-Z]{2,5}\d{3,6}$/i.test(id)) return tally.refuse('entry.number', id, where)
  if (schema === undefined) return tally.refuse('entry.type.unknown', type, where)
  const draft = tally.draft(`gb-${id}`, id, schema, where)
  if (draft === undefined) return undefined
  for (const name of node.within('Names', 'Name')) readName(name, draft, where, tally)
  for (const name of node.within('NonLatinNames', 'NonLatinName')) readNonLatin(name, draft)
  for (const address of node.within('Addresses', 'Address')) readAddress(address, draft, tally)
  for (const title of node.within('Titles', 'Title')) draft.addExtra('title', title.text)
  readContacts(node, draft)
  for (const details of ['IndividualDetails', 'EntityDetails', 'ShipDetails']) {
    for (const part of node.child(details)?.children ?? []) readDetails(part, draft, tally)
  }
  const source = node.textOf('DesignationSource')
  addUkDesignation(draft, {
    regime: node.textOf('RegimeName'),
    measures: node.textOf('SanctionsImposed').split('|'),
    since: ukDay(node.textOf('DateDesignated')),
    changed: ukDay(node.textOf('LastUpdated')),
    citation: joined([`UK Sanctions List ${id}`, source === '' ? '' : `source ${source}`], ', '),
  })
  addUkReferences(draft, { ofsi: node.textOf('OFSIGroupID'), un: node.textOf('UNReferenceNumber') })
  draft.addNote(node.textOf('OtherInformation'))
  draft.addNote(node.textOf('UKStatementofReasons'))
  return undefined
}

function readName(node: XmlNode, draft: EntityDraft, where: string, tally: ListTally): undefined {
  const role = ukNameRole(node.textOf('NameType'))
  const quality = ukAliasQuality(node.textOf('AliasStrength'))
  if (role === undefined) return tally.refuseAlias('alias.kind.unknown', node.textOf('NameType'), where)
  if (quality === undefined) return tally.refuseAlias('alias.quality.unknown', node.textOf('AliasStrength'), where)
  const parts = ['Name6', 'Name1', 'Name2', 'Name3', 'Name4', 'Name5'].map((part) => node.textOf(part))
  const name = { ...ukName(parts, draft.schema === 'Person'), kind: role.kind }
  if (role.isPrimary) draft.addName({ ...name, quality: 'primary' })
  else tally.alias(draft, { ...name, quality })
  return undefined
}

function readNonLatin(node: XmlNode, draft: EntityDraft): void {
  const text = cleanText(node.textOf('NameNonLatinScript'))
  const language = node.textOf('NonLatinScriptLanguage')
  if (text !== '') {
    draft.addName({
      text,
      quality: 'primary',
      kind: 'name',
      ...scripted(text),
      ...(language === '' ? {} : { language }),
    })
  }
}

function readAddress(node: XmlNode, draft: EntityDraft, tally: ListTally): void {
  const lines = [1, 2, 3, 4, 5, 6].map((line) => node.textOf(`AddressLine${line}`))
  tally.address(
    draft,
    tally.addressOf({
      street: joined(lines, ', '),
      postalCode: node.textOf('AddressPostalCode'),
      country: node.textOf('AddressCountry'),
    }),
  )
}

function readContacts(node: XmlNode, draft: EntityDraft): void {
  const contacts = [
    ['PhoneNumbers', 'phone'],
    ['Websites', 'website'],
    ['EmailAddresses', 'email'],
  ] as const
  for (const [outer, scheme] of contacts) {
    for (const value of node.child(outer)?.children ?? []) {
      if (value.text !== '') draft.addIdentifier(readIdentifier(scheme, value.text))
    }
  }
}

/** Documents: the element of a list, its number, what it says, and the number space. */
const DOCUMENTS: readonly (readonly [
  outer: string,
  inner: string,
  number: string,
  detail: string,
  scheme: IdentifierScheme,
])[] = [
  ['PassportDetails', 'Passport', 'PassportNumber', 'PassportAdditionalInformation', 'passport'],
  [
    'NationalIdentifierDetails',
    'NationalIdentifier',
    'NationalIdentifierNumber',
    'NationalIdentifierAdditionalInformation',
    'national_id',
  ],
]

/** Lists of plain values: where each stands and what it becomes. */
const VALUES: Readonly<Record<string, (draft: EntityDraft, value: string, tally: ListTally) => void>> = {
  DOBs: (draft, value) => {
    const date = readLooseDate(value)
    if (date === undefined) draft.addNote(`Date of birth: ${value}`)
    else draft.addBirthDate(date)
  },
  Nationalities: (draft, value, tally) => draft.addCountry(tally.countries.claim('nationality', value)),
  Positions: (draft, value) => draft.addTitle(value),
  Genders: (draft, value) => addGender(draft, value),
  TypeOfEntities: (draft, value) => draft.addExtra('legalForm', value),
  Subsidiaries: (draft, value) => draft.addNote(`Subsidiary: ${value}`),
  ParentCompanies: (draft, value) =>
    draft.addRelation({ kind: 'owned_or_controlled_by', asPublished: 'Parent company', targetName: value }),
  BusinessRegistrationNumbers: (draft, value) =>
    draft.addIdentifier(readIdentifier('registration', value, { kind: 'Business registration number' })),
  IMONumbers: (draft, value) => addUkImo(draft, value),
  CurrentOwnerOperators: (draft, value) => draft.addExtra('owner', value),
  PreviousOwnerOperators: (draft, value) => draft.addNote(`Previous owner or operator: ${value}`),
  CurrentBelievedFlagOfShips: (draft, value, tally) => draft.addCountry(tally.countries.claim('flag', value)),
  PreviousFlags: (draft, value) => draft.addExtra('pastFlags', value),
  TypeOfShipDetails: (draft, value) => draft.addExtra('type', value),
  TonnageOfShipDetails: (draft, value) => draft.addExtra('tonnage', value),
  LengthOfShipDetails: (draft, value) => draft.addNote(`Length: ${value} m`),
  HullIdentificationNumbers: (draft, value) =>
    draft.addIdentifier(readIdentifier('other', value, { kind: 'Hull identification number' })),
  YearsBuilt: (draft, value) => {
    const date = readLooseDate(value)
    if (date !== undefined) draft.addFoundedDate(date)
  },
}

export function addGender(draft: EntityDraft, raw: string): void {
  const gender = raw.trim().toLowerCase()
  if (gender === 'male' || gender === 'female') draft.addGender(gender)
}

/** `Individual`, `Entity` or `Ship`: lists of values, each in an element of its own. What no rule knows is kept as a note. */
function readDetails(node: XmlNode, draft: EntityDraft, tally: ListTally): void {
  for (const list of node.children) {
    const take = VALUES[list.name]
    const document = DOCUMENTS.find(([outer]) => outer === list.name)
    if (document !== undefined) {
      const [, inner, number, detail, scheme] = document
      for (const one of list.all(inner)) addUkDocument(draft, scheme, one.textOf(number), one.textOf(detail), tally)
    } else if (list.name === 'BirthDetails') {
      for (const place of list.children)
        addBirthPlace(draft, place.textOf('TownOfBirth'), place.textOf('CountryOfBirth'), tally)
    } else if (take !== undefined) {
      for (const value of list.children) if (value.text !== '') take(draft, value.text, tally)
      if (list.children.length === 0 && list.text !== '') take(draft, list.text, tally)
    } else for (const value of list.children) draft.addNote(value.text === '' ? '' : `${list.name}: ${value.text}`)
  }
}

export function addBirthPlace(draft: EntityDraft, town: string, country: string, tally: ListTally): void {
  const asPublished = joined([town, country], ', ')
  if (asPublished === '') return
  draft.addPlace({
    kind: 'birth',
    asPublished,
    ...(country === '' ? {} : { country: tally.countries.claim('birth', country) }),
  })
}
