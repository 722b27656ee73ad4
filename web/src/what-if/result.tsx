import type { CaughtParty, Stand, WhatIf } from '../api/scenario.ts'
import { AskerChoice, ConsequenceList } from '../parts/consequences.tsx'
import { AuthorityCode } from '../parts/designations.tsx'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { Clock } from '../parts/time.tsx'
import { useSettings, useWords } from '../settings.tsx'
import { Amounts, InFlight } from './amounts.tsx'

/** What a run found: before and after, who is caught and why, what is at stake, what does not change, what it asks. */
export function Result({ result }: { readonly result: WhatIf }) {
  const { words, say } = useSettings()
  const groups = [
    ['matched', words.whatIf.matched],
    ['owned', words.whatIf.owned],
    ['linked', words.whatIf.linked],
  ] as const
  return (
    <section aria-live="polite">
      <div className="verdict undetermined">
        <span>{words.whatIf.supposition}</span>
        <small>{words.whatIf.saved}</small>
      </div>
      {result.scenario.targets.map((target) => (
        <div className="before-after" key={target.id}>
          <StandCard title={words.whatIf.before} day={result.as_of} stands={target.before} gains={[]} />
          <span className="arrow" aria-hidden="true">
            →
          </span>
          <StandCard title={words.whatIf.after} day={result.effective} stands={target.after} gains={target.gains} />
        </div>
      ))}
      <Tally result={result} />
      {groups.map(([group, label]) => (
        <Caught key={group} label={label} parties={result.newly[group]} />
      ))}
      <Amounts rows={result.amounts} />
      <InFlight result={result} />
      <h2>{words.whatIf.unchanged}</h2>
      {result.unchanged.length === 0 && <p className="quiet">{words.whatIf.nothing}</p>}
      <ul>
        {result.unchanged.map(({ id, because }) => (
          <li key={`${id} ${because}`}>
            <strong>{plain(id)}</strong>: {plain(say(because))}
          </li>
        ))}
      </ul>
      <Asks result={result} />
      {result.missing.map((reason) => (
        <p key={reason} className="missing small">
          {plain(say(reason))}
        </p>
      ))}
      <p className="quiet small">{result.caveat}</p>
    </section>
  )
}

const sinceOf = (since: string | null, words: ReturnType<typeof useWords>): string =>
  since === null ? '' : since.endsWith(' at the latest') ? words.atLatest(since.slice(0, 10)) : since

interface StandProps {
  readonly title: string
  readonly day: string
  readonly stands: readonly Stand[]
  readonly gains: readonly string[]
}

function StandCard({ title, day, stands, gains }: StandProps) {
  const words = useWords()
  return (
    <div className="card">
      <h2 className="card-title">
        {title} <span className="quiet">{day}</span>
      </h2>
      {stands.length === 0 && <p className="quiet">{words.whatIf.nothing}</p>}
      <ul className="badges">
        {stands.map(({ authority, state, since }) => {
          const isEffect = state === undefined || state === 'designated'
          return (
            <li key={`${authority} ${state ?? ''}`} className={`badge ${isEffect ? 'effect' : 'open'}`}>
              {gains.includes(authority) && '+ '}
              <AuthorityCode code={authority} /> {words.states[state ?? 'designated'] ?? state} {sinceOf(since, words)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** How many parties of the book are caught, as a bar and in words. */
function Tally({ result }: { readonly result: WhatIf }) {
  const words = useWords()
  const parts = [
    ['matched', words.whatIf.matched],
    ['owned', words.whatIf.owned],
    ['linked', words.whatIf.linked],
  ] as const
  const total = parts.reduce((sum, [group]) => sum + result.newly[group].length, 0)
  return (
    <div className="tally">
      <p className="big">{words.whatIf.ofBook(total, result.book.parties)}</p>
      <div className="tally-bar" aria-hidden="true">
        {parts.map(([group]) => (
          <span key={group} className={group} style={{ flexGrow: result.newly[group].length }} />
        ))}
      </div>
      <p className="small">
        {parts.map(([group, label]) => (
          <span key={group} className="legend">
            <i className={group} /> {label} {result.newly[group].length}
          </span>
        ))}
      </p>
    </div>
  )
}

function Caught({ label, parties }: { readonly label: string; readonly parties: readonly CaughtParty[] }) {
  const { words, say } = useSettings()
  return (
    <>
      <h2>
        {label} ({parties.length})
      </h2>
      {parties.length === 0 && <p className="quiet">{words.whatIf.nobody}</p>}
      {parties.length > 0 && (
        <Table
          label={words.table.rows(parties.length)}
          rows={parties}
          keyOf={(party) => party.id}
          columns={[
            {
              key: 'party',
              title: words.whatIf.party,
              cell: (party) => (
                <>
                  <strong>{plain(party.name ?? party.id)}</strong> <span className="quiet small">{party.id}</span>
                </>
              ),
              text: (party) => `${party.name ?? ''} ${party.id}`,
            },
            {
              key: 'role',
              title: words.whatIf.role,
              cell: (party) =>
                [words.bookRoles[party.role ?? ''] ?? party.role, words.sectors[party.sector ?? ''] ?? party.sector]
                  .map((text) => plain(text ?? ''))
                  .filter((text) => text !== '')
                  .join(', '),
              text: (party) => `${party.role ?? ''} ${party.sector ?? ''}`,
            },
            {
              key: 'where',
              title: words.whatIf.where,
              cell: (party) => [party.region, party.country?.toUpperCase()].map((text) => plain(text ?? '')).join(', '),
              text: (party) => `${party.region ?? ''} ${party.country ?? ''}`,
            },
            {
              key: 'gains',
              title: words.whatIf.gains,
              cell: (party) => party.gains.join(', ') || '—',
              text: (party) => party.gains.join(' '),
            },
            {
              key: 'because',
              title: words.whatIf.because,
              cell: (party) => (
                <>
                  {plain(say(party.because))}
                  {party.path !== undefined && (
                    <div className="quiet small">{party.path.map((each) => plain(each)).join(' → ')}</div>
                  )}
                </>
              ),
              text: (party) => party.because,
            },
          ]}
        />
      )}
    </>
  )
}

function Asks({ result }: { readonly result: WhatIf }) {
  const words = useWords()
  const fresh = result.consequences.filter(({ change, relation }) => change === 'added' && relation === 'designated')
  return (
    <>
      {(result.reports_due ?? []).length > 0 && (
        <>
          <h2>{words.whatIf.reports}</h2>
          <ul>
            {(result.reports_due ?? []).map((report) => (
              <li key={`${report.code} ${report.due}`}>
                {plain(report.text)} <Clock due={report.due} from={result.effective} />{' '}
                <span className="quiet small">[{plain(report.citation)}]</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="section-head">
        <h2>{words.whatIf.consequences}</h2>
        <AskerChoice />
      </div>
      <ConsequenceList consequences={fresh} from={result.effective} />
    </>
  )
}
