import type { IdentifierScheme } from '../../model/identifier.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import { joined } from '../mapping/clean-text.ts'
import type { EntityDraft } from '../mapping/entity-draft.ts'
import type { ListTally } from '../mapping/list-tally.ts'
import { readLooseDate } from '../mapping/loose-date.ts'
import { refineScheme } from '../mapping/refine-scheme.ts'
import type { XmlNode } from '../reading/xml.ts'

/** Words of the document's type, in the languages the list uses, and the number space they mean; the first that fits wins. */
const TYPES: readonly (readonly [RegExp, IdentifierScheme])[] = [
  [/social security/i, 'ssn'],
  [/passport|passeport|pasaporte/i, 'passport'],
  [/fiscal code|tax/i, 'tax_id'],
  [/birth certificate|ration card|driver|voter|student|permit/i, 'other'],
  [/national|identity|identification|identificaci|tazkira|personal/i, 'national_id'],
]

/** A document of an individual; one without a number says nothing but its note. */
export function readUnDocument(node: XmlNode, draft: EntityDraft, tally: ListTally): void {
  const type = node.textOf('TYPE_OF_DOCUMENT')
  const detail = node.textOf('TYPE_OF_DOCUMENT2').replace(/:$/, '')
  const number = node.textOf('NUMBER')
  const note = node.textOf('NOTE')
  if (number === '') {
    draft.addNote(joined([type, detail, note], ', '))
    return
  }
  const country = tally.countries.code(node.textOf('ISSUING_COUNTRY') || node.textOf('COUNTRY_OF_ISSUE') || '?')
  const scheme = TYPES.find(([words]) => words.test(`${detail} ${type}`))?.[1] ?? 'other'
  const issued = readLooseDate(node.textOf('DATE_OF_ISSUE'))
  const expires =
    readLooseDate(node.textOf('DATE_OF_EXPIRY')) ?? readLooseDate(/expire[sd]? (?:on )?(.+)$/i.exec(note)?.[1] ?? '')
  draft.addIdentifier({
    ...readIdentifier(refineScheme(scheme, country, number), number, {
      kind: joined([type, detail], ', '),
      ...(country === undefined ? {} : { country }),
    }),
    ...(issued === undefined ? {} : { issued }),
    ...(expires === undefined ? {} : { expires }),
  })
  if (note !== '') draft.addNote(`${type} ${number}: ${note}`)
}
