import type { DatasetId, IsoDate } from '../../model/brand.ts'
import type { Address } from '../../model/entity.ts'
import { type Name, type NameKind, type NameQuality, parseAliasQuality } from '../../model/entity.ts'
import { CordonError } from '../../model/errors.ts'
import { isoDay } from '../../model/partial-date.ts'
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
import { linkByName } from './linked-to.ts'
import { readOfacDate } from './ofac-dates.ts'
import { ofacAliasKind, ofacPersonName } from './ofac-names.ts'
import { addProgrammes, isNonSdnList } from './programmes.ts'
import { birthPlace, readItem, splitRemarks } from './remarks.ts'

/** OFAC's SDN.XML and CONSOLIDATED.XML. Source: `sdn.xsd` and `consolidated.xsd` of the publisher; local names, any namespace. */
export const OFAC_XML: ListFormat = {
  format: 'ofac-xml',
  title: 'OFAC SDN.XML and CONSOLIDATED.XML',
  parser: 'ofac-xml/1',
  recognise: (head: FileHead) => (head.kind === 'xml' && head.root === 'sdnList' ? 'main' : undefined),
  read,
}

const SCHEMAS: Readonly<Record<string, string>> = {
  individual: 'Person',
  entity: 'Organization',
  vessel: 'Vessel',
  aircraft: 'Airplane',
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  const programmes = new Map<EntityDraft, readonly string[]>()
  let published: IsoDate | undefined
  let declared: number | undefined
  const file = onlyFile(files)
  await readXml(file, {
    roots: ['sdnList'],
    records: {
      publshInformation: (node) => {
        published = usDay(node.textOf('Publish_Date'))
        declared = Number(node.textOf('Record_Count')) || undefined
      },
      sdnEntry: (node, where) => {
        const draft = readEntry(node, where, tally)
        if (draft !== undefined)
          programmes.set(
            draft,
            node.within('programList', 'program').map(({ text }) => text),
          )
      },
    },
  })
  if (declared !== undefined && declared !== tally.rows) {
    throw new CordonError('input.truncated', `${file.name} says it has ${declared} records and has ${tally.rows}`)
  }
  const isCons = isNonSdnList([...programmes.values()])
  const day = published ?? context.published
  const title = isCons ? 'OFAC Consolidated Sanctions List' : 'OFAC SDN List'
  for (const [draft, tags] of programmes) addProgrammes(draft, tags, { title, published: day })
  linkByName([...programmes.keys()])
  return tally.reading({
    list: (isCons ? 'us_ofac_cons' : 'us_ofac_sdn') as DatasetId,
    published: day,
    isPartial: false,
  })
}

/** `MM/DD/YYYY`, as OFAC writes its publication date. */
export function usDay(raw: string): IsoDate | undefined {
  const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(raw)
  return found === null ? undefined : isoDay(Number(found[3]), Number(found[1]), Number(found[2]))
}

function readEntry(node: XmlNode, where: string, tally: ListTally): EntityDraft | undefined {
  const uid = node.textOf('uid')
  const schema = SCHEMAS[node.textOf('sdnType').toLowerCase()]
  if (!/^\d{1,9}$/.test(uid)) return tally.refuse('entry.number', uid, where)
  if (schema === undefined) return tally.refuse('entry.type.unknown', node.textOf('sdnType'), where)
  const draft = tally.draft(`ofac-${uid}`, uid, schema, where)
  if (draft === undefined) return undefined
  draft.addName(nameOf(node, schema, 'primary', 'name'))
  draft.addTitle(node.textOf('title'))
  for (const aka of node.within('akaList', 'aka')) readAlias(aka, draft, where, tally)
  for (const address of node.within('addressList', 'address')) {
    tally.address(draft, addressOf(address, tally))
  }
  readLists(node, draft, tally)
  for (const item of remarkItems(node.textOf('remarks'))) readItem(draft, item, tally.countries)
  readVessel(node.child('vesselInfo'), draft, tally)
  return draft
}

function readAlias(aka: XmlNode, draft: EntityDraft, where: string, tally: ListTally): void {
  const kind = ofacAliasKind(aka.textOf('type'))
  const quality = parseAliasQuality(aka.textOf('category'))
  const detail = `${where} aka ${aka.textOf('uid')}`
  if (kind === undefined) tally.refuseAlias('alias.kind.unknown', aka.textOf('type'), detail)
  else if (!quality.ok) tally.refuseAlias(quality.issue.code, quality.issue.found, detail)
  else tally.alias(draft, nameOf(aka, draft.schema, quality.value, kind))
}

function nameOf(node: XmlNode, schema: string, quality: NameQuality, kind: NameKind): Name {
  const family = cleanText(node.textOf('lastName'))
  const given = cleanText(node.textOf('firstName'))
  if (schema !== 'Person' || given === '') return { text: joined([family, given], ' '), quality, kind }
  return ofacPersonName({ family, given }, `${family}, ${given}`, quality, kind)
}

function addressOf(node: XmlNode, tally: ListTally): Address | undefined {
  const street = joined([node.textOf('address1'), node.textOf('address2'), node.textOf('address3')], ', ')
  const [city, region, postalCode, country] = [
    node.textOf('city'),
    node.textOf('stateOrProvince'),
    node.textOf('postalCode'),
    node.textOf('country'),
  ]
  return tally.addressOf({ street, city, region, postalCode, country })
}

function readLists(node: XmlNode, draft: EntityDraft, tally: ListTally): void {
  const { countries } = tally
  for (const id of node.within('idList', 'id')) {
    readKeyedValue(
      draft,
      {
        key: id.textOf('idType'),
        value: id.textOf('idNumber'),
        country: id.textOf('idCountry'),
        issued: readOfacDate(id.textOf('issueDate')),
        expires: readOfacDate(id.textOf('expirationDate')),
      },
      countries,
    )
  }
  for (const item of node.within('nationalityList', 'nationality'))
    draft.addCountry(countries.claim('nationality', item.textOf('country')))
  for (const item of node.within('citizenshipList', 'citizenship'))
    draft.addCountry(countries.claim('citizenship', item.textOf('country')))
  for (const item of node.within('dateOfBirthList', 'dateOfBirthItem')) {
    const date = readOfacDate(item.textOf('dateOfBirth'))
    if (date === undefined) draft.addNote(`DOB ${item.textOf('dateOfBirth')}`)
    else draft.addBirthDate(date)
  }
  for (const item of node.within('placeOfBirthList', 'placeOfBirthItem'))
    draft.addPlace(birthPlace(item.textOf('placeOfBirth'), countries))
}

/** Items of the remarks of an XML entry, out of the brackets in which they often stand. */
function remarkItems(remarks: string): readonly string[] {
  return splitRemarks(remarks.replace(/\.$/, '')).flatMap((item) =>
    item.startsWith('(') && item.endsWith(')') ? splitRemarks(item.slice(1, -1)) : [item],
  )
}

function readVessel(node: XmlNode | undefined, draft: EntityDraft, tally: ListTally): void {
  if (node === undefined) return
  const callSign = node.textOf('callSign')
  if (callSign !== '') readKeyedValue(draft, { key: 'Vessel Call Sign', value: callSign }, tally.countries)
  draft.addExtra('type', node.textOf('vesselType'))
  draft.addExtra('tonnage', node.textOf('tonnage'))
  draft.addExtra('grossRegisteredTonnage', node.textOf('grossRegisteredTonnage'))
  draft.addExtra('owner', node.textOf('vesselOwner'))
  draft.addCountry(tally.countries.claim('flag', node.textOf('vesselFlag')))
}
