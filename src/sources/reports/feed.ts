import { parseFeed } from 'feedsmith'
import type { IsoDate } from '../../model/brand.ts'
import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import { localDay } from './local-day.ts'
import { bareText } from './page.ts'
import { REPORT_LIMITS } from './raw-report.ts'

/** What a listing (a feed, an index page, an API) points at. */
export interface ListedReport {
  readonly address: string
  readonly title: string | undefined
  readonly published: IsoDate | undefined
  readonly summary: string | undefined
  /** The publisher's own id where there is one: a feed's guid, a document number with its date. */
  readonly id: string
}

export const isFeed = (text: string): boolean =>
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:rss|feed|rdf:RDF)\b/i.test(text.slice(0, 4_000)) ||
  /^\s*\{[\s\S]{0,400}"version"\s*:\s*"https:\/\/jsonfeed\.org/.test(text.slice(0, 1_000))

type Loose = Readonly<Record<string, unknown>>

/** Items of an RSS, Atom, RDF or JSON feed. A feed that cannot be read is refused, its items never guessed. */
export function readFeed(text: string, address: string): Parsed<readonly ListedReport[]> {
  let items: readonly unknown[]
  try {
    const { feed } = parseFeed(text)
    const loose = feed as Loose
    items = listOf(loose['items'] ?? loose['entries'])
  } catch {
    return refused('feed.unreadable', address, { remedy: 'give an RSS, Atom, RDF or JSON feed' })
  }
  return accepted(items.slice(0, REPORT_LIMITS.items).flatMap((item) => listed(item) ?? []))
}

const listOf = (raw: unknown): readonly unknown[] => (Array.isArray(raw) ? raw : [])

const textOf = (raw: unknown): string | undefined =>
  typeof raw === 'string' ? raw : isLoose(raw) ? textOf(raw['value'] ?? raw['content']) : undefined

const isLoose = (raw: unknown): raw is Loose => typeof raw === 'object' && raw !== null

function listed(raw: unknown): ListedReport | undefined {
  if (!isLoose(raw)) return undefined
  const links = listOf(raw['links'])
  const alternate = links.find((link) => isLoose(link) && (link['rel'] === undefined || link['rel'] === 'alternate'))
  const address =
    textOf(raw['link']) ?? textOf(raw['url']) ?? (isLoose(alternate) ? textOf(alternate['href']) : undefined)
  if (address === undefined) return undefined
  const dc = raw['dc']
  const date =
    textOf(raw['pubDate']) ??
    textOf(raw['published']) ??
    textOf(raw['date_published']) ??
    textOf(raw['updated']) ??
    (isLoose(dc) ? textOf(dc['date']) : undefined)
  const summary = textOf(raw['description']) ?? textOf(raw['summary']) ?? textOf(raw['content'])
  return {
    address,
    title: textOf(raw['title']),
    published: localDay(date),
    summary: summary === undefined ? undefined : bareText(summary),
    id: textOf(raw['guid']) ?? textOf(raw['id']) ?? address,
  }
}
