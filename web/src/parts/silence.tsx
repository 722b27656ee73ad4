import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Alert, proposeSuppression, REASONS } from '../api/work.ts'
import { useWords } from '../settings.tsx'
import { Sheet } from './sheet.tsx'
import { Failure } from './state.tsx'
import { today } from './time.tsx'
import { useUndo } from './undo.tsx'

const DAY_MS = 86_400_000
const USUAL_DAYS = 180
const SHORTEST = 20

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

/** Proposes to silence one false positive until a day; a second person approves it, and any change of either side ends it. */
export function Silence({ alert, onClose }: { readonly alert: Alert; readonly onClose: () => void }) {
  const words = useWords()
  const queries = useQueryClient()
  const { say } = useUndo()
  const reasons = REASONS['false_positive'] ?? []
  const [until, setUntil] = useState(inDays(USUAL_DAYS))
  const [reason, setReason] = useState(reasons[0] ?? '')
  const [text, setText] = useState('')
  const propose = useMutation({
    mutationFn: () =>
      proposeSuppression({
        alert: alert.id,
        reason,
        text,
        evidence: [...new Set(alert.hit.evidence.map(({ feature }) => `hit:${feature}`))],
        expires_on: until,
      }),
    onSuccess: async () => {
      say(words.suppress.proposed)
      onClose()
      await queries.invalidateQueries({ queryKey: ['suppressions'] })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    propose.mutate()
  }
  return (
    <Sheet title={words.suppress.proposeTitle} onClose={onClose}>
      <form onSubmit={submit}>
        <div className="fields">
          <label className="field">
            {words.suppress.until}
            <input type="date" required min={today()} value={until} onChange={({ target }) => setUntil(target.value)} />
          </label>
          <label className="field">
            {words.suppress.reason}
            <select value={reason} onChange={({ target }) => setReason(target.value)}>
              {reasons.map((each) => (
                <option key={each} value={each}>
                  {words.alert.reason[each] ?? each}
                </option>
              ))}
            </select>
          </label>
        </div>
        <label className="field">
          {words.suppress.text}
          <textarea
            rows={3}
            required
            minLength={SHORTEST}
            maxLength={20_000}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <span className="hint">{words.alert.textHint(SHORTEST)}</span>
        </label>
        {propose.isError && <Failure error={propose.error} />}
        <p className="actions">
          <button type="submit" className="button primary" disabled={propose.isPending}>
            {words.suppress.submit}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {words.alert.cancel}
          </button>
        </p>
      </form>
    </Sheet>
  )
}
