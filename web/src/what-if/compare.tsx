import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { listWork, type Work } from '../api/runs.ts'
import { type Comparison, compareRuns } from '../api/scenario.ts'
import { Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { useSettings, useWords } from '../settings.tsx'

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map((each) => String(each)) : [])

/** A run in a few words: whom, by whom, from when, for whose book. */
function labelOf({ asked }: Work, words: ReturnType<typeof useWords>): string {
  const whom = plain(texts(asked['designate']).join(', '), 60)
  const book = asked['book'] === 'own' ? ` · ${words.compare.ownNone.split(':')[0] ?? ''}` : ''
  return `${whom} · ${texts(asked['authorities']).join(' ')} · ${String(asked['effective'] ?? '')}${book}`
}

interface RunsProps {
  readonly chosen: readonly string[]
  readonly onChoose: (ids: readonly string[]) => void
  /** Another run has ended: the list is asked for again. */
  readonly after: string | undefined
}

/** Runs that ended; two of them chosen are compared. */
export function Runs({ chosen, onChoose, after }: RunsProps) {
  const words = useWords()
  // the boxes answer at once; the address follows
  const [held, setHeld] = useState(chosen)
  const runs = useQuery({ queryKey: ['runs', 'scenario', after], queryFn: () => listWork('scenario'), staleTime: 0 })
  const ended = (runs.data?.items ?? []).filter(({ state }) => state === 'done')
  if (ended.length < 2) return null
  const choose = (ids: readonly string[]): void => {
    setHeld(ids)
    onChoose(ids)
  }
  const flip = (id: string): void =>
    choose(held.includes(id) ? held.filter((each) => each !== id) : [...held, id].slice(-2))
  return (
    <section>
      <h2>{words.compare.runs}</h2>
      <p className="quiet small">{words.compare.choose}</p>
      <ul className="run-list">
        {ended.map((run) => (
          <li key={run.id}>
            <label className={`check ${held.includes(run.id) ? 'chosen' : ''}`}>
              <input type="checkbox" checked={held.includes(run.id)} onChange={() => flip(run.id)} />{' '}
              {labelOf(run, words)}
            </label>
          </li>
        ))}
      </ul>
      {held.length === 2 && <SideBySide ids={held} onClose={() => choose([])} />}
    </section>
  )
}

function SideBySide({ ids, onClose }: { readonly ids: readonly string[]; readonly onClose: () => void }) {
  const words = useWords()
  const found = useQuery({ queryKey: ['comparison', ids], queryFn: () => compareRuns(ids), retry: false })
  if (found.isPending) return <Loading />
  if (found.isError) return <Failure error={found.error} />
  return (
    <div className="card" aria-live="polite">
      <div className="section-head">
        <h3>{words.compare.title}</h3>
        <button type="button" className="button tiny" onClick={onClose}>
          {words.compare.close}
        </button>
      </div>
      <Compared comparison={found.data} />
      <p>
        <strong>{words.compare.both}:</strong>{' '}
        {found.data.in_all.length === 0
          ? words.compare.nobody
          : `${words.compare.parties(found.data.in_all.length)} (${found.data.in_all.slice(0, 20).join(', ')}${found.data.in_all.length > 20 ? '…' : ''})`}
      </p>
    </div>
  )
}

function Compared({ comparison: { scenarios } }: { readonly comparison: Comparison }) {
  const { words, language } = useSettings()
  const most = Math.max(1, ...scenarios.map(({ matched, owned, linked }) => matched + owned + linked))
  return (
    <Table
      label={words.compare.title}
      rows={scenarios.map((scenario, at) => ({ ...scenario, at }))}
      keyOf={({ at }) => String(at)}
      columns={[
        {
          key: 'scenario',
          title: words.compare.scenario,
          cell: ({ name, authorities, effective }) => (
            <>
              <strong>{plain(name, 80)}</strong>
              <div className="quiet small">
                {authorities.join(' ')} · {effective}
              </div>
            </>
          ),
          text: ({ name, authorities, effective }) => `${name} ${authorities.join(' ')} ${effective}`,
        },
        {
          key: 'caught',
          title: words.whatIf.party,
          cell: ({ matched, owned, linked }) => (
            <>
              <span className="tally-bar" aria-hidden="true">
                <span className="matched" style={{ flexGrow: matched }} />
                <span className="owned" style={{ flexGrow: owned }} />
                <span className="linked" style={{ flexGrow: linked }} />
                <span className="rest" style={{ flexGrow: most - matched - owned - linked }} />
              </span>
              <div className="small">
                {words.whatIf.matched} {matched} · {words.whatIf.owned} {owned} · {words.whatIf.linked} {linked}
              </div>
            </>
          ),
          text: ({ matched, owned, linked }) => `${matched} ${owned} ${linked}`,
        },
        {
          key: 'sums',
          title: words.whatIf.amounts,
          cell: ({ sums }) =>
            Object.entries(sums)
              .map(([currency, sum]) => `${sum.toLocaleString(language)} ${currency}`)
              .join(', ') || '—',
          text: ({ sums }) => JSON.stringify(sums),
        },
        {
          key: 'only',
          title: words.compare.only,
          cell: ({ only_here: only }) =>
            only.length === 0 ? words.compare.nobody : `${only.slice(0, 12).join(', ')}${only.length > 12 ? '…' : ''}`,
          text: ({ only_here: only }) => only.join(' '),
        },
        {
          key: 'codes',
          title: words.compare.asks,
          cell: ({ codes_only_here: codes }) => codes.join(', ') || '—',
          text: ({ codes_only_here: codes }) => codes.join(' '),
        },
      ]}
    />
  )
}
