import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { type Answer, type Question, screenParty } from '../api/screening.ts'
import { Basis } from '../parts/basis.tsx'
import { HitCard } from '../parts/hit-card.tsx'
import { useKeys } from '../parts/keys.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { download, plain } from '../parts/text.tsx'
import { addressOf, useQuestion } from '../question.ts'
import { useSettings, useWords } from '../settings.tsx'

/** A pause in typing after which the question is asked, in milliseconds. */
const PAUSE_MS = 180
const SHORTEST = 2
const LONGEST = 384
const SCHEMATA = ['Person', 'Organization', 'Company', 'Vessel', 'Airplane'] as const

export function SearchScreen() {
  const { words, language } = useSettings()
  const [question, ask] = useQuestion()
  const [draft, setDraft] = useState<Question>(question)
  const box = useRef<HTMLInputElement>(null)
  const asked = addressOf(question).toString()
  useEffect(() => box.current?.focus(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another address is another question; the draft follows it
  useEffect(() => setDraft(question), [asked])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once a pause, not at each render
  useEffect(() => {
    const timer = setTimeout(() => {
      if (addressOf(draft).toString() !== asked) ask(draft)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft])
  const isAsked = question.name.trim().length >= SHORTEST
  const answer = useQuery({
    queryKey: ['screen', asked, language],
    queryFn: ({ signal }) => screenParty(question, language, signal),
    enabled: isAsked,
    placeholderData: (earlier) => earlier,
  })
  useKeys({ search: () => box.current?.focus() })
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
                maxLength={LONGEST}
                placeholder={words.search.placeholder}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => set({ name: event.target.value })}
              />
            </label>
            <button type="submit" className="button primary">
              {words.search.screen}
            </button>
          </div>
          <More draft={draft} set={set} />
        </form>
      </search>
      {!isAsked && <WaysIn />}
      {isAsked && answer.isPending && <Loading text={words.search.asking} />}
      {isAsked && answer.isError && <Failure error={answer.error} again={() => void answer.refetch()} />}
      {isAsked && answer.data !== undefined && !answer.isError && (
        <div className={answer.isPlaceholderData ? 'earlier' : undefined} aria-busy={answer.isPlaceholderData}>
          <AnswerView answer={answer.data} question={question} />
        </div>
      )}
    </>
  )
}

function More({ draft, set }: { readonly draft: Question; readonly set: (part: Partial<Question>) => void }) {
  const words = useWords()
  const isOpen = [draft.birthDate, draft.country, draft.schema, draft.number, draft.address, draft.asOf].some(
    (text) => text !== '',
  )
  const fields = [
    ['birthDate', words.search.birthDate, '1966-07-17'],
    ['country', words.search.country, 'mx'],
    ['number', words.search.number, ''],
    ['address', words.search.address, ''],
  ] as const
  return (
    <details open={isOpen}>
      <summary>{words.search.more}</summary>
      <div className="fields whole">
        {fields.map(([field, label, example]) => (
          <label className="field" key={field}>
            {label}
            <input
              value={draft[field]}
              placeholder={example}
              autoComplete="off"
              onChange={(event) => set({ [field]: event.target.value })}
            />
            {field === 'birthDate' && <span className="hint">{words.search.birthHint}</span>}
          </label>
        ))}
        <label className="field">
          {words.search.kind}
          <select value={draft.schema} onChange={(event) => set({ schema: event.target.value })}>
            <option value="">{words.search.kindAny}</option>
            {SCHEMATA.map((schema) => (
              <option key={schema} value={schema}>
                {words.schemata[schema]}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {words.organisation.asOf}
          <input type="date" value={draft.asOf} onChange={(event) => set({ asOf: event.target.value })} />
        </label>
      </div>
    </details>
  )
}

function WaysIn() {
  const words = useWords()
  const ways = [
    ['/?q=Cartel+de+Sinaloa', words.search.wayName, words.search.wayNameText],
    ['/what-if?run=1', words.search.wayWhatIf, words.search.wayWhatIfText],
    ['/radar', words.search.wayReport, words.search.wayReportText],
  ] as const
  return (
    <>
      <h2>{words.search.waysTitle}</h2>
      <ul className="ways first">
        {ways.map(([to, title, text]) => (
          <li key={to}>
            <Link className="card way" to={to}>
              <strong>{title}</strong>
              <span>{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

function AnswerView({ answer, question }: { readonly answer: Answer; readonly question: Question }) {
  const { words, say } = useSettings()
  const navigate = useNavigate()
  const [current, setCurrent] = useState(-1)
  const evidence = (id: string): string => `/evidence/${encodeURIComponent(id)}?${addressOf(question)}`
  const headline = answer.status === 'hits' ? words.verdict.hits(answer.total) : words.verdict[answer.status]
  const step = (by: number): void => setCurrent(Math.max(0, Math.min(answer.hits.length - 1, current + by)))
  const open = (): void => {
    const hit = answer.hits[Math.max(0, current)]
    if (hit !== undefined) void navigate(evidence(hit.entity.id))
  }
  useKeys({ down: () => step(1), up: () => step(-1), open })
  const save = (): void =>
    download(
      `cordon-${answer.screened_at.replace(/[:.]/g, '-')}.json`,
      JSON.stringify(answer, null, 2),
      'application/json',
    )
  return (
    <section aria-live="polite">
      <div className={`verdict ${answer.status}`}>
        <span>{headline}</span>
        {answer.hits.length < answer.total && <small>{words.verdict.total(answer.hits.length, answer.total)}</small>}
        {(answer.missing ?? []).map((reason) => (
          <small key={reason}>{plain(say(reason))}</small>
        ))}
        <button type="button" className="button tiny" title={words.search.certificateHint} onClick={save}>
          {words.search.certificate}
        </button>
      </div>
      {answer.hits.map((hit, at) => (
        <HitCard key={hit.entity.id} hit={hit} to={evidence(hit.entity.id)} isCurrent={at === current} />
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
