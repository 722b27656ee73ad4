import { useMutation, useQueryClient } from '@tanstack/react-query'
import { stopWork, type Work } from '../api/runs.ts'
import { useSettings } from '../settings.tsx'
import { Failure } from './state.tsx'
import { plain } from './text.tsx'

/** How far work is, and how to stop it. It goes on when this page is left or loaded anew. */
export function Progress({ work }: { readonly work: Work }) {
  const { words, language } = useSettings()
  const queries = useQueryClient()
  const stop = useMutation({
    mutationFn: () => stopWork(work.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['work', work.id] }),
  })
  const number = (count: number): string => count.toLocaleString(language)
  return (
    <div className="card run" role="status">
      <p>
        <strong>{words.work.running}</strong>{' '}
        {work.total > 0 && (
          <span className="quiet">
            {number(work.done)} / {number(work.total)}
          </span>
        )}
      </p>
      <progress
        max={work.total > 0 ? work.total : 1}
        {...(work.total > 0 ? { value: work.done } : {})}
        aria-label={words.work.running}
      />
      {work.note !== '' && <p className="small quiet">{plain(work.note, 160)}</p>}
      <p className="small quiet">{words.work.reload}</p>
      <button type="button" className="button tiny" disabled={stop.isPending} onClick={() => stop.mutate()}>
        {words.work.stop}
      </button>
      {stop.isError && <Failure error={stop.error} />}
    </div>
  )
}

/** Work that ended without an answer, and how to have it again. */
export function Unfinished({ work, onAgain }: { readonly work: Work; readonly onAgain?: () => void }) {
  const { words } = useSettings()
  return (
    <div className="verdict undetermined" role="alert">
      <span>{work.state === 'stopped' ? words.work.stopped : words.work.failed}</span>
      {work.problem !== null && <small>{plain(work.problem.detail, 300)}</small>}
      {onAgain !== undefined && (
        <button type="button" className="button tiny" onClick={onAgain}>
          {words.work.again}
        </button>
      )}
    </div>
  )
}
