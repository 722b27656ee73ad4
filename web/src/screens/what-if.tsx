import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { useSearchParams } from 'react-router'
import { runWhatIf, type WhatIf } from '../api.ts'
import { Failure, Loading } from '../parts/state.tsx'
import { plain } from '../parts/text.tsx'
import { useSettings } from '../settings.tsx'

/** What changes for the sample book if an organisation were designated. The first run needs two presses. */
export function WhatIfScreen() {
  const { words } = useSettings()
  const [address] = useSearchParams()
  const [form, setForm] = useState({
    organisation: address.get('organisation') ?? 'Cartel de Sinaloa',
    authority: 'FTO,SDGT',
    effective: '2019-12-20',
    asOf: '2019-12-06',
  })
  const run = useMutation({ mutationFn: () => runWhatIf(form) })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    run.mutate()
  }
  const fields = [
    ['organisation', words.whatIf.organisation, 'text'],
    ['authority', words.whatIf.authorities, 'text'],
    ['effective', words.whatIf.effective, 'date'],
    ['asOf', words.whatIf.asOf, 'date'],
  ] as const
  return (
    <>
      <h1>{words.whatIf.title}</h1>
      <form onSubmit={submit}>
        <div className="fields">
          {fields.map(([field, label, type]) => (
            <label className="field" key={field}>
              {label}
              <input
                type={type}
                required
                value={form[field]}
                onChange={(event) => setForm({ ...form, [field]: event.target.value })}
              />
            </label>
          ))}
        </div>
        <Button type="submit" className="button primary" isDisabled={run.isPending}>
          {words.whatIf.run}
        </Button>
      </form>
      {run.isPending && <Loading text={words.whatIf.running} />}
      {run.isError && <Failure error={run.error} again={() => run.mutate()} />}
      {run.data !== undefined && !run.isPending && <Result result={run.data} />}
    </>
  )
}

function Result({ result }: { readonly result: WhatIf }) {
  const { words, language } = useSettings()
  const groups = [
    ['matched', words.whatIf.matched],
    ['owned', words.whatIf.owned],
    ['linked', words.whatIf.linked],
  ] as const
  return (
    <section aria-live="polite">
      <div className="verdict undetermined">{words.whatIf.supposition}</div>
      {groups.map(([group, label]) => (
        <section key={group}>
          <h2>
            {label} ({result.newly[group].length})
          </h2>
          {result.newly[group].length === 0 ? (
            <p className="quiet">{words.whatIf.nobody}</p>
          ) : (
            <ul>
              {result.newly[group].map((party) => (
                <li key={party.id}>
                  <strong>{plain(party.name ?? party.id)}</strong> <span className="quiet small">{party.id}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <h2>{words.whatIf.amounts}</h2>
      <div className="scroll">
        <table className="table">
          <tbody>
            {result.amounts.map((amount) => (
              <tr key={JSON.stringify(amount)}>
                <td className="number">{amount.sum.toLocaleString(language)}</td>
                <td>{amount.currency}</td>
                <td>{amount.country}</td>
                <td>{plain(amount.region ?? '')}</td>
                <td>{plain(amount.sector ?? '')}</td>
                <td>{plain(amount.role ?? '')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{words.whatIf.unchanged}</h2>
      <ul>
        {result.unchanged.map(({ id, because }) => (
          <li key={id}>
            <strong>{plain(id)}</strong>: {plain(because)}
          </li>
        ))}
      </ul>
      <p className="quiet small">{words.caveat}</p>
    </section>
  )
}
