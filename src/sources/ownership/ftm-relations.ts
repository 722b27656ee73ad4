import { isSchema } from '../../model/ftm.ts'
import type { LinkKind } from '../../model/link.ts'
import type { Issue } from '../../model/parsed.ts'
import { parseShare, UNKNOWN_SHARE } from '../../model/share.ts'
import { type JsonRecord, jsonRecords, recordAt, textAt } from './json-value.ts'
import { datesOf } from './read-dates.ts'
import { type RelationReading, type RelationSink, RelationTally } from './reading.ts'

/** FollowTheMoney's schemata between two parties: which properties name them, and what link each is. */
const LINKS: Readonly<Record<string, { from: string; to: string; kind: LinkKind }>> = {
  Directorship: { from: 'director', to: 'organization', kind: 'directs' },
  Family: { from: 'person', to: 'relative', kind: 'family' },
  Associate: { from: 'person', to: 'associate', kind: 'associate' },
  Representation: { from: 'agent', to: 'client', kind: 'acts_for' },
  Membership: { from: 'member', to: 'organization', kind: 'associate' },
  Employment: { from: 'employee', to: 'employer', kind: 'associate' },
  UnknownLink: { from: 'subject', to: 'object', kind: 'near' },
}

/** Reads FollowTheMoney JSON: `Ownership` as stakes, other relations as links, parties for their names. */
export function readFtmRelations(text: string, sink: RelationSink): RelationReading {
  const tally = new RelationTally()
  const reader = new FtmRelations(sink, tally)
  for (const { value, row } of jsonRecords(text)) {
    tally.rows++
    if (value === undefined)
      tally.refuse({ code: 'row.unreadable', found: '', where: `line ${row}`, remedy: 'give one JSON object a line' })
    else reader.take(value, row)
  }
  reader.finish()
  return tally.reading('ftm')
}

class FtmRelations {
  readonly #sink: RelationSink
  readonly #tally: RelationTally
  readonly #known = new Set<string>()
  readonly #mentioned: { readonly id: string; readonly row: number }[] = []

  constructor(sink: RelationSink, tally: RelationTally) {
    this.#sink = sink
    this.#tally = tally
  }

  take(entity: JsonRecord, row: number): void {
    const [id, schema, properties] = [textAt(entity, 'id'), textAt(entity, 'schema'), recordAt(entity, 'properties')]
    const link = LINKS[schema]
    if (schema === 'Ownership') this.#takeOwnership(properties, row)
    else if (link !== undefined) this.#takeLinks(properties, link, row)
    else if (isSchema(schema) && id !== '') {
      this.#known.add(id)
      const name = valuesOf(properties, 'name')[0] ?? textAt(entity, 'caption')
      if (name !== '') this.#sink.name(id, name)
    } else this.#tally.refuse({ code: 'entity.schema.unknown', found: schema, where: `row ${row}` })
  }

  #takeOwnership(properties: JsonRecord, row: number): void {
    const [owners, assets] = [valuesOf(properties, 'owner'), valuesOf(properties, 'asset')]
    if (owners.length === 0 || assets.length === 0) {
      this.#tally.refuse({
        code: 'stake.party.missing',
        found: '',
        where: `row ${row}`,
        remedy: 'name owner and asset',
      })
      return
    }
    const share = parseShare(valuesOf(properties, 'percentage')[0] ?? '')
    if (!share.ok) this.#tally.report({ ...share.issue, where: `row ${row}, percentage` })
    const source = valuesOf(properties, 'sourceUrl')[0]
    for (const owner of owners) {
      for (const owned of assets) {
        this.#sink.stake({
          owner,
          owned,
          kind: 'shares',
          share: share.ok ? share.value : UNKNOWN_SHARE,
          row,
          ...this.#dates(properties, ['from', 'to'], row),
          ...(source === undefined ? {} : { source }),
        })
        this.#tally.stakes++
        this.#mentioned.push({ id: owner, row }, { id: owned, row })
      }
    }
  }

  #takeLinks(
    properties: JsonRecord,
    { from, to, kind }: { from: string; to: string; kind: LinkKind },
    row: number,
  ): void {
    if (this.#sink.link === undefined) return
    const source = valuesOf(properties, 'sourceUrl')[0]
    const note = valuesOf(properties, 'role')[0] ?? valuesOf(properties, 'relationship')[0]
    for (const first of valuesOf(properties, from)) {
      for (const second of valuesOf(properties, to)) {
        this.#sink.link({
          from: first,
          to: second,
          kind,
          grade: source === undefined ? 'reported' : 'documented',
          row,
          ...this.#dates(properties, ['since', 'until'], row),
          ...(source === undefined ? {} : { source }),
          ...(note === undefined ? {} : { note }),
        })
        this.#tally.links++
        this.#mentioned.push({ id: first, row }, { id: second, row })
      }
    }
  }

  #dates<From extends string, To extends string>(properties: JsonRecord, names: readonly [From, To], row: number) {
    const issues: Issue[] = []
    const values = [valuesOf(properties, 'startDate')[0] ?? '', valuesOf(properties, 'endDate')[0] ?? ''] as const
    const dates = datesOf(names, values, `row ${row}`, issues)
    for (const issue of issues) this.#tally.report(issue)
    return dates
  }

  /** A party that no record of the file describes: it still counts under its id. */
  finish(): void {
    for (const { id, row } of this.#mentioned) {
      if (this.#known.has(id)) continue
      this.#known.add(id)
      this.#tally.report({
        code: 'stake.party.unknown',
        found: id,
        where: `row ${row}`,
        remedy: 'add the party to the file',
      })
    }
  }
}

function valuesOf(properties: JsonRecord, key: string): readonly string[] {
  const value = properties[key]
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((each) =>
    isRecordWithId(each) ? [each.id] : typeof each === 'string' || typeof each === 'number' ? [String(each)] : [],
  )
}

/** Nested FollowTheMoney puts the whole party where its id would stand. */
const isRecordWithId = (value: unknown): value is { readonly id: string } =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
