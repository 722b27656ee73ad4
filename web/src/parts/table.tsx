import {
  type ColumnDef,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, useMemo, useState } from 'react'
import { useWords } from '../settings.tsx'

export interface Col<T> {
  readonly key: string
  readonly title: string
  readonly cell: (row: T) => ReactNode
  /** The same as text, for copying and sorting. */
  readonly text: (row: T) => string
  readonly isNumber?: true
  /** Left out of sorting: a column of buttons. */
  readonly isFixed?: true
}

interface TableProps<T> {
  readonly label: string
  readonly columns: readonly Col<T>[]
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string
}

/** Rows drawn before somebody asks for more. */
const STEP = 50
const FEWEST_SORTED = 3

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns })

const ARROWS = { asc: '▲', desc: '▼' } as const
const ARIA = { asc: 'ascending', desc: 'descending' } as const

/** A table that sorts, stacks on narrow screens, is drawn a step at a time, and can be copied as plain text. */
export function Table<T extends RowData>({ label, columns, rows, keyOf }: TableProps<T>) {
  const words = useWords()
  const [shown, setShown] = useState(STEP)
  const defs = useMemo(
    () =>
      columns.map(
        ({ key, text, isNumber, isFixed }): ColumnDef<typeof features, T> => ({
          id: key,
          accessorFn: (row) => (isNumber === true ? Number(text(row).replace(/[^\d.-]/g, '')) : text(row)),
          enableSorting: isFixed !== true,
          sortFn: isNumber === true ? 'basic' : 'alphanumeric',
          sortDescFirst: isNumber === true,
        }),
      ),
    [columns],
  )
  const data = useMemo(() => [...rows], [rows])
  const table = useTable({ features, columns: defs, data, getRowId: keyOf })
  const sorted = table.getRowModel().rows
  const columnOf = new Map(columns.map((column) => [column.key, column]))
  return (
    <div className="table-box">
      <table className="table stack">
        <caption>
          <span>{label}</span> <CopyRows columns={columns} rows={sorted.map(({ original }) => original)} />
        </caption>
        <thead>
          <tr>
            {table.getFlatHeaders().map(({ id, column }) => {
              const direction = column.getIsSorted()
              const title = columnOf.get(id)?.title ?? ''
              return (
                <th
                  key={id}
                  scope="col"
                  className={columnOf.get(id)?.isNumber === true ? 'number' : undefined}
                  aria-sort={direction === false ? undefined : ARIA[direction]}
                >
                  {column.getCanSort() && rows.length >= FEWEST_SORTED ? (
                    <button type="button" className="sort" onClick={column.getToggleSortingHandler()}>
                      {title} <span aria-hidden="true">{direction === false ? '' : ARROWS[direction]}</span>
                    </button>
                  ) : (
                    title
                  )}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, shown).map(({ id, original }) => (
            <tr key={id}>
              {columns.map(({ key, title, cell, isNumber }) => (
                <td key={key} data-label={title} className={isNumber === true ? 'number' : undefined}>
                  <div className="cell">{cell(original)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > shown && (
        <p className="actions">
          <button type="button" className="button" onClick={() => setShown(shown + STEP * 4)}>
            {words.more.rows(shown, sorted.length)}
          </button>
          <button type="button" className="button" onClick={() => setShown(sorted.length)}>
            {words.more.all}
          </button>
        </p>
      )}
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
