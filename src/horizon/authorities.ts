import { AUTHORITIES, REPORT_ONLY_AUTHORITIES, type ReportedAuthority } from '../model/authority.ts'
import type { Discourse, Sentence } from './discourse.ts'
import type { Party } from './parties.ts'

const ORDER: readonly ReportedAuthority[] = [...AUTHORITIES, ...REPORT_ONLY_AUTHORITIES]

const inOrder = (found: ReadonlySet<ReportedAuthority>): readonly ReportedAuthority[] =>
  ORDER.filter((code) => found.has(code))

interface Named {
  readonly authority: ReportedAuthority
  readonly at: number
}

const namedIn = new WeakMap<Sentence, readonly Named[]>()

/** Authorities that a sentence names, with where; looked for once. */
export function authoritiesNamed(discourse: Discourse, sentence: Sentence): readonly Named[] {
  const known = namedIn.get(sentence)
  if (known !== undefined) return known
  const found: Named[] = []
  for (const { authority, pattern } of discourse.knowledge.authorityPhrases) {
    for (const match of sentence.folded.matchAll(pattern)) found.push({ authority, at: match.index })
  }
  namedIn.set(sentence, found)
  return found
}

const US_CODES: readonly ReportedAuthority[] = ['FTO', 'SDGT', 'SST', 'TCO', 'DTO']

/**
 * The authorities of one act: those its sentence names; else the list of the country that acts (a British minister
 * proscribes under British law); else what the report says of the same list; else a terrorist label and no more.
 */
export function authoritiesOf(
  discourse: Discourse,
  sentence: Sentence,
  actor: Party | undefined,
): readonly ReportedAuthority[] {
  const own = actor?.country === undefined ? undefined : discourse.knowledge.authorityOfCountry.get(actor.country)
  const named = new Set(authoritiesNamed(discourse, sentence).map(({ authority }) => authority))
  if (own !== undefined) return [own]
  if (named.size > 0) return inOrder(named)
  const whole = new Set(
    bodyAuthorities(discourse).filter(
      (code) =>
        (US_CODES.includes(code) && (actor?.country === undefined || actor.country === 'us')) || actor === undefined,
    ),
  )
  return whole.size > 0 ? inOrder(whole) : ['TERR']
}

/** Only sentences about a designation carry their list over; a criminal network in passing does not. */
const speaksOfDesignation = (sentence: Sentence): boolean =>
  sentence.cues.some(
    (cue) =>
      /^(?:make\.strong|label)$/.test(cue.cue) ||
      (/^(?:make|unmake)\./.test(cue.cue) && /\blists?\b|\blistas?\b|terror/.test(sentence.folded)),
  )

const bodyCodes = new WeakMap<Discourse, readonly ReportedAuthority[]>()

function bodyAuthorities(discourse: Discourse): readonly ReportedAuthority[] {
  const known = bodyCodes.get(discourse)
  if (known !== undefined) return known
  const codes = discourse.sentences
    .filter(speaksOfDesignation)
    .flatMap((sentence) => authoritiesNamed(discourse, sentence).map(({ authority }) => authority))
  bodyCodes.set(discourse, codes)
  return codes
}
