import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { fetchRadar, type GivenReport, type RadarRow, type ReadReport, readReports } from '../api/horizon.ts'
import { AuthorityCode, StateBadge } from '../parts/designations.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { plain, Text } from '../parts/text.tsx'
import { today } from '../parts/time.tsx'
import { useWords } from '../settings.tsx'

const KEPT = 'cordon.reports'
const LONGEST = 200_000
const ID_CHARACTERS = 12

function keptReports(): readonly GivenReport[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isReport) : []
  } catch {
    return []
  }
}

const isReport = (value: unknown): value is GivenReport =>
  typeof value === 'object' && value !== null && 'id' in value && 'text' in value && 'published' in value

/** A text that names nobody says nothing. */
const isSaid = (text: string | null): text is string => text !== null && text.trim() !== ''

/** A day, or two with a dash between where the report leaves it open. */
const spanOf = (date: string | null): string => (date ?? '').replace('/', ' – ')

async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, ID_CHARACTERS)
}

/** What is coming: prospective states of the register, and what the reports that are read here say, span by span. */
export function RadarScreen() {
  const words = useWords()
  const [reports, setReports] = useState(keptReports)
  const [address, setAddress] = useSearchParams()
  const keep = (next: readonly GivenReport[]): void => {
    setReports(next)
    sessionStorage.setItem(KEPT, JSON.stringify(next))
  }
  const reading = useQuery({
    queryKey: ['reports', reports.map(({ id, published }) => `${id} ${published}`)],
    queryFn: () => readReports(reports),
    enabled: reports.length > 0,
    placeholderData: (earlier) => earlier,
  })
  const show = (report: string, start: number): void => {
    setAddress({ report, at: String(start) }, { preventScrollReset: true })
  }
  const open = reports.find(({ id }) => id === address.get('report')) ?? reports.at(-1)
  const read = reading.data?.reports.find(({ id }) => id === open?.id)
  return (
    <>
      <h1>{words.radar.title}</h1>
      <p className="quiet">{words.radar.intro}</p>
      <ReportForm
        onAdd={(added) => keep([...reports.filter(({ id }) => added.every((each) => each.id !== id)), ...added])}
      />
      {reading.isFetching && <Loading text={words.radar.reading} />}
      {reading.isError && <Failure error={reading.error} again={() => void reading.refetch()} />}
      {reports.length > 0 && reading.data !== undefined && (
        <section aria-live="polite">
          <div className="section-head">
            <h2>{words.radar.reported}</h2>
            <button type="button" className="button tiny" onClick={() => keep([])}>
              {words.radar.forget}
            </button>
          </div>
          {reading.data.radar.map((row) => (
            <ReportedCard key={row.organisation} row={row} reports={reading.data.reports} onShow={show} />
          ))}
          {open !== undefined && read !== undefined && (
            <ReportView given={open} read={read} at={Number(address.get('at') ?? -1)} onShow={show} />
          )}
          {reports.length > 1 && (
            <p className="actions">
              {reports.map(({ id, text }) => (
                <button
                  key={id}
                  type="button"
                  className="button tiny"
                  aria-pressed={id === open?.id}
                  onClick={() => show(id, -1)}
                >
                  {plain(text, 48)}
                </button>
              ))}
            </p>
          )}
        </section>
      )}
      <Registered />
    </>
  )
}

function ReportForm({ onAdd }: { readonly onAdd: (reports: readonly GivenReport[]) => void }) {
  const words = useWords()
  const [text, setText] = useState('')
  const [published, setPublished] = useState(today())
  const file = useRef<HTMLInputElement>(null)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const files = await Promise.all([...(file.current?.files ?? [])].map((each) => each.text()))
    const texts = [text, ...files].filter((each) => each.trim() !== '').map((each) => each.slice(0, LONGEST))
    const added = await Promise.all(texts.map(async (each) => ({ id: await digestOf(each), text: each, published })))
    if (added.length > 0) onAdd(added)
    setText('')
    if (file.current !== null) file.current.value = ''
  }
  return (
    <form className="card" onSubmit={(event) => void submit(event)}>
      <label className="field">
        {words.radar.paste}
        <textarea rows={5} maxLength={LONGEST} value={text} onChange={({ target }) => setText(target.value)} />
      </label>
      <div className="fields">
        <label className="field">
          {words.radar.file}
          <input ref={file} type="file" accept=".txt,text/plain" multiple />
        </label>
        <label className="field">
          {words.radar.published}
          <input type="date" required value={published} onChange={({ target }) => setPublished(target.value)} />
        </label>
      </div>
      <button type="submit" className="button primary">
        {words.radar.add}
      </button>{' '}
      <span className="quiet small">{words.radar.stays}</span>
    </form>
  )
}

interface CardProps {
  readonly row: RadarRow
  readonly reports: readonly ReadReport[]
  readonly onShow: (report: string, start: number) => void
}

function ReportedCard({ row, reports, onShow }: CardProps) {
  const words = useWords()
  const startOf = (report: string, evidence: string): number =>
    reports.find(({ id }) => id === report)?.events.find((event) => event.evidence === evidence)?.start ?? -1
  return (
    <article className="card">
      <header>
        <h3>
          <Link to={`/organisation/${row.organisation}`}>{plain(row.name)}</Link> <StateBadge state={row.state} />
        </h3>
        <Link className="small" to={`/what-if?organisation=${encodeURIComponent(row.name)}`}>
          {words.radar.whatIf}
        </Link>
      </header>
      <p>
        {row.since !== null && `${words.authority.since} ${row.since}`}
        {isSaid(row.by) && `, ${words.radar.by} ${plain(row.by)}`}
        {isSaid(row.requester) && `, ${words.radar.request(plain(row.requester))}`}
        {' · '}
        {row.authorities.length === 0
          ? words.radar.noAuthority
          : row.authorities.map((code) => <AuthorityCode key={code} code={code} />)}
      </p>
      <p className="small quiet">
        {words.radar.sources(row.sources, row.origins)}
        {row.silentDays > 0 && `; ${words.radar.silent(row.silentDays)}`}
        {row.nextStep !== null && `; ${words.radar.next} ${plain(row.nextStep.what)} ${row.nextStep.date}`}
      </p>
      <ul className="quotes">
        {row.events.map((event) => (
          <li key={event.key}>
            <p className="small">
              <strong>{words.events[event.type] ?? event.type.replaceAll('_', ' ')}</strong> {spanOf(event.date)}
            </p>
            <blockquote>
              <Text>{event.evidence}</Text>
            </blockquote>
            <button
              type="button"
              className="button tiny"
              onClick={() => onShow(event.report, startOf(event.report, event.evidence))}
            >
              {words.radar.show}
            </button>
          </li>
        ))}
      </ul>
      {row.contradictions.map((each) => (
        <p key={each.field} className="small missing">
          {words.radar.toldDifferently}: {each.field} {each.values.map(({ value }) => plain(value)).join(' / ')};{' '}
          {words.radar.kept} {plain(each.kept)} ({plain(each.why)})
        </p>
      ))}
    </article>
  )
}

interface ReportProps {
  readonly given: GivenReport
  readonly read: ReadReport
  readonly at: number
  readonly onShow: (report: string, start: number) => void
}

/** A report with its spans: what an event or a statement was read from is marked, what was left out is pale. */
function ReportView({ given, read, at, onShow }: ReportProps) {
  const words = useWords()
  return (
    <div className="columns report">
      <div>
        <h2>{words.radar.text}</h2>
        <Marked given={given} read={read} at={at} />
      </div>
      <div>
        <h2>{words.radar.events}</h2>
        <ul className="quotes">
          {read.events.map((event) => (
            <li key={event.id}>
              <button type="button" className="span-link" onClick={() => onShow(read.id, event.start)}>
                <strong>{words.events[event.type] ?? event.type.replaceAll('_', ' ')}</strong> {spanOf(event.date)}{' '}
                {isSaid(event.actor) && `${words.radar.by} ${plain(event.actor)}`}
                {isSaid(event.requester) && `, ${words.radar.request(plain(event.requester))}`}{' '}
                {event.target_organisations.length > 0 &&
                  `→ ${event.target_organisations.map((name) => plain(name)).join(', ')}`}
              </button>
              {event.confidence !== undefined && (
                <span className="badge">
                  {words.radar.bands[event.confidence.band] ?? event.confidence.band.replaceAll('_', ' ')}
                </span>
              )}
            </li>
          ))}
        </ul>
        {read.statements.length > 0 && <h2>{words.radar.statements}</h2>}
        <ul className="quotes">
          {read.statements.map((statement) => (
            <li key={statement.id}>
              <button type="button" className="span-link" onClick={() => onShow(read.id, statement.start)}>
                <strong>{plain(statement.speaker ?? '—')}</strong> {plain(statement.role ?? '')}: “
                {plain(statement.quote, 160)}”
              </button>
              {statement.stance !== null && (
                <span className="badge">
                  {words.stances[statement.stance] ?? statement.stance.replaceAll('_', ' ')}
                </span>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function Marked({ given: { text }, read, at }: Omit<ReportProps, 'onShow'>) {
  const words = useWords()
  const spans = [...read.events, ...read.statements].map(({ start, end }) => ({ start, end }))
  const dropped = read.dropped ?? []
  const cuts = [...new Set([0, text.length, ...[...spans, ...dropped].flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  )
  const box = useRef<HTMLElement>(null)
  const scroll = (element: HTMLElement | null): void => {
    if (element !== null && element !== box.current) element.scrollIntoView({ block: 'nearest' })
    box.current = element
  }
  const isIn = (from: number) => (span: { start: number; end: number }) => span.start <= from && from < span.end
  const chosen = spans.find(({ start }) => start === at)
  return (
    <div className="report-text" role="region" aria-label={words.radar.text} tabIndex={0}>
      {cuts.slice(0, -1).map((from, index) => {
        const piece = plain(text.slice(from, cuts[index + 1]), LONGEST)
        if (chosen !== undefined && isIn(from)(chosen))
          return (
            <mark key={from} className="chosen" ref={from === chosen.start ? scroll : undefined}>
              {piece}
            </mark>
          )
        if (spans.some(isIn(from))) return <mark key={from}>{piece}</mark>
        return (
          <span key={from} className={dropped.some(isIn(from)) ? 'dropped' : undefined}>
            {piece}
          </span>
        )
      })}
    </div>
  )
}

function Registered() {
  const words = useWords()
  const [address, setAddress] = useSearchParams()
  const asOf = address.get('as_of') ?? ''
  const radar = useQuery({ queryKey: ['radar', asOf], queryFn: () => fetchRadar(asOf, '') })
  const rows = radar.data?.registered ?? []
  return (
    <section>
      <div className="section-head">
        <h2>{words.radar.register}</h2>
        <label className="field inline">
          {words.organisation.asOf}
          <input
            type="date"
            value={asOf === '' ? (radar.data?.as_of ?? '') : asOf}
            onChange={({ target }) =>
              setAddress(target.value === '' ? {} : { as_of: target.value }, { preventScrollReset: true })
            }
          />
        </label>
      </div>
      {radar.isPending && <Loading />}
      {radar.isError && <Failure error={radar.error} again={() => void radar.refetch()} />}
      {radar.data !== undefined && rows.length === 0 && <Empty title={words.radar.nothing} />}
      <ul className="ways">
        {rows.map((row) => (
          <li className="card" key={`${row.organisation} ${row.authority}`}>
            <h3>
              <Link to={`/organisation/${row.organisation}${asOf === '' ? '' : `?as_of=${asOf}`}`}>
                {plain(row.name)}
              </Link>
            </h3>
            <p>
              <AuthorityCode code={row.authority} /> <StateBadge state={row.state} /> {row.since ?? ''}
            </p>
            {row.next !== null && (
              <p>
                {words.radar.next} {row.next}
              </p>
            )}
            <p className="small quiet">
              {plain(row.citation ?? '—')}
              {!row.verified && ` (${words.authority.unverified})`}
            </p>
          </li>
        ))}
      </ul>
      <p className="quiet small">{words.caveat}</p>
    </section>
  )
}
