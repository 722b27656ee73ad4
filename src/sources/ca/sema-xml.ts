import type { DatasetId, IsoDate } from '../../model/brand.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import { parseIsoDate } from '../../model/partial-date.ts'
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
import { stableId, UniqueIds } from '../mapping/stable-id.ts'
import { readXml, type XmlNode } from '../reading/xml.ts'
import { splitSemaAliases } from './sema-aliases.ts'

/** Canada's consolidated list of autonomous sanctions. It has no ids and numbers its items anew, so the id comes from regime, name and day. */
export const CA_SEMA: ListFormat = {
  format: 'ca-sema-xml',
  title: 'Canada, Consolidated Canadian Autonomous Sanctions List (XML)',
  parser: 'ca-sema-xml/1',
  recognise: (head: FileHead) =>
    head.kind === 'xml' && head.root === 'data-set' && /<(DateOfListing|EntityOrShip|GivenName)>/.test(head.text)
      ? 'main'
      : undefined,
  read,
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  const ids = new UniqueIds()
  await readXml(onlyFile(files), {
    roots: ['data-set'],
    records: {
      record: (node, where) => {
        const on = parseIsoDate(node.textOf('DateOfListing').slice(0, 10))
        readRecord(node, where, on.ok ? on.value : undefined, ids, tally)
      },
    },
  })
  return tally.reading({ list: 'ca_dfatd_sema_sanctions' as DatasetId, published: context.published, isPartial: false })
}

function readRecord(
  node: XmlNode,
  where: string,
  on: IsoDate | undefined,
  ids: UniqueIds,
  tally: ListTally,
): undefined {
  const field = (name: string): string => cleanText(node.textOf(name))
  const family = field('LastName')
  const given = field('GivenName')
  const thing = field('EntityOrShip') || field('Entity')
  const imo = field('ShipIMONumber')
  const schema = imo !== '' ? 'Vessel' : thing === '' ? 'Person' : 'Organization'
  const name = thing === '' ? joined([given, family], ' ') : thing
  const country = field('Country')
  const number = joined([country, field('Schedule'), field('Item')], ' / ')
  if (name === '') return tally.refuse('entry.name.missing', number, where)
  const id = ids.take(`ca-${stableId([country, name, on ?? ''])}`)
  const draft = tally.draft(id, number, schema, where)
  if (draft === undefined) return undefined
  draft.addName({
    text: name,
    quality: 'primary',
    kind: 'name',
    ...(schema === 'Person' && family !== '' ? { parts: { ...(given === '' ? {} : { given }), family } } : {}),
    ...scripted(name),
  })
  readAliases(draft, field('Aliases'), tally)
  readDates(draft, field('DateOfBirthOrShipBuildDate'))
  if (imo !== '') draft.addIdentifier(readIdentifier('imo', imo))
  if (schema === 'Vessel') draft.addExtra('type', field('TitleOrShip'))
  else draft.addTitle(field('TitleOrShip'))
  draft.addProgramme(country)
  draft.addTopic('sanction')
  draft.addDesignation({
    authority: 'CA',
    state: 'designated',
    since: on ?? null,
    until: null,
    citation: `Consolidated Canadian Autonomous Sanctions List, ${number}`,
    verified: true,
  })
  if (on !== undefined) draft.listed = { on }
  return undefined
}

/** The list marks no alias weak; one cell holds all, so each cell counts once. */
function readAliases(draft: EntityDraft, cell: string, tally: ListTally): void {
  if (cell === '') return
  tally.aliases += 1
  const names = splitSemaAliases(cell, draft.schema === 'Person')
  for (const text of names) {
    draft.addName({
      text,
      quality: 'strong',
      kind: 'alias',
      ...(text === cell ? {} : { asPublished: cell }),
      ...scripted(text),
    })
  }
}

function readDates(draft: EntityDraft, cell: string): void {
  for (const text of cell.split(/\s+or\s+/i)) {
    const date = readLooseDate(text)
    if (date === undefined) draft.addNote(text === '' ? '' : `Date: ${text}`)
    else if (draft.schema === 'Person') draft.addBirthDate(date)
    else draft.addFoundedDate(date)
  }
}
