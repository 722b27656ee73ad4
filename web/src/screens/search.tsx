import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Link } from 'react-router'
import { type Answer, type Question, screenParty } from '../api.ts'
import { Basis } from '../parts/basis.tsx'
import { HitCard } from '../parts/hit-card.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { plain } from '../parts/text.tsx'
import { addressOf, useQuestion } from '../question.ts'
import { useWords } from '../settings.tsx'

/** A pause in typing after which the question is asked, in milliseconds. */
const PAUSE_MS = 180
const SHORTEST = 2
const SCHEMATA = ['Person', 'Organization', 'Company', 'Vessel', 'Airplane'] as const

export function SearchScreen() {
  const words = useWords()
  const [question, ask] = useQuestion()
  const [draft, setDraft] = useState<Question>(question)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus(), [])
  useEffect(() => {
    const timer = setTimeout(() => ask(draft), PAUSE_MS)
    return () => clearTimeout(timer)
    // biome-ignore lint/correctness/useExhaustiveDependencies: asking is a new function at each render
  }, [draft])
  const isAsked = question.name.trim().length >= SHORTEST
  const answer = useQuery({
    queryKey: ['screen', question],
    queryFn: () => screenParty(question),
    enabled: isAsked,
    placeholderData: (earlier) => earlier,
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    ask(draft)
  }
  const set = (part: Partial<Question>): void => setDraft({ ...draft, ...part })
  return (
    <>
      <h1>{words.tagline}</h1>
      <search>
        <form onSubmit={submit}>
          <div className="search">
            <label className="field">
              {words.search.label}
              <input
                ref={box}
                type="search"
                value={draft.name}
                maxLength={384}
                placeholder={words.search.placeholder}
                onChange={(event) => set({ name: event.target.value })}
              />
            </label>
            <Button type="submit" className="button primary">
              {words.search.screen}
            </Button>
          </div>
          <details open={draft.birthDate !== '' || draft.country !== '' || draft.schema !== ''}>
            <summary>{words.search.more}</summary>
            <div className="fields">
              <label className="field">
                {words.search.birthDate}
                <input
                  value={draft.birthDate}
                  placeholder="1966-07-17"
                  onChange={(event) => set({ birthDate: event.target.value })}
                />
                <span className="hint">{words.search.birthHint}</span>
              </label>
              <label className="field">
                {words.search.country}
                <input
                  value={draft.country}
                  placeholder="mx"
                  onChange={(event) => set({ country: event.target.value })}
                />
              </label>
              <label className="field">
                {words.search.kind}
                <select value={draft.schema} onChange={(event) => set({ schema: event.target.value })}>
                  <option value="">{words.search.kindAny}</option>
                  {SCHEMATA.map((schema) => (
                    <option key={schema}>{schema}</option>
                  ))}
                </select>
              </label>
            </div>
          </details>
        </form>
      </search>
      {!isAsked && <WaysIn />}
      {isAsked && answer.isPending && <Loading text={words.search.asking} />}
      {isAsked && answer.isError && <Failure error={answer.error} again={() => void answer.refetch()} />}
      {isAsked && answer.data !== undefined && !answer.isError && (
        <AnswerView answer={answer.data} question={question} />
      )}
    </>
  )
}

function WaysIn() {
  const words = useWords()
  return (
    <>
      <h2>{words.search.first}</h2>
      <ul className="ways">
        <li className="card">
          <h3>
            <Link to="/?q=Cartel+de+Sinaloa">{words.search.wayName}</Link>
          </h3>
          <p>{words.search.wayNameText}</p>
        </li>
        <li className="card">
          <h3>
            <Link to="/what-if">{words.search.wayWhatIf}</Link>
          </h3>
          <p>{words.search.wayWhatIfText}</p>
        </li>
        <li className="card">
          <h3>
            <Link to="/radar">{words.search.wayReport}</Link>
          </h3>
          <p>{words.search.wayReportText}</p>
        </li>
      </ul>
    </>
  )
}

function AnswerView({ answer, question }: { readonly answer: Answer; readonly question: Question }) {
  const words = useWords()
  const evidence = (id: string): string => `/evidence/${encodeURIComponent(id)}?${addressOf(question)}`
  const headline = answer.status === 'hits' ? words.verdict.hits(answer.total) : words.verdict[answer.status]
  return (
    <section aria-live="polite">
      <div className={`verdict ${answer.status}`}>
        <span>{headline}</span>
        {answer.hits.length < answer.total && <small>{words.verdict.total(answer.hits.length, answer.total)}</small>}
        {(answer.missing ?? []).map((reason) => (
          <small key={reason}>{plain(reason)}</small>
        ))}
      </div>
      {answer.hits.map((hit) => (
        <HitCard key={hit.entity.id} hit={hit} to={evidence(hit.entity.id)} />
      ))}
      {answer.below.length > 0 && (
        <details open={answer.hits.length === 0}>
          <summary>
            {words.below['title']} ({answer.below.length})
          </summary>
          {answer.below.map((hit) => (
            <HitCard key={hit.entity.id} hit={hit} to={evidence(hit.entity.id)} />
          ))}
        </details>
      )}
      <Basis answer={answer} />
    </section>
  )
}
