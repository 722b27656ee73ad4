import { Button } from 'react-aria-components/Button'
import { Link, useRouteError } from 'react-router'
import { ApiError } from '../api.ts'
import { useWords } from '../settings.tsx'

export function Loading({ text }: { readonly text?: string }) {
  const words = useWords()
  return (
    <p className="quiet" role="status">
      {text ?? words.state.loading}
    </p>
  )
}

/** What went wrong, said so that nobody takes it for "nothing found". */
export function Failure({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const words = useWords()
  const status = error instanceof ApiError ? error.status : 0
  const headline =
    status === 403 ? words.state.noPermission : status === 404 ? words.state.unavailable : words.state.failed
  return (
    <div className="verdict undetermined" role="alert">
      <span>{headline}</span>
      {error instanceof ApiError && <small>{error.message}</small>}
      {again !== undefined && (
        <Button className="button plain" onPress={again}>
          {words.state.again}
        </Button>
      )}
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
