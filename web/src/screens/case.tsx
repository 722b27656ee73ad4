import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import { addNote, attachFile, type CaseView, closeCase, fetchCase, settleTask } from '../api/work.ts'
import { useKeys } from '../parts/keys.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { plain, Text } from '../parts/text.tsx'
import { Clock, Instant } from '../parts/time.tsx'
import { useWords } from '../settings.tsx'
import { Decisions } from './alert.tsx'

const MOST_BYTES = 5_000_000

async function asBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** A case with all that belongs to it: what happened in order, duties with clocks, notes, files and decisions. */
export function CaseScreen() {
  const words = useWords()
  const { id = '' } = useParams()
  const found = useQuery({ queryKey: ['case', id], queryFn: () => fetchCase(id), staleTime: 0 })
  if (found.isPending) return <Loading />
  if (found.isError) return <Failure error={found.error} again={() => void found.refetch()} />
  const view = found.data
  const name = view.party?.given.properties['name']?.[0] ?? view.case.id
  return (
    <article>
      <p>
        <Link to="/queue">← {words.nav.queue}</Link>
      </p>
      <h1>
        {words.caseFile.title}: <Text>{name}</Text>
      </h1>
      <p className="badges">
        <span className="badge">{view.case.state === 'open' ? words.caseFile.open : words.caseFile.closed}</span>
        <span className="badge">
          {words.caseFile.opened} {view.case.opened_at.slice(0, 10)}
        </span>
        {view.case.property_blocked && <span className="badge effect">{words.caseFile.blocked}</span>}
        {view.case.legal_hold !== null && <span className="badge open">{plain(view.case.legal_hold)}</span>}
        {view.case.kept_until !== null && (
          <span className="badge">
            {words.caseFile.keptUntil} {view.case.kept_until.slice(0, 10)}
          </span>
        )}
        <button type="button" className="button tiny" onClick={() => print()}>
          {words.caseFile.print}
        </button>
      </p>
      <div className="columns">
        <div>
          <Given view={view} />
          <h2>{words.caseFile.alerts}</h2>
          <ul>
            {view.alerts.map((alert) => (
              <li key={alert.id}>
                <Link to={`/alert/${alert.id}`}>
                  <Text>{alert.hit.entity.caption}</Text>
                </Link>{' '}
                {alert.score.toFixed(2)} {words.hit.bands[alert.band]}{' '}
                <span className="badge">{words.queue.states[alert.state] ?? alert.state}</span>{' '}
                <Clock due={alert.due_on} rule={alert.due_rule} />
              </li>
            ))}
          </ul>
          <Tasks view={view} />
          <Decisions decisions={view.dispositions} />
        </div>
        <div>
          <Notes view={view} />
          <h2>{words.caseFile.timeline}</h2>
          <Happened view={view} />
        </div>
      </div>
    </article>
  )
}

function Given({ view }: { readonly view: CaseView }) {
  const words = useWords()
  return (
    <>
      <h2>{words.caseFile.party}</h2>
      <dl className="facts">
        {Object.entries(view.party?.given.properties ?? {}).map(([property, values]) => (
          <div className="fact" key={property}>
            <dt>{words.fields[property] ?? property}</dt>
            <dd>{values.map((value) => plain(value)).join(', ')}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function useCaseChange<T>(id: string, work: (input: T) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: work, onSuccess: () => queries.invalidateQueries({ queryKey: ['case', id] }) })
}

function Tasks({ view }: { readonly view: CaseView }) {
  const words = useWords()
  const settle = useCaseChange(view.case.id, (task: string) => settleTask(task, 'complete'))
  const close = useCaseChange(view.case.id, () => closeCase(view.case.id))
  const isOpen = view.alerts.some(({ closed_at }) => closed_at === null)
  return (
    <>
      <h2>{words.caseFile.tasks}</h2>
      {view.tasks.length === 0 && <p className="quiet">{words.caseFile.noTasks}</p>}
      <ul>
        {view.tasks.map((task) => (
          <li key={task.id}>
            {plain(task.text)} <Clock due={task.due_on} />{' '}
            <span className="quiet small">[{plain(task.citation ?? '—')}]</span>{' '}
            {task.state === 'open' ? (
              <button type="button" className="button tiny" onClick={() => settle.mutate(task.id)}>
                {words.caseFile.complete}
              </button>
            ) : (
              <span className="badge">{task.state}</span>
            )}
          </li>
        ))}
      </ul>
      {settle.isError && <Failure error={settle.error} />}
      {close.isError && <Failure error={close.error} />}
      {view.case.state === 'open' && !isOpen && (
        <button type="button" className="button" onClick={() => close.mutate(undefined)}>
          {words.caseFile.close}
        </button>
      )}
    </>
  )
}

function Notes({ view }: { readonly view: CaseView }) {
  const words = useWords()
  const [text, setText] = useState('')
  const box = useRef<HTMLTextAreaElement>(null)
  useKeys({ c: () => box.current?.focus() })
  const note = useCaseChange(view.case.id, async (written: string) => {
    await addNote(view.case.id, written)
    setText('')
  })
  const attach = useCaseChange(view.case.id, async (file: File) =>
    attachFile(view.case.id, {
      name: file.name,
      media_type:
        file.type === '' ? 'application/octet-stream' : (file.type.split(';')[0] ?? 'application/octet-stream'),
      content: await asBase64(file),
    }),
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (text.trim() !== '') note.mutate(text)
  }
  return (
    <>
      <h2>{words.caseFile.notes}</h2>
      <form
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) event.currentTarget.requestSubmit()
        }}
      >
        <label className="field">
          {words.caseFile.note}
          <textarea
            ref={box}
            rows={3}
            maxLength={20_000}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </label>
        <p className="actions">
          <button type="submit" className="button" disabled={note.isPending}>
            {words.caseFile.addNote}
          </button>
          <label className="field">
            {words.caseFile.attach}
            <input
              type="file"
              onChange={({ target }) => {
                const file = target.files?.[0]
                if (file !== undefined && file.size <= MOST_BYTES) attach.mutate(file)
                target.value = ''
              }}
            />
          </label>
        </p>
      </form>
      {note.isError && <Failure error={note.error} />}
      {attach.isError && <Failure error={attach.error} />}
    </>
  )
}

/** Everything that happened to the case, in order; none of it can be changed here. */
function Happened({ view }: { readonly view: CaseView }) {
  const words = useWords()
  const all = [
    ...view.alerts.map((each) => ({
      at: each.raised_at,
      what: words.caseFile.raised,
      text: each.hit.entity.caption,
      by: '',
    })),
    ...view.notes.map((each) => ({ at: each.at, what: words.caseFile.noted, text: each.text, by: each.author })),
    ...view.files.map((each) => ({
      at: each.at,
      what: words.caseFile.filed,
      text: `${each.name} (${each.bytes} B, sha256 ${each.sha256.slice(0, 12)})`,
      by: each.author,
    })),
    ...view.dispositions.map((each) => ({
      at: each.made_at,
      what: `${words.caseFile.decided}: ${words.alert.outcomes[each.outcome] ?? each.outcome}`,
      text: each.text,
      by: each.maker,
    })),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1))
  return (
    <ol className="happened">
      {all.map((each) => (
        <li key={`${each.at} ${each.what} ${each.text}`}>
          <p className="small quiet">
            <Instant at={each.at} /> {plain(each.by, 60)}
          </p>
          <p>
            <strong>{each.what}</strong> <Text>{each.text}</Text>
          </p>
        </li>
      ))}
    </ol>
  )
}
