import type { Coverage, KeptList, VersionRecord } from '../../engine/lists.ts'
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

export function versionText(record: VersionRecord, isNew: boolean): string {
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
