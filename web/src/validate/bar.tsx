import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useSearchParams } from 'react-router'
import { type Answer, screenMany } from '../api/screening.ts'
import { Bars } from '../parts/bars.tsx'
import { Slide } from '../parts/slide.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { useWords } from '../settings.tsx'

const MOST_NAMES = 500
const USUAL_BAR = 0.7
const BARS = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] as const

/** The best that any entity reaches, hit or not. */
const bestOf = (answer: Answer) => [...answer.hits, ...answer.below].toSorted((a, b) => b.score - a.score)[0]

/** How the bar decides on names of one's own: what would hit at each place of it. */
export function TryBar() {
  const words = useWords()
  const [address, setAddress] = useSearchParams()
  const bar = Number(address.get('bar') ?? USUAL_BAR)
  const [names, setNames] = useState('')
  const run = useMutation({
    mutationFn: async () => {
      const asked = names
        .split('\n')
        .map((name) => name.trim())
        .filter((name) => name !== '')
        .slice(0, MOST_NAMES)
      const parties = asked.map((name) => ({ properties: { name: [name] } }))
      const { answers } = await screenMany(parties, new AbortController().signal)
      return asked.map((name, at) => ({ name, at, best: answers[at] === undefined ? undefined : bestOf(answers[at]) }))
    },
  })
  const rows = run.data ?? []
  const hitsAt = (threshold: number): number => rows.filter(({ best }) => (best?.score ?? 0) >= threshold).length
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    run.mutate()
  }
  const set = (value: number): void =>
    setAddress(
      (old) => {
        const next = new URLSearchParams(old)
        next.set('bar', value.toFixed(2))
        return next
      },
      { replace: true },
    )
  return (
    <>
      <form className="card" onSubmit={submit}>
        <label className="field">
          {words.validation.names}
          <textarea rows={6} required value={names} onChange={({ target }) => setNames(target.value)} />
        </label>
        <button type="submit" className="button primary" disabled={run.isPending}>
          {words.validation.run}
        </button>
      </form>
      {run.isPending && <Loading />}
      {run.isError && <Failure error={run.error} />}
      {rows.length > 0 && (
        <section aria-live="polite">
          <Slide
            label={words.validation.bar}
            value={bar}
            least={0.5}
            most={0.99}
            step={0.01}
            says={(value) => `${value.toFixed(2)}: ${words.validation.hitsAt(hitsAt(value), value.toFixed(2))}`}
            onChange={set}
          />
          <Bars title={words.validation.curve} rows={BARS.map((each) => [each.toFixed(2), hitsAt(each)] as const)} />
          <Table
            label={words.table.rows(rows.length)}
            rows={rows}
            keyOf={({ at }) => String(at)}
            columns={[
              {
                key: 'name',
                title: words.validation.name,
                cell: ({ name }) => <bdi>{plain(name, 120)}</bdi>,
                text: ({ name }) => name,
              },
              {
                key: 'best',
                title: words.validation.best,
                isNumber: true,
                cell: ({ best }) => best?.score.toFixed(2) ?? '—',
                text: ({ best }) => String(best?.score ?? ''),
              },
              {
                key: 'entity',
                title: words.validation.entity,
                cell: ({ best }) => <bdi>{plain(best?.entity.caption ?? '—', 120)}</bdi>,
                text: ({ best }) => best?.entity.caption ?? '',
              },
            ]}
          />
        </section>
      )}
    </>
  )
}
