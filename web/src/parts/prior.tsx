import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { type Alert, type Disposition, fetchAlerts } from '../api/work.ts'
import { useWords } from '../settings.tsx'
import { plain, Text } from './text.tsx'
import { Instant } from './time.tsx'

interface Changed {
  readonly at?: string
  readonly party?: boolean
  readonly entity?: readonly string[]
  readonly score?: readonly [number, number]
  readonly decided?: string
}

/** What was decided on this very pair before, what has changed since, and what else waits of the same party. */
export function Prior({ alert, decisions }: { readonly alert: Alert; readonly decisions: readonly Disposition[] }) {
  const words = useWords()
  const others = useQuery({
    queryKey: ['alerts', 'party', alert.party],
    queryFn: () => fetchAlerts({ party: alert.party, limit: 20 }),
  })
  const beside = (others.data?.items ?? []).filter(({ id }) => id !== alert.id)
  const hasChanged = Object.keys(alert.changed).length > 0
  return (
    <section className="card" aria-labelledby="prior">
      <h2 id="prior" className="card-title">
        {words.prior.title}
      </h2>
      {decisions.length === 0 && <p className="quiet">{words.prior.none}</p>}
      <Decisions decisions={decisions} />
      {hasChanged && <WhatChanged changed={alert.changed} />}
      {beside.length > 0 && (
        <p className="small">
          {words.prior.others}:{' '}
          {beside.map(({ id, hit, state }, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <Link to={`/alert/${id}`}>
                <Text>{hit.entity.caption}</Text>
              </Link>{' '}
              ({words.queue.states[state] ?? state})
            </span>
          ))}
        </p>
      )}
    </section>
  )
}

function WhatChanged({ changed }: { readonly changed: Changed }) {
  const words = useWords()
  const { at, party, entity = [], score, decided } = changed
  return (
    <div className="changed">
      <p>
        <strong>{words.prior.changed}</strong> {at !== undefined && <Instant at={at} />}
      </p>
      <ul>
        {party === true && <li>{words.prior.party}</li>}
        {entity.length > 0 && (
          <li>{words.prior.entity(entity.map((field) => words.fields[field] ?? plain(field, 40)).join(', '))}</li>
        )}
        {score !== undefined && <li>{words.prior.score(score[0].toFixed(2), score[1].toFixed(2))}</li>}
        {decided !== undefined && (
          <li>
            {words.prior.was} {words.queue.states[decided] ?? decided}
          </li>
        )}
      </ul>
    </div>
  )
}

/** Decisions, the latest last, each with who made it, who checked it, and their words. */
export function Decisions({ decisions }: { readonly decisions: readonly Disposition[] }) {
  const words = useWords()
  if (decisions.length === 0) return null
  return (
    <ul className="decisions">
      {decisions.map((each) => (
        <li key={each.id}>
          <strong>{words.alert.outcomes[each.outcome] ?? each.outcome}</strong>{' '}
          {each.reasons.map((reason) => words.alert.reason[reason] ?? reason).join(', ')}{' '}
          {each.state === 'awaiting_check' && <span className="badge open">{words.alert.awaits}</span>}
          <p className="small">{plain(each.text)}</p>
          <p className="small quiet">
            {words.caseFile.maker} {plain(each.maker, 60)} <Instant at={each.made_at} />
            {each.checker !== null && ` · ${words.caseFile.checker} ${plain(each.checker, 60)}`}
          </p>
          {each.check_text !== null && each.check_text !== '' && (
            <p className="small">
              {words.prior.checkText}: {plain(each.check_text)}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
