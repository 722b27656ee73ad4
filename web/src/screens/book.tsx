import { useEffect, useMemo, useRef, useState } from 'react'
import { fetchSampleBook } from '../api/book.ts'
import { type Answer, type Party, screenMany } from '../api/screening.ts'
import { guessAll, MEANINGS, type Meaning, type ReadRow, readRow } from '../book/columns.ts'
import { type KeptAnswer, type KeptBook, keep, keptAnswers, keptBook } from '../book/kept.ts'
import { readCsv, readTable } from '../book/read-table.ts'
import { Results } from '../book/results.tsx'
import { Failure } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { useWords } from '../settings.tsx'

const CHUNK = 100
const MOST_ROWS = 100_000
const FAULTS_SHOWN = 50
const PREVIEW_ROWS = 6

/** A spreadsheet: its columns, its faults by cell, its screening and its results. All of it stays in the browser. */
export function BookScreen() {
  const words = useWords()
  const [book, setBook] = useState<KeptBook>()
  const [answers, setAnswers] = useState<readonly (KeptAnswer | undefined)[]>([])
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    void keptBook().then(setBook)
    void keptAnswers().then(setAnswers)
  }, [])
  const take = (name: string, table: readonly (readonly string[])[]): void => {
    const [headings = [], ...rows] = table
    const next = { name, headings, rows: rows.slice(0, MOST_ROWS), meanings: guessAll(headings) }
    setBook(next)
    setAnswers([])
    setError(undefined)
    void keep('book', next)
    void keep('answers', [])
  }
  const change = (meanings: readonly Meaning[]): void => {
    if (book === undefined) return
    const next = { ...book, meanings }
    setBook(next)
    setAnswers([])
    void keep('book', next)
  }
  const useSample = (): void => {
    fetchSampleBook().then(({ name, content }) => take(name, readCsv(content)), setError)
  }
  return (
    <>
      <h1>{words.book.title}</h1>
      <p className="quiet">{words.book.intro}</p>
      <div className="card actions">
        <label className="field">
          {words.book.drop}
          <input
            type="file"
            accept=".csv,.tsv,.txt,.xlsx"
            onChange={({ target }) => {
              const file = target.files?.[0]
              if (file !== undefined) readTable(file).then((table) => take(file.name, table), setError)
            }}
          />
        </label>
        <button type="button" className="button" onClick={useSample}>
          {words.book.sample}
        </button>
        {book !== undefined && (
          <button
            type="button"
            className="button"
            onClick={() => {
              setBook(undefined)
              setAnswers([])
              void keep('book', undefined)
              void keep('answers', [])
            }}
          >
            {words.book.forget}
          </button>
        )}
      </div>
      {error !== undefined && <Failure error={error} />}
      {book !== undefined && (
        <Work
          key={`${book.name} ${book.meanings.join()}`}
          book={book}
          answers={answers}
          setAnswers={setAnswers}
          onChange={change}
        />
      )}
    </>
  )
}

interface WorkProps {
  readonly book: KeptBook
  readonly answers: readonly (KeptAnswer | undefined)[]
  readonly setAnswers: (answers: readonly (KeptAnswer | undefined)[]) => void
  readonly onChange: (meanings: readonly Meaning[]) => void
}

function Work({ book, answers, setAnswers, onChange }: WorkProps) {
  const words = useWords()
  const read = useMemo(() => book.rows.map((cells, at) => readRow(cells, book.meanings, book.headings, at + 2)), [book])
  const hasName = book.meanings.some(
    (meaning) => meaning === 'name' || meaning === 'firstName' || meaning === 'lastName',
  )
  return (
    <>
      <h2>
        {words.book.mapping} <span className="quiet small">{plain(book.name, 80)}</span>
      </h2>
      {!hasName && (
        <p className="verdict undetermined">
          {words.book.noName} {book.headings.map((heading) => plain(heading, 60)).join(', ')}
        </p>
      )}
      <Mapping book={book} onChange={onChange} />
      <Faults read={read} />
      {hasName && <Run book={book} read={read} answers={answers} setAnswers={setAnswers} />}
    </>
  )
}

function Mapping({ book, onChange }: Pick<WorkProps, 'book' | 'onChange'>) {
  const words = useWords()
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={words.book.mapping}>
      <table className="table preview">
        <thead>
          <tr>
            {book.headings.map((heading, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns are told apart by nothing but their place
              <th key={at} scope="col">
                <span>{plain(heading, 40)}</span>
                <select
                  aria-label={`${words.book.meaning}: ${plain(heading, 40)}`}
                  value={book.meanings[at] ?? ''}
                  onChange={({ target }) => {
                    const chosen = MEANINGS.find((each) => each === target.value) ?? ''
                    onChange(
                      book.headings.map((_, place) => {
                        const held = book.meanings[place] ?? ''
                        return place === at ? chosen : held === chosen ? '' : held
                      }),
                    )
                  }}
                >
                  <option value="">{words.book.ignore}</option>
                  {MEANINGS.map((meaning) => (
                    <option key={meaning}>{meaning}</option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {book.rows.slice(0, PREVIEW_ROWS).map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file are told apart by their place
            <tr key={row}>
              {book.headings.map((_, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same
                <td key={at} className={(book.meanings[at] ?? '') === '' ? 'quiet' : undefined}>
                  <bdi>{plain(cells[at] ?? '', 60)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Faults({ read }: { readonly read: readonly ReadRow[] }) {
  const words = useWords()
  const faults = useMemo(() => read.flatMap((row) => row.faults), [read])
  if (faults.length === 0) return <p className="agrees small">✓ {words.book.noErrors}</p>
  return (
    <details open={faults.length <= 10}>
      <summary>{words.book.errors(faults.length)}</summary>
      <Table
        label={words.book.errors(faults.length)}
        rows={faults.slice(0, FAULTS_SHOWN)}
        keyOf={(fault) => `${fault.row} ${fault.column} ${fault.problem}`}
        columns={[
          {
            key: 'row',
            title: words.book.row,
            isNumber: true,
            cell: (fault) => fault.row,
            text: (fault) => String(fault.row),
          },
          {
            key: 'column',
            title: words.book.column,
            cell: (fault) => plain(fault.column, 40),
            text: (fault) => fault.column,
          },
          {
            key: 'value',
            title: words.book.value,
            cell: (fault) => <bdi>{plain(fault.value, 80)}</bdi>,
            text: (fault) => fault.value,
          },
          {
            key: 'problem',
            title: words.book.problem,
            cell: (fault) => words.book.problems[fault.problem],
            text: (fault) => fault.problem,
          },
        ]}
      />
    </details>
  )
}

interface RunProps {
  readonly book: KeptBook
  readonly read: readonly ReadRow[]
  readonly answers: readonly (KeptAnswer | undefined)[]
  readonly setAnswers: (answers: readonly (KeptAnswer | undefined)[]) => void
}

function Run({ book, read, answers, setAnswers }: RunProps) {
  const words = useWords()
  const [running, setRunning] = useState<AbortController>()
  const [error, setError] = useState<unknown>()
  const latest = useRef(answers)
  latest.current = answers
  useEffect(() => () => running?.abort(), [running])
  const asked = read.filter(({ party }) => party !== undefined).length
  const done = answers.filter((answer) => answer !== undefined).length
  const run = async (from: readonly (KeptAnswer | undefined)[]): Promise<void> => {
    const control = new AbortController()
    setRunning(control)
    setError(undefined)
    try {
      await screenAll(read, from, control.signal, (next) => {
        setAnswers(next)
        void keep('answers', next)
      })
    } catch (cause) {
      if (!control.signal.aborted) setError(cause)
    }
    setRunning(undefined)
  }
  return (
    <>
      <p className="actions">
        {running === undefined ? (
          <>
            <button type="button" className="button primary" onClick={() => void run([])}>
              {done === 0 ? words.book.run(asked) : words.book.rerun}
            </button>
            {done > 0 && done < asked && (
              <button type="button" className="button" onClick={() => void run(latest.current)}>
                {words.book.resume}
              </button>
            )}
          </>
        ) : (
          <button type="button" className="button" onClick={() => running.abort()}>
            {words.book.stop}
          </button>
        )}
        {(running !== undefined || done > 0) && (
          <label className="progress">
            <progress max={asked} value={done} /> <span role="status">{words.book.progress(done, asked)}</span>
          </label>
        )}
      </p>
      {error !== undefined && <Failure error={error} again={() => void run(latest.current)} />}
      {done > 0 && <Results book={book} read={read} answers={answers} />}
    </>
  )
}

/** Asks for every row that has no answer yet, a hundred at a time, in order. */
async function screenAll(
  read: readonly ReadRow[],
  from: readonly (KeptAnswer | undefined)[],
  signal: AbortSignal,
  onAnswers: (answers: readonly (KeptAnswer | undefined)[]) => void,
): Promise<void> {
  const answers: (KeptAnswer | undefined)[] = read.map((_, at) => from[at])
  const open = read.flatMap(({ party }, at) =>
    party !== undefined && answers[at] === undefined ? [{ party, at }] : [],
  )
  for (let first = 0; first < open.length; first += CHUNK) {
    const chunk = open.slice(first, first + CHUNK)
    const { answers: found } = await screenMany(
      chunk.map(({ party }): Party => party),
      signal,
    )
    for (const [place, { at }] of chunk.entries()) {
      const answer = found[place]
      if (answer !== undefined) answers[at] = keptOf(answer)
    }
    onAnswers([...answers])
  }
}

function keptOf(answer: Answer): KeptAnswer {
  const [best] = answer.hits
  return {
    status: answer.status,
    hits: answer.total,
    ...(best === undefined
      ? {}
      : {
          entity: best.entity.id,
          caption: best.entity.caption,
          score: best.score,
          band: best.band,
          authorities: [...new Set(best.designations.map(({ authority }) => authority))],
          facts: best.evidence.map(({ feature, points }) => ({ feature, points })),
        }),
  }
}
