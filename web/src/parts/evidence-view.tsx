import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Designation, Hit, Properties, Row } from '../api/screening.ts'
import { useSettings, useWords } from '../settings.tsx'
import { Consequences } from './consequences.tsx'
import { DesignationTable, toneOf } from './designations.tsx'
import { factsOf, qualityWords } from './hit-card.tsx'
import { useKeys } from './keys.tsx'
import { listName } from './list-name.tsx'
import { Overlay } from './overlay.tsx'
import { plain, Text } from './text.tsx'
import { Waterfall } from './waterfall.tsx'

/** What is shown of a pair, wherever it comes from: a search, an alert, or a question why not. */
export interface Pair {
  readonly asked: Properties
  readonly askedSchema: string
  readonly hit: Hit
  readonly threshold: number
  readonly lists: readonly { readonly id: string; readonly version: string; readonly published: string | null }[]
  readonly asOf?: string
}

const scrollTo = (id: string): void => document.getElementById(id)?.scrollIntoView({ block: 'start' })

/** Party and entity side by side, how the score comes about, what the list says, and what that asks of the asker. */
export function EvidenceView({ pair, children }: { readonly pair: Pair; readonly children?: ReactNode }) {
  const words = useWords()
  const { hit, threshold } = pair
  useKeys({ letters: () => scrollTo('letters'), waterfall: () => scrollTo('waterfall') })
  const inForce = hit.designations.filter(({ state }) => toneOf(state) === 'effect').map(({ authority }) => authority)
  return (
    <div className="evidence">
      <div className={`verdict ${hit.why === undefined ? 'hits' : 'undetermined'}`}>
        <span>{hit.why === undefined ? words.evidence.isHit : words.evidence.notHit}</span>
        <span className="sentence">
          {words.evidence.sentence(hit.score.toFixed(2), threshold.toFixed(2), factsOf(hit.evidence, words.features))}
        </span>
        {hit.why !== undefined && <small>{words.below[hit.why] ?? hit.why}</small>}
      </div>
      {children}
      <div className="columns">
        <div>
          <h2>{words.evidence.fields}</h2>
          <SideBySide pair={pair} />
          <h2>{words.evidence.letters}</h2>
          <Overlay rows={hit.evidence} />
          <h2>{words.evidence.waterfall}</h2>
          <Waterfall evidence={hit.evidence} score={hit.score} threshold={threshold} />
          <h2>{words.evidence.change}</h2>
          <WhatWouldChange pair={pair} />
        </div>
        <div>
          <Consequences
            authorities={[...new Set(inForce)]}
            {...(pair.asOf === undefined || pair.asOf === '' ? {} : { asOf: pair.asOf })}
          />
        </div>
      </div>
      <h2>{words.evidence.status}</h2>
      <DesignationTable designations={hit.designations} />
      <RegisterLink designations={hit.designations} id={hit.entity.id} />
      <h2>{words.evidence.names}</h2>
      <Names hit={hit} />
      <h2>{words.evidence.source}</h2>
      <Source pair={pair} />
    </div>
  )
}

function RegisterLink({ id }: { readonly designations: readonly Designation[]; readonly id: string }) {
  const words = useWords()
  const organisation = /^cordon-(.+)$/.exec(id)?.[1]
  return (
    <p className="small">
      {organisation !== undefined && (
        <>
          <Link to={`/organisation/${organisation}`}>{words.organisation.timeline}</Link> ·{' '}
        </>
      )}
      <Link to="/exposure">{words.evidence.ownershipLink}</Link>
    </p>
  )
}

const NAME_KINDS = ['name', 'alias', 'previousName', 'weakAlias'] as const
const NAMES_SHOWN = 8

function Names({ hit }: { readonly hit: Hit }) {
  const words = useWords()
  const all = NAME_KINDS.flatMap((kind) =>
    (hit.entity.properties[kind] ?? []).map((name) => ({
      kind: kind === 'weakAlias' ? 'weak' : kind === 'name' ? 'primary' : 'strong',
      name,
    })),
  )
  const item = ({ kind, name }: { kind: string; name: string }) => (
    <li key={`${kind} ${name}`} className={name === hit.matched.entity ? 'matched' : undefined}>
      <Text>{name}</Text> <span className="quiet small">{qualityWords(kind, words.hit)}</span>{' '}
      {name === hit.matched.entity && <span className="badge">{words.hit.matched}</span>}
    </li>
  )
  return (
    <>
      <ul className="names">{all.slice(0, NAMES_SHOWN).map(item)}</ul>
      {all.length > NAMES_SHOWN && (
        <details>
          <summary>{words.evidence.namesOther(all.length - NAMES_SHOWN)}</summary>
          <ul className="names">{all.slice(NAMES_SHOWN).map(item)}</ul>
        </details>
      )}
    </>
  )
}

function Source({ pair: { hit, lists } }: { readonly pair: Pair }) {
  const words = useWords()
  const from = lists.filter(({ id }) => hit.entity.datasets.includes(id))
  return (
    <>
      {from.map((list) => (
        <p key={list.id} className="small">
          {words.evidence.list} <strong>{listName(list.id, words)}</strong>{' '}
          {list.published === null ? words.basis.unknownDate : words.basis.published(list.published)},{' '}
          {words.evidence.version} <span className="mono">{list.version}</span>
        </p>
      ))}
      <details>
        <summary>{words.evidence.entry}</summary>
        <dl className="facts">
          {Object.entries(hit.entity.properties).map(([property, values]) => (
            <div className="fact" key={property}>
              <dt>{property}</dt>
              <dd>
                {values.map((value) => (
                  <div key={value}>
                    <Text>{value}</Text>
                  </div>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}

const NUMBERS = ['idNumber', 'passportNumber', 'taxNumber', 'registrationNumber', 'imoNumber', 'swiftBic', 'leiCode']

type Verdict = 'agrees' | 'differs' | 'missing'

interface Compared {
  readonly field: string
  readonly party: readonly string[]
  readonly entity: readonly string[]
  readonly verdict: Verdict
  readonly note: string
}

/** Every field that either side states; the evidence decides whether it agrees, and one side's silence is missing. */
export function comparedFields({
  asked,
  askedSchema,
  hit,
}: Pick<Pair, 'asked' | 'askedSchema' | 'hit'>): readonly Compared[] {
  const of = (source: Properties, keys: readonly string[]): readonly string[] => [
    ...new Set(keys.flatMap((key) => source[key] ?? [])),
  ]
  const rows: readonly (readonly [field: string, keys: readonly string[], features: readonly string[]])[] = [
    ['birthDate', ['birthDate', 'incorporationDate'], ['birth_date', 'date']],
    ['country', ['country', 'nationality', 'citizenship', 'jurisdiction'], ['country', 'nationality']],
    ['number', NUMBERS, ['identifier', 'number', 'id']],
    ['address', ['address', 'addressEntity'], ['address']],
    ['gender', ['gender'], ['gender']],
    ['birthPlace', ['birthPlace'], ['birth_place']],
  ]
  const compared = rows.flatMap(([field, keys, features]): readonly Compared[] => {
    const [party, entity] = [of(asked, keys), of(hit.entity.properties, keys)]
    if (party.length === 0 && entity.length === 0) return []
    const own = hit.evidence.filter(({ feature }) => features.includes(feature))
    return [
      { field, party, entity, verdict: verdictOf(party, entity, own), note: own.map(({ note }) => note).join('; ') },
    ]
  })
  const kind = hit.evidence.filter(({ feature }) => feature === 'kind' || feature === 'schema')
  const kindVerdict: Verdict =
    askedSchema === '' ? 'missing' : kind.some(({ points }) => points < 0) ? 'differs' : 'agrees'
  return [
    ...compared,
    {
      field: 'kind',
      party: askedSchema === '' ? [] : [askedSchema],
      entity: [hit.entity.schema],
      verdict: kindVerdict,
      note: kind.map(({ note }) => note).join('; '),
    },
  ]
}

function verdictOf(party: readonly string[], entity: readonly string[], own: readonly Row[]): Verdict {
  if (party.length === 0 || entity.length === 0) return 'missing'
  if (own.some(({ points }) => points < 0)) return 'differs'
  if (own.length > 0) return 'agrees'
  const fold = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return party.some((each) => entity.some((other) => fold(other) === fold(each))) ? 'agrees' : 'differs'
}

const MARKS: Readonly<Record<Verdict, string>> = { agrees: '＝', differs: '≠', missing: '?' }

function SideBySide({ pair }: { readonly pair: Pair }) {
  const { words, say } = useSettings()
  const { hit } = pair
  return (
    <table className="table stack pairs">
      <caption className="hidden">{words.evidence.fields}</caption>
      <thead>
        <tr>
          <th scope="col">{words.evidence.feature}</th>
          <th scope="col">{words.evidence.party}</th>
          <th scope="col">{words.evidence.entity}</th>
          <th scope="col">{words.evidence.verdict}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{words.fields['name']}</th>
          <td data-label={words.evidence.party}>
            <Text>{hit.matched.party}</Text>
          </td>
          <td data-label={words.evidence.entity}>
            <div>
              <Text>{hit.matched.entity}</Text>{' '}
              <span className="quiet small">{qualityWords(hit.matched.alias_quality, words.hit)}</span>
            </div>
          </td>
          <td data-label={words.evidence.verdict} className="quiet small">
            {words.evidence.points}{' '}
            {hit.evidence
              .filter(({ feature }) => feature === 'name')
              .reduce((sum, { points }) => sum + points, 0)
              .toFixed(2)}
          </td>
        </tr>
        {comparedFields(pair).map(({ field, party, entity, verdict, note }) => (
          <tr key={field}>
            <th scope="row">{words.fields[field] ?? field}</th>
            <td data-label={words.evidence.party}>
              <div>
                <Values values={party.map(said(field, words))} absent={words.hit.absent} />
              </div>
            </td>
            <td data-label={words.evidence.entity}>
              <div>
                <Values values={entity.map(said(field, words))} absent="—" />
              </div>
            </td>
            <td data-label={words.evidence.verdict}>
              <div>
                <span className={`mark ${verdict}`}>
                  <span aria-hidden="true">{MARKS[verdict]}</span> {words.evidence[verdict]}
                </span>{' '}
                {note !== '' && <span className="quiet small">{plain(note.split('; ').map(say).join('; '))}</span>}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Kinds and genders are the model's own words; all else stays as it was published. */
const said =
  (field: string, words: ReturnType<typeof useWords>) =>
  (value: string): string =>
    field === 'kind' ? (words.schemata[value] ?? value) : field === 'gender' ? (words.genders[value] ?? value) : value

const VALUES_SHOWN = 4

function Values({ values, absent }: { readonly values: readonly string[]; readonly absent: string }) {
  if (values.length === 0) return <span className="quiet">{absent}</span>
  return (
    <>
      {values.slice(0, VALUES_SHOWN).map((value) => (
        <div key={value}>
          <Text>{value}</Text>
        </div>
      ))}
      {values.length > VALUES_SHOWN && <span className="quiet small">+{values.length - VALUES_SHOWN}</span>}
    </>
  )
}

/** What the list states and the asker did not give, and what the answer would be without each fact beside the name. */
function WhatWouldChange({ pair }: { readonly pair: Pair }) {
  const words = useWords()
  const { hit, threshold } = pair
  const asks = comparedFields(pair)
    .filter(
      ({ verdict, entity, field }) =>
        verdict === 'missing' && entity.length > 0 && field !== 'gender' && field !== 'kind',
    )
    .map(({ field, entity }) =>
      field === 'number'
        ? words.evidence.askNumber(
            entity
              .slice(0, 3)
              .map((value) => plain(value))
              .join(', '),
          )
        : words.evidence.ask(
            words.fields[field] ?? field,
            entity
              .slice(0, 2)
              .map((value) => plain(value))
              .join(', '),
          ),
    )
  const others = [...new Set(hit.evidence.map(({ feature }) => feature))].filter((feature) => feature !== 'name')
  const without = others.map((feature) => {
    const rest = hit.evidence.filter((row) => row.feature !== feature).reduce((sum, { points }) => sum + points, 0)
    return words.evidence.without(
      words.features[feature] ?? feature.replaceAll('_', ' '),
      Math.min(1, Math.max(0, rest)).toFixed(2),
    )
  })
  const margin = hit.score - threshold
  return (
    <ul>
      <li>{margin >= 0 ? words.evidence.toBar(margin.toFixed(2)) : words.evidence.underBar((-margin).toFixed(2))}</li>
      {[...asks, ...without].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
