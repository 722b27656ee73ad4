import type { DatasetId } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import { parseIsoDate } from '../../model/partial-date.ts'
import {
  type FileHead,
  type ListFormat,
  type ListReading,
  onlyFile,
  type ReadContext,
  type RoledFile,
} from '../list-format.ts'
import { ListTally } from '../mapping/list-tally.ts'
import { readXml, type XmlNode } from '../reading/xml.ts'
import {
  addEuNames,
  type EuField,
  euName,
  euSchema,
  readEuAddress,
  readEuBirth,
  readEuCitizenship,
  readEuContact,
  readEuDesignation,
  readEuDocument,
  readEuReferences,
  readNameFacts,
} from './eu-entry.ts'

export const EU_LIST = 'eu_fsf' as DatasetId

/** The EU's financial sanctions files, XML 1.1. Source: the FSF export schema, as the files show it. The format before 2018 is refused. */
export const EU_XML: ListFormat = {
  format: 'eu-fsf-xml',
  title: 'EU financial sanctions files, XML 1.1',
  parser: 'eu-fsf-xml/1',
  recognise: (head: FileHead) =>
    head.kind === 'xml' &&
    ((head.root === 'export' && /sanctionEntity|fpi\/fsd/.test(head.text)) || head.root === 'WHOLE')
      ? 'main'
      : undefined,
  read,
}

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  const file = onlyFile(files)
  let published = context.published
  await readXml(file, {
    roots: ['export', 'WHOLE'],
    onRoot: (attributes) => {
      if (attributes['generationDate'] === undefined) {
        throw new CordonError(
          'list.refused',
          `${file.name} is in the EU's format of before 2018 (list.format.retired); fetch the XML 1.1 export`,
        )
      }
      const day = parseIsoDate(attributes['generationDate'].slice(0, 10))
      if (day.ok) published = day.value
    },
    records: { sanctionEntity: (node, where) => readEntity(node, where, tally) },
  })
  return tally.reading({ list: EU_LIST, published, isPartial: false })
}

const fieldOf =
  (node: XmlNode): EuField =>
  (name) =>
    node.attribute(name)

function readEntity(node: XmlNode, where: string, tally: ListTally): undefined {
  const id = node.attribute('logicalId')
  const type = node.child('subjectType')
  const schema = euSchema(type?.attribute('code') ?? '', type?.attribute('classificationCode') ?? '')
  if (!/^\d{1,12}$/.test(id)) return tally.refuse('entry.number', id, where)
  if (schema === undefined) return tally.refuse('entry.type.unknown', type?.attribute('code') ?? '', where)
  const draft = tally.draft(`eu-${id}`, id, schema, where)
  if (draft === undefined) return undefined
  const names = node.all('nameAlias')
  addEuNames(
    draft,
    names.map((name) => euName(fieldOf(name))),
    tally,
  )
  for (const name of names) readNameFacts(draft, fieldOf(name))
  for (const birth of node.all('birthdate')) readEuBirth(draft, fieldOf(birth), tally)
  for (const citizenship of node.all('citizenship')) readEuCitizenship(draft, fieldOf(citizenship), tally)
  for (const address of node.all('address')) {
    readEuAddress(draft, fieldOf(address), tally)
    for (const contact of address.all('contactInfo'))
      readEuContact(draft, contact.attribute('key'), contact.attribute('value'))
  }
  for (const document of node.all('identification')) readEuDocument(draft, fieldOf(document), tally)
  readEuReferences(draft, node.attribute('euReferenceNumber'), node.attribute('unitedNationId'))
  readEuDesignation(
    draft,
    node.attribute('designationDate'),
    node.all('regulation').map((regulation) => ({
      programme: regulation.attribute('programme'),
      numberTitle: regulation.attribute('numberTitle'),
      publicationDate: regulation.attribute('publicationDate'),
    })),
    node.children.flatMap((child) =>
      child.all('regulationSummary').map((summary) => summary.attribute('publicationDate')),
    ),
  )
  for (const remark of node.all('remark')) draft.addNote(remark.text)
  draft.addNote(node.attribute('designationDetails'))
  return undefined
}
