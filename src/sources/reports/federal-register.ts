import Type from 'typebox'
import { Value } from 'typebox/value'
import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import type { ListedReport } from './feed.ts'
import { localDay } from './local-day.ts'
import { REPORT_LIMITS } from './raw-report.ts'

/** The Federal Register's public API, no key needed (https://www.federalregister.gov/developers/documentation/api/v1). */
export const FEDERAL_REGISTER = 'https://www.federalregister.gov'

const optional = Type.Optional(Type.Union([Type.String(), Type.Null()]))
const Results = Type.Object({
  results: Type.Array(
    Type.Object({
      document_number: Type.String({ minLength: 1, maxLength: 40 }),
      publication_date: Type.String({ minLength: 10, maxLength: 10 }),
      title: optional,
      abstract: optional,
      html_url: optional,
      raw_text_url: optional,
      body_html_url: optional,
      signing_date: optional,
    }),
  ),
  next_page_url: optional,
})

export interface RegisterPage {
  readonly documents: readonly ListedReport[]
  readonly next: string | undefined
}

/** The address of a search for designation notices of one agency, newest first. */
export function searchAddress(base: string, term: string, perPage: number): string {
  const query = new URLSearchParams([
    ['conditions[agencies][]', 'state-department'],
    ['conditions[agencies][]', 'treasury-department'],
    ['conditions[type][]', 'NOTICE'],
    ['conditions[term]', term],
    ['order', 'newest'],
    ['per_page', String(perPage)],
  ])
  for (const field of [
    'document_number',
    'publication_date',
    'title',
    'abstract',
    'html_url',
    'raw_text_url',
    'body_html_url',
    'signing_date',
  ])
    query.append('fields[]', field)
  return `${base}/api/v1/documents.json?${query}`
}

/** One page of search results. A document number was used twice before 2016, so that number and date are the id. */
export function readSearch(text: string, where: string): Parsed<RegisterPage> {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return refused('federal_register.json', where)
  }
  if (!Value.Check(Results, raw))
    return refused('federal_register.form', where, { remedy: 'the API may have changed: see its documentation' })
  const documents = raw.results.slice(0, REPORT_LIMITS.items).flatMap((each) => {
    const address = each.raw_text_url ?? each.body_html_url ?? each.html_url
    if (address === null || address === undefined) return []
    return [
      {
        address,
        title: each.title ?? undefined,
        published: localDay(each.publication_date),
        summary: each.abstract ?? undefined,
        id: `${each.document_number}@${each.publication_date}`,
      },
    ]
  })
  return accepted({ documents, next: raw.next_page_url ?? undefined })
}

export const isSearch = (text: string): boolean =>
  /^\s*\{/.test(text) && /"document_number"/.test(text.slice(0, 20_000))

/** A notice as the API's raw text has it: in a `<pre>`, with a masthead in brackets. */
export function noticeText(raw: string): string {
  const inner = /<pre>([\s\S]*?)(?:<\/pre>|$)/i.exec(raw)?.[1] ?? raw
  return inner
    .replace(/<[^<>]{0,300}>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}
