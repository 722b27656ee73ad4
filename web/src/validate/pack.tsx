import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useSearchParams } from 'react-router'
import { ApiError } from '../api/call.ts'
import { listWork, type PackSize, startValidation, useWork, type Validation } from '../api/runs.ts'
import { Progress, Unfinished } from '../parts/run.tsx'
import { Empty, Failure, Loading } from '../parts/state.tsx'
import { Instant } from '../parts/time.tsx'
import { useWords } from '../settings.tsx'
import { Report } from './report.tsx'

const SIZES: Readonly<Record<string, PackSize>> = {
  quick: { names: 5, exact: 200, people: 100 },
  usual: { names: 40, exact: 2_000, people: 500 },
  whole: { names: 200, exact: 50_000, people: 2_000 },
}

/** Runs the validator's pack on the lists in service; the run stands in the address and goes on without the page. */
export function Pack() {
  const words = useWords()
  const [address, setAddress] = useSearchParams()
  const [size, setSize] = useState('quick')
  const open = address.get('run') ?? ''
  const past = useQuery({ queryKey: ['runs', 'validation', open], queryFn: () => listWork('validation'), staleTime: 0 })
  const [latest] = past.data?.items ?? []
  const shown = open === '' ? latest?.id : open
  const work = useWork<Validation>(shown)
  const start = useMutation({
    mutationFn: () => startValidation(SIZES[size] ?? { names: 5, exact: 200, people: 100 }),
    onSuccess: ({ id }) => setAddress({ run: id }),
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    start.mutate()
  }
  const isGone = work.error instanceof ApiError && work.error.status === 404
  return (
    <>
      <form className="card" onSubmit={submit}>
        <fieldset className="chips">
          <legend>{words.validate.size}</legend>
          {Object.keys(SIZES).map((each) => (
            <label key={each} className={size === each ? 'chosen' : undefined}>
              <input type="radio" name="size" checked={size === each} onChange={() => setSize(each)} />{' '}
              {words.validate.sizes[each]}
            </label>
          ))}
        </fieldset>
        <button type="submit" className="button primary" disabled={start.isPending || work.data?.state === 'running'}>
          {words.validate.run}
        </button>
      </form>
      {start.isError && <Failure error={start.error} />}
      {(past.data?.items.length ?? 0) > 1 && (
        <label className="field narrow">
          {words.validate.past}
          <select value={shown} onChange={({ target }) => setAddress({ run: target.value })}>
            {past.data?.items.map((run) => (
              <option key={run.id} value={run.id}>
                {run.started_at.slice(0, 16).replace('T', ' ')} · {String(run.asked['names'])} · {run.state}
              </option>
            ))}
          </select>
        </label>
      )}
      {past.isSuccess && shown === undefined && <Empty title={words.validate.none} />}
      {shown !== undefined && work.isPending && <Loading />}
      {isGone && <Empty title={words.work.gone} />}
      {work.isError && !isGone && <Failure error={work.error} again={() => void work.refetch()} />}
      {work.data?.state === 'running' && <Progress work={work.data} />}
      {(work.data?.state === 'failed' || work.data?.state === 'stopped') && <Unfinished work={work.data} />}
      {work.data?.value !== undefined && (
        <>
          <h2>
            {words.validate.pack} <Instant at={work.data.started_at} />
          </h2>
          <Report id={work.data.id} report={work.data.value} />
        </>
      )}
    </>
  )
}
