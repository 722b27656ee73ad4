import type { Answer } from '../api.ts'
import { useSettings } from '../settings.tsx'
import { plain } from './text.tsx'

/** What an answer rests on: lists with their dates, the bar, what was not used, and what it is not. */
export function Basis({ answer }: { readonly answer: Answer }) {
  const { words, language } = useSettings()
  const lists = answer.lists.map((list) => {
    const date = list.published === null ? words.basis.unknownDate : words.basis.published(list.published)
    return `${list.id} ${date} (${words.basis.entities(list.entities.toLocaleString(language))}${list.stale ? `, ${words.basis.stale}` : ''})`
  })
  return (
    <footer className="quiet small">
      {(answer.warnings ?? []).map((issue) => (
        <p key={`${issue.code} ${issue.found}`} className="missing">
          {words.basis.notUsed}: {issue.where ?? ''} {plain(issue.found)} ({issue.code})
        </p>
      ))}
      <p>
        {lists.length === 0 ? words.basis.noLists : `${words.basis.asked}: ${lists.join('; ')}.`}{' '}
        {words.organisation.asOf} {answer.as_of}; {words.basis.register(answer.register.known_until)}; {words.basis.bar}{' '}
        {answer.threshold}; {answer.query.schema}
        {answer.query.schema_guessed === true && ` (${words.basis.guessed})`}.
      </p>
      <p>{words.caveat}</p>
    </footer>
  )
}
