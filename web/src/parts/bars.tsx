import type { ReactNode } from 'react'

const HUNDRED = 100

interface BarsProps {
  readonly title: string
  /** The number is shown as it is, or as the words beside it. */
  readonly rows: readonly (readonly [label: ReactNode, count: number, said?: string, note?: ReactNode])[]
  /** What a whole bar stands for; the largest where absent. */
  readonly whole?: number
  readonly tone?: (at: number) => string
  readonly empty?: string
}

/** Counts as bars, each with its number beside it: the picture and its text are one table. */
export function Bars({ title, rows, whole, tone, empty }: BarsProps) {
  const most = whole ?? Math.max(1, ...rows.map(([, count]) => count))
  const isEmpty = rows.every(([, count]) => count === 0) && empty !== undefined
  return (
    <section className="bars">
      <h2>{title}</h2>
      {isEmpty && <p className="quiet">{empty}</p>}
      {!isEmpty && (
        <table className="falls">
          <caption className="hidden">{title}</caption>
          <tbody>
            {rows.map(([label, count, said, note], at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: labels may be elements; rows are told apart by their place
              <tr key={at} className={count === 0 ? 'none' : undefined}>
                <th scope="row">{label}</th>
                <td className="track" aria-hidden="true">
                  {count > 0 && (
                    <span
                      className={`step ${tone?.(at) ?? 'whole'}`}
                      style={{ left: 0, width: `${(count / most) * HUNDRED}%` }}
                    />
                  )}
                </td>
                <td className="number">{said ?? count}</td>
                <td className="note quiet">{note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
