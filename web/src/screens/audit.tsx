import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import {
  type Entry,
  fetchCheckpoint,
  fetchConsistency,
  fetchEntries,
  fetchInclusion,
  makeCheckpoint,
} from '../api/audit.ts'
import { ApiError } from '../api/call.ts'
import { provesConsistency, provesInclusion, readCheckpoint } from '../audit/proof.ts'
import { Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { download, plain } from '../parts/text.tsx'
import { Instant } from '../parts/time.tsx'
import { useWords } from '../settings.tsx'

const PAGE = 100

/** The log of every deed, its checkpoint, and proofs that are checked here. */
export function AuditScreen() {
  const words = useWords()
  return (
    <>
      <h1>{words.audit.title}</h1>
      <p className="quiet">{words.audit.intro}</p>
      <Checkpoint />
      <Entries />
    </>
  )
}

function Checkpoint() {
  const words = useWords()
  const queries = useQueryClient()
  const last = useQuery({ queryKey: ['checkpoint'], queryFn: fetchCheckpoint, retry: false })
  const sign = useMutation({
    mutationFn: makeCheckpoint,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['checkpoint'] }),
  })
  const [kept, setKept] = useState('')
  const grown = useMutation({
    mutationFn: async () => {
      const earlier = readCheckpoint(kept)
      if (earlier === undefined) throw new ApiError(422, words.audit.unreadable)
      const later = await fetchConsistency(earlier.size)
      const isProved = await provesConsistency(earlier, { size: later.to, root: later.root }, later.proof)
      return { isProved, from: earlier.size, to: later.to }
    },
  })
  const isNone = last.error instanceof ApiError && last.error.status === 404
  return (
    <section className="card">
      <div className="section-head">
        <h2>{words.audit.checkpoint}</h2>
        <button type="button" className="button" disabled={sign.isPending} onClick={() => sign.mutate()}>
          {words.audit.sign}
        </button>
      </div>
      {isNone && <p className="quiet">{words.audit.noCheckpoint}</p>}
      {last.isError && !isNone && <Failure error={last.error} />}
      {sign.isError && <Failure error={sign.error} />}
      {last.data !== undefined && (
        <>
          <pre className="raw" tabIndex={0}>
            {last.data.note}
          </pre>
          <p className="small">
            {words.audit.keep}{' '}
            <button
              type="button"
              className="button tiny"
              onClick={() => download('cordon-checkpoint.txt', last.data.note, 'text/plain')}
            >
              {words.table.download}
            </button>
          </p>
        </>
      )}
      <label className="field">
        {words.audit.paste}
        <textarea className="mono" rows={3} value={kept} onChange={({ target }) => setKept(target.value)} />
      </label>
      <button
        type="button"
        className="button"
        disabled={kept.trim() === '' || grown.isPending}
        onClick={() => grown.mutate()}
      >
        {words.audit.consistent}
      </button>
      {grown.isError && <Failure error={grown.error} />}
      {grown.data !== undefined && (
        <p role="status" className={grown.data.isProved ? 'agrees' : 'differs'}>
          {grown.data.isProved
            ? `✓ ${words.audit.ok}: ${words.audit.grown(grown.data.from, grown.data.to)}`
            : `✗ ${words.audit.broken}`}
        </p>
      )}
    </section>
  )
}

function Entries() {
  const words = useWords()
  const [address, setAddress] = useSearchParams()
  const subject = address.get('subject') ?? ''
  const log = useInfiniteQuery({
    queryKey: ['entries', subject],
    queryFn: ({ pageParam }) =>
      fetchEntries({
        limit: PAGE,
        ...(subject === '' ? {} : { subject }),
        ...(pageParam < 0 ? {} : { before: pageParam }),
      }),
    initialPageParam: -1,
    getNextPageParam: (page) => (page.entries.length < PAGE ? undefined : page.entries.at(-1)?.seq),
    staleTime: 0,
  })
  const rows = log.data?.pages.flatMap(({ entries }) => entries) ?? []
  return (
    <section>
      <div className="section-head">
        <h2>{words.audit.entries}</h2>
        <label className="field">
          {words.audit.filter}
          <input
            type="search"
            value={subject}
            onChange={({ target }) =>
              setAddress(target.value === '' ? {} : { subject: target.value }, { replace: true })
            }
          />
        </label>
      </div>
      {log.isPending && <Loading />}
      {log.isError && <Failure error={log.error} again={() => void log.refetch()} />}
      {log.data !== undefined && (
        <Table
          label={words.table.rows(rows.length)}
          rows={rows}
          keyOf={(entry) => String(entry.seq)}
          columns={[
            {
              key: 'seq',
              title: words.audit.seq,
              isNumber: true,
              cell: (entry) => entry.seq,
              text: (entry) => String(entry.seq),
            },
            { key: 'at', title: words.audit.at, cell: (entry) => <Instant at={entry.at} />, text: (entry) => entry.at },
            {
              key: 'actor',
              title: words.audit.actor,
              cell: (entry) => plain(entry.actor, 60),
              text: (entry) => entry.actor,
            },
            { key: 'action', title: words.audit.action, cell: (entry) => entry.action, text: (entry) => entry.action },
            {
              key: 'subject',
              title: words.audit.subject,
              cell: (entry) => plain(entry.subject, 80),
              text: (entry) => entry.subject,
            },
            {
              key: 'verify',
              isFixed: true,
              title: words.audit.verify,
              cell: (entry) => <Verify entry={entry} />,
              text: () => '',
            },
          ]}
        />
      )}
      {log.hasNextPage && (
        <button type="button" className="button" onClick={() => void log.fetchNextPage()}>
          {words.audit.older}
        </button>
      )}
    </section>
  )
}

function Verify({ entry }: { readonly entry: Entry }) {
  const words = useWords()
  const proof = useMutation({
    mutationFn: async () => {
      const found = await fetchInclusion(entry.seq)
      return { ...found, isProved: await provesInclusion(found) }
    },
  })
  return (
    <>
      <button type="button" className="button tiny" onClick={() => proof.mutate()} disabled={proof.isPending}>
        {words.audit.verify}
      </button>{' '}
      <span role="status" className="small">
        {proof.isError && <span className="differs">{plain(proof.error.message)}</span>}
        {proof.data !== undefined &&
          (proof.data.isProved ? (
            <span className="agrees">
              ✓ {words.audit.ok}: {words.audit.included(proof.data.seq, proof.data.size)}
            </span>
          ) : (
            <span className="differs">✗ {words.audit.broken}</span>
          ))}
      </span>
    </>
  )
}
