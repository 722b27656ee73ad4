import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import {
  addNote,
  attachFile,
  type CaseView,
  closeCase,
  fetchAlert,
  fetchCase,
  settleTask,
  workCase,
} from '../api/work.ts'
import { ScoreSentence } from '../parts/hit-card.tsx'
import { useKeys } from '../parts/keys.tsx'
import { ListNames } from '../parts/list-name.tsx'
import { Paper } from '../parts/paper.tsx'
import { Decisions } from '../parts/prior.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { plain, Text } from '../parts/text.tsx'
import { Clock, Instant } from '../parts/time.tsx'
import { useWords } from '../settings.tsx'

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
      <ul className="badges">
        <li className="badge">{view.case.state === 'open' ? words.caseFile.open : words.caseFile.closed}</li>
        <li className="badge">
          {words.caseFile.opened} {view.case.opened_at.slice(0, 10)}
        </li>
        {view.party !== null && <li className="badge">{plain(view.party.ref, 40)}</li>}
        {view.case.property_blocked && <li className="badge effect">{words.caseFile.blocked}</li>}
        {view.case.legal_hold !== null && <li className="badge open">{plain(view.case.legal_hold)}</li>}
        {view.case.kept_until !== null && (
          <li className="badge">
            {words.caseFile.keptUntil} {view.case.kept_until.slice(0, 10)}
          </li>
        )}
      </ul>
      <div className="actions">
        <Paper
          label={words.paper.pack}
          path={`/v1/cases/${encodeURIComponent(view.case.id)}/pack.pdf`}
          name={`cordon-case-${view.case.id}.pdf`}
          type="application/pdf"
        />
        <Link className="button" to={`/audit?subject=${encodeURIComponent(`case/${view.case.id}`)}`}>
          {words.paper.log}
        </Link>
        <button type="button" className="button" onClick={() => print()}>
          {words.caseFile.print}
        </button>
        <Blocked view={view} />
      </div>
      <div className="columns">
        <div>
          <Given view={view} />
          <h2>{words.caseFile.alerts}</h2>
          {view.alerts.map((alert) => (
            <AlertOfCase key={alert.id} alert={alert} />
          ))}
          <Tasks view={view} />
          <Silenced view={view} />
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

/** One alert of the case with every decision made on it, and what changed since. */
function AlertOfCase({ alert }: { readonly alert: CaseView['alerts'][number] }) {
  const words = useWords()
  const found = useQuery({ queryKey: ['alert', alert.id], queryFn: () => fetchAlert(alert.id) })
  return (
    <article className="card">
      <header>
        <h3>
          <Link to={`/alert/${alert.id}`}>
            <Text>{alert.hit.entity.caption}</Text>
          </Link>
        </h3>
        <ScoreSentence hit={alert.hit} />
      </header>
      <ul className="badges">
        <li className="badge">{words.queue.states[alert.state] ?? alert.state}</li>
        <li>
          <Clock due={alert.due_on} rule={alert.due_rule} />
        </li>
        <li className="badge">
          <ListNames ids={alert.lists} />
        </li>
        {Object.keys(alert.changed).length > 0 && <li className="badge open">{words.queue.changed}</li>}
      </ul>
      {found.data !== undefined && <Decisions decisions={found.data.decisions} />}
    </article>
  )
}

function Silenced({ view }: { readonly view: CaseView }) {
  const words = useWords()
  if (view.suppressions.length === 0) return null
  return (
    <>
      <h2>{words.paper.suppressions}</h2>
      <ul>
        {view.suppressions.map((each) => (
          <li key={each.id}>
            {plain(each.entity, 60)} <span className="badge">{words.suppress.states[each.state] ?? each.state}</span>{' '}
            <Clock due={each.expires_on} /> <span className="small">{plain(each.text, 200)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Whether property is blocked: with it the records are kept for as long as the law wants, and the yearly report is a duty. */
function Blocked({ view }: { readonly view: CaseView }) {
  const words = useWords()
  const { id, property_blocked: isBlocked, revision } = view.case
  const change = useCaseChange(id, (next: boolean) => workCase(id, { property_blocked: next, revision }))
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={isBlocked}
          disabled={change.isPending || view.case.state !== 'open'}
          onChange={() => change.mutate(!isBlocked)}
        />{' '}
        {words.paper.block}
      </label>
      {change.isError && <Failure error={change.error} />}
    </>
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
  useKeys({ note: () => box.current?.focus() })
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
