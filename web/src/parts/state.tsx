import { Link, useRouteError } from 'react-router'
import { ApiError } from '../api/call.ts'
import { useWords } from '../settings.tsx'
import { plain } from './text.tsx'

export function Loading({ text }: { readonly text?: string }) {
  const words = useWords()
  return (
    <p className="quiet loading" role="status">
      {text ?? words.state.loading}
    </p>
  )
}

/** What went wrong, said so that nobody takes it for "nothing found". */
export function Failure({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const words = useWords()
  const status = error instanceof ApiError ? error.status : 0
  return (
    <div className="verdict undetermined" role="alert">
      <span>{headline(status, words.state)}</span>
      {error instanceof ApiError && error.message !== '' && <small>{plain(error.message)}</small>}
      {error instanceof ApiError && error.remedy !== undefined && <small>{plain(error.remedy)}</small>}
      {again !== undefined && status !== 403 && (
        <button type="button" className="button tiny" onClick={again}>
          {words.state.again}
        </button>
      )}
    </div>
  )
}

function headline(status: number, words: ReturnType<typeof useWords>['state']): string {
  if (status === 401) return words.signedOut
  if (status === 403) return words.noPermission
  if (status === 404) return words.unknown
  return status >= 400 && status < 500 ? words.refused : words.failed
}

/** Nothing there yet, and what to do about it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: React.ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  )
}

/** The page of an error that no screen caught. */
export function Failed() {
  const error = useRouteError()
  const words = useWords()
  return (
    <main>
      <Failure error={error} />
      <Link to="/">{words.state.home}</Link>
    </main>
  )
}
