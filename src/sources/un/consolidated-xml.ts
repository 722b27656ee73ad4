import type { DatasetId, IsoDate } from '../../model/brand.ts'
import type { AliasQuality, NameKind } from '../../model/entity.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import { type PartialDate, parseIsoDate, spanning, wholeYear } from '../../model/partial-date.ts'
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
import { splitAliases } from '../mapping/split-aliases.ts'
import { readXml, type XmlNode } from '../reading/xml.ts'
import { readUnDocument } from './un-document.ts'

/** The Security Council's consolidated list. Source: sc-sanctions.xsd and the files of 2026. */
export const UN_XML: ListFormat = {
  format: 'un-xml',
  title: 'UN Security Council consolidated list (XML)',
  parser: 'un-xml/1',
  recognise: (head: FileHead) => (head.kind === 'xml' && head.root === 'CONSOLIDATED_LIST' ? 'main' : undefined),
  read,
}

const LIST = 'un_sc_sanctions' as DatasetId
/** Lists whose every entry is listed for terrorism (Security Council resolutions 1267, 1989, 2253). */
const TERROR_LISTS = ['Al-Qaida']

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  let published = context.published
  await readXml(onlyFile(files), {
    roots: ['CONSOLIDATED_LIST'],
    onRoot: (attributes) => {
      const day = parseIsoDate((attributes['dateGenerated'] ?? '').slice(0, 10))
      if (day.ok) published = day.value
    },
    records: {
      INDIVIDUAL: (node, where) => readParty(node, where, 'INDIVIDUAL', tally),
      ENTITY: (node, where) => readParty(node, where, 'ENTITY', tally),
    },
  })
  return tally.reading({ list: LIST, published, isPartial: false })
}

type Kind = 'INDIVIDUAL' | 'ENTITY'

function readParty(node: XmlNode, where: string, kind: Kind, tally: ListTally): undefined {
  const id = node.textOf('DATAID')
  if (!/^\d{1,12}$/.test(id)) return tally.refuse('entry.number', id, where)
  const name = partyName(node)
  if (name === '') return tally.refuse('entry.name.missing', id, where)
  const draft = tally.draft(`un-${id}`, id, kind === 'INDIVIDUAL' ? 'Person' : 'Organization', where)
  if (draft === undefined) return undefined
  draft.addName({ text: name, quality: 'primary', kind: 'name' })
  for (const original of splitAliases(node.textOf('NAME_ORIGINAL_SCRIPT'))) {
    draft.addName({ text: original, quality: 'primary', kind: 'name', ...scripted(original) })
  }
  for (const alias of node.all(`${kind}_ALIAS`)) readAlias(alias, draft, kind, where, tally)
  for (const address of node.all(`${kind}_ADDRESS`)) readAddress(address, draft, tally)
  for (const date of node.all('INDIVIDUAL_DATE_OF_BIRTH')) readBirthDate(date, draft)
  for (const place of node.all('INDIVIDUAL_PLACE_OF_BIRTH')) readBirthPlace(place, draft, tally)
  for (const document of node.all('INDIVIDUAL_DOCUMENT')) readUnDocument(document, draft, tally)
  readFacts(node, draft, tally)
  return undefined
}

const partyName = (node: XmlNode): string =>
  cleanText(
    joined(
      ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'].map((part) => node.textOf(part)),
      ' ',
    ),
  )

function readFacts(node: XmlNode, draft: EntityDraft, tally: ListTally): void {
  const list = node.textOf('UN_LIST_TYPE')
  const reference = node.textOf('REFERENCE_NUMBER')
  const on = parseIsoDate(node.textOf('LISTED_ON').slice(0, 10))
  draft.addProgramme(list)
  draft.addTopic('sanction')
  if (TERROR_LISTS.includes(list)) draft.addTopic('crime.terror')
  if (reference !== '') {
    draft.addReferent(`un-${reference}`)
    draft.addIdentifier(readIdentifier('other', reference, { kind: 'UN reference' }))
  }
  draft.addDesignation({
    authority: 'UN',
    state: 'designated',
    since: on.ok ? on.value : null,
    until: null,
    citation: joined([`UN Security Council list ${list}`, reference], ', '),
    verified: true,
  })
  const changed = lastDay(node.within('LAST_DAY_UPDATED', 'VALUE').map(({ text }) => text))
  draft.listed = { ...(on.ok ? { on: on.value } : {}), ...(changed === undefined ? {} : { changed }) }
  for (const value of node.within('NATIONALITY', 'VALUE'))
    draft.addCountry(tally.countries.claim('nationality', value.text))
  for (const value of node.within('DESIGNATION', 'VALUE')) draft.addTitle(value.text)
  for (const value of node.within('TITLE', 'VALUE')) draft.addExtra('title', value.text)
  const gender = node.textOf('GENDER').toLowerCase()
  if (gender === 'male' || gender === 'female') draft.addGender(gender)
  draft.addNote(node.textOf('COMMENTS1'))
}

function lastDay(days: readonly string[]): IsoDate | undefined {
  return days
    .map((day) => parseIsoDate(day.slice(0, 10)))
    .flatMap((day) => (day.ok ? [day.value] : []))
    .sort()
    .at(-1)
}

/** `QUALITY` is the quality for individuals and the kind for entities; an unmarked entity alias is an alias like any other. */
const INDIVIDUAL_MARKS: Readonly<Record<string, { quality: AliasQuality; kind: NameKind }>> = {
  good: { quality: 'strong', kind: 'alias' },
  low: { quality: 'weak', kind: 'alias' },
}
const ENTITY_MARKS: Readonly<Record<string, { quality: AliasQuality; kind: NameKind }>> = {
  'a.k.a.': { quality: 'strong', kind: 'alias' },
  'f.k.a.': { quality: 'strong', kind: 'former' },
  good: { quality: 'strong', kind: 'alias' },
  low: { quality: 'weak', kind: 'alias' },
}

function readAlias(node: XmlNode, draft: EntityDraft, kind: Kind, where: string, tally: ListTally): void {
  const text = node.textOf('ALIAS_NAME')
  const mark = node.textOf('QUALITY')
  if (text === '') {
    tally.empty += 1
    return
  }
  const meaning = (kind === 'INDIVIDUAL' ? INDIVIDUAL_MARKS : ENTITY_MARKS)[mark.toLowerCase()]
  if (meaning === undefined) {
    tally.refuseAlias('alias.quality.unknown', mark === '' ? `${text} (no mark)` : mark, where)
    return
  }
  tally.aliases += 1
  const names = splitAliases(text)
  for (const name of names.length === 0 ? [text] : names) {
    draft.addName({ text: name, ...(names.length > 1 ? { asPublished: text } : {}), ...meaning, ...scripted(name) })
  }
  const birth = readLooseDate(node.textOf('DATE_OF_BIRTH'))
  if (birth !== undefined) draft.addBirthDate(birth)
  const place = joined([node.textOf('CITY_OF_BIRTH'), node.textOf('COUNTRY_OF_BIRTH')], ', ')
  if (place !== '') addBirthPlace(draft, place, node.textOf('COUNTRY_OF_BIRTH'), tally)
}

function readAddress(node: XmlNode, draft: EntityDraft, tally: ListTally): void {
  const note = node.textOf('NOTE')
  const address = tally.addressOf({
    street: node.textOf('STREET'),
    city: node.textOf('CITY'),
    region: node.textOf('STATE_PROVINCE'),
    postalCode: node.textOf('ZIP_CODE'),
    country: node.textOf('COUNTRY'),
  })
  tally.address(draft, address)
  if (note !== '') draft.addNote(address === undefined ? `Address: ${note}` : `Address ${address.full}: ${note}`)
}

function readBirthDate(node: XmlNode, draft: EntityDraft): void {
  const date = birthDateOf(node)
  const note = node.textOf('NOTE')
  if (date === undefined) {
    if (note !== '') draft.addNote(`Date of birth: ${note}`)
    return
  }
  const isApproximate = /approx/i.test(node.textOf('TYPE_OF_DATE')) || /approx/i.test(note)
  draft.addBirthDate(isApproximate ? { ...date, approximate: true } : date)
  if (note !== '' && !/^approx\w*$/i.test(note)) draft.addNote(`Date of birth ${date.asPublished}: ${note}`)
}

function birthDateOf(node: XmlNode): PartialDate | undefined {
  const [day, year, from, to] = ['DATE', 'YEAR', 'FROM_YEAR', 'TO_YEAR'].map((name) => node.textOf(name))
  const single = readLooseDate(day || year || '')
  if (single !== undefined) return single
  const first = wholeYear(Number(from), `${from} to ${to}`)
  const last = wholeYear(Number(to), `${from} to ${to}`)
  if (first !== undefined && last !== undefined) return spanning(first, last, `${from} to ${to}`)
  return readLooseDate(node.textOf('NOTE'))
}

function readBirthPlace(node: XmlNode, draft: EntityDraft, tally: ListTally): void {
  const country = node.textOf('COUNTRY')
  const text = joined([node.textOf('STREET'), node.textOf('CITY'), node.textOf('STATE_PROVINCE'), country], ', ')
  if (text !== '') addBirthPlace(draft, text, country, tally)
}

function addBirthPlace(draft: EntityDraft, asPublished: string, country: string, tally: ListTally): void {
  draft.addPlace({
    kind: 'birth',
    asPublished,
    ...(country === '' ? {} : { country: tally.countries.claim('birth', country) }),
  })
}
