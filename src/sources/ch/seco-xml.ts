import type { DatasetId, EntityId, IsoDate } from '../../model/brand.ts'
import type { Name, NameKind, NameParts } from '../../model/entity.ts'
import type { IdentifierScheme } from '../../model/identifier.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import { isoDay, parseIsoDate, wholeDay, wholeMonth, wholeYear } from '../../model/partial-date.ts'
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
import { type AddressParts, ListTally } from '../mapping/list-tally.ts'
import { readLooseDate } from '../mapping/loose-date.ts'
import { refineScheme } from '../mapping/refine-scheme.ts'
import { scripted } from '../mapping/script-of.ts'
import { readXml, type XmlNode } from '../reading/xml.ts'

/**
 * Switzerland's SECO list. De-listed targets stay in the file: the newest modification says which they are, and old names inside
 * modifications are not read. Source: the publisher's swiss-sanctions-list schema, as its files show it.
 */
export const CH_SECO: ListFormat = {
  format: 'ch-seco-xml',
  title: 'Switzerland, SECO sanctions list (XML)',
  parser: 'ch-seco-xml/1',
  recognise: (head: FileHead) => (head.kind === 'xml' && head.root === 'swiss-sanctions-list' ? 'main' : undefined),
  read,
}

interface Programme {
  readonly key: string
  readonly name: string
  readonly measure: string
}

interface State {
  readonly tally: ListTally
  readonly programmes: Map<string, Programme>
  readonly places: Map<string, AddressParts & { readonly location: string }>
  readonly pending: { readonly node: XmlNode; readonly where: string }[]
  delisted: number
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const state: State = {
    tally: new ListTally(context),
    programmes: new Map(),
    places: new Map(),
    pending: [],
    delisted: 0,
  }
  let published = context.published
  let isPartial = false
  await readXml(onlyFile(files), {
    roots: ['swiss-sanctions-list'],
    onRoot: (attributes) => {
      const day = parseIsoDate((attributes['date'] ?? '').slice(0, 10))
      if (day.ok) published = day.value
      isPartial = attributes['list-type'] !== 'whole-list'
    },
    records: {
      'sanctions-program': (node) => readProgramme(node, state),
      // Places stand after the targets that name them, so targets wait.
      place: (node) => readPlace(node, state),
      target: (node, where) => {
        state.pending.push({ node, where })
      },
    },
  })
  for (const { node, where } of state.pending) readTarget(node, where, state)
  const reading = state.tally.reading({ list: 'ch_seco_sanctions' as DatasetId, published, isPartial })
  return { ...reading, counts: { ...reading.counts, empty: reading.counts.empty + state.delisted } }
}

const inEnglish = (nodes: readonly XmlNode[]): string =>
  (nodes.find((node) => node.attribute('lang') === 'eng') ?? nodes[0])?.text ?? ''

function readProgramme(node: XmlNode, { programmes }: State): void {
  const key = inEnglish(node.all('program-key'))
  const name = inEnglish(node.all('program-name'))
  for (const set of node.all('sanctions-set')) {
    const id = set.attribute('ssid')
    if (set.attribute('lang') === 'eng' || !programmes.has(id)) programmes.set(id, { key, name, measure: set.text })
  }
}

function readPlace(node: XmlNode, { places }: State): void {
  const country = node.child('country')?.text ?? ''
  const location = node.textOf('location')
  const area = node.textOf('area')
  places.set(node.attribute('ssid'), {
    city: location,
    region: area,
    country,
    location: joined([location, area, country], ', '),
  })
}

/** `de-listed` by the newest modification: no longer on the list, kept by the publisher for reference. */
function isDelisted(node: XmlNode): boolean {
  const dated = node.all('modification').map((one, at) => ({
    type: one.attribute('modification-type'),
    day: one.attribute('effective-date') || one.attribute('publication-date') || one.attribute('enactment-date'),
    at,
  }))
  const newest = dated.sort((a, b) => (a.day === b.day ? a.at - b.at : a.day < b.day ? -1 : 1)).at(-1)
  return newest?.type === 'de-listed'
}

const KINDS = { individual: 'Person', entity: 'Organization', object: 'Vessel' } as const

function readTarget(node: XmlNode, where: string, state: State): undefined {
  const { tally } = state
  const id = node.attribute('ssid')
  const kind = (['individual', 'entity', 'object'] as const).find((name) => node.child(name) !== undefined)
  if (!/^\d{1,12}$/.test(id)) return tally.refuse('entry.number', id, where)
  if (kind === undefined) return tally.refuse('entry.type.unknown', id, where)
  if (isDelisted(node)) {
    tally.row()
    state.delisted += 1
    return undefined
  }
  const body = node.child(kind)
  const isAircraft = kind === 'object' && body?.attribute('object-type') === 'aircraft'
  const draft = tally.draft(`ch-${id}`, id, isAircraft ? 'Airplane' : KINDS[kind], where)
  if (draft === undefined || body === undefined) return undefined
  const sex = body.attribute('sex')
  if (sex === 'male' || sex === 'female') draft.addGender(sex)
  const identities = [...body.all('identity')].sort(
    (a, b) => Number(b.attribute('main') === 'true') - Number(a.attribute('main') === 'true'),
  )
  for (const identity of identities) readIdentity(identity, draft, where, state)
  readDesignation(node, draft, state)
  for (const note of [...body.all('justification'), ...body.all('other-information')]) draft.addNote(note.text)
  for (const relation of body.all('relation')) {
    draft.addRelation({
      kind: 'other',
      asPublished: relation.attribute('relation-type') || 'related',
      target: `ch-${relation.attribute('target-id')}` as EntityId,
    })
  }
  return undefined
}

function readDesignation(node: XmlNode, draft: EntityDraft, { programmes }: State): void {
  const sets = node.all('sanctions-set-id').map(({ text }) => programmes.get(text))
  for (const set of sets) {
    if (set === undefined) continue
    draft.addProgramme(set.key)
    draft.addMeasure(set.measure)
  }
  draft.addTopic('sanction')
  const since = listedOn(node)
  draft.addDesignation({
    authority: 'CH',
    state: 'designated',
    since: since ?? null,
    until: null,
    citation: sets.find((set) => set !== undefined)?.name ?? 'SECO sanctions list',
    verified: true,
  })
  if (since !== undefined) draft.listed = { on: since }
}

function listedOn(node: XmlNode): IsoDate | undefined {
  return node
    .all('modification')
    .filter((one) => one.attribute('modification-type') === 'listed')
    .map((one) => parseIsoDate((one.attribute('effective-date') || one.attribute('enactment-date')).slice(0, 10)))
    .flatMap((day) => (day.ok ? [day.value] : []))
    .sort()[0]
}

const NAME_KINDS: Readonly<Record<string, NameKind>> = {
  'primary-name': 'name',
  alias: 'alias',
  'formerly-known-as': 'former',
}
const PARTS: Readonly<Record<string, keyof NameParts>> = {
  'given-name': 'given',
  'further-given-name': 'middle',
  'family-name': 'family',
  'father-name': 'patronymic',
  'grand-father-name': 'second',
  'maiden-name': 'maternal',
  suffix: 'suffix',
  title: 'title',
}

function readIdentity(identity: XmlNode, draft: EntityDraft, where: string, state: State): void {
  const { tally } = state
  for (const name of identity.all('name')) readName(name, draft, where, tally)
  for (const date of identity.all('day-month-year')) readDate(date, draft)
  for (const nationality of identity.all('nationality')) {
    draft.addCountry(tally.countries.claim('nationality', nationality.child('country')?.text ?? ''))
  }
  for (const place of identity.all('place-of-birth')) {
    const known = state.places.get(place.attribute('place-id'))
    if (known !== undefined && known.location !== '') {
      draft.addPlace({
        kind: 'birth',
        asPublished: known.location,
        country: tally.countries.claim('birth', known.country ?? ''),
      })
    }
  }
  for (const address of identity.all('address')) {
    const place = state.places.get(address.attribute('place-id'))
    const street = joined([address.textOf('address-details'), address.textOf('p-o-box'), address.textOf('c-o')], ', ')
    tally.address(draft, tally.addressOf({ ...place, street, postalCode: address.textOf('zip-code') }))
  }
  for (const document of identity.all('identification-document')) readDocument(document, draft, tally)
}

/** A name from its parts in order, and again for each full set of spelling variants in another script. */
function readName(node: XmlNode, draft: EntityDraft, where: string, tally: ListTally): undefined {
  const kind = NAME_KINDS[node.attribute('name-type')]
  const mark = node.attribute('quality')
  if (kind === undefined) return tally.refuseAlias('alias.kind.unknown', node.attribute('name-type'), where)
  if (!['good', 'low', ''].includes(mark)) return tally.refuseAlias('alias.quality.unknown', mark, where)
  const isPrimary = kind === 'name' && !draft.names.some(({ quality }) => quality === 'primary')
  const parts = [...node.all('name-part')].sort((a, b) => Number(a.attribute('order')) - Number(b.attribute('order')))
  const text = cleanText(
    joined(
      parts.map((part) => part.textOf('value')),
      ' ',
    ),
  )
  const quality = isPrimary ? 'primary' : mark === 'low' ? 'weak' : 'strong'
  const name: Name = { text, kind, quality, ...namedParts(parts, draft.schema), ...scripted(text) }
  if (isPrimary) draft.addName(name)
  else tally.alias(draft, name)
  for (const variant of variantsOf(parts))
    draft.addName({ text: variant, kind: 'alias', quality: mark === 'low' ? 'weak' : 'strong', ...scripted(variant) })
  return undefined
}

function namedParts(parts: readonly XmlNode[], schema: string): { readonly parts?: NameParts } {
  const named: Partial<Record<keyof NameParts, string>> = {}
  for (const part of parts) {
    const key = PARTS[part.attribute('name-part-type')]
    const value = cleanText(part.textOf('value'))
    if (key !== undefined && value !== '') named[key] = joined([named[key], value], ' ')
  }
  return schema === 'Person' && (named.family !== undefined || named.given !== undefined) ? { parts: named } : {}
}

function variantsOf(parts: readonly XmlNode[]): readonly string[] {
  const scripts = new Set(
    parts.flatMap((part) =>
      part.all('spelling-variant').map((one) => `${one.attribute('lang')} ${one.attribute('script')}`),
    ),
  )
  return [...scripts]
    .map((script) =>
      joined(
        parts.map(
          (part) =>
            part.all('spelling-variant').find((one) => `${one.attribute('lang')} ${one.attribute('script')}` === script)
              ?.text ?? part.textOf('value'),
        ),
        ' ',
      ),
    )
    .map(cleanText)
}

function readDate(node: XmlNode, draft: EntityDraft): void {
  const [day, month, year] = ['day', 'month', 'year'].map((name) => Number(node.attribute(name)))
  if (year === undefined || !(year > 0)) return
  if (!/^(gregorian)?$/i.test(node.attribute('calendar'))) {
    draft.addNote(
      `Date of birth ${joined([node.attribute('day'), node.attribute('month'), node.attribute('year')], '/')} (${node.attribute('calendar')})`,
    )
    return
  }
  const exact = day === undefined || month === undefined ? undefined : isoDay(year, month, day)
  const date =
    exact !== undefined
      ? wholeDay(exact)
      : month !== undefined && month > 0
        ? wholeMonth(year, month, `${year}-${String(month).padStart(2, '0')}`)
        : wholeYear(year, String(year))
  if (date === undefined) return
  const isLow = node.attribute('quality') === 'low' || node.attribute('day-month-year-type') === 'approximate'
  if (draft.schema === 'Person') draft.addBirthDate(isLow ? { ...date, approximate: true } : date)
  else draft.addFoundedDate(date)
}

const DOCUMENTS: readonly (readonly [RegExp, IdentifierScheme])[] = [
  [/passport/i, 'passport'],
  [/id-card|identity|national/i, 'national_id'],
  [/tax/i, 'tax_id'],
  [/imo/i, 'imo'],
  [/registration|company/i, 'registration'],
]

function readDocument(node: XmlNode, draft: EntityDraft, tally: ListTally): void {
  const number = node.textOf('number')
  const kind = node.attribute('document-type')
  if (number === '') return
  const country = tally.countries.code(node.child('issuer')?.text || '?')
  const scheme = DOCUMENTS.find(([words]) => words.test(kind))?.[1] ?? 'other'
  const issued = readLooseDate(node.textOf('date-of-issue'))
  const expires = readLooseDate(node.textOf('expiry-date'))
  draft.addIdentifier({
    ...readIdentifier(refineScheme(scheme, country, number), number, {
      kind,
      ...(country === undefined ? {} : { country }),
    }),
    ...(issued === undefined ? {} : { issued }),
    ...(expires === undefined ? {} : { expires }),
  })
}
