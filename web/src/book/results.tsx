import { useMutation } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { putParties, screenBook } from '../api/book.ts'
import { EMPTY_QUESTION } from '../api/screening.ts'
import { factsOf } from '../parts/hit-card.tsx'
import { useKeys } from '../parts/keys.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { csvOf, download, plain } from '../parts/text.tsx'
import { addressOf } from '../question.ts'
import { useWords } from '../settings.tsx'
import type { ReadRow } from './columns.ts'
import type { KeptAnswer, KeptBook } from './kept.ts'

const ROW_PX = 52
const MOST_PX = 512
const BATCH = 2_000

interface Props {
  readonly book: KeptBook
  readonly read: readonly ReadRow[]
  readonly answers: readonly (KeptAnswer | undefined)[]
}

interface Line {
  readonly row: ReadRow
  readonly answer: KeptAnswer | undefined
  readonly at: number
}

const statusOf = ({ answer }: Line): string => answer?.status ?? 'waiting'

/** What came of a book, hits first: any number of rows, of which only those in sight are drawn. */
export function Results({ book, read, answers }: Props) {
  const words = useWords()
  const navigate = useNavigate()
  const [address, setAddress] = useSearchParams()
  const facet = address.get('show') ?? ''
  const current = Number(address.get('row') ?? -1)
  const lines = useMemo(
    () =>
      read
        .map((row, at): Line => ({ row, at, answer: answers[at] }))
        .filter(({ row }) => row.party !== undefined)
        .sort((a, b) => (b.answer?.score ?? -1) - (a.answer?.score ?? -1) || a.at - b.at),
    [read, answers],
  )
  const shown = useMemo(() => lines.filter((line) => facet === '' || statusOf(line) === facet), [lines, facet])
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  })
  const set = (changes: Readonly<Record<string, string>>): void =>
    setAddress(
      (old) =>
        new URLSearchParams([...new Map([...old, ...Object.entries(changes)])].filter(([, value]) => value !== '')),
      {
        replace: true,
        preventScrollReset: true,
      },
    )
  const step = (by: number): void => {
    const next = Math.max(0, Math.min(shown.length - 1, current + by))
    set({ row: String(next) })
    virtual.scrollToIndex(next)
  }
  const open = (): void => {
    const line = shown[current]
    if (line !== undefined) void navigate(evidenceOf(line))
  }
  useKeys({ down: () => step(1), up: () => step(-1), open })
  const counts = (status: string): number => lines.filter((line) => statusOf(line) === status).length
  return (
    <section>
      <h2>{words.book.results}</h2>
      <p className="chips" role="group" aria-label={words.book.status}>
        <button type="button" className="button tiny" aria-pressed={facet === ''} onClick={() => set({ show: '' })}>
          {words.book.all} {lines.length}
        </button>
        {['hits', 'undetermined', 'clear', 'waiting'].map((status) => (
          <button
            key={status}
            type="button"
            className="button tiny"
            aria-pressed={facet === status}
            onClick={() => set({ show: status })}
          >
            {words.book.statuses[status]} {counts(status)}
          </button>
        ))}
      </p>
      <div
        ref={box}
        className="long-table"
        style={{ height: Math.min(MOST_PX, shown.length * ROW_PX + 2) }}
        tabIndex={0}
        role="region"
        aria-label={words.book.results}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const line = shown[item.index]
            if (line === undefined) return null
            return (
              <div
                key={line.at}
                className={`long-row ${item.index === current ? 'current' : ''}`}
                style={{ transform: `translateY(${item.start}px)`, height: ROW_PX }}
              >
                <Row line={line} />
              </div>
            )
          })}
        </div>
      </div>
      <p className="actions">
        <button type="button" className="button" onClick={() => void saveXlsx({ book, read, answers })}>
          {words.paper.xlsx}
        </button>
        <button
          type="button"
          className="button"
          onClick={() =>
            download(`cordon-${plainName(book.name)}.csv`, csvOf(annotated({ book, read, answers })), 'text/csv')
          }
        >
          {words.paper.csv}
        </button>
      </p>
      <Monitor book={book} read={read} />
    </section>
  )
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const plainName = (name: string): string => name.replace(/\.(csv|tsv|txt|xlsx)$/i, '')

/** The writer of spreadsheets is fetched when somebody wants one. */
async function saveXlsx(props: Props): Promise<void> {
  const { writeXlsx } = await import('./write-xlsx.ts')
  download(`cordon-${plainName(props.book.name)}.xlsx`, writeXlsx(annotated(props)), XLSX)
}

function evidenceOf({ row: { party }, answer }: Line): string {
  const first = (key: string): string => party?.properties[key]?.[0] ?? ''
  const question = {
    ...EMPTY_QUESTION,
    name: first('name'),
    birthDate: first('birthDate'),
    country: first('country') || first('nationality'),
    schema: party?.schema ?? '',
    number: first('taxNumber') || first('idNumber') || first('passportNumber'),
    address: first('address'),
  }
  return answer?.entity === undefined
    ? `/?${addressOf(question)}`
    : `/evidence/${encodeURIComponent(answer.entity)}?${addressOf(question)}`
}

function Row({ line }: { readonly line: Line }) {
  const words = useWords()
  const { row, answer } = line
  const tone = answer?.status === 'hits' ? 'effect' : answer?.status === 'undetermined' ? 'open' : ''
  return (
    <>
      <span className="quiet small ref">{plain(row.ref, 24)}</span>
      <Link className="who" to={evidenceOf(line)}>
        <bdi>{plain(row.party?.properties['name']?.[0] ?? '', 90)}</bdi>
      </Link>
      <span className="what small">
        <span className={`badge ${tone}`}>{words.book.statuses[statusOf(line)]}</span>{' '}
        {answer?.caption !== undefined && (
          <>
            <bdi>{plain(answer.caption, 70)}</bdi>{' '}
            <span className="quiet">
              {answer.score?.toFixed(2)} {words.hit.bands[answer.band ?? '']} ·{' '}
              {factsOf(answer.facts ?? [], words.features)} · {answer.authorities?.join(' ')}
              {answer.hits > 1 && ` +${answer.hits - 1}`}
            </span>
          </>
        )}
      </span>
    </>
  )
}

/** The file as it came, with what was found beside each row. */
function annotated({ book, read, answers }: Props): readonly (readonly string[])[] {
  const headings = [
    ...book.headings,
    'cordon_status',
    'cordon_hits',
    'cordon_entity',
    'cordon_name',
    'cordon_score',
    'cordon_authorities',
  ]
  const rows = book.rows.map((cells, at) => {
    const answer = answers[at]
    const status = answer?.status ?? (read[at]?.party === undefined ? 'undetermined' : 'not asked')
    const own = book.headings.map((_, place) => cells[place] ?? '')
    return [
      ...own,
      status,
      String(answer?.hits ?? ''),
      answer?.entity ?? '',
      answer?.caption ?? '',
      String(answer?.score ?? ''),
      answer?.authorities?.join(' ') ?? '',
    ]
  })
  return [headings, ...rows]
}

/** Takes the parties into a book that the server keeps, screens them there, and raises alerts. */
function Monitor({ book, read }: Pick<Props, 'book' | 'read'>) {
  const words = useWords()
  const name = (
    book.name
      .toLowerCase()
      .replace(/\.[a-z]+$/, '')
      .replace(/[^a-z0-9_-]+/g, '-')
      .replace(/^[-_]+/, '') || 'book'
  ).slice(0, 60)
  const work = useMutation({
    mutationFn: async () => {
      const parties = read.flatMap(({ ref, party }) => (party === undefined ? [] : [{ ...party, ref }]))
      let raised = 0
      for (let at = 0; at < parties.length; at += BATCH) {
        const { to_screen: wanted } = await putParties(name, parties.slice(at, at + BATCH))
        if (wanted.length > 0) raised += (await screenBook(name, wanted)).raised.length
      }
      return { parties: parties.length, raised }
    },
  })
  return (
    <div className="actions">
      <button type="button" className="button primary" disabled={work.isPending} onClick={() => work.mutate()}>
        {words.book.monitor}
      </button>
      {work.isPending && <Loading text={words.book.monitoring} />}
      {work.isError && <Failure error={work.error} again={() => work.mutate()} />}
      {work.data !== undefined && (
        <p role="status">
          {words.book.monitored(work.data.parties, work.data.raised)} <Link to="/queue">{words.book.toQueue}</Link>
        </p>
      )}
    </div>
  )
}
