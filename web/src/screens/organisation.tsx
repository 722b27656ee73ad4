import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearchParams } from 'react-router'
import { fetchOrganisation, type OrganisationAnswer } from '../api.ts'
import { stateWords, toneOf } from '../parts/designations.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { plain } from '../parts/text.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { useWords } from '../settings.tsx'

const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(1997, 0, 1) / DAY_MS
const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
const dayNumber = (text: string): number => Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY_MS)

/** One organisation: where each authority stands on a day, as known on a day, and how it came there. */
export function OrganisationScreen() {
  const words = useWords()
  const { id = '' } = useParams()
  const [address, setAddress] = useSearchParams()
  const asOf = address.get('as_of') ?? ''
  const knownAt = address.get('known_at') ?? ''
  const answer = useQuery({
    queryKey: ['organisation', id, asOf, knownAt],
    queryFn: () => fetchOrganisation(id, asOf, knownAt),
    placeholderData: (earlier) => earlier,
  })
  const set = (key: string, value: string): void => {
    const next = new URLSearchParams(address)
    if (value === '') next.delete(key)
    else next.set(key, value)
    setAddress(next, { replace: true })
  }
  if (answer.isPending) return <Loading />
  if (answer.isError) return <Failure error={answer.error} again={() => void answer.refetch()} />
  const today = dayNumber(new Date().toISOString().slice(0, 10))
  return (
    <>
      <h1>{plain(answer.data.organisation)}</h1>
      <p className="small">
        <Link to={`/?q=${encodeURIComponent(answer.data.organisation)}`}>{words.organisation.screenIt}</Link> ·{' '}
        <Link to={`/what-if?organisation=${encodeURIComponent(id)}`}>{words.organisation.whatIf}</Link>
      </p>
      <div className="fields">
        <label className="field">
          {words.organisation.asOf} <strong>{answer.data.as_of}</strong>
          <input
            type="range"
            min={FIRST_DAY}
            max={today}
            value={dayNumber(answer.data.as_of)}
            onChange={(event) => set('as_of', dayText(Number(event.target.value)))}
          />
        </label>
        <label className="field">
          {words.organisation.asOf}
          <input type="date" value={answer.data.as_of} onChange={(event) => set('as_of', event.target.value)} />
        </label>
        <label className="field">
          {words.organisation.knownAt}
          <input type="date" value={knownAt} onChange={(event) => set('known_at', event.target.value)} />
          <span className="hint">{words.organisation.knownAtHint}</span>
        </label>
      </div>
      <Statuses answer={answer.data} />
      <h2>{words.organisation.timeline}</h2>
      <Timeline events={answer.data.events} asOf={answer.data.as_of} />
      <h2>{words.organisation.events}</h2>
      <Events answer={answer.data} />
      <p className="quiet small">{words.caveat}</p>
    </>
  )
}

function Statuses({ answer }: { readonly answer: OrganisationAnswer }) {
  const words = useWords()
  const rows = Object.entries(answer.statuses)
  if (rows.length === 0) return <p className="quiet">{words.authority.none}</p>
  return (
    <div className="ways" aria-live="polite">
      {rows.map(([authority, status]) => (
        <section className="card" key={authority}>
          <h2>
            {authority} <span className={`badge ${toneOf(status.state)}`}>{stateWords(status.state)}</span>
          </h2>
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
        </section>
      ))}
    </div>
  )
}

function Events({ answer }: { readonly answer: OrganisationAnswer }) {
  const words = useWords()
  return (
    <table className="table stack">
      <thead>
        <tr>
          <th scope="col">{words.organisations.since}</th>
          <th scope="col">{words.organisations.authorityCol}</th>
          <th scope="col">{words.organisations.state}</th>
          <th scope="col">{words.evidence.source}</th>
        </tr>
      </thead>
      <tbody>
        {answer.events.map((event) => (
          <tr key={`${event.date} ${event.authority} ${event.type} ${event.note}`}>
            <td data-label={words.organisations.since}>{event.date}</td>
            <td data-label={words.organisations.authorityCol}>{event.authority}</td>
            <td data-label={words.organisations.state}>{stateWords(event.type)}</td>
            <td data-label={words.evidence.source}>
              {plain(event.note)} <span className="quiet">[{plain(event.citation ?? '—')}]</span>
              {!event.verified && ` (${words.authority.unverified})`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
