import type { Act } from './act.ts'
import { quotationAt } from './clauses.ts'
import { intersection, lengthInDays, mayBeSame } from './day-intervals.ts'
import type { Discourse } from './discourse.ts'
import type { Parties } from './parties.ts'
import { isContextType } from './vocabulary.ts'

/** Lead, body and quotation of one act are one act: the best span is kept, the finer date, the named actor. */
export function mergeWithin(acts: readonly Act[], parties: Parties, discourse: Discourse): readonly Act[] {
  void parties
  void discourse
  const out: Act[] = []
  for (const act of acts) {
    const at = out.findIndex((other) => isSameAct(other, act))
    const other = out[at]
    if (other === undefined) out.push(act)
    else out[at] = merged(other, act)
  }
  return out
}

/** Same type and targets, dates that can be one day, no two authorities that exclude each other. */
function isSameAct(a: Act, b: Act): boolean {
  if (a.type !== b.type || (isContextType(a.type) && a.sentence !== b.sentence)) return false
  if (a.status !== b.status) return false
  if (!sharesTarget(a, b)) return false
  if (isOfTwoStates(a, b)) return false
  if (isOtherTime(a) !== isOtherTime(b)) return false
  if (a.dated.days !== undefined && b.dated.days !== undefined && !mayBeSame(a.dated.days, b.dated.days, 1))
    return false
  if (a.type === 'reject') return isOneSide(a, b)
  if (a.type === 'propose' || a.type === 'request') return a.actor?.id === b.actor?.id
  if (
    a.authorities.length > 0 &&
    b.authorities.length > 0 &&
    !a.authorities.some((code) => b.authorities.includes(code)) &&
    !isLabelOnly(a) &&
    !isLabelOnly(b)
  )
    return false
  return true
}

/** One government has one position, whoever of it speaks. */
const isOneSide = (a: Act, b: Act): boolean =>
  a.actor?.id === b.actor?.id || (a.actor?.country !== undefined && a.actor.country === b.actor?.country)

const isOtherTime = (act: Act): boolean =>
  act.dated.days === undefined && /\b(?:first term|primer mandato|previous administration)\b/.test(act.sentence.folded)

/** Two states that act are two acts; a quoted third party speaks of the act that was told. */
const isOfTwoStates = (a: Act, b: Act): boolean =>
  a.actor?.country !== undefined &&
  b.actor?.country !== undefined &&
  a.actor.country !== b.actor.country &&
  !isQuoted(a) &&
  !isQuoted(b)

const isQuoted = (act: Act): boolean =>
  quotationAt(act.sentence.tokens[act.from], act.sentence.quotations) !== undefined

const isLabelOnly = (act: Act): boolean => act.authorities.every((code) => code === 'TERR')

const sharesTarget = (a: Act, b: Act): boolean =>
  (a.targets.length === 0 && b.targets.length === 0) ||
  a.targets.some((target) => b.targets.includes(target)) ||
  a.targets.length === 0 ||
  b.targets.length === 0

function merged(a: Act, b: Act): Act {
  const dated = finer(a, b)
  const actor =
    a.actor === undefined ||
    (a.actor.kind === 'country' &&
      b.actor !== undefined &&
      b.actor.kind !== 'country' &&
      a.dated.source !== 'clause') ||
    (b.actor?.kind === 'person' && a.actor.kind !== 'person' && a.actor.kind !== 'people' && b.requester !== undefined)
      ? b.actor
      : a.actor
  const authorities = [...new Set([...a.authorities, ...b.authorities])].filter(
    (code, _, all) => code !== 'TERR' || all.length === 1,
  )
  return {
    ...a,
    dated,
    actor,
    authorities,
    targets: a.targets.length >= b.targets.length ? a.targets : b.targets,
    requester: a.requester ?? b.requester,
    effective: a.effective ?? b.effective,
    isRestoring: a.isRestoring || b.isRestoring,
  }
}

function finer(a: Act, b: Act): Act['dated'] {
  if (a.dated.days === undefined) return b.dated
  if (b.dated.days === undefined || b.dated.source === 'lead') return a.dated
  if (a.dated.source === 'lead') return b.dated
  if (b.dated.source === 'quoted') return a.dated
  if (a.dated.source === 'quoted') return b.dated
  const shared = intersection(a.dated.days, b.dated.days)
  if (shared === undefined) return a.dated
  return lengthInDays(b.dated.days) < lengthInDays(a.dated.days) ? b.dated : a.dated
}
