import type { ListedReport } from './feed.ts'
import { localDay } from './local-day.ts'
import { REPORT_LIMITS } from './raw-report.ts'

/** OFAC's page of recent actions: one page a day since the feed was retired on 2025-01-31 (ofac.treasury.gov). */
export const OFAC_RECENT_ACTIONS = 'https://ofac.treasury.gov/recent-actions'

const LINK =
  /<a\b[^>]{0,500}href\s*=\s*["']([^"']*\/recent-actions\/(\d{4})(\d{2})(\d{2})[^"']{0,20})["'][^>]{0,300}>([\s\S]{0,400}?)<\/a>/gi

/** The days listed on the page, each with its title; the day stands in the address. */
export function readRecentActions(html: string, base: string): readonly ListedReport[] {
  const seen = new Set<string>()
  const found: ListedReport[] = []
  for (const [, href = '', year, month, day, inner = ''] of html.matchAll(LINK)) {
    if (found.length >= REPORT_LIMITS.items) break
    const address = URL.canParse(href, base) ? new URL(href, base).href : undefined
    if (address === undefined || seen.has(address)) continue
    seen.add(address)
    found.push({
      address,
      title: inner.replace(/<[^<>]{0,200}>/g, '').trim() || undefined,
      published: localDay(`${year}-${month}-${day}`),
      summary: undefined,
      id: address,
    })
  }
  return found
}
