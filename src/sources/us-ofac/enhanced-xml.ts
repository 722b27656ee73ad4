import type { DatasetId, EntityId, IsoDate } from '../../model/brand.ts'
import type { Address, Name, NameKind, NameQuality } from '../../model/entity.ts'
import { dayAfter, type PartialDate, parseIsoDate } from '../../model/partial-date.ts'
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
import { readXml, type XmlNode } from '../reading/xml.ts'
import { readKeyedValue } from './keyed-value.ts'
import { namePartsOf, scriptCode } from './name-parts.ts'
import { readOfacDate } from './ofac-dates.ts'
import { ofacAliasKind } from './ofac-names.ts'
import { addProgrammes } from './programmes.ts'
import { relationKind } from './relations.ts'
import { readItem, splitRemarks } from './remarks.ts'

/** OFAC's ENHANCED_XML, whole, filtered or as a delta. Source: the publisher's ENHANCED_XML.xsd, as its files show it. */
export const OFAC_ENHANCED: ListFormat = {
  format: 'ofac-enhanced-xml',
  title: 'OFAC SDN_ENHANCED.XML and CONS_ENHANCED.XML, and their delta files',
  parser: 'ofac-enhanced-xml/1',
  recognise: (head: FileHead) => (head.kind === 'xml' && head.root === 'sanctionsData' ? 'main' : undefined),
  read,
}

const SCHEMAS: Readonly<Record<string, string>> = {
  individual: 'Person',
  entity: 'Organization',
  vessel: 'Vessel',
  aircraft: 'Airplane',
}

interface Entry {
  readonly draft: EntityDraft
  readonly programmes: readonly string[]
  readonly lists: readonly string[]
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  const entries: Entry[] = []
  const removed: EntityId[] = []
  let published = context.published
  let isPartial = false
  let isDelta = false
  await readXml(onlyFile(files), {
    roots: ['sanctionsData'],
    records: {
      publicationInfo: (node) => {
        const day = parseIsoDate(node.textOf('dataAsOf').slice(0, 10))
        if (day.ok) published = day.value
        isPartial = (node.child('filters')?.children.length ?? 0) > 0
      },
      entity: (node, where) => {
        const action = node.attribute('action').toLowerCase()
        isDelta ||= action !== ''
        if (action === 'remove') {
          tally.row()
          removed.push(`ofac-${node.attribute('id')}` as EntityId)
          return
        }
        const draft = readEntity(node, where, tally)
        if (draft !== undefined) entries.push(entryOf(node, draft))
      },
    },
  })
  const isCons = entries.filter(({ lists }) => !lists.includes('SDN List')).length * 2 > entries.length
  const title = isCons ? 'OFAC Consolidated Sanctions List' : 'OFAC SDN List'
  for (const { draft, programmes } of entries) addProgrammes(draft, programmes, { title, published })
  const list = (isCons ? 'us_ofac_cons' : 'us_ofac_sdn') as DatasetId
  const reading = tally.reading({ list, published, isPartial: isPartial && !isDelta })
  return isDelta ? { ...reading, removed } : reading
}

const entryOf = (node: XmlNode, draft: EntityDraft): Entry => ({
  draft,
  programmes: node.within('sanctionsPrograms', 'sanctionsProgram').map(({ text }) => text),
  lists: node.within('sanctionsLists', 'sanctionsList').map(({ text }) => text),
})

function readEntity(node: XmlNode, where: string, tally: ListTally): EntityDraft | undefined {
  const id = node.attribute('id')
  const general = node.child('generalInfo')
  const type = general?.textOf('entityType') ?? ''
  const schema = SCHEMAS[type.toLowerCase()]
  if (!/^\d{1,9}$/.test(id)) return tally.refuse('entry.number', id, where)
  if (schema === undefined) return tally.refuse('entry.type.unknown', type, where)
  const draft = tally.draft(`ofac-${id}`, id, schema, where)
  if (draft === undefined) return undefined
  for (const name of node.within('names', 'name')) readName(name, draft, where, tally)
  for (const address of node.within('addresses', 'address')) tally.address(draft, addressOf(address, tally))
  for (const title of (general?.textOf('title') ?? '').split(/;\s+/)) draft.addTitle(title)
  for (const item of splitRemarks((general?.textOf('remarks') ?? '').replace(/\.$/, '')))
    readItem(draft, item, tally.countries)
  for (const feature of node.within('features', 'feature')) readFeature(feature, draft, tally)
  for (const document of node.within('identityDocuments', 'identityDocument')) readDocument(document, draft, tally)
  for (const relationship of node.within('relationships', 'relationship')) readRelationship(relationship, draft)
  for (const measure of node.within('sanctionsTypes', 'sanctionsType')) draft.addMeasure(measure.text)
  for (const basis of node.within('legalAuthorities', 'legalAuthority')) draft.addNote(`Legal authority: ${basis.text}`)
  const on = earliest(node.within('sanctionsLists', 'sanctionsList').map((list) => list.attribute('datePublished')))
  if (on !== undefined) draft.listed = { on }
  return draft
}

function earliest(days: readonly string[]): IsoDate | undefined {
  return days
    .map((day) => parseIsoDate(day.slice(0, 10)))
    .flatMap((day) => (day.ok ? [day.value] : []))
    .sort()[0]
}

/** One name with its translations: the first is counted, those in other scripts are the same name. */
function readName(node: XmlNode, draft: EntityDraft, where: string, tally: ListTally): undefined {
  const isPrimary = node.textOf('isPrimary') === 'true'
  const isLow = node.textOf('isLowQuality')
  const kind = isPrimary ? 'name' : ofacAliasKind(node.textOf('aliasType'))
  const detail = `${where} name ${node.attribute('id')}`
  if (kind === undefined) return tally.refuseAlias('alias.kind.unknown', node.textOf('aliasType'), detail)
  if (isLow !== 'true' && isLow !== 'false') return tally.refuseAlias('alias.quality.unknown', isLow, detail)
  const quality = isPrimary ? 'primary' : isLow === 'true' ? 'weak' : 'strong'
  const translations = node.within('translations', 'translation')
  const ordered = [...translations].sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)))
  if (!isPrimary) tally.aliases += 1
  for (const translation of ordered) draft.addName(nameOf(translation, draft.schema, quality, kind))
  return undefined
}

const isFirst = (translation: XmlNode): boolean => translation.textOf('isPrimary') === 'true'

function nameOf(node: XmlNode, schema: string, quality: NameQuality, kind: NameKind): Name {
  const full = node.textOf('formattedFullName')
  const given = cleanText(node.textOf('formattedFirstName'))
  const family = cleanText(node.textOf('formattedLastName'))
  const script = scriptCode(node.textOf('script'))
  const text = given === '' || schema !== 'Person' ? cleanText(full) : joined([given, family], ' ')
  const parts = namePartsOf(
    node.within('nameParts', 'namePart').map((part) => ({ type: part.textOf('type'), value: part.textOf('value') })),
  )
  return {
    text,
    ...(text === full || full === '' ? {} : { asPublished: full }),
    quality,
    kind,
    ...(schema === 'Person' && parts !== undefined ? { parts } : {}),
    ...(script === '' ? {} : { script }),
  }
}

function addressOf(node: XmlNode, tally: ListTally): Address | undefined {
  const translations = node.within('translations', 'translation')
  const first = translations.find(isFirst) ?? translations[0]
  const parts = (first?.within('addressParts', 'addressPart') ?? []).map((part) => ({
    type: part.textOf('type').toUpperCase(),
    value: part.textOf('value'),
  }))
  const ofType = (...types: readonly string[]): string =>
    joined(
      types.flatMap((type) => parts.filter((part) => part.type === type).map(({ value }) => value)),
      ', ',
    )
  return tally.addressOf({
    street: ofType('ADDRESS1', 'ADDRESS2', 'ADDRESS3'),
    city: ofType('CITY'),
    region: ofType('STATE/PROVINCE', 'REGION', 'VILLAGE'),
    postalCode: ofType('POSTAL CODE'),
    country: node.textOf('country'),
  })
}

function readFeature(node: XmlNode, draft: EntityDraft, tally: ListTally): void {
  const key = node.textOf('type')
  const value = node.textOf('value')
  const date = dateOf(node.child('valueDate'), value)
  if (date !== undefined && key === 'Birthdate') draft.addBirthDate(date)
  else if (
    date !== undefined &&
    /^(Vessel Year of Build|Aircraft Manufacture Date|Organization Established Date)$/.test(key)
  ) {
    draft.addFoundedDate(date)
  } else readKeyedValue(draft, { key, value }, tally.countries)
}

/** Four days say a date: the first it may begin to the last it may end. */
function dateOf(node: XmlNode | undefined, asPublished: string): PartialDate | undefined {
  if (node === undefined) return readOfacDate(asPublished)
  const from = parseIsoDate(node.textOf('fromDateBegin').slice(0, 10))
  const last = parseIsoDate(node.textOf('toDateEnd').slice(0, 10))
  if (!from.ok || !last.ok || from.value > last.value) return readOfacDate(asPublished)
  const isApproximate = node.textOf('isApproximate') === 'true'
  return {
    from: from.value,
    to: dayAfter(last.value),
    asPublished,
    ...(isApproximate ? { approximate: true } : {}),
  }
}

function readDocument(node: XmlNode, draft: EntityDraft, tally: ListTally): void {
  const value = node.textOf('documentNumber')
  if (node.textOf('isValid') === 'false')
    draft.addNote(`${node.textOf('type')} ${value} is marked invalid by the publisher`)
  readKeyedValue(
    draft,
    {
      key: node.textOf('type'),
      value,
      country: node.textOf('issuingCountry'),
      issued: documentDay(node.textOf('issueDate')),
      expires: documentDay(node.textOf('expirationDate')),
    },
    tally.countries,
  )
}

function documentDay(raw: string): PartialDate | undefined {
  const day = parseIsoDate(raw.slice(0, 10))
  return day.ok ? { from: day.value, to: dayAfter(day.value), asPublished: raw } : readOfacDate(raw)
}

function readRelationship(node: XmlNode, draft: EntityDraft): void {
  const asPublished = node.textOf('type')
  const related = node.child('relatedEntity')
  const id = related?.attribute('entityId') ?? ''
  const targetName = related?.text ?? ''
  draft.addRelation({
    kind: relationKind(asPublished),
    asPublished,
    ...(id === '' ? {} : { target: `ofac-${id}` as EntityId }),
    ...(targetName === '' ? {} : { targetName }),
  })
}
