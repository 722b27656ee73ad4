import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { Link } from 'react-router'
import { type PaymentField, type PaymentMessage, screenPayments } from '../api/payments.ts'
import { endHeld, fetchHeld, type Held, holdPayment } from '../api/work.ts'
import { CutOff } from '../parts/cut-off.tsx'
import { factsOf } from '../parts/hit-card.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain, Text } from '../parts/text.tsx'
import { Instant } from '../parts/time.tsx'
import { useSettings, useWords } from '../settings.tsx'

interface Given {
  readonly name: string
  readonly content: string
}

/** Payment messages, field by field; what is held; and its release, by two persons. */
export function PaymentsScreen() {
  const { words, language } = useSettings()
  const [text, setText] = useState('')
  const [files, setFiles] = useState<readonly Given[]>([])
  const chooser = useRef<HTMLInputElement>(null)
  const screening = useMutation({ mutationFn: (given: readonly Given[]) => screenPayments(given, language) })
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const chosen = await Promise.all(
      [...(chooser.current?.files ?? [])].map(async (file) => ({ name: file.name, content: await file.text() })),
    )
    const given = [...(text.trim() === '' ? [] : [{ name: 'pasted', content: text }]), ...chosen]
    if (given.length === 0) return
    setFiles(given)
    screening.mutate(given)
  }
  return (
    <>
      <h1>{words.payments.title}</h1>
      <p className="quiet">{words.payments.intro}</p>
      <form className="card" onSubmit={(event) => void submit(event)}>
        <label className="field">
          {words.payments.paste}
          <textarea
            className="mono"
            rows={6}
            value={text}
            maxLength={2_000_000}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        <p className="actions">
          <label className="field">
            {words.payments.file}
            <input ref={chooser} type="file" multiple accept=".xml,.fin,.txt,.mt" />
          </label>
          <button type="submit" className="button primary" disabled={screening.isPending}>
            {words.payments.screen}
          </button>
        </p>
      </form>
      {screening.isPending && <Loading text={words.payments.screening} />}
      {screening.isError && <Failure error={screening.error} />}
      <section aria-live="polite">
        {screening.data?.messages.map((message) => (
          <Message
            key={`${message.file} ${message.index}`}
            message={message}
            content={files.find(({ name }) => name === message.file)?.content ?? ''}
          />
        ))}
        {screening.data !== undefined && <p className="quiet small">{screening.data.caveat}</p>}
      </section>
      <HeldItems />
    </>
  )
}

const hitNames = (field: PaymentField): string =>
  field.hits.map(({ entity, score }) => `${entity.caption} ${score.toFixed(2)}`).join(', ')

/** Who was found in a field, with the facts that made each score, and the evidence behind it. */
function Found({ field }: { readonly field: PaymentField }) {
  const words = useWords()
  if (field.hits.length === 0) return <>—</>
  return (
    <ul className="found">
      {field.hits.map(({ entity, matched, score, band, evidence }) => (
        <li key={entity.id}>
          <Link to={`/evidence/${encodeURIComponent(entity.id)}?q=${encodeURIComponent(matched.party.slice(0, 384))}`}>
            <Text>{entity.caption}</Text>
          </Link>{' '}
          <span className="quiet small">
            {score.toFixed(2)} {words.hit.bands[band] ?? band} · {factsOf(evidence, words.features)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Message({ message, content }: { readonly message: PaymentMessage; readonly content: string }) {
  const { words, say } = useSettings()
  const queries = useQueryClient()
  const hold = useMutation({
    mutationFn: () =>
      holdPayment(
        `${message.file} #${message.index + 1} ${message.type}`.slice(0, 256),
        (message.why[0] ?? 'held').slice(0, 256),
        {
          fields: message.fields
            .filter(({ hits }) => hits.length > 0)
            .map(({ path }) => path)
            .slice(0, 50),
        },
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['held'] }),
  })
  const found = message.fields.filter(({ hits }) => hits.length > 0).map(({ value }) => value)
  return (
    <article className="card">
      <header>
        <h2>
          {plain(message.type, 60)} <span className="quiet small">{plain(message.file, 60)}</span>
        </h2>
        <span className={`badge ${message.verdict === 'hold' ? 'effect' : ''}`}>{words.payments[message.verdict]}</span>
      </header>
      <ul>
        {message.why.map((why) => (
          <li key={why}>{plain(say(why))}</li>
        ))}
      </ul>
      {message.verdict === 'hold' && (
        <button
          type="button"
          className="button danger"
          disabled={hold.isPending || hold.isSuccess}
          onClick={() => hold.mutate()}
        >
          {hold.isSuccess ? words.payments.held : words.payments.holdIt}
        </button>
      )}
      {hold.isError && <Failure error={hold.error} />}
      <details open={message.fields.length > 0 && message.fields.length < 60}>
        <summary>
          {words.payments.structured} ({message.fields.length})
        </summary>
        <Table
          label={words.table.rows(message.fields.length)}
          rows={message.fields}
          keyOf={(field) => `${field.path} ${field.value}`}
          columns={[
            {
              key: 'path',
              title: words.payments.field,
              cell: (field) => <span className="mono">{plain(field.path, 120)}</span>,
              text: (field) => field.path,
            },
            {
              key: 'value',
              title: words.payments.value,
              cell: (field) => <bdi>{plain(field.value, 200)}</bdi>,
              text: (field) => field.value,
            },
            {
              key: 'screened',
              title: words.payments.screened,
              cell: (field) => (
                <>
                  <span className={`badge ${field.hits.length > 0 ? 'effect' : ''}`}>
                    {field.hits.length > 0
                      ? words.payments.hit
                      : field.screened
                        ? words.payments.yes
                        : words.payments.not}
                  </span>{' '}
                  <span className="small quiet">{plain(say(field.reason ?? ''))}</span>
                </>
              ),
              text: (field) => (field.screened ? 'screened' : (field.reason ?? '')),
            },
            { key: 'hits', title: words.payments.hits, cell: (field) => <Found field={field} />, text: hitNames },
          ]}
        />
      </details>
      <details>
        <summary>{words.payments.raw}</summary>
        <Raw content={content} found={found} />
      </details>
    </article>
  )
}

/** The message as it came, with the values that hit marked in it. */
function Raw({ content, found }: { readonly content: string; readonly found: readonly string[] }) {
  const wanted = found.filter((value) => value.length > 2).map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pieces = wanted.length === 0 ? [content] : content.split(new RegExp(`(${wanted.join('|')})`, 'g'))
  const placed = pieces.map((piece, place) => ({ piece, at: `${place} ${piece.length}` }))
  return (
    <pre className="raw" tabIndex={0}>
      {placed.map(({ piece, at }) =>
        found.includes(piece) ? (
          <mark key={at}>{plain(piece, 2_000)}</mark>
        ) : (
          <span key={at}>{plain(piece, 20_000)}</span>
        ),
      )}
    </pre>
  )
}

function HeldItems() {
  const words = useWords()
  const held = useQuery({ queryKey: ['held'], queryFn: fetchHeld, staleTime: 0 })
  return (
    <section>
      <h2>{words.payments.held}</h2>
      <CutOff />
      {held.isPending && <Loading />}
      {held.isError && <Failure error={held.error} again={() => void held.refetch()} />}
      {held.data !== undefined && held.data.items.length === 0 && <Empty title={words.payments.empty} />}
      {held.data?.items.map((each) => (
        <HeldItem key={each.id} held={each} />
      ))}
    </section>
  )
}

function HeldItem({ held }: { readonly held: Held }) {
  const words = useWords()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const end = useMutation({
    mutationFn: (step: 'propose_release' | 'block' | 'reject') => endHeld(held.id, step, reason),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['held'] }),
  })
  const isOpen = held.state === 'held' || held.state === 'release_proposed'
  return (
    <article className="card">
      <header>
        <h3>{plain(held.subject, 120)}</h3>
        <span className={`badge ${isOpen ? 'open' : ''}`}>{words.payments.states[held.state] ?? held.state}</span>
      </header>
      <p className="small">
        {plain(held.why)} · {words.payments.since} <Instant at={held.held_at} /> {plain(held.reason ?? '')}
      </p>
      {isOpen && (
        <div className="actions">
          <label className="field grow">
            {words.payments.reason}
            <input value={reason} maxLength={20_000} onChange={({ target }) => setReason(target.value)} />
            <span className="hint">{words.alert.textHint(20)}</span>
          </label>
          {held.state === 'held' && (
            <button
              type="button"
              className="button"
              disabled={end.isPending}
              onClick={() => end.mutate('propose_release')}
            >
              {words.payments.release}
            </button>
          )}
          <button type="button" className="button danger" disabled={end.isPending} onClick={() => end.mutate('block')}>
            {words.payments.block}
          </button>
          <button type="button" className="button" disabled={end.isPending} onClick={() => end.mutate('reject')}>
            {words.payments.reject}
          </button>
        </div>
      )}
      {end.isError && <Failure error={end.error} />}
    </article>
  )
}
