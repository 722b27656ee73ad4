import type { AmountRow, WhatIf } from '../api/scenario.ts'
import { Empty } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { useSettings } from '../settings.tsx'

/** What is at stake by currency, the largest first. */
export function Amounts({ rows }: { readonly rows: readonly AmountRow[] }) {
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
                  {plain(words.sectors[row.sector ?? ''] ?? row.sector ?? '—')}{' '}
                  <span className="quiet">
                    {[words.bookRoles[row.role ?? ''] ?? row.role, row.region, row.country?.toUpperCase()]
                      .map((text) => plain(text ?? ''))
                      .filter((text) => text !== '')
                      .join(' · ')}
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

/** Payments and contracts that the day would meet on their way. */
export function InFlight({ result: { in_flight: flows = [] } }: { readonly result: WhatIf }) {
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
