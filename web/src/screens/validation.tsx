import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useSearchParams } from 'react-router'
import { type Answer, screenMany } from '../api/screening.ts'
import { Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { useWords } from '../settings.tsx'

const MOST_NAMES = 500
const BARS = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] as const

/** The best that any entity reaches, hit or not. */
const bestOf = (answer: Answer) => [...answer.hits, ...answer.below].toSorted((a, b) => b.score - a.score)[0]

/** How the bar decides on names of one's own, and where the whole pack is run. */
export function ValidationScreen() {
  const words = useWords()
  const [address, setAddress] = useSearchParams()
  const bar = Number(address.get('bar') ?? 0.7)
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
      return asked.map((name, at) => ({ name, answer: answers[at] }))
    },
  })
  const rows = (run.data ?? []).map(({ name, answer }) => ({
    name,
    best: answer === undefined ? undefined : bestOf(answer),
  }))
  const hitsAt = (threshold: number): number => rows.filter(({ best }) => (best?.score ?? 0) >= threshold).length
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    run.mutate()
  }
  return (
    <>
      <h1>{words.validation.title}</h1>
      <p className="quiet">{words.validation.intro}</p>
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
          <label className="field slider">
            <span>
              {words.validation.bar} <strong>{bar.toFixed(2)}</strong>:{' '}
              {words.validation.hitsAt(hitsAt(bar), bar.toFixed(2))}
            </span>
            <input
              type="range"
              min={0.5}
              max={0.99}
              step={0.01}
              value={bar}
              onChange={({ target }) => setAddress({ bar: target.value }, { replace: true })}
            />
          </label>
          <h2>{words.validation.curve}</h2>
          <table className="falls">
            <caption className="hidden">{words.validation.curve}</caption>
            <tbody>
              {BARS.map((each) => (
                <tr key={each}>
                  <th scope="row">{each.toFixed(2)}</th>
                  <td className="track" aria-hidden="true">
                    <span className="step whole" style={{ left: 0, width: `${(hitsAt(each) / rows.length) * 100}%` }} />
                  </td>
                  <td className="number">{hitsAt(each)}</td>
                  <td className="note" />
                </tr>
              ))}
            </tbody>
          </table>
          <Table
            label={words.table.rows(rows.length)}
            rows={rows}
            keyOf={({ name }) => name}
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
      <p>{words.validation.command}</p>
      <pre className="raw" tabIndex={0}>
        cordon validate
      </pre>
    </>
  )
}
