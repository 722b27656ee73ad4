import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Link } from 'react-router'
import { fetchRegister, readReport } from '../api.ts'
import { stateWords, toneOf } from '../parts/designations.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { plain } from '../parts/text.tsx'
import { useWords } from '../settings.tsx'

const PROSPECTIVE = new Set(['signalled', 'proposed', 'under_review', 'held', 'determined', 'notified', 'announced'])

/** What is coming: prospective states of the register, and what a report that is pasted here says. */
export function RadarScreen() {
  const words = useWords()
  const register = useQuery({ queryKey: ['register'], queryFn: () => fetchRegister('', '') })
  const rows = (register.data?.rows ?? []).filter((row) => PROSPECTIVE.has(row.state))
  return (
    <>
      <h1>{words.radar.title}</h1>
      <p className="quiet">{words.radar.intro}</p>
      {register.isPending && <Loading />}
      {register.isError && <Failure error={register.error} again={() => void register.refetch()} />}
      {register.data !== undefined && rows.length === 0 && <p>{words.radar.nothing}</p>}
      {rows.map((row) => (
        <article className="card" key={`${row.id} ${row.authority}`}>
          <h3>
            <Link to={`/organisation/${row.id}`}>{plain(row.organisation)}</Link>
          </h3>
          <p>
            {row.authority} <span className={`badge ${toneOf(row.state)}`}>{stateWords(row.state)}</span> {row.since}
          </p>
        </article>
      ))}
      <Report />
    </>
  )
}

function Report() {
  const words = useWords()
  const [text, setText] = useState('')
  const [published, setPublished] = useState(new Date().toISOString().slice(0, 10))
  const reading = useMutation({ mutationFn: () => readReport(text, published) })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    reading.mutate()
  }
  return (
    <section>
      <h2>{words.radar.read}</h2>
      <form onSubmit={submit}>
        <label className="field">
          {words.radar.paste}
          <textarea
            rows={8}
            required
            maxLength={200_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <div className="fields">
          <label className="field">
            {words.radar.published}
            <input type="date" required value={published} onChange={(event) => setPublished(event.target.value)} />
          </label>
        </div>
        <Button type="submit" className="button primary" isDisabled={reading.isPending}>
          {words.radar.read}
        </Button>
      </form>
      {reading.isPending && <Loading text={words.radar.reading} />}
      {reading.isError && <Failure error={reading.error} again={() => reading.mutate()} />}
      {reading.data !== undefined && (
        <section aria-live="polite">
          <h3>{words.radar.events}</h3>
          {reading.data.events.map((event) => (
            <article className="card" key={`${event.type} ${event.evidence}`}>
              <p>
                <strong>{stateWords(event.type)}</strong> {event.date ?? ''} {event.targets?.map(plain).join(', ')}{' '}
                {event.band !== undefined && <span className="badge">{event.band}</span>}
              </p>
              <blockquote>{plain(event.evidence)}</blockquote>
            </article>
          ))}
          <h3>{words.radar.statements}</h3>
          {reading.data.statements.map((statement) => (
            <p key={statement.quote}>
              <strong>{plain(statement.speaker ?? '—')}</strong>: “{plain(statement.quote)}”
            </p>
          ))}
        </section>
      )}
    </section>
  )
}
