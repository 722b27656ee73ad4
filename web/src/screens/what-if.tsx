import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useWork } from '../api/runs.ts'
import { startWhatIf, type WhatIf } from '../api/scenario.ts'
import { type KeptBook, keptBook } from '../book/kept.ts'
import { useAsker } from '../parts/consequences.tsx'
import { Progress, Unfinished } from '../parts/run.tsx'
import { Failure, Loading } from '../parts/state.tsx'
import { csvOf } from '../parts/text.tsx'
import { useSettings } from '../settings.tsx'
import { Runs } from '../what-if/compare.tsx'
import { DEFAULTS, FIELDS, type Form, ScenarioForm } from '../what-if/form.tsx'
import { Result } from '../what-if/result.tsx'

/** What changes for a book if an organisation were designated. It runs beside all else, and its question stays in the address. */
export function WhatIfScreen() {
  const { words } = useSettings()
  const [address, setAddress] = useSearchParams()
  const [own, setOwn] = useState<KeptBook | null>()
  useEffect(() => {
    keptBook().then(
      (book) => setOwn(book ?? null),
      () => setOwn(null),
    )
  }, [])
  const asked: Form = {
    ...DEFAULTS,
    ...Object.fromEntries(FIELDS.map((field) => [field, address.get(field) ?? DEFAULTS[field]])),
  }
  const isRun = address.get('run') === '1'
  const run = useScenario(asked, own, isRun)
  const submit = (form: Form): void => {
    const next = new URLSearchParams({ ...form, run: '1' })
    const asker = address.get('asker')
    if (asker !== null) next.set('asker', asker)
    setAddress(next)
  }
  const compare = (ids: readonly string[]): void =>
    setAddress(
      (old) => {
        const next = new URLSearchParams(old)
        if (ids.length === 0) next.delete('compare')
        else next.set('compare', ids.join(','))
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  const { started, work } = run
  const again = (): void => void started.refetch()
  return (
    <>
      <h1>{words.whatIf.title}</h1>
      <p className="quiet lead">{words.whatIf.intro}</p>
      <ScenarioForm
        key={FIELDS.map((field) => asked[field]).join('|')}
        given={asked}
        own={own ?? undefined}
        isRunning={work.data?.state === 'running'}
        onRun={submit}
      />
      {isRun && started.isFetching && <Loading text={words.whatIf.running} />}
      {started.isError && <Failure error={started.error} again={again} />}
      {work.isError && <Failure error={work.error} again={again} />}
      {work.data?.state === 'running' && <Progress work={work.data} />}
      {(work.data?.state === 'failed' || work.data?.state === 'stopped') && (
        <Unfinished work={work.data} onAgain={again} />
      )}
      {isRun && work.data?.value !== undefined && <Result result={work.data.value} />}
      <Runs
        chosen={(address.get('compare') ?? '').split(',').filter((id) => id !== '')}
        onChoose={compare}
        after={work.data?.state === 'done' ? work.data.id : undefined}
      />
    </>
  )
}

/** Starts what is asked, or finds it again, and asks how far it is. */
function useScenario(asked: Form, own: KeptBook | null | undefined, isRun: boolean) {
  const { language } = useSettings()
  const [asker] = useAsker()
  const isOwn = asked.book === 'own' && own != null
  const question = { ...asked, authorities: asked.authorities.split(',').filter((code) => code !== ''), asker }
  const started = useQuery({
    queryKey: ['what-if', question, language, isOwn ? `${own.name} ${own.rows.length}` : ''],
    queryFn: () => startWhatIf(question, language, isOwn ? { parties: csvOf([own.headings, ...own.rows]) } : undefined),
    enabled: isRun && own !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const work = useWork<WhatIf>(isRun ? started.data?.id : undefined)
  return { started, work }
}
