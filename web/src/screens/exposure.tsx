import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useSearchParams } from 'react-router'
import { type ExposedEntity, exposeOwnership, REGIMES, type Regime } from '../api/exposure.ts'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { useSettings, useWords } from '../settings.tsx'

const Graph = lazy(async () => ({ default: (await import('../parts/graph.tsx')).Graph }))

const shareOf = (least: number, most: number): string => (least === most ? `${least} %` : `${least}–${most} %`)

/** Who is blocked through ownership: a picture, and a table that says the same; the arithmetic of whichever is chosen. */
export function ExposureScreen() {
  const { words, say } = useSettings()
  const [address, setAddress] = useSearchParams()
  const [content, setContent] = useState<string>()
  const asOf = address.get('as_of') ?? ''
  const blocked = address.get('blocked') ?? ''
  const regime: Regime = REGIMES.find((each) => each === address.get('regime')) ?? 'ofac'
  const exposure = useQuery({
    queryKey: ['exposure', content?.length, content?.slice(0, 200), blocked, asOf],
    queryFn: () =>
      exposeOwnership({
        ...(content === undefined ? {} : { ownership: content }),
        ...(blocked.trim() === '' ? {} : { blocked: blocked.split(';').map((each) => each.trim()) }),
        ...(asOf === '' ? {} : { as_of: asOf }),
      }),
  })
  const set = (key: string, value: string): void =>
    setAddress((old) => new URLSearchParams([...new Map([...old, [key, value]])].filter(([, each]) => each !== '')), {
      replace: true,
      preventScrollReset: true,
    })
  const entities = exposure.data?.entities ?? []
  const entity = entities.find(({ id }) => id === address.get('entity')) ?? deepest(entities, regime)
  const chosen = entity?.id ?? ''
  return (
    <>
      <h1>{words.exposure.title}</h1>
      <p className="quiet">{words.exposure.intro}</p>
      <div className="card fields">
        <label className="field">
          {words.exposure.source}
          <input
            type="file"
            accept=".csv,.txt"
            onChange={({ target }) => {
              void target.files?.[0]?.text().then(setContent)
            }}
          />
        </label>
        <BlockedField value={blocked} onChange={(value) => set('blocked', value)} />
        <label className="field">
          {words.organisation.asOf}
          <input type="date" value={asOf} onChange={({ target }) => set('as_of', target.value)} />
        </label>
        <label className="field">
          {words.exposure.rule}
          <select value={regime} onChange={({ target }) => set('regime', target.value)}>
            {REGIMES.map((each) => (
              <option key={each} value={each}>
                {words.exposure.regimes[each]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {exposure.isFetching && <Loading text={words.exposure.running} />}
      {exposure.isError && <Failure error={exposure.error} again={() => void exposure.refetch()} />}
      {exposure.data !== undefined && entities.length === 0 && <Empty title={words.exposure.nobody} />}
      {exposure.data !== undefined && entities.length > 0 && (
        <>
          <p className="small quiet">{words.exposure.shown(entities.length, exposure.data.omitted)}</p>
          {exposure.data.missing.map((reason) => (
            <p key={reason} className="small missing">
              {plain(say(reason))}
            </p>
          ))}
          <div className="columns">
            <div>
              <h2>{words.exposure.picture}</h2>
              <Suspense fallback={<Loading />}>
                <Graph entities={entities} regime={regime} chosen={chosen} onChoose={(id) => set('entity', id)} />
              </Suspense>
            </div>
            <div aria-live="polite">
              <h2>{words.exposure.arithmetic}</h2>
              {entity === undefined ? (
                <p className="quiet">{words.exposure.choose}</p>
              ) : (
                <Arithmetic entity={entity} regime={regime} />
              )}
            </div>
          </div>
          <EntityTable entities={entities} regime={regime} onChoose={(id) => set('entity', id)} />
          <p className="quiet small">{exposure.data.caveat}</p>
        </>
      )}
    </>
  )
}

/** What stands at the end of the longest chain: the picture that needs explaining most. */
function deepest(entities: readonly ExposedEntity[], regime: Regime): ExposedEntity | undefined {
  const depth = (entity: ExposedEntity): number => Math.max(0, ...entity[regime].paths.map(({ steps }) => steps.length))
  return entities.toSorted((a, b) => depth(b) - depth(a))[0]
}

function BlockedField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const words = useWords()
  const [draft, setDraft] = useState(value)
  return (
    <label className="field">
      {words.exposure.blocked}
      <input
        value={draft}
        onChange={({ target }) => setDraft(target.value)}
        onBlur={() => onChange(draft)}
        onKeyDown={(event) => event.key === 'Enter' && onChange(draft)}
      />
    </label>
  )
}

function Arithmetic({ entity, regime }: { readonly entity: ExposedEntity; readonly regime: Regime }) {
  const { words, say } = useSettings()
  const answer = entity[regime]
  return (
    <div className="card">
      <h3>{plain(entity.name ?? entity.id)}</h3>
      <p>
        <span
          className={`badge ${answer.verdict === 'blocked' ? 'effect' : answer.verdict === 'undetermined' ? 'open' : ''}`}
        >
          {words.exposure.regimes[regime]}: {words.exposure.verdicts[answer.verdict]}
        </span>{' '}
        {shareOf(answer.share_min, answer.share_max)}
      </p>
      <p>{plain(say(answer.arithmetic))}</p>
      {answer.paths.slice(0, 5).map((path) => (
        <ol key={JSON.stringify(path)} className="path">
          {path.steps.map((step) => (
            <li key={`${step.owner} ${step.owned}`}>
              {plain(step.owner)} → <strong>{shareOf(step.share_min, step.share_max)}</strong> → {plain(step.owned)}
            </li>
          ))}
        </ol>
      ))}
      {answer.decides.map(({ text }) => (
        <p key={text} className="small missing">
          {words.exposure.decides}: {plain(say(text))}
        </p>
      ))}
      {answer.notes.map((note) => (
        <p key={note} className="small quiet">
          {plain(say(note))}
        </p>
      ))}
      <p className="small quiet">
        {words.exposure.control}: {words.control[answer.control.verdict] ?? answer.control.verdict.replaceAll('_', ' ')}{' '}
        ({plain(answer.control.source)})
      </p>
    </div>
  )
}

interface TableProps {
  readonly entities: readonly ExposedEntity[]
  readonly regime: Regime
  readonly onChoose: (id: string) => void
}

function EntityTable({ entities, regime, onChoose }: TableProps) {
  const { words, say } = useSettings()
  return (
    <>
      <h2>{words.exposure.table}</h2>
      <Table
        label={words.table.rows(entities.length)}
        rows={entities}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'entity',
            title: words.exposure.entity,
            cell: (entity) => (
              <button type="button" className="span-link" onClick={() => onChoose(entity.id)}>
                {plain(entity.name ?? entity.id)}
              </button>
            ),
            text: (entity) => entity.name ?? entity.id,
          },
          {
            key: 'verdict',
            title: words.exposure.verdict,
            cell: (entity) => (
              <span
                className={`badge ${entity[regime].verdict === 'blocked' ? 'effect' : entity[regime].verdict === 'undetermined' ? 'open' : ''}`}
              >
                {entity.why === undefined ? words.exposure.verdicts[entity[regime].verdict] : words.exposure.designated}
              </span>
            ),
            text: (entity) => entity[regime].verdict,
          },
          {
            key: 'share',
            title: words.exposure.share,
            isNumber: true,
            cell: (entity) => shareOf(entity[regime].share_min, entity[regime].share_max),
            text: (entity) => shareOf(entity[regime].share_min, entity[regime].share_max),
          },
          {
            key: 'arithmetic',
            title: words.exposure.arithmetic,
            cell: (entity) => plain(say(entity[regime].arithmetic)),
            text: (entity) => entity[regime].arithmetic,
          },
        ]}
      />
    </>
  )
}
