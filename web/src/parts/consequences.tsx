import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { ASKERS, type Asker, askLaw, type Consequence } from '../api/screening.ts'
import { useSettings } from '../settings.tsx'
import { AuthorityCode } from './designations.tsx'
import { Failure, Loading } from './state.tsx'
import { plain } from './text.tsx'
import { Clock, today } from './time.tsx'
import { useUndo } from './undo.tsx'

const ASKER_KEY = 'cordon.asker'

const isAsker = (text: string | null): text is Asker => ASKERS.some((asker) => asker === text)

/** Who asks, kept in the address and in the browser. */
export function useAsker(): readonly [Asker, (asker: Asker) => void] {
  const [address, setAddress] = useSearchParams()
  const given = address.get('asker')
  const kept = localStorage.getItem(ASKER_KEY)
  const asker = isAsker(given) ? given : isAsker(kept) ? kept : 'us_bank'
  return [
    asker,
    (next) => {
      localStorage.setItem(ASKER_KEY, next)
      const changed = new URLSearchParams(address)
      changed.set('asker', next)
      setAddress(changed, { replace: true })
    },
  ]
}

export function AskerChoice() {
  const { words } = useSettings()
  const [asker, setAsker] = useAsker()
  return (
    <label className="field inline">
      {words.evidence.asker}
      <select
        value={asker}
        onChange={({ target }) => {
          if (isAsker(target.value)) setAsker(target.value)
        }}
      >
        {ASKERS.map((each) => (
          <option key={each} value={each}>
            {words.askers[each]}
          </option>
        ))}
      </select>
    </label>
  )
}

interface Props {
  readonly authorities: readonly string[]
  readonly relation?: string
  readonly asOf?: string
}

/** What designations ask of the chosen asker, each with its citation and its clock. */
export function Consequences({ authorities, relation = 'designated', asOf = today() }: Props) {
  const { words, language } = useSettings()
  const [asker] = useAsker()
  const ask = { asker, authorities, relation, asOf, language }
  const law = useQuery({ queryKey: ['law', ask], queryFn: () => askLaw(ask), enabled: authorities.length > 0 })
  return (
    <section aria-labelledby="consequences">
      <div className="section-head">
        <h2 id="consequences">{words.evidence.consequences}</h2>
        <AskerChoice />
      </div>
      {authorities.length === 0 && <p className="quiet">{words.evidence.noConsequences}</p>}
      {authorities.length > 0 && law.isPending && <Loading />}
      {law.isError && <Failure error={law.error} again={() => void law.refetch()} />}
      {law.data !== undefined && <ConsequenceList consequences={law.data.consequences} />}
      <p className="quiet small">{words.caveat}</p>
    </section>
  )
}

export function ConsequenceList({ consequences }: { readonly consequences: readonly Consequence[] }) {
  const { words } = useSettings()
  const { say } = useUndo()
  if (consequences.length === 0) return <p className="quiet">{words.evidence.noConsequences}</p>
  const copy = (citation: string): void => {
    navigator.clipboard.writeText(citation).then(
      () => say(words.evidence.copied),
      () => undefined,
    )
  }
  return (
    <ul className="consequences">
      {consequences.map((each) => (
        <li
          key={`${each.authority} ${each.code} ${each.text} ${each.nexus ?? ''}`}
          className={`consequence ${each.effect}`}
        >
          <p>
            <span
              className={`badge ${each.effect === 'prohibition' ? 'effect' : each.effect === 'duty' ? 'open' : ''}`}
            >
              {words.effects[each.effect] ?? each.effect}
            </span>{' '}
            {plain(each.text)}
          </p>
          <p className="small quiet">
            <AuthorityCode code={each.authority} /> · {plain(each.citation ?? '—')}
            {!each.verified && ` (${words.authority.unverified})`}
            {each.needs_counsel === true && ` · ${words.evidence.counsel}`}
            {each.citation !== null && (
              <button type="button" className="button tiny" onClick={() => copy(each.citation ?? '')}>
                {words.evidence.copy}
              </button>
            )}
          </p>
          {(each.clock !== null || each.due !== null) && (
            <p className="small">
              {plain(each.clock ?? '')} {each.due !== null && <Clock due={each.due} />}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
