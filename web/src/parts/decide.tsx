import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { type Alert, decideAlert, REASONS } from '../api/work.ts'
import { useWords } from '../settings.tsx'
import { Sheet } from './sheet.tsx'
import { plain } from './text.tsx'
import { useUndo } from './undo.tsx'

const SHORTEST = 20

interface Props {
  readonly title: string
  readonly alerts: readonly Alert[]
  readonly outcome: string
  readonly onClose: (isDone: boolean) => void
}

/** Reasons against, by the feature of the evidence that speaks against. */
const AGAINST: Readonly<Record<string, string>> = {
  birth_date: 'birth_date_differs',
  country: 'nationality_differs',
  identifier: 'identifier_differs',
  address: 'address_differs',
  gender: 'gender_differs',
  kind: 'kind_differs',
}

/** Reasons that the evidence itself gives, chosen from the start. Where nothing speaks against a hit, none is: it is for the person to find one. */
function suggested(alert: Alert | undefined, outcome: string): readonly string[] {
  if (alert === undefined) return []
  if (outcome === 'inconclusive') return ['information_missing']
  if (outcome === 'true_match') return [alert.strong_identifier ? 'identifier_agrees' : 'facts_agree']
  const reasons = alert.hit.evidence.flatMap(({ feature, points }) => (points < 0 ? (AGAINST[feature] ?? []) : []))
  return [...new Set(reasons)]
}

/** A decision: reasons as chips, words made from them that may be edited, and the evidence relied on. Two presses in the plain case. */
export function Decide({ title, alerts, outcome, onClose }: Props) {
  const words = useWords()
  const queries = useQueryClient()
  const { soon } = useUndo()
  const form = useRef<HTMLFormElement>(null)
  const [first] = alerts
  const [reasons, setReasons] = useState<readonly string[]>(suggested(first, outcome))
  const [own, setOwn] = useState<string>()
  const features = [...new Set(alerts.flatMap(({ hit }) => hit.evidence.map(({ feature }) => feature)))]
  const [relied, setRelied] = useState<readonly string[]>(features)
  useEffect(() => {
    const isReady = form.current?.querySelector('[data-reasons] input:checked') != null
    form.current?.querySelector<HTMLElement>(isReady ? '[data-first]' : '[data-reasons] input')?.focus()
  }, [])
  const text =
    own ??
    words.alert.template(
      plain(first?.hit.matched.party ?? '', 80),
      plain(first?.hit.entity.caption ?? '', 80),
      reasons.map((reason) => words.alert.reason[reason] ?? reason).join(', '),
    )
  const flip = (all: readonly string[], one: string): readonly string[] =>
    all.includes(one) ? all.filter((each) => each !== one) : [...all, one]
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    soon({
      text: words.alert.decided(`${words.alert.outcomes[outcome]}${alerts.length > 1 ? ` × ${alerts.length}` : ''}`),
      commit: async (isLeaving) => {
        for (const alert of alerts) {
          const own = relied.filter((feature) => alert.hit.evidence.some((row) => row.feature === feature))
          const evidence = (own.length > 0 ? own : alert.hit.evidence.slice(0, 1).map((row) => row.feature)).map(
            (feature) => `hit:${feature}`,
          )
          await decideAlert(alert.id, { outcome, reasons, text, evidence, revision: alert.revision }, isLeaving)
        }
        await queries.invalidateQueries()
      },
    })
    onClose(true)
  }
  return (
    <Sheet title={title} onClose={() => onClose(false)}>
      <form
        ref={form}
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) event.currentTarget.requestSubmit()
        }}
      >
        {alerts.length > 1 && (
          <p className="small">
            {words.queue.bulkSample}{' '}
            {alerts
              .slice(0, 5)
              .map(({ hit }) => plain(hit.matched.party, 40))
              .join(', ')}
            …
          </p>
        )}
        <fieldset className="chips" data-reasons="">
          <legend>{words.alert.reasons}</legend>
          {(REASONS[outcome] ?? []).map((reason) => (
            <label key={reason} className={reasons.includes(reason) ? 'chosen' : undefined}>
              <input
                type="checkbox"
                checked={reasons.includes(reason)}
                onChange={() => setReasons(flip(reasons, reason))}
              />{' '}
              {words.alert.reason[reason] ?? reason}
            </label>
          ))}
        </fieldset>
        <label className="field">
          {words.alert.text}
          <textarea
            rows={3}
            value={text}
            minLength={SHORTEST}
            maxLength={20_000}
            required
            onChange={({ target }) => setOwn(target.value)}
          />
          <span className="hint">{words.alert.textHint(SHORTEST)}</span>
        </label>
        <fieldset className="chips">
          <legend>{words.alert.evidence}</legend>
          {features.map((feature) => (
            <label key={feature} className={relied.includes(feature) ? 'chosen' : undefined}>
              <input
                type="checkbox"
                checked={relied.includes(feature)}
                onChange={() => setRelied(flip(relied, feature))}
              />{' '}
              {words.features[feature] ?? feature.replaceAll('_', ' ')}
            </label>
          ))}
        </fieldset>
        <p className="actions">
          <button
            type="submit"
            className="button primary"
            data-first=""
            disabled={reasons.length === 0 || relied.length === 0}
          >
            {words.alert.submit}
          </button>
          <button type="button" className="button" onClick={() => onClose(false)}>
            {words.alert.cancel}
          </button>
        </p>
      </form>
    </Sheet>
  )
}
