import type { Answer } from '../api/screening.ts'
import { useSettings } from '../settings.tsx'
import { listName } from './list-name.tsx'
import { capital, plain } from './text.tsx'
import { Instant } from './time.tsx'

/** What an answer rests on: lists with their dates, the bar, what was not used, and what it is not. */
export function Basis({ answer }: { readonly answer: Answer }) {
  const { words, language } = useSettings()
  return (
    <footer className="basis">
      {(answer.warnings ?? []).map((issue) => (
        <p key={`${issue.code} ${issue.found}`} className="missing">
          {words.basis.notUsed}: {issue.where ?? ''} {plain(issue.found)} ({issue.code})
        </p>
      ))}
      <dl className="facts">
        <div className="fact">
          <dt>{words.basis.asked}</dt>
          <dd>
            {answer.lists.length === 0 && words.basis.noLists}
            {answer.lists.map((list) => (
              <div key={list.id}>
                {listName(list.id, words)}{' '}
                {list.published === null ? words.basis.unknownDate : words.basis.published(list.published)} (
                {words.basis.entities(list.entities.toLocaleString(language))}
                {list.stale && <strong className="missing">, {words.basis.stale}</strong>}
                {list.partial === true && <strong className="missing">, {words.basis.partial}</strong>}){' '}
                <span className="mono quiet">{list.version.slice(0, 19)}</span>
              </div>
            ))}
            <div>{words.basis.register(answer.register.known_until)}</div>
          </dd>
        </div>
        <div className="fact">
          <dt>{words.organisation.asOf}</dt>
          <dd>
            {answer.as_of}; {words.basis.at} <Instant at={answer.screened_at} />
          </dd>
        </div>
        <div className="fact">
          <dt>{capital(words.basis.bar)}</dt>
          <dd>
            {answer.threshold}; {words.schemata[answer.query.schema] ?? answer.query.schema}
            {answer.query.schema_guessed === true && ` (${words.basis.guessed})`}
          </dd>
        </div>
      </dl>
      <p className="quiet small">{answer.caveat}</p>
    </footer>
  )
}
