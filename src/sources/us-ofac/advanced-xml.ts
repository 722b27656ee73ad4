import type { DatasetId, EntityId, IsoDate } from '../../model/brand.ts'
import type { Address, Name, NameQuality } from '../../model/entity.ts'
import { dayAfter, isoDay, type PartialDate } from '../../model/partial-date.ts'
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
import { AdvancedReferences } from './advanced-references.ts'
import { readKeyedValue } from './keyed-value.ts'
import { namePartsOf, scriptCode } from './name-parts.ts'
import { ofacAliasKind, ofacPersonName } from './ofac-names.ts'
import { addProgrammes } from './programmes.ts'
import { relationKind } from './relations.ts'

/** OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML. Source: `sdn_advanced.xsd` and the Advanced Sanctions Data Model. */
export const OFAC_ADVANCED: ListFormat = {
  format: 'ofac-advanced-xml',
  title: 'OFAC SDN_ADVANCED.XML and CONS_ADVANCED.XML',
  parser: 'ofac-advanced-xml/1',
  recognise: (head: FileHead) =>
    head.kind === 'xml' &&
    head.root === 'Sanctions' &&
    /<ReferenceValueSets|sdn_advanced|ADVANCED_XML|sanctions\/1\.0/.test(head.text)
      ? 'main'
      : undefined,
  read,
}

/** `PartySubTypeID` of the data model: 3 and 4 read `Unknown` in the file, their party types say entity and individual. */
const SCHEMAS: Readonly<Record<string, string>> = { '1': 'Vessel', '2': 'Airplane', '3': 'Organization', '4': 'Person' }
const PRIMARY_NAME_TYPE = 'name'

interface State {
  readonly tally: ListTally
  readonly references: AdvancedReferences
  readonly byProfile: Map<string, EntityDraft>
  readonly programmes: Map<EntityDraft, Set<string>>
  readonly onSdn: Set<EntityDraft>
  readonly pending: { from: string; to: string; type: string; isFormer: boolean }[]
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const state: State = {
    tally: new ListTally(context),
    references: new AdvancedReferences(),
    byProfile: new Map(),
    programmes: new Map(),
    onSdn: new Set(),
    pending: [],
  }
  const { references } = state
  let published = context.published
  await readXml(onlyFile(files), {
    roots: ['Sanctions'],
    records: {
      DateOfIssue: (node) => {
        published = dayOf(node) ?? published
      },
      ReferenceValueSets: (node) => references.take(node),
      Location: (node) => references.takeLocation(node),
      IDRegDocument: (node) => references.takeDocument(node),
      DistinctParty: (node, where) => readParty(node, where, state),
      ProfileRelationship: (node) => {
        state.pending.push({
          from: node.attribute('From-ProfileID'),
          to: node.attribute('To-ProfileID'),
          type: references.name('RelationType', node.attribute('RelationTypeID')),
          isFormer: node.attribute('Former') === 'true',
        })
      },
      SanctionsEntry: (node) => readSanctionsEntry(node, state),
    },
  })
  for (const relation of state.pending) addRelation(relation, state)
  return finish(state, published)
}

function finish(state: State, published: IsoDate | null): ListReading {
  const isCons = state.onSdn.size * 2 < state.byProfile.size
  const title = isCons ? 'OFAC Consolidated Sanctions List' : 'OFAC SDN List'
  for (const draft of state.byProfile.values()) {
    addProgrammes(draft, [...(state.programmes.get(draft) ?? [])], { title, published })
  }
  return state.tally.reading({
    list: (isCons ? 'us_ofac_cons' : 'us_ofac_sdn') as DatasetId,
    published,
    isPartial: false,
  })
}

function readParty(node: XmlNode, where: string, state: State): undefined {
  const { tally } = state
  const id = node.attribute('FixedRef')
  const profile = node.child('Profile')
  const type = profile?.attribute('PartySubTypeID') ?? ''
  const schema = SCHEMAS[type]
  if (!/^\d{1,9}$/.test(id)) return tally.refuse('entry.number', id, where)
  if (profile === undefined || schema === undefined) return tally.refuse('entry.type.unknown', type, where)
  const draft = tally.draft(`ofac-${id}`, id, schema, where)
  if (draft === undefined) return undefined
  state.byProfile.set(profile.attribute('ID'), draft)
  for (const identity of profile.all('Identity')) {
    if (identity.attribute('False') === 'true')
      draft.addNote('an identity of this party is marked false by the publisher')
    else readIdentity(identity, draft, where, state)
  }
  for (const feature of profile.all('Feature')) readFeature(feature, draft, state)
  draft.addNote(node.textOf('Comment'))
  return undefined
}

function readIdentity(identity: XmlNode, draft: EntityDraft, where: string, state: State): void {
  const groups = new Map<string, string>()
  for (const group of identity
    .within('NamePartGroups', 'MasterNamePartGroup')
    .flatMap((master) => master.all('NamePartGroup'))) {
    groups.set(group.attribute('ID'), state.references.name('NamePartType', group.attribute('NamePartTypeID')))
  }
  for (const alias of identity.all('Alias')) readAlias(alias, draft, groups, where, state)
  for (const document of state.references.documentsOf(identity.attribute('ID'))) {
    readKeyedValue(draft, document, state.tally.countries)
  }
}

function readAlias(
  alias: XmlNode,
  draft: EntityDraft,
  groups: ReadonlyMap<string, string>,
  where: string,
  { tally, references }: State,
): undefined {
  const type = references.name('AliasType', alias.attribute('AliasTypeID'))
  const isPrimary = alias.attribute('Primary') === 'true'
  const isLow = alias.attribute('LowQuality')
  const kind = type.toLowerCase() === PRIMARY_NAME_TYPE ? 'name' : ofacAliasKind(type)
  const detail = `${where} alias ${alias.attribute('FixedRef')}`
  if (kind === undefined) return tally.refuseAlias('alias.kind.unknown', type, detail)
  if (isLow !== 'true' && isLow !== 'false') return tally.refuseAlias('alias.quality.unknown', isLow, detail)
  const quality = isPrimary ? 'primary' : isLow === 'true' ? 'weak' : 'strong'
  if (!isPrimary) tally.aliases += 1
  for (const name of alias.all('DocumentedName')) {
    draft.addName({ ...documentedName(name, draft.schema, groups, quality, references), kind })
  }
  return undefined
}

function documentedName(
  node: XmlNode,
  schema: string,
  groups: ReadonlyMap<string, string>,
  quality: NameQuality,
  references: AdvancedReferences,
): Omit<Name, 'kind'> {
  const values = node.within('DocumentedNamePart', 'NamePartValue')
  const parts = values.map((value) => ({
    type: groups.get(value.attribute('NamePartGroupID')) ?? '',
    value: value.text,
  }))
  const script = scriptCode(references.name('Script', values[0]?.attribute('ScriptID') ?? ''))
  const named = schema === 'Person' ? namePartsOf(parts) : undefined
  const scripted = script === '' ? {} : { script }
  if (named?.family !== undefined && named.given !== undefined) {
    const asPublished = `${named.family}, ${joined([named.given, named.middle, named.patronymic], ' ')}`
    const { kind: _kind, ...name } = ofacPersonName(named, asPublished, quality, 'name')
    return { ...name, ...scripted }
  }
  return { text: cleanText(parts.map(({ value }) => value).join(' ')), quality, ...scripted }
}

function readFeature(feature: XmlNode, draft: EntityDraft, state: State): void {
  const { tally, references } = state
  const key = references.name('FeatureType', feature.attribute('FeatureTypeID'))
  for (const version of feature.all('FeatureVersion')) {
    const location = version.child('VersionLocation')?.attribute('LocationID')
    const detail = version.child('VersionDetail')
    const value =
      references.name('DetailReference', detail?.attribute('DetailReferenceID') ?? '') || (detail?.text ?? '')
    const date = periodOf(version.child('DatePeriod'))
    if (location !== undefined && key === 'Location') tally.address(draft, addressAt(location, state))
    else if (date !== undefined && key === 'Birthdate') draft.addBirthDate(date)
    else if (date !== undefined && /Year of Build|Manufacture Date|Established Date/.test(key))
      draft.addFoundedDate(date)
    else if (date !== undefined && value === '')
      readKeyedValue(draft, { key, value: date.asPublished }, tally.countries)
    else readKeyedValue(draft, { key, value: value || references.placeName(location ?? '') }, tally.countries)
  }
}

function addressAt(id: string, { tally, references }: State): Address | undefined {
  const location = references.location(id)
  return location === undefined ? undefined : tally.addressOf(location)
}

/** A period from the first day it may begin to the last it may end, as `YYYY`, a day or `first to last`. */
export function periodOf(node: XmlNode | undefined): PartialDate | undefined {
  const start = node?.child('Start')
  const end = node?.child('End')
  const from = dayOf(start?.child('From'))
  const last = dayOf(end?.child('To')) ?? dayOf(start?.child('To'))
  if (from === undefined || last === undefined || from > last) return undefined
  const isApproximate = start?.attribute('Approximate') === 'true' || end?.attribute('Approximate') === 'true'
  return {
    from,
    to: dayAfter(last),
    asPublished: shownPeriod(from, last),
    ...(isApproximate ? { approximate: true } : {}),
  }
}

function shownPeriod(from: IsoDate, last: IsoDate): string {
  if (from === last) return from
  return from.endsWith('-01-01') && last === `${from.slice(0, 4)}-12-31` ? from.slice(0, 4) : `${from} to ${last}`
}

function dayOf(node: XmlNode | undefined): IsoDate | undefined {
  return node === undefined
    ? undefined
    : isoDay(Number(node.textOf('Year')), Number(node.textOf('Month')), Number(node.textOf('Day')))
}

function addRelation({ from, to, type, isFormer }: State['pending'][number], { byProfile }: State): void {
  const target = byProfile.get(to)
  byProfile.get(from)?.addRelation({
    kind: relationKind(type),
    asPublished: isFormer ? `${type} (former)` : type,
    target: target?.id ?? (`ofac-${to}` as EntityId),
    ...(target === undefined ? {} : { targetName: target.names[0]?.text ?? '' }),
  })
}

/** One list's entry on a party: its programmes stand as measures of type `Program`, their code in the comment. */
function readSanctionsEntry(node: XmlNode, { references, byProfile, programmes, onSdn }: State): void {
  const draft = byProfile.get(node.attribute('ProfileID'))
  if (draft === undefined) return
  if (references.name('List', node.attribute('ListID')) === 'SDN List') onSdn.add(draft)
  for (const event of node.all('EntryEvent')) {
    const on = dayOf(event.child('Date'))
    const basis = references.name('LegalBasis', event.attribute('LegalBasisID'))
    if (on !== undefined && (draft.listed?.on === undefined || on < draft.listed.on)) draft.listed = { on }
    if (basis !== '' && basis !== 'Unknown') draft.addNote(`Legal authority: ${basis}`)
  }
  const tags = programmes.get(draft) ?? new Set()
  programmes.set(draft, tags)
  for (const measure of node.all('SanctionsMeasure')) {
    const type = references.name('SanctionsType', measure.attribute('SanctionsTypeID'))
    const comment = measure.textOf('Comment')
    if (type === 'Program' && comment !== '') tags.add(comment)
    else if (type !== 'Program') draft.addMeasure(type)
  }
}
