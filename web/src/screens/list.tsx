import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearchParams } from 'react-router'
import { ApiError } from '../api/call.ts'
import {
  type DeltaEntry,
  fetchCoverage,
  fetchDelta,
  fetchLists,
  fetchVersions,
  type ListVersion,
} from '../api/lists.ts'
import { Aside } from '../lists/aside.tsx'
import { listName } from '../parts/list-name.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { Instant } from '../parts/time.tsx'
import { useSettings, useWords } from '../settings.tsx'

/** One list: its versions, what each changed, and every entry accounted for. */
export function ListScreen() {
  const { words, language } = useSettings()
  const { id = '' } = useParams()
  const versions = useQuery({ queryKey: ['versions', id], queryFn: () => fetchVersions(id), retry: false })
  const lists = useQuery({ queryKey: ['lists'], queryFn: fetchLists })
  const isInService = lists.data?.lists.some((list) => list.id === id) === true
  const inForce = versions.data?.versions.findLast(({ state }) => state === 'accepted')?.version
  const isGiven = versions.error instanceof ApiError && versions.error.status === 404
  return (
    <>
      <p>
        <Link to="/lists">← {words.nav.lists}</Link>
      </p>
      <h1>{listName(id, words)}</h1>
      <p className="quiet small mono">{plain(id)}</p>
      {versions.isPending && <Loading />}
      {isGiven && <Empty title={isInService ? words.lists.given : words.listGone} />}
      {versions.isError && !isGiven && <Failure error={versions.error} again={() => void versions.refetch()} />}
      {versions.data !== undefined && (
        <>
          <h2>{words.lists.versions}</h2>
          <Table
            label={words.table.rows(versions.data.versions.length)}
            rows={versions.data.versions}
            keyOf={(version) => version.version}
            columns={[
              {
                key: 'published',
                title: words.lists.published,
                cell: (each) => each.published ?? words.basis.unknownDate,
                text: (each) => each.published ?? '',
              },
              {
                key: 'fetched',
                title: words.lists.fetched,
                cell: (each) => <Instant at={each.fetched} />,
                text: (each) => each.fetched,
              },
              {
                key: 'entities',
                title: words.lists.entities,
                isNumber: true,
                cell: (each) => each.entities.toLocaleString(language),
                text: (each) => String(each.entities),
              },
              {
                key: 'state',
                title: words.lists.state,
                cell: (each) => (
                  <>
                    <span className={`badge ${each.state === 'accepted' ? '' : 'open'}`}>
                      {each.version === inForce
                        ? words.aside.inForce
                        : each.state === 'accepted'
                          ? words.aside.accepted
                          : words.aside.quarantined}
                    </span>
                    {each.reason != null && <div className="small quiet">{plain(each.reason, 200)}</div>}
                  </>
                ),
                text: (each) => each.state,
              },
              {
                key: 'version',
                title: words.lists.version,
                cell: (each) => <span className="mono">{each.version.slice(0, 23)}…</span>,
                text: (each) => each.version,
              },
              {
                key: 'aside',
                title: words.aside.title,
                isFixed: true,
                cell: (each) => <Aside list={id} version={each} />,
                text: () => '',
              },
            ]}
          />
          <DeltaView versions={versions.data.versions} />
          <CoverageView id={id} />
        </>
      )}
    </>
  )
}

function DeltaView({ versions }: { readonly versions: readonly ListVersion[] }) {
  const words = useWords()
  const [address, setAddress] = useSearchParams()
  const before = address.get('before') ?? versions.at(-2)?.version ?? ''
  const after = address.get('after') ?? versions.at(-1)?.version ?? ''
  const delta = useQuery({
    queryKey: ['delta', before, after],
    queryFn: () => fetchDelta(before, after),
    enabled: before !== '' && after !== '' && before !== after,
  })
  if (versions.length < 2) return null
  const choose = (key: 'before' | 'after', value: string): void =>
    setAddress({ before, after, [key]: value }, { replace: true, preventScrollReset: true })
  const groups = [
    ['listed', words.lists.listed],
    ['delisted', words.lists.delisted],
    ['changed', words.lists.changed],
  ] as const
  return (
    <>
      <h2>{words.lists.delta}</h2>
      <div className="fields">
        {(['before', 'after'] as const).map((key) => (
          <label className="field" key={key}>
            {words.lists[key]}
            <select value={key === 'before' ? before : after} onChange={({ target }) => choose(key, target.value)}>
              {versions.map((each) => (
                <option key={each.version} value={each.version}>
                  {each.published ?? each.fetched.slice(0, 10)} {each.version.slice(7, 15)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {delta.isFetching && <Loading />}
      {delta.isError && <Failure error={delta.error} again={() => void delta.refetch()} />}
      {delta.data !== undefined &&
        groups.map(([group, label]) => (
          <details key={group} open={delta.data[group].length > 0 && delta.data[group].length <= 20}>
            <summary>
              {label} ({delta.data[group].length})
            </summary>
            <ul className="small">
              {delta.data[group].slice(0, 500).map((entry) => (
                <li key={entry.id}>
                  <Entry entry={entry} />
                </li>
              ))}
            </ul>
          </details>
        ))}
    </>
  )
}

function Entry({ entry }: { readonly entry: DeltaEntry }) {
  return (
    <>
      <strong>{plain(entry.name ?? entry.caption ?? entry.id)}</strong> <span className="quiet">{entry.id}</span>
      {entry.fields !== undefined &&
        Object.entries(entry.fields).map(([field, change]) => (
          <div key={field} className="mono">
            {field}: {plain(JSON.stringify(change))}
          </div>
        ))}
    </>
  )
}

function CoverageView({ id }: { readonly id: string }) {
  const words = useWords()
  const coverage = useQuery({ queryKey: ['coverage', id], queryFn: () => fetchCoverage(id), retry: false })
  return (
    <>
      <h2>{words.lists.coverage}</h2>
      {coverage.isPending && <Loading />}
      {coverage.isError && <Failure error={coverage.error} again={() => void coverage.refetch()} />}
      {coverage.data !== undefined && (
        <>
          <p>{words.lists.coverageText(coverage.data.searchable, coverage.data.total)}</p>
          {coverage.data.excluded.length === 0 ? (
            <p className="quiet">{words.lists.noneExcluded}</p>
          ) : (
            <details>
              <summary>
                {words.lists.excluded} ({coverage.data.excluded.length})
              </summary>
              <ul className="small">
                {coverage.data.excluded.slice(0, 500).map((each) => (
                  <li key={each.id}>
                    {each.id}: {plain(each.reason)}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </>
  )
}
