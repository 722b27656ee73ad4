import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../settings.tsx'
import { Failure } from './state.tsx'

const SHORTEST = 20

interface SecondProps {
  readonly yes: string
  readonly no: string
  readonly onCheck: (isApproved: boolean, text: string) => Promise<unknown>
}

/** What a second person does: approves or refuses, in words of their own. */
export function Second({ yes, no, onCheck }: SecondProps) {
  const words = useWords()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const check = useMutation({
    mutationFn: (isApproved: boolean) => onCheck(isApproved, text),
    onSuccess: () => queries.invalidateQueries(),
  })
  const isShort = text.trim().length < SHORTEST
  return (
    <>
      <div className="actions">
        <label className="field grow">
          {words.review.comment}
          <input value={text} maxLength={20_000} onChange={({ target }) => setText(target.value)} />
          <span className="hint">{words.alert.textHint(SHORTEST)}</span>
        </label>
        <span className="pair-of-buttons">
          <button
            type="button"
            className="button primary"
            disabled={check.isPending || isShort}
            onClick={() => check.mutate(true)}
          >
            {yes}
          </button>
          <button
            type="button"
            className="button"
            disabled={check.isPending || isShort}
            onClick={() => check.mutate(false)}
          >
            {no}
          </button>
        </span>
      </div>
      {check.isError && <Failure error={check.error} />}
    </>
  )
}
