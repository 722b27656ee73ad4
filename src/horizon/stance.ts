import type { Act } from './act.ts'
import type { Said } from './statements.ts'
import { foldText } from './text.ts'
import { isContextType, type Stance } from './vocabulary.ts'

const HEDGE =
  /\b(?:could|might|may not|if|however|unless|but|although|depends?|haven't|has not been decided|not yet|temporar\p{L}*|for now|reevaluate|serious concerns?|does not overlook|si bien|podria|sin embargo|aunque|por ahora|siempre que)\b|\byes\b.*\bno\b|\bsi\b.*\bno\b|particularly with regard to/u
const AGAINST =
  /\b(?:condemn|reject|illegal|unlawful|unacceptable|violat|wrong|interven|interfer|doomed|baseless|hypocrit|cynical|unjust|mistake|defamatory|never|won't|don't|cannot|can't|no sufficient|fear|lose|regret|injeren|inaceptable|rechaz|soberan|ilegal|not going to|will not stop|damage|harm|devastat|politically motivated|arbitrary)\p{L}*/u
const FOR =
  /\b(?:welcom|thank|grateful|support|courageous|correct|important|success|open hand|agradezc|celebr|affirmation|commend|applaud|right (?:step|decision)|like and respect|victory|win for|accountable|understands|together)\p{L}*/u
const AGAINST_VERBS =
  /^(?:reject|condemn|denounce|dismiss|slam|blast|criticize|criticise|protest|deride|warn|accuse|complain|deny|rechazar|condenar|denunciar|criticar|lamentar|tildar|tachar)$/
const FOR_VERBS = /^(?:welcome|praise|hail|thank|applaud|commend|celebrar|saludar|destacar)$/

/** The event that a statement is about: in its sentence, else the nearest act before it on a designation. */
export function eventOf(said: Said, acts: readonly Act[]): Act | undefined {
  const own = acts.filter((act) => act.sentence === said.sentence)
  const bearing = own.find((act) => !isContextType(act.type)) ?? own[0]
  if (bearing !== undefined) return bearing
  const before = acts.filter((act) => act.sentence.at < said.sentence.at && !isContextType(act.type))
  return before.find((act) => act.type !== 'reject') ?? before.at(-1)
}

/** Towards the designation: by the speaker's side, then by the words. */
export function stanceOf(said: Said, event: Act | undefined): Stance {
  const words = foldText(said.text)
  if (HEDGE.test(words)) return 'conditional'
  if (said.verb !== undefined && AGAINST_VERBS.test(said.verb)) return 'oppose'
  if (said.verb !== undefined && FOR_VERBS.test(said.verb)) return 'support'
  if (FOR.test(words)) return 'support'
  if (event !== undefined && isSideOf(said, event)) return event.type === 'reject' ? 'oppose' : 'support'
  if (AGAINST.test(words)) return 'oppose'
  return said.kind === 'document' ? 'support' : 'neutral'
}

function isSideOf(said: Said, event: Act): boolean {
  const { speaker } = said
  if (speaker === undefined || event.actor === undefined) return false
  return speaker.id === event.actor.id || (speaker.country !== undefined && speaker.country === event.actor.country)
}
