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
      {law.data !== undefined && <ConsequenceList consequences={law.data.consequences} from={asOf} />}
      <p className="quiet small">{words.caveat}</p>
    </section>
  )
}

/** The same thing asked under several authorities is said once, with each citation. */
function grouped(consequences: readonly Consequence[]): readonly (readonly [Consequence, ...Consequence[]])[] {
  const groups = new Map<string, [Consequence, ...Consequence[]]>()
  for (const each of consequences) {
    const key = `${each.effect} ${each.text} ${each.due ?? ''}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return [...groups.values()].sort(
    ([a], [b]) => placeOf(a) - placeOf(b) || (a.due ?? LAST_DAY).localeCompare(b.due ?? LAST_DAY),
  )
}

/** Prohibitions first, then duties by their day, then what may befall, then what is allowed. */
const ORDER: readonly string[] = ['prohibition', 'duty', 'exposure', 'entry_bar', 'bar', 'diligence', 'caution']
const LAST_DAY = '9999-12-31'
const placeOf = ({ effect }: Consequence): number => (ORDER.includes(effect) ? ORDER.indexOf(effect) : ORDER.length)

interface ListProps {
  readonly consequences: readonly Consequence[]
  /** The day from which clocks are counted. */
  readonly from?: string
}

export function ConsequenceList({ consequences, from = today() }: ListProps) {
  const { words } = useSettings()
  if (consequences.length === 0) return <p className="quiet">{words.evidence.noConsequences}</p>
  return (
    <ul className="consequences">
      {grouped(consequences).map((group) => {
        const [first] = group
        return (
          <li key={`${first.code} ${first.text} ${first.due ?? ''}`} className={`consequence ${first.effect}`}>
            <p>
              <span
                className={`badge ${first.effect === 'prohibition' ? 'effect' : first.effect === 'duty' ? 'open' : ''}`}
              >
                {words.effects[first.effect] ?? first.effect}
              </span>{' '}
              {plain(first.text)}
            </p>
            {(first.clock !== null || first.due !== null) && (
              <p className="small">
                {plain(first.clock ?? '')} {first.due !== null && <Clock due={first.due} from={from} />}
              </p>
            )}
            {group.map((each) => (
              <Cited key={`${each.authority} ${each.citation} ${each.nexus ?? ''}`} consequence={each} />
            ))}
          </li>
        )
      })}
    </ul>
  )
}

function Cited({ consequence: each }: { readonly consequence: Consequence }) {
  const { words } = useSettings()
  const { say } = useUndo()
  const copy = (): void => {
    navigator.clipboard.writeText(each.citation ?? '').then(
      () => say(words.evidence.copied),
      () => undefined,
    )
  }
  return (
    <p className="small quiet cited">
      <AuthorityCode code={each.authority} /> · {plain(each.citation ?? '—')}
      {!each.verified && ` (${words.authority.unverified})`}
      {each.needs_counsel === true && ` · ${words.evidence.counsel}`}
      {each.citation !== null && (
        <button
          type="button"
          className="button tiny"
          onClick={copy}
          aria-label={`${words.evidence.copy}: ${plain(each.citation)}`}
          title={words.evidence.copy}
        >
          ⧉
        </button>
      )}
    </p>
  )
}
