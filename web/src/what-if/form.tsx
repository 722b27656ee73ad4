import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { fetchRegister } from '../api/register.ts'
import type { KeptBook } from '../book/kept.ts'
import { Pick } from '../parts/pick.tsx'
import { useWords } from '../settings.tsx'

const AUTHORITIES = ['FTO', 'SDGT', 'SDNTK', 'EO14059', 'TCO', 'UN', 'EU', 'UK', 'CA', 'MX'] as const

/** The story of the two reports of December 2019: a hold, and the day it might have ended. */
export const DEFAULTS = {
  organisation: 'Cartel de Sinaloa',
  authorities: 'FTO,SDGT',
  effective: '2019-12-20',
  asOf: '2019-12-06',
  book: 'sample',
}
export type Form = Readonly<Record<keyof typeof DEFAULTS, string>>
export const FIELDS = ['organisation', 'authorities', 'effective', 'asOf', 'book'] as const

interface FormProps {
  readonly given: Form
  readonly own: KeptBook | undefined
  readonly isRunning: boolean
  readonly onRun: (form: Form) => void
}

/** Whom to suppose designated, by whom, from when, and for whose book. */
export function ScenarioForm({ given, own, isRunning, onRun }: FormProps) {
  const words = useWords()
  const [form, setForm] = useState<Form>(given)
  const register = useQuery({ queryKey: ['register', ''], queryFn: () => fetchRegister('', '') })
  const names = [...new Set((register.data?.rows ?? []).map(({ organisation }) => organisation))]
  const chosen = form.authorities.split(',').filter((code) => code !== '')
  const set = (part: Partial<Form>): void => setForm({ ...form, ...part })
  const toggle = (code: string): void =>
    set({
      authorities: (chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code]).join(','),
    })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onRun(form)
  }
  return (
    <form onSubmit={submit} className="card">
      <div className="fields">
        <Pick
          label={words.whatIf.organisation}
          options={names}
          value={form.organisation}
          onChange={(organisation) => set({ organisation })}
        />
        <label className="field">
          {words.whatIf.asOf}
          <input type="date" required value={form.asOf} onChange={({ target }) => set({ asOf: target.value })} />
        </label>
        <label className="field">
          {words.whatIf.effective}
          <input
            type="date"
            required
            value={form.effective}
            onChange={({ target }) => set({ effective: target.value })}
          />
        </label>
        <label className="field">
          {words.compare.book}
          <select value={form.book} onChange={({ target }) => set({ book: target.value })}>
            <option value="sample">{words.compare.sample}</option>
            <option value="own" disabled={own === undefined}>
              {own === undefined ? words.compare.ownNone : words.compare.own(own.name, own.rows.length)}
            </option>
          </select>
        </label>
      </div>
      <fieldset className="chips">
        <legend>{words.whatIf.authorities}</legend>
        {AUTHORITIES.map((code) => (
          <label key={code} className={chosen.includes(code) ? 'chosen' : undefined} title={words.authorities[code]}>
            <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} /> {code}
          </label>
        ))}
      </fieldset>
      <p className="actions">
        <button type="submit" className="button primary" disabled={isRunning || chosen.length === 0}>
          {words.compare.run}
        </button>
        {own === undefined && (
          <Link className="small" to="/book">
            {words.compare.ownNone}
          </Link>
        )}
      </p>
    </form>
  )
}
