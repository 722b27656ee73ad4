import type { AnswerHit } from '../screening/answer.ts'

/** One field of a draft: its value and where that came from, or nothing, and then it is named as missing. */
export interface DraftField {
  readonly name: string
  readonly value: string | null
  /** Where the value stands in the case, as in `alert/ID hit`, or what the reporter must give. */
  readonly from: string
}

export interface DraftReport {
  readonly kind: 'blocking' | 'rejecting'
  readonly citation: string
  /** The list of fields is Cordon's reading of the rule, to be checked by counsel before anything is filed. */
  readonly verified: false
  readonly fields: readonly DraftField[]
  /** Names of fields without a value: a report with one of these is not ready. */
  readonly missing: readonly string[]
  readonly notice: string
}

/** What the case itself cannot know and the reporter gives. */
export interface ReporterFacts {
  readonly reporter?: string
  readonly contact?: string
  readonly propertyDescription?: string
  readonly propertyLocation?: string
  readonly value?: string
  readonly actedOn?: string
  readonly transactionParties?: string
}

export interface ReportSource {
  readonly alert: string
  readonly hit: AnswerHit
  readonly party: { readonly ref: string; readonly properties: Readonly<Record<string, readonly string[]>> } | undefined
}

const CITATIONS = { blocking: '31 CFR 501.603(b)(1)', rejecting: '31 CFR 501.604' } as const
const NOTICE = 'A draft made from case data. It has not been filed; counsel decides whether and what to report.'

/** Drafts a report of blocked property or of a rejected transaction; every field says where its value came from. */
export function draftReport(
  kind: DraftReport['kind'],
  { alert, hit, party }: ReportSource,
  facts: ReporterFacts,
): DraftReport {
  const fromParty = (property: string): string | null => party?.properties[property]?.join('; ') ?? null
  const authorities = hit.designations.map(({ authority, citation }) =>
    citation === null ? authority : `${authority} (${citation})`,
  )
  const given = (name: string, value: string | undefined): DraftField => ({
    name,
    value: value ?? null,
    from: 'the reporter',
  })
  const fields: readonly DraftField[] = [
    given('reporter', facts.reporter),
    given('contact', facts.contact),
    { name: 'sanctioned party', value: hit.entity.caption, from: `alert/${alert} hit.entity.caption` },
    { name: 'list entry', value: hit.entity.id, from: `alert/${alert} hit.entity.id` },
    {
      name: 'legal authority',
      value: authorities.length === 0 ? null : authorities.join('; '),
      from: `alert/${alert} hit.designations`,
    },
    { name: 'account party', value: fromParty('name'), from: 'party given.properties.name' },
    { name: 'account reference', value: party?.ref ?? null, from: 'party ref' },
    { name: 'account party address', value: fromParty('address'), from: 'party given.properties.address' },
    given('date of the action', facts.actedOn),
    given('description of the property or transaction', facts.propertyDescription),
    given('value', facts.value),
    ...(kind === 'blocking'
      ? [given('location of the property', facts.propertyLocation)]
      : [given('parties to the transaction', facts.transactionParties)]),
  ]
  const missing = fields.filter(({ value }) => value === null || value.trim() === '').map(({ name }) => name)
  return { kind, citation: CITATIONS[kind], verified: false, fields, missing, notice: NOTICE }
}
