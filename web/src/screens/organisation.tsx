import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { fetchOrganisation, type OrganisationAnswer } from '../api/register.ts'
import { Consequences } from '../parts/consequences.tsx'
import { AuthorityCode, StateBadge } from '../parts/designations.tsx'
import { Slide } from '../parts/slide.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain, Text } from '../parts/text.tsx'
import { Clock, today } from '../parts/time.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { useSettings, useWords } from '../settings.tsx'

const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(1997, 0, 1) / DAY_MS
const PAUSE_MS = 160
const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
const dayNumber = (text: string): number => Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY_MS)

/** One organisation: where each authority stands on a day, as known on a day, and how it came there. */
export function OrganisationScreen() {
  const { language } = useSettings()
  const { id = '' } = useParams()
  const [address, setAddress] = useSearchParams()
  const asOf = address.get('as_of') ?? ''
  const isThen = address.get('known') === 'then'
  const knownAt = isThen ? asOf : ''
  const answer = useQuery({
    queryKey: ['organisation', id, asOf, knownAt, language],
    queryFn: () => fetchOrganisation(id, asOf, knownAt, language),
    placeholderData: (earlier) => (earlier?.id === id ? earlier : undefined),
  })
  const set = (key: string, value: string): void =>
    setAddress(
      (old) => {
        const next = new URLSearchParams(old)
        if (value === '') next.delete(key)
        else next.set(key, value)
        return next
      },
      { replace: true },
    )
  if (answer.isPending) return <Loading />
  if (answer.isError) return <Failure error={answer.error} again={() => void answer.refetch()} />
  return <Organisation answer={answer.data} isThen={isThen} set={set} />
}

interface ViewProps {
  readonly answer: OrganisationAnswer
  readonly isThen: boolean
  readonly set: (key: string, value: string) => void
}

function Organisation({ answer, isThen, set }: ViewProps) {
  const words = useWords()
  const inForce = Object.entries(answer.statuses).flatMap(([code, status]) =>
    status.legal_effect === true ? [code] : [],
  )
  const held = Object.values(answer.statuses).some(({ state }) => state === 'held')
  return (
    <>
      <h1>
        <Text>{answer.organisation}</Text>
      </h1>
      <p className="quiet small">
        {[answer.kind, answer.region].filter((text) => text !== undefined).join(' · ')}
        {answer.aliases !== undefined && answer.aliases.length > 0 && (
          <>
            {' · '}
            {words.organisation.aliases} {answer.aliases.map(({ text }) => plain(text)).join(', ')}
          </>
        )}
      </p>
      <p className="actions">
        <Link className="button" to={`/?q=${encodeURIComponent(answer.organisation)}`}>
          {words.organisation.screenIt}
        </Link>
        <Link className="button" to={`/what-if?organisation=${encodeURIComponent(answer.organisation)}`}>
          {words.organisation.whatIf}
        </Link>
      </p>
      <Moment answer={answer} isThen={isThen} set={set} />
      <Statuses answer={answer} />
      <h2>{words.organisation.timeline}</h2>
      <Timeline events={answer.events} asOf={answer.as_of} onChoose={(day) => set('as_of', day)} />
      <Events answer={answer} />
      <Next answer={answer} />
      <Around answer={answer} />
      <Consequences
        authorities={inForce.length > 0 ? inForce : held ? Object.keys(answer.statuses) : []}
        relation={inForce.length === 0 && held ? 'held' : 'designated'}
        asOf={answer.as_of}
      />
      <Sources answer={answer} />
    </>
  )
}

/** The day asked about, on a slider and as a date, and whether later knowledge counts. */
function Moment({ answer, isThen, set }: ViewProps) {
  const words = useWords()
  const now = dayNumber(today())
  const [day, setDay] = useState(dayNumber(answer.as_of))
  useEffect(() => setDay(dayNumber(answer.as_of)), [answer.as_of])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once a pause of the slider
  useEffect(() => {
    if (dayText(day) === answer.as_of) return
    const timer = setTimeout(() => set('as_of', dayText(day)), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [day])
  return (
    <div className="moment card">
      <Slide
        label={words.organisation.asOf}
        value={day}
        least={FIRST_DAY}
        most={now}
        says={dayText}
        onChange={setDay}
      />
      <label className="field">
        {words.organisation.on}
        <input
          type="date"
          value={answer.as_of}
          max={today()}
          onChange={({ target }) => {
            if (target.value !== '') set('as_of', target.value)
          }}
        />
      </label>
      <fieldset className="switch" title={words.organisation.knownHint}>
        <legend>{words.organisation.knownAt}</legend>
        <label>
          <input type="radio" name="known" checked={!isThen} onChange={() => set('known', '')} />{' '}
          {words.organisation.knownNow}
        </label>
        <label>
          <input type="radio" name="known" checked={isThen} onChange={() => set('known', 'then')} />{' '}
          {words.organisation.knownThen}
        </label>
      </fieldset>
      <button type="button" className="button tiny" onClick={() => set('as_of', '')}>
        {words.organisation.today}
      </button>
    </div>
  )
}

function Statuses({ answer }: { readonly answer: OrganisationAnswer }) {
  const words = useWords()
  const rows = Object.entries(answer.statuses)
  if (rows.length === 0) return <p className="empty">{words.authority.none}</p>
  return (
    <ul className="ways statuses" aria-live="polite">
      {rows.map(([authority, status]) => (
        <li className="card" key={authority}>
          <h2 className="card-title">
            <AuthorityCode code={authority} /> <StateBadge state={status.state} />
          </h2>
          <p className="small quiet">{words.authorities[authority]}</p>
          <p>
            {status.since !== null && `${words.authority.since} ${status.since}`}
            {status.since === null &&
              status.since_at_latest != null &&
              `${words.authority.sinceAtLatest} ${status.since_at_latest}`}
            {status.until !== null && ` ${words.authority.until} ${status.until}`}
          </p>
          <p className="small">
            {status.legal_effect === true ? words.organisation.legal : words.organisation.noLegal}
          </p>
          <p className="small quiet">
            {plain(status.citation ?? '—')}
            {!status.verified && ` (${words.authority.unverified})`}
          </p>
        </li>
      ))}
    </ul>
  )
}

function Events({ answer }: { readonly answer: OrganisationAnswer }) {
  const words = useWords()
  const isAhead = (on: string): boolean => on.slice(0, 10) > answer.as_of
  return (
    <Table
      label={`${words.organisation.events}: ${words.table.rows(answer.events.length)}`}
      rows={answer.events}
      keyOf={(event) => event.id}
      columns={[
        {
          key: 'on',
          title: words.organisation.on,
          cell: (event) => (
            <span className={isAhead(event.on) ? 'quiet' : undefined}>{event.on.replace('/', ' – ')}</span>
          ),
          text: (event) => event.on,
        },
        {
          key: 'authority',
          title: words.organisations.authorityCol,
          cell: (event) => <AuthorityCode code={event.authority} />,
          text: (event) => event.authority,
        },
        {
          key: 'type',
          title: words.organisation.event,
          cell: (event) => (
            <>
              {words.events[event.type] ?? words.states[event.type] ?? event.type.replaceAll('_', ' ')}
              {event.by !== undefined && event.requester !== undefined && (
                <div className="small quiet">
                  {words.organisation.byRequest(plain(event.by), plain(event.requester))}
                </div>
              )}
            </>
          ),
          text: (event) => event.type,
        },
        {
          key: 'source',
          title: words.evidence.source,
          cell: (event) => (
            <>
              {plain(event.note)} <span className="quiet">[{plain(event.citation ?? '—')}]</span>
              {!event.verified && ` (${words.authority.unverified})`}
            </>
          ),
          text: (event) => `${event.note} [${event.citation ?? ''}]`,
        },
      ]}
    />
  )
}

function Next({ answer }: { readonly answer: OrganisationAnswer }) {
  const { next = [] } = answer
  const { words, say } = useSettings()
  if (next.length === 0) return null
  return (
    <>
      <h2>{words.organisation.next}</h2>
      <ul>
        {next.map((step) => (
          <li key={`${step.authority} ${step.code} ${step.on}`}>
            <AuthorityCode code={step.authority} /> {plain(say(step.text))} <Clock due={step.on} from={answer.as_of} />
            {step.overdue === true && <strong className="missing"> {words.organisation.overdue}</strong>}
            <span className="quiet small">
              {' '}
              {plain(step.arithmetic ?? '')} [{plain(step.citation ?? '—')}]
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Around({ answer: { classes = [], members = [] } }: { readonly answer: OrganisationAnswer }) {
  const words = useWords()
  return (
    <>
      {classes.length > 0 && (
        <>
          <h2>{words.organisation.classes}</h2>
          <ul>
            {classes.map((each) => (
              <li key={`${each.id} ${each.authority}`}>
                <Link to={`/organisation/${each.id}`}>{plain(each.organisation)}</Link>{' '}
                <AuthorityCode code={each.authority} /> <StateBadge state={each.status.state} />{' '}
                {each.status.since ?? ''} <span className="quiet small">{plain(each.status.note ?? '')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {members.length > 0 && (
        <>
          <h2>{words.organisation.members}</h2>
          <ul>
            {members.map((each) => (
              <li key={each.id}>
                <Link to={`/organisation/${each.id}`}>{plain(each.organisation ?? each.name ?? each.id)}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Sources({ answer: { sources = [] } }: { readonly answer: OrganisationAnswer }) {
  const words = useWords()
  if (sources.length === 0) return null
  return (
    <details>
      <summary>
        {words.organisation.sources} ({sources.length})
      </summary>
      <ul className="small">
        {sources.map((source) => (
          <li key={`${source.publisher} ${source.document}`}>
            {plain(source.publisher)}: {plain(source.document)}{' '}
            {source.url?.startsWith('https://') === true && (
              <a href={source.url} rel="noreferrer noopener">
                {new URL(source.url).hostname}
              </a>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
