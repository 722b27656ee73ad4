import type { IsoDate } from '../model/brand.ts'
import { isoDay } from '../model/partial-date.ts'
import { foldText, type Span, trimmed } from './text.ts'

/** What a stretch of the report is: only `body`, `item` and `post` may bear an event. */
export const BLOCK_ROLES = ['title', 'body', 'item', 'post', 'caption', 'header', 'furniture'] as const
export type BlockRole = (typeof BLOCK_ROLES)[number]

export interface Block extends Span {
  readonly role: BlockRole
  /** Why a block was dropped, for the log of what was read. */
  readonly why?: string
  /** Announces a list. */
  readonly endsWithColon?: boolean
}

export interface Layout {
  readonly blocks: readonly Block[]
  /** ` date YYYY-MM-DD` before the first words, a masthead or a line that is nothing but a date. */
  readonly datedInText: IsoDate | undefined
}

/** Most lines read of one report; the rest is reported unread. */
export const MAX_LINES = 5_000

const PROMO =
  /^(?:read more|see also|also read|you may also like|related|more on this|recommended|advertisement|sponsored|subscribe|sign up|newsletter|follow us|share|click here|watch|listen|download|lea tambien|ver tambien|mas informacion|le puede interesar|te puede interesar|tambien te puede|publicidad|suscribete|siguenos|comparte|lee tambien|leer mas|updated|actualizado|first published|copyright|©|all rights reserved|todos los derechos|tags?:|topics?:|etiquetas:|by our|by [a-z]+ [a-z]+$|this article|this story|our journalists|reporting by|editing by|additional reporting|con informacion de|for immediate release|press statement|media note|office of the spokesperson|home|menu|comments?)\b/
const PROMO_ANYWHERE =
  /subscription offers|subscribe (?:now|today)|read more:|share (?:this|on)|newsletter|click here|cookies/
const CREDIT =
  /(?:\/ ?getty|getty images|ap photo|\/ap\b|\/afp|afp photo|\/reuters|reuters\/|\/efe|file photo|photo:|foto:|photograph:|image:|credit:|cuartoscuro|archivo\)?$)/
const DATE_PREFIX = /^\s*date (\d{4})-(\d{2})-(\d{2})\s+/
const BULLET = /^\s*(?:[-*•–·]|\d{1,2}[.)]|\([a-z]\))\s+/
const SENTENCE_END = /[.!?…:;,]["'”’»)\]]*\s*$/
const NAV = /^[^.!?]{1,30}(?:\s[|›>•·/]\s[^.!?]{1,30}){2,}$/

const PLACE = "(?:[\\p{Lu}][\\p{L}.'’-]*)(?:[ ,/]+(?:de |of |del )?[\\p{Lu}][\\p{L}.'’-]*){0,4}"
const DATELINE = [
  new RegExp(
    `^${PLACE}(?:,? ?\\([^)]{1,30}\\))?(?:,? (?:\\p{Lu}\\p{L}{2,8}\\.?,? ?\\d{1,2}(?:,? \\d{4})?|\\d{1,2} (?:de )?\\p{L}{3,10}(?: de)?(?: \\d{4})?))?(?:,? ?\\([^)]{1,30}\\))?\\s*(?:\\.\\s?[-–—]+|—|–|--|-)\\s+`,
    'u',
  ),
  /^[\p{Lu}][\p{Lu} .,'-]{2,40}\((?:[^)]{1,30})\)\s+/u,
  new RegExp(`^${PLACE},? \\d{1,2} de \\p{L}{4,10}(?: de \\d{4})?\\.\\s+`, 'u'),
  new RegExp(`^${PLACE} \\((?:EFE|AP|AFP|Reuters|Europa Press|Notimex)\\)\\s*[.–—-]*\\s+`, 'u'),
]

/** "WASHINGTON, Dec 7 - ", "Bogotá, 3 de mayo de 2025. ": place and day of writing, no part of the sentence. Answers its length. */
export function datelineLength(opening: string): number {
  return Math.max(0, ...DATELINE.map((pattern) => pattern.exec(opening)?.[0].length ?? 0))
}

/** Cuts a report into blocks with their roles; every offset is one of the raw text, nothing is rewritten. */
export function layOut(text: string): Layout {
  const prefix = DATE_PREFIX.exec(text)
  const from = prefix === null ? 0 : prefix[0].length
  const lines = linesOf(text, from)
  const first = lines.find((line) => line.end > line.start && !isAroundTitle(text.slice(line.start, line.end)))
  const titleLine = first !== undefined && isTitle(text, first, lines) ? first : undefined
  const title = titleLine === undefined ? '' : normal(text.slice(titleLine.start, titleLine.end))
  const seen = new Set<string>()
  const blocks: Block[] = []
  for (const [at, line] of lines.entries()) {
    if (line.end === line.start) continue
    const raw = text.slice(line.start, line.end)
    const verdict =
      line === titleLine ? { role: 'title' as const } : roleOf(raw, title, seen, nextLine(text, lines, at), blocks)
    seen.add(normal(raw))
    blocks.push({ ...line, ...verdict, ...(/:\s*$/.test(raw) ? { endsWithColon: true } : {}) })
  }
  return { blocks: joined(text, blocks), datedInText: dateOf(prefix) }
}

/** Lines that may stand above a title: navigation and page furniture. */
const isAroundTitle = (raw: string): boolean =>
  NAV.test(raw) || (PROMO.test(foldText(raw)) && normal(raw).split(' ').length <= 6)

function dateOf(prefix: RegExpExecArray | null): IsoDate | undefined {
  return prefix === null ? undefined : isoDay(Number(prefix[1]), Number(prefix[2]), Number(prefix[3]))
}

function linesOf(text: string, from: number): readonly Span[] {
  const lines: Span[] = []
  let start = from
  while (start <= text.length && lines.length < MAX_LINES) {
    const at = text.indexOf('\n', start)
    const end = at === -1 ? text.length : at
    lines.push(trimmed(text, { start, end }))
    if (at === -1) break
    start = end + 1
  }
  return lines
}

const normal = (raw: string): string =>
  foldText(raw)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const MAX_TITLE_LENGTH = 220

function isTitle(text: string, first: Span, lines: readonly Span[]): boolean {
  const raw = text.slice(first.start, first.end)
  const isFollowed = lines.some((line) => line.start > first.end && line.end > line.start)
  return isFollowed && raw.length <= MAX_TITLE_LENGTH && !SENTENCE_END.test(raw) && !BULLET.test(raw)
}

const nextLine = (text: string, lines: readonly Span[], at: number): string => {
  const next = lines[at + 1]
  return next === undefined ? '' : text.slice(next.start, next.end)
}

type Verdict = Pick<Block, 'role' | 'why'>

function roleOf(
  raw: string,
  title: string,
  seen: ReadonlySet<string>,
  next: string,
  blocks: readonly Block[],
): Verdict {
  const folded = foldText(raw)
  const plain = normal(raw)
  const words = plain.split(' ').length
  const drop = (why: string): Verdict => ({ role: 'furniture', why })
  if (plain === '') return drop('no words')
  if (seen.has(plain)) return drop('line repeated')
  if (title !== '' && isTitleAgain(plain, title, raw)) return drop('title repeated')
  if (CREDIT.test(folded) && words <= 80) return { role: 'caption', why: 'photo credit' }
  if (/>\s*$/.test(raw) && words <= 8) return drop('promotion')
  if (PROMO.test(folded) && words <= 14) return drop('page furniture')
  if (PROMO_ANYWHERE.test(folded) && words <= 14) return drop('page furniture')
  if (NAV.test(raw)) return drop('navigation')
  if (next !== '' && CREDIT.test(foldText(next)) && words <= 6) return drop('caption title')
  if (/^.{0,60}[—–-]\s.{2,60}\(@\w+\)\s/.test(raw) || /—\s.{2,60}\(@\w+\)/.test(raw)) return { role: 'post' }
  if (BULLET.test(raw) || isListed(raw, words, blocks)) return { role: 'item' }
  if (!SENTENCE_END.test(raw) && words <= 14 && !hasFiniteVerb(folded)) return headerOrHeading(raw, blocks)
  return { role: 'body' }
}

function isTitleAgain(plain: string, title: string, raw: string): boolean {
  return plain === title || (plain.startsWith(title) && plain.length - title.length <= 40 && !SENTENCE_END.test(raw))
}

const headerOrHeading = (raw: string, blocks: readonly Block[]): Verdict =>
  blocks.length <= 8 || /^\[|^[A-Z0-9\s.,'-]+$/.test(raw) ? { role: 'header' } : { role: 'header', why: 'heading' }

/** A short line behind one that ends with a colon, or behind another such line. */
function isListed(raw: string, words: number, blocks: readonly Block[]): boolean {
  const last = blocks.at(-1)
  if (last === undefined || words > 24 || /[.!?]["'”’]*$/.test(raw) || !/^["'“‘(]?[\p{Lu}\p{N}]/u.test(raw))
    return false
  return last.role === 'item' || last.endsWithColon === true
}

const FINITE =
  /\b(?:is|are|was|were|has|have|had|said|says|will|would|designated|revoked|announced|told|ha|han|fue|dijo|anuncio|designo|retiro)\b/

const hasFiniteVerb = (folded: string): boolean => FINITE.test(folded)

/** Lines of one paragraph, broken by a narrow column, are one block again. */
function joined(text: string, blocks: readonly Block[]): readonly Block[] {
  const out: Block[] = []
  for (const block of blocks) {
    const last = out.at(-1)
    const gap = last === undefined ? '' : text.slice(last.end, block.start)
    const isRunOn =
      last !== undefined &&
      last.role === 'body' &&
      (block.role === 'body' || block.role === 'header') &&
      block.why === undefined &&
      (gap.match(/\n/g)?.length ?? 0) === 1 &&
      !SENTENCE_END.test(text.slice(last.start, last.end))
    if (isRunOn && last !== undefined) out[out.length - 1] = { ...last, end: block.end }
    else out.push(block)
  }
  return out
}
