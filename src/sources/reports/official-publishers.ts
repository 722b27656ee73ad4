import type { IsoDate } from '../../model/brand.ts'
import { localDay } from './local-day.ts'

/** Where an official publication was fetched: its own address, never what a text says of itself. */
export interface OfficialSource {
  readonly publisher: 'federal-register' | 'ofac'
  /** Number of the document, or the day of the publisher's page. */
  readonly document: string
  readonly address: string
  /** Day of publication by the publisher's own address; never that of a feed that points there. */
  readonly published: IsoDate
  /** Digest of the bytes as they came. */
  readonly sha256: string
  readonly fetchedAt: string
}

interface PublisherRow {
  readonly publisher: OfficialSource['publisher']
  readonly host: string
  /** Path of one document, with its day and its number or day. */
  readonly path: RegExp
}

/**
 * Hosts and document paths of the publishers whose documents move a state. Sources: the Federal Register's API documentation
 * (raw_text_url, body_html_url, html_url); OFAC's page of recent actions, one page a day.
 */
export const OFFICIAL_PUBLISHERS: readonly PublisherRow[] = [
  {
    publisher: 'federal-register',
    host: 'www.federalregister.gov',
    path: /^\/documents\/(?:full_text\/(?:text|html)\/)?(\d{4})\/(\d{2})\/(\d{2})\/([A-Z]?\d{1,4}-\d{3,6})(?:[./]|$)/,
  },
  { publisher: 'ofac', host: 'ofac.treasury.gov', path: /^\/recent-actions\/(\d{4})(\d{2})(\d{2})(?:_\d{1,2})?\/?$/ },
]

/**
 * The official document that an address names; `undefined` for every other address, for plain http, and for an address with a user,
 * a port or a host that only looks alike. `stands` maps a stub's host to the publisher it stands for, in tests alone.
 */
export function officialDocument(
  address: string,
  stands: ReadonlyMap<string, string> = new Map(),
): Pick<OfficialSource, 'publisher' | 'document' | 'address' | 'published'> | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  const stood = stands.get(url.host)
  if (url.username !== '' || url.password !== '') return undefined
  if (stood === undefined && (url.protocol !== 'https:' || url.port !== '')) return undefined
  const host = stood ?? url.hostname
  for (const row of OFFICIAL_PUBLISHERS) {
    if (row.host !== host) continue
    const found = row.path.exec(url.pathname)
    const published = found === null ? undefined : localDay(`${found[1]}-${found[2]}-${found[3]}`)
    if (found === null || published === undefined) continue
    return { publisher: row.publisher, document: found[4] ?? published, address: url.href, published }
  }
  return undefined
}
