import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { IsoDate } from '../../model/brand.ts'
import { localDay } from './local-day.ts'
import { type RawReport, REPORT_LIMITS } from './raw-report.ts'

/** Whether a text is a web page: told by its beginning, not by its name. */
export const isPage = (text: string): boolean =>
  /^\s*(?:<!doctype html|<html|<head|<body|<\?xml[^>]*>\s*<html)/i.test(text.slice(0, 2_000))

/**
 * The article of a news page as paragraphs. Hidden parts, navigation, asides and scripts are left out. A page that is too large or too
 * deep for the parser is read as its bare text: bounded, never refused in silence.
 */
export function readPage(html: string, address: string): RawReport {
  const article = isParsable(html) ? parsed(html) : undefined
  const text = article?.text ?? bareText(html)
  const title = article?.title ?? titleOf(html)
  return {
    address,
    title,
    text: title === undefined || text.startsWith(title) ? text : `${title}\n\n${text}`,
    published: article?.published ?? publishedIn(html),
    outlet: article?.outlet ?? metaOf(html, 'og:site_name'),
    language: /<html[^>]*\slang=["']?([a-z]{2})/i.exec(html)?.[1]?.toLowerCase(),
    form: 'page',
  }
}

interface Article {
  readonly title: string | undefined
  readonly text: string
  readonly published: IsoDate | undefined
  readonly outlet: string | undefined
}

function isParsable(html: string): boolean {
  if (html.length > REPORT_LIMITS.markup) return false
  let tags = 0
  let depth = 0
  for (const found of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    tags += 1
    if (VOID.test(found[2] ?? '')) continue
    depth = Math.max(0, depth + (found[1] === '/' ? -1 : 1))
    if (tags > REPORT_LIMITS.tags || depth > REPORT_LIMITS.depth) return false
  }
  return true
}

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|td|tr|th|dt|dd|option)$/i

function parsed(html: string): Article | undefined {
  const { document } = parseHTML(withoutHidden(html))
  const published = publishedIn(html)
  const found = new Readability(document, { maxElemsToParse: REPORT_LIMITS.tags, charThreshold: 200 }).parse()
  const content = found?.content
  if (found === null || content === null || content === undefined) return undefined
  const text = bareText(content)
  return text === ''
    ? undefined
    : {
        title: found.title ?? undefined,
        text,
        published: published ?? localDay(found.publishedTime ?? undefined),
        outlet: found.siteName ?? undefined,
      }
}

const TAG = /<!--|<(\/?)([a-z][a-z0-9]*)([^<>]{0,5000})>/gi
const HIDES =
  /\shidden(?=[\s/=]|$)|style\s*=\s*["'][^"']*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d]))|aria-hidden\s*=\s*["']?true/i

/** What a reader cannot see is no part of the report: comments, and elements hidden by attribute or style. One pass over the markup. */
function withoutHidden(html: string): string {
  const kept: string[] = []
  let from = 0
  let hidden: { name: string; depth: number } | undefined
  TAG.lastIndex = 0
  for (let found = TAG.exec(html); found !== null; found = TAG.exec(html)) {
    const name = found[2]?.toLowerCase()
    if (name === undefined) {
      if (hidden === undefined) kept.push(html.slice(from, found.index))
      const end = html.indexOf('-->', found.index)
      from = end === -1 ? html.length : end + 3
      TAG.lastIndex = from
      if (end === -1) break
    } else if (hidden !== undefined) {
      if (name !== hidden.name) continue
      hidden.depth += found[1] === '/' ? -1 : 1
      if (hidden.depth > 0) continue
      hidden = undefined
      from = found.index + found[0].length
    } else if (found[1] !== '/' && !VOID.test(name) && HIDES.test(found[3] ?? '')) {
      kept.push(html.slice(from, found.index))
      hidden = { name, depth: 1 }
    }
  }
  if (hidden === undefined) kept.push(html.slice(from))
  return kept.join('')
}

/** Text without tags, paragraphs kept apart; linear in the length of the markup. */
export function bareText(html: string): string {
  const lines = withoutCode(withoutHidden(html.slice(0, REPORT_LIMITS.bytes)))

    .replace(
      /<\/?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|section|article|aside|header|footer|blockquote|figure|figcaption|pre)\b[^<>]{0,2000}>/gi,
      '\n\n',
    )
    .replace(/<[^<>]{0,5000}>/g, '')
  return decoded(lines)
    .split('\n')
    .map((line) => line.replace(/[ \t\r\f\u00a0]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

const CODE = /<(script|style|noscript|template|head)\b/gi

/** Scripts, styles and the head; an element without an end takes the rest with it. */
function withoutCode(html: string): string {
  const kept: string[] = []
  const folded = html.toLowerCase()
  let from = 0
  CODE.lastIndex = 0
  for (let found = CODE.exec(html); found !== null; found = CODE.exec(html)) {
    kept.push(html.slice(from, found.index))
    const end = folded.indexOf(`</${found[1]?.toLowerCase()}>`, found.index)
    if (end === -1) return kept.join(' ')
    from = end
    CODE.lastIndex = end
  }
  kept.push(html.slice(from))
  return kept.join(' ')
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  laquo: '«',
  raquo: '»',
  aacute: 'á',
  eacute: 'é',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  ntilde: 'ñ',
  iexcl: '¡',
  iquest: '¿',
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? (hex === undefined ? undefined : Number.parseInt(hex, 16)) : Number(decimal)
    if (code !== undefined)
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
    return ENTITIES[String(name).toLowerCase()] ?? whole
  })
}

/** Units from the beginning in which a page's own description stands. */
const HEAD_LENGTH = 300_000

const metaOf = (page: string, name: string): string | undefined => {
  const html = page.slice(0, HEAD_LENGTH)
  const tag = new RegExp(`<meta\\b[^>]{0,500}(?:property|name)\\s*=\\s*["']${name}["'][^>]{0,500}>`, 'i').exec(
    html,
  )?.[0]
  return tag === undefined ? undefined : /content\s*=\s*["']([^"']{1,300})["']/i.exec(tag)?.[1]
}

const titleOf = (html: string): string | undefined => {
  const raw = metaOf(html, 'og:title') ?? /<title[^>]{0,200}>([^<]{1,400})<\/title>/i.exec(html)?.[1]
  return raw === undefined ? undefined : decoded(raw).trim()
}

/** JSON-LD first, then the usual meta tags and the first <time>. */
function publishedIn(html: string): IsoDate | undefined {
  const head = html.slice(0, HEAD_LENGTH)
  const jsonLd = /"datePublished"\s*:\s*"([^"]{8,40})"/.exec(head)?.[1]
  return (
    localDay(jsonLd) ??
    localDay(metaOf(head, 'article:published_time')) ??
    localDay(metaOf(head, 'date')) ??
    localDay(metaOf(head, 'pubdate')) ??
    localDay(/<time\b[^>]{0,300}datetime\s*=\s*["']([^"']{8,40})["']/i.exec(head)?.[1])
  )
}
