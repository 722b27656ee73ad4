import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useWords } from '../settings.tsx'
import { Key, useKeys } from './keys.tsx'
import { plain } from './text.tsx'

const SECONDS = 10
const SECOND_MS = 1_000

interface Pending {
  readonly text: string
  readonly commit: (isLeaving: boolean) => Promise<unknown>
  readonly undone?: () => void
}

interface Undo {
  /** Does something in ten seconds, unless it is undone. Another deed, or leaving the page, does it at once. */
  readonly soon: (pending: Pending) => void
  /** Says something for a moment. */
  readonly say: (text: string) => void
}

const Context = createContext<Undo | undefined>(undefined)

export function UndoProvider({ children }: { readonly children: ReactNode }) {
  const words = useWords()
  const [pending, setPending] = useState<Pending>()
  const [left, setLeft] = useState(0)
  const [note, setNote] = useState('')
  const held = useRef<Pending>(undefined)
  const commit = useCallback((isLeaving: boolean) => {
    const now = held.current
    held.current = undefined
    setPending(undefined)
    now?.commit(isLeaving).catch((error: unknown) => setNote(error instanceof Error ? error.message : String(error)))
  }, [])
  const undo = useCallback(() => {
    const now = held.current
    if (now === undefined) return
    held.current = undefined
    setPending(undefined)
    setNote(words.undo.undone)
    now.undone?.()
  }, [words])
  useEffect(() => {
    if (pending === undefined) return
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), SECOND_MS)
    return () => clearInterval(timer)
  }, [pending])
  useEffect(() => {
    if (pending !== undefined && left <= 0) commit(false)
  }, [pending, left, commit])
  useEffect(() => {
    if (note === '') return
    const timer = setTimeout(() => setNote(''), 6 * SECOND_MS)
    return () => clearTimeout(timer)
  }, [note])
  useEffect(() => {
    const onHide = (): void => commit(true)
    addEventListener('pagehide', onHide)
    return () => removeEventListener('pagehide', onHide)
  }, [commit])
  useKeys({ undo })
  const value = useMemo<Undo>(
    () => ({
      soon: (next) => {
        if (held.current !== undefined) commit(false)
        held.current = next
        setLeft(SECONDS)
        setPending(next)
      },
      say: setNote,
    }),
    [commit],
  )
  return (
    <Context value={value}>
      {children}
      <div className="toast-place" role="status" aria-live="polite">
        {pending !== undefined && (
          <div className="toast">
            <span>{plain(pending.text)}</span>
            <button type="button" className="button" onClick={undo}>
              {words.undo.button} <Key action="undo" />
            </button>
            <span className="quiet" aria-hidden="true">
              {words.undo.left(Math.max(0, left))}
            </span>
          </div>
        )}
        {pending === undefined && note !== '' && <div className="toast">{plain(note)}</div>}
      </div>
    </Context>
  )
}

export function useUndo(): Undo {
  const undo = useContext(Context)
  if (undo === undefined) throw new Error('undo is asked for outside its provider')
  return undo
}
