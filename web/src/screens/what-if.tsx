import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useSearchParams } from 'react-router'
import { type AmountRow, type CaughtParty, runWhatIf, type Stand, type WhatIf } from '../api/scenario.ts'
import { AskerChoice, ConsequenceList, useAsker } from '../parts/consequences.tsx'
import { AuthorityCode } from '../parts/designations.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { Clock } from '../parts/time.tsx'
import { useSettings, useWords } from '../settings.tsx'

const AUTHORITIES = ['FTO', 'SDGT', 'SDNTK', 'EO14059', 'TCO', 'UN', 'EU', 'UK', 'CA', 'MX'] as const
/** The story of the two reports of December 2019: a hold, and the day it might have ended. */
const DEFAULTS = {
  organisation: 'Cartel de Sinaloa',
  authorities: 'FTO,SDGT',
  effective: '2019-12-20',
  asOf: '2019-12-06',
}
const FIELDS = ['organisation', 'authorities', 'effective', 'asOf'] as const

/** What changes for the sample book if an organisation were designated. The first run is one press; it stays in the address. */
export function WhatIfScreen() {
  const { words, language } = useSettings()
  const [address, setAddress] = useSearchParams()
  const given = Object.fromEntries(FIELDS.map((field) => [field, address.get(field) ?? DEFAULTS[field]]))
  const [form, setForm] = useState({ ...DEFAULTS, ...given })
  const [asker] = useAsker()
  const isRun = address.get('run') === '1'
  const asked = {
    organisation: address.get('organisation') ?? DEFAULTS.organisation,
    authorities: (address.get('authorities') ?? DEFAULTS.authorities).split(','),
    effective: address.get('effective') ?? DEFAULTS.effective,
    asOf: address.get('asOf') ?? DEFAULTS.asOf,
    asker,
  }
  const run = useQuery({
    queryKey: ['what-if', asked, language],
    queryFn: () => runWhatIf(asked, language),
    enabled: isRun,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const next = new URLSearchParams({ ...form, run: '1' })
    if (address.has('asker')) next.set('asker', asker)
    setAddress(next)
  }
  const chosen = form.authorities.split(',').filter((code) => code !== '')
  const toggle = (code: string): void => {
    const next = chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code]
    setForm({ ...form, authorities: next.join(',') })
  }
  return (
    <>
      <h1>{words.whatIf.title}</h1>
      <p className="quiet">{words.whatIf.intro}</p>
      <form onSubmit={submit} className="card">
        <div className="fields">
          <label className="field">
            {words.whatIf.organisation}
            <input
              required
              value={form.organisation}
              onChange={({ target }) => setForm({ ...form, organisation: target.value })}
            />
          </label>
          <label className="field">
            {words.whatIf.asOf}
            <input
              type="date"
              required
              value={form.asOf}
              onChange={({ target }) => setForm({ ...form, asOf: target.value })}
            />
          </label>
          <label className="field">
            {words.whatIf.effective}
            <input
              type="date"
              required
              value={form.effective}
              onChange={({ target }) => setForm({ ...form, effective: target.value })}
            />
          </label>
        </div>
        <fieldset className="chips">
          <legend>{words.whatIf.authorities}</legend>
          {AUTHORITIES.map((code) => (
            <label key={code} className={chosen.includes(code) ? 'chosen' : undefined}>
              <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} /> {code}
            </label>
          ))}
        </fieldset>
        <button type="submit" className="button primary" disabled={run.isFetching || chosen.length === 0}>
          {words.whatIf.run}
        </button>
      </form>
      {run.isFetching && <Loading text={words.whatIf.running} />}
      {run.isError && <Failure error={run.error} again={() => void run.refetch()} />}
      {run.data !== undefined && <Result result={run.data} />}
    </>
  )
}

function Result({ result }: { readonly result: WhatIf }) {
  const words = useWords()
  const groups = [
    ['matched', words.whatIf.matched],
    ['owned', words.whatIf.owned],
    ['linked', words.whatIf.linked],
  ] as const
  return (
    <section aria-live="polite">
      <div className="verdict undetermined">
        <span>{words.whatIf.supposition}</span>
        <small>{words.whatIf.saved}</small>
      </div>
      {result.scenario.targets.map((target) => (
        <div className="before-after" key={target.id}>
          <StandCard title={words.whatIf.before} day={result.as_of} stands={target.before} gains={[]} />
          <span className="arrow" aria-hidden="true">
            →
          </span>
          <StandCard title={words.whatIf.after} day={result.effective} stands={target.after} gains={target.gains} />
        </div>
      ))}
      <Tally result={result} />
      {groups.map(([group, label]) => (
        <Caught key={group} label={label} parties={result.newly[group]} />
      ))}
      <Amounts rows={result.amounts} />
      <InFlight result={result} />
      <h2>{words.whatIf.unchanged}</h2>
      {result.unchanged.length === 0 && <p className="quiet">{words.whatIf.nothing}</p>}
      <ul>
        {result.unchanged.map(({ id, because }) => (
          <li key={`${id} ${because}`}>
            <strong>{plain(id)}</strong>: {plain(because)}
          </li>
        ))}
      </ul>
      <Asks result={result} />
      {result.missing.map((reason) => (
        <p key={reason} className="missing small">
          {plain(reason)}
        </p>
      ))}
      <p className="quiet small">{result.caveat}</p>
    </section>
  )
}

interface StandProps {
  readonly title: string
  readonly day: string
  readonly stands: readonly Stand[]
  readonly gains: readonly string[]
}

function StandCard({ title, day, stands, gains }: StandProps) {
  const words = useWords()
  return (
    <div className="card">
      <h2 className="card-title">
        {title} <span className="quiet">{day}</span>
      </h2>
      {stands.length === 0 && <p className="quiet">{words.whatIf.nothing}</p>}
      <ul className="badges">
        {stands.map(({ authority, state, since }) => {
          const isEffect = state === undefined || state === 'designated'
          return (
            <li key={`${authority} ${state ?? ''}`} className={`badge ${isEffect ? 'effect' : 'open'}`}>
              {gains.includes(authority) && '+ '}
              <AuthorityCode code={authority} /> {words.states[state ?? 'designated'] ?? state} {since ?? ''}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** How many parties of the book are caught, as a bar and in words. */
function Tally({ result }: { readonly result: WhatIf }) {
  const words = useWords()
  const parts = [
    ['matched', words.whatIf.matched],
    ['owned', words.whatIf.owned],
    ['linked', words.whatIf.linked],
  ] as const
  const total = parts.reduce((sum, [group]) => sum + result.newly[group].length, 0)
  return (
    <div className="tally">
      <p className="big">{words.whatIf.ofBook(total, result.book.parties)}</p>
      <div className="tally-bar" aria-hidden="true">
        {parts.map(([group]) => (
          <span key={group} className={group} style={{ flexGrow: result.newly[group].length }} />
        ))}
      </div>
      <p className="small">
        {parts.map(([group, label]) => (
          <span key={group} className="legend">
            <i className={group} /> {label} {result.newly[group].length}
          </span>
        ))}
      </p>
    </div>
  )
}

function Caught({ label, parties }: { readonly label: string; readonly parties: readonly CaughtParty[] }) {
  const words = useWords()
  return (
    <>
      <h2>
        {label} ({parties.length})
      </h2>
      {parties.length === 0 && <p className="quiet">{words.whatIf.nobody}</p>}
      {parties.length > 0 && (
        <Table
          label={words.table.rows(parties.length)}
          rows={parties}
          keyOf={(party) => party.id}
          columns={[
            {
              key: 'party',
              title: words.whatIf.party,
              cell: (party) => (
                <>
                  <strong>{plain(party.name ?? party.id)}</strong> <span className="quiet small">{party.id}</span>
                </>
              ),
              text: (party) => `${party.name ?? ''} ${party.id}`,
            },
            {
              key: 'role',
              title: words.whatIf.role,
              cell: (party) => [party.role, party.sector].map((text) => plain(text ?? '')).join(', '),
              text: (party) => `${party.role ?? ''} ${party.sector ?? ''}`,
            },
            {
              key: 'where',
              title: words.whatIf.where,
              cell: (party) => [party.region, party.country?.toUpperCase()].map((text) => plain(text ?? '')).join(', '),
              text: (party) => `${party.region ?? ''} ${party.country ?? ''}`,
            },
            {
              key: 'gains',
              title: words.whatIf.gains,
              cell: (party) => party.gains.join(', ') || '—',
              text: (party) => party.gains.join(' '),
            },
            {
              key: 'because',
              title: words.whatIf.because,
              cell: (party) => (
                <>
                  {plain(party.because)}
                  {party.path !== undefined && (
                    <div className="quiet small">{party.path.map((each) => plain(each)).join(' → ')}</div>
                  )}
                </>
              ),
              text: (party) => party.because,
            },
          ]}
        />
      )}
    </>
  )
}

function Amounts({ rows }: { readonly rows: readonly AmountRow[] }) {
  const { words, language } = useSettings()
  const currencies = [...new Set(rows.map(({ currency }) => currency))]
  if (rows.length === 0)
    return (
      <>
        <h2>{words.whatIf.amounts}</h2>
        <Empty title={words.whatIf.nothing} />
      </>
    )
  return currencies.map((currency) => {
    const own = rows.filter((row) => row.currency === currency)
    const most = Math.max(...own.map(({ sum }) => sum))
    return (
      <section key={currency}>
        <h2>{words.whatIf.amountsOf(currency)}</h2>
        <table className="falls amounts">
          <caption className="hidden">{words.whatIf.amountsOf(currency)}</caption>
          <tbody>
            {own.map((row) => (
              <tr key={JSON.stringify(row)}>
                <th scope="row">
                  {plain(row.sector ?? '—')}{' '}
                  <span className="quiet">
                    {[row.role, row.region, row.country?.toUpperCase()].map((text) => plain(text ?? '')).join(' · ')}
                  </span>
                </th>
                <td className="track" aria-hidden="true">
                  <span
                    className={`step ${row.already_blocked === true ? 'minus' : 'whole'}`}
                    style={{ left: 0, width: `${(row.sum / most) * 100}%` }}
                  />
                </td>
                <td className="number">{row.sum.toLocaleString(language)}</td>
                <td className="note quiet">
                  {row.already_blocked === true ? words.whatIf.already : words.whatIf.fresh}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    )
  })
}

function InFlight({ result: { in_flight: flows = [] } }: { readonly result: WhatIf }) {
  const { words, language } = useSettings()
  if (flows.length === 0) return null
  return (
    <details>
      <summary>
        {words.whatIf.inFlight} ({flows.length})
      </summary>
      <Table
        label={words.whatIf.inFlight}
        rows={flows}
        keyOf={(flow) => flow.id}
        columns={[
          {
            key: 'id',
            title: words.whatIf.party,
            cell: (flow) => `${flow.party} · ${flow.kind} ${flow.id}`,
            text: (flow) => `${flow.party} ${flow.id}`,
          },
          { key: 'on', title: words.whatIf.day, cell: (flow) => flow.on, text: (flow) => flow.on },
          {
            key: 'sum',
            title: words.whatIf.sum,
            isNumber: true,
            cell: (flow) => `${flow.amount.toLocaleString(language)} ${flow.currency}`,
            text: (flow) => `${flow.amount} ${flow.currency}`,
          },
        ]}
      />
    </details>
  )
}

function Asks({ result }: { readonly result: WhatIf }) {
  const words = useWords()
  const fresh = result.consequences.filter(({ change, relation }) => change === 'added' && relation === 'designated')
  return (
    <>
      {(result.reports_due ?? []).length > 0 && (
        <>
          <h2>{words.whatIf.reports}</h2>
          <ul>
            {(result.reports_due ?? []).map((report) => (
              <li key={`${report.code} ${report.due}`}>
                {plain(report.text)} <Clock due={report.due} from={result.effective} />{' '}
                <span className="quiet small">[{plain(report.citation)}]</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="section-head">
        <h2>{words.whatIf.consequences}</h2>
        <AskerChoice />
      </div>
      <ConsequenceList consequences={fresh} from={result.effective} />
    </>
  )
}
