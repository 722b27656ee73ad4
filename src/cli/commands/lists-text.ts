import type { Coverage, EntityChange, ListDelta, Verified } from '../../engine/list-reports.ts'
import type { KeptList, ListEvent, VersionRecord } from '../../engine/lists.ts'
import { safeText, styled, table } from '../output.ts'

/** The answer of `lists add --json` (PRODUCT.md §4.2); names and shapes are fixed there, more may be added. */
export function versionJson(record: VersionRecord): Record<string, unknown> {
  const { counts } = record
  return {
    id: record.list,
    format: record.format,
    version: record.version,
    published: record.published,
    rows: counts.rows,
    entities: counts.entities,
    names: counts.names,
    aliases: counts.aliases,
    aliases_in_text: counts.aliasesInText ?? 0,
    addresses: counts.addresses,
    empty: counts.empty,
    continuations: counts.continuations ?? 0,
    partial: record.isPartial,
    refused: record.refused.map(({ code, found, where }) => ({ where: where ?? '', why: `${code} (${found})` })),
    quarantined: record.reason,
  }
}

const SHOWN_REFUSALS = 5

export function versionText(record: VersionRecord, isNew: boolean, event: Omit<ListEvent, 'seq'> | undefined): string {
  const { counts, refused } = record
  const inText = counts.aliasesInText ?? 0
  const lines = [
    `${styled('bold', record.list)}  ${record.published ?? 'no date'}  ${record.format}  ${record.version.slice(0, 19)}…`,
    `  ${counts.entities} entities, ${counts.aliases} aliases${inText === 0 ? '' : ` and ${inText} in free text`}, ${counts.addresses} addresses from ${counts.rows} rows`,
    `  ${refused.length} rows refused, ${counts.empty} say nothing${record.isPartial ? ', a part of the list by its own word' : ''}`,
    ...refused
      .slice(0, SHOWN_REFUSALS)
      .map(({ code, found, where }) => `    ${safeText(where ?? '')}: ${code} (${safeText(found)})`),
    ...(refused.length > SHOWN_REFUSALS ? [`    and ${refused.length - SHOWN_REFUSALS} more; --json lists all`] : []),
  ]
  if (record.reason !== null)
    lines.push(styled('red', `  quarantined: ${safeText(record.reason)}; the list in force stays`))
  else if (!isNew) lines.push('  already kept: nothing changed')
  const delta = event?.counts ?? null
  if (delta !== null)
    lines.push(
      `  ${delta.listed} listed, ${delta.delisted} delisted, ${delta.changed} changed since the version before`,
    )
  if (record.published === null) lines.push('  no date in the file: give it with --published DATE')
  return lines.join('\n')
}

export function listsText(kept: readonly KeptList[]): string {
  if (kept.length === 0) return 'no list is kept; add one with: cordon lists add PATH'
  return table([
    ['list', 'published', 'entities', 'checked', 'state'],
    ...kept.map(({ list, version, isStale, quarantined }) => [
      list.list,
      version?.published ?? 'no date',
      String(version?.counts.entities ?? 0),
      list.checkedAt?.slice(0, 10) ?? 'never',
      stateOf(version !== undefined, isStale, quarantined?.reason ?? list.failure?.reason),
    ]),
  ])
}

function stateOf(isLoaded: boolean, isStale: boolean, trouble: string | undefined): string {
  const state = isLoaded ? (isStale ? 'stale' : 'in force') : 'not loaded'
  return trouble === undefined ? state : `${state}; ${safeText(trouble)}`
}

export function coverageText(rows: readonly (Coverage & { readonly id: string })[]): string {
  if (rows.length === 0) return 'no list is kept; add one with: cordon lists add PATH'
  const totals = table([
    ['list', 'total', 'searchable', 'excluded'],
    ...rows.map((row) => [row.id, String(row.total), String(row.searchable), String(row.excluded.length)]),
  ])
  const reasons = rows.flatMap((row) =>
    row.excluded.map(({ id, reason }) => `  ${row.id} ${safeText(id)}: ${safeText(reason)}`),
  )
  return [totals, ...reasons].join('\n')
}

/** The answer of `lists diff --json` (PRODUCT.md §4.2). */
export function deltaJson(delta: ListDelta): {
  readonly listed: readonly Record<string, unknown>[]
  readonly delisted: readonly Record<string, unknown>[]
  readonly changed: readonly Record<string, unknown>[]
} {
  const entry = ({ id, schema, names, programmes }: ListDelta['listed'][number]): Record<string, unknown> => ({
    id,
    schema,
    name: names[0].text,
    programmes,
  })
  return {
    listed: delta.listed.map(entry),
    delisted: delta.delisted.map(entry),
    changed: delta.changed.map(({ id, name, fields }) => ({ id, name, fields })),
  }
}

const SHOWN_CHANGES = 20

export function deltaText(delta: ListDelta): string {
  const some = <T>(rows: readonly T[], line: (row: T) => string): readonly string[] => [
    ...rows.slice(0, SHOWN_CHANGES).map(line),
    ...(rows.length > SHOWN_CHANGES ? [`  and ${rows.length - SHOWN_CHANGES} more; --json lists all`] : []),
  ]
  const entry = ({ id, names }: ListDelta['listed'][number]): string => `  ${id}  ${safeText(names[0].text)}`
  const change = ({ id, name, fields }: EntityChange): string =>
    `  ${id}  ${safeText(name)}: ${Object.keys(fields).join(', ')}`
  return [
    styled('bold', `${delta.listed.length} listed`),
    ...some(delta.listed, entry),
    styled('bold', `${delta.delisted.length} delisted`),
    ...some(delta.delisted, entry),
    styled('bold', `${delta.changed.length} changed`),
    ...some(delta.changed, change),
  ].join('\n')
}

export function verifiedText(rows: readonly Verified[]): string {
  if (rows.length === 0) return 'no list is kept'
  return rows
    .map(({ list, version, damaged }) =>
      damaged.length === 0
        ? `${list}  ${version.slice(0, 19)}…  whole`
        : styled('red', `${list}  ${version.slice(0, 19)}…  damaged: ${damaged.map(safeText).join(', ')}`),
    )
    .join('\n')
}

export function eventsText(events: readonly ListEvent[]): string {
  if (events.length === 0) return 'nothing happened'
  return table([
    ['seq', 'at', 'list', 'what', 'listed', 'delisted', 'changed'],
    ...events.map(({ seq, at, list, kind, counts }) => [
      String(seq),
      at,
      list,
      kind,
      String(counts?.listed ?? '-'),
      String(counts?.delisted ?? '-'),
      String(counts?.changed ?? '-'),
    ]),
  ])
}
