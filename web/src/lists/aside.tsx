import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { applyListState, type ListVersion, proposeListState } from '../api/lists.ts'
import { fetchProposals, type Proposal } from '../api/work.ts'
import { Sheet } from '../parts/sheet.tsx'
import { Failure } from '../parts/state.tsx'
import { useUndo } from '../parts/undo.tsx'
import { useWords } from '../settings.tsx'

const SHORTEST = 20

interface AsideProps {
  readonly list: string
  readonly version: ListVersion
}

/** Puts a version aside, or takes one that a guard put aside: proposed by one person, approved by another, then done. */
export function Aside({ list, version }: AsideProps) {
  const words = useWords()
  const [isAsking, setAsking] = useState(false)
  const proposals = useQuery({ queryKey: ['proposals'], queryFn: () => fetchProposals(), retry: false })
  const own = proposals.data?.items.findLast(isAbout(list, version))
  if (own?.state === 'proposed') return <span className="small missing">{words.aside.waits}</span>
  if (own?.state === 'approved') return <Apply list={list} proposal={own} />
  return (
    <>
      <button type="button" className="button tiny" onClick={() => setAsking(true)}>
        {version.state === 'accepted' ? words.aside.putAside : words.aside.take}
      </button>
      {isAsking && <Ask list={list} version={version} onClose={() => setAsking(false)} />}
    </>
  )
}

/** A proposal that would change this version from what it is now. */
const isAbout =
  (list: string, version: ListVersion) =>
  ({ kind, payload, state }: Proposal): boolean =>
    kind === 'list_exclusion' &&
    payload['list'] === list &&
    payload['version'] === version.version &&
    payload['state'] !== version.state &&
    (state === 'proposed' || state === 'approved')

function Ask({ list, version, onClose }: AsideProps & { readonly onClose: () => void }) {
  const words = useWords()
  const queries = useQueryClient()
  const [because, setBecause] = useState('')
  const isKept = version.state === 'accepted'
  const propose = useMutation({
    mutationFn: () =>
      proposeListState(list, { version: version.version, state: isKept ? 'quarantined' : 'accepted', because }),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['proposals'] })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    propose.mutate()
  }
  return (
    <Sheet
      title={`${isKept ? words.aside.putAside : words.aside.take} ${version.published ?? version.fetched.slice(0, 10)}`}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <p>{isKept ? words.aside.putAsideText : words.aside.takeText}</p>
        <label className="field">
          {words.aside.because}
          <textarea
            rows={3}
            required
            minLength={SHORTEST}
            maxLength={20_000}
            value={because}
            onChange={({ target }) => setBecause(target.value)}
          />
          <span className="hint">{words.alert.textHint(SHORTEST)}</span>
        </label>
        {propose.isError && <Failure error={propose.error} />}
        <p className="actions">
          <button type="submit" className="button primary" disabled={propose.isPending}>
            {words.aside.propose}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {words.alert.cancel}
          </button>
        </p>
      </form>
    </Sheet>
  )
}

function Apply({ list, proposal }: { readonly list: string; readonly proposal: Proposal }) {
  const words = useWords()
  const queries = useQueryClient()
  const { say } = useUndo()
  const apply = useMutation({
    mutationFn: () => applyListState(list, proposal.id),
    onSuccess: async () => {
      say(words.aside.done)
      await queries.invalidateQueries()
    },
  })
  return (
    <>
      <p className="small">{words.aside.approved}</p>
      <button type="button" className="button tiny danger" disabled={apply.isPending} onClick={() => apply.mutate()}>
        {words.aside.apply}
      </button>
      {apply.isError && <Failure error={apply.error} />}
    </>
  )
}
