import type { ReactNode } from 'react'
import { useState } from 'react'
import { useWords } from '../settings.tsx'

export interface Col<T> {
  readonly key: string
  readonly title: string
  readonly cell: (row: T) => ReactNode
  /** The same as text, for copying. */
  readonly text: (row: T) => string
  readonly isNumber?: true
}

interface TableProps<T> {
  readonly label: string
  readonly columns: readonly Col<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
}

/** A table that stacks on narrow screens and can be copied as plain text. */
export function Table<T>({ label, columns, rows, keyOf }: TableProps<T>) {
  return (
    <div className="table-box">
      <table className="table stack">
        <caption>
          <span>{label}</span> <CopyRows columns={columns} rows={rows} />
        </caption>
        <thead>
          <tr>
            {columns.map(({ key, title, isNumber }) => (
              <th key={key} scope="col" className={isNumber === true ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ key, title, cell, isNumber }) => (
                <td key={key} data-label={title} className={isNumber === true ? 'number' : undefined}>
                  <div className="cell">{cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function CopyRows<T>({ columns, rows }: Pick<TableProps<T>, 'columns' | 'rows'>) {
  const words = useWords()
  const [isCopied, setCopied] = useState(false)
  const copy = (): void => {
    const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ text }) => text(row)))]
    const asText = lines.map((line) => line.map((cell) => cell.replace(/[\t\n\r]+/g, ' ')).join('\t')).join('\n')
    navigator.clipboard.writeText(asText).then(
      () => setCopied(true),
      () => setCopied(false),
    )
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <button type="button" className="button tiny" onClick={copy}>
      {isCopied ? words.table.copied : words.table.copy}
    </button>
  )
}
