import type { Act, Focus, Reading } from './act.ts'
import { isCourtParty, isMinister } from './act-actors.ts'
import { isConditionalAt, quotationAt, verbGroup } from './clauses.ts'
import type { Sentence } from './discourse.ts'
import { act, cuesOf, speakerAt } from './frame-act.ts'
import { isOrganisation } from './group-names.ts'
import type { Mention } from './mention.ts'
import { subjectOf } from './roles.ts'

const NO_LONGER =
  /\bno longer (?:be )?(?:(?:on|listed|designated|proscribed|banned|considered|classified|regarded|labell?ed|blacklisted|included|a (?:designated|proscribed|banned|terrorist))|(?:appears?|features?|figures?) (?:on|in))\b|\bya no (?:figura|aparece|esta|estan|son|es|sera|seran|forma parte|se considera|considera)\b|\b(?:dejo|dejaron|ha dejado|dejara) de (?:ser|figurar|estar|aparecer|formar parte)\b|\bceased to be (?:a |an )?(?:listed|designated|proscribed)\b/

/** "X is no longer on the list", "X ya no figura en la lista": told as a state, an act none the less. */
export function unlisted(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const found = NO_LONGER.exec(sentence.folded)
  if (found === null || !LISTED.test(sentence.folded.slice(found.index))) return []
  const from = sentence.tokens.findIndex((token) => token.start - sentence.start >= found.index)
  const before = sentence.tokens[from - 1]?.low ?? ''
  if (from < 0 || quotationAt(sentence.tokens[from], sentence.quotations) !== undefined) return []
  if (/^(?:should|could|would|might|may|can)$/.test(before) || isConditionalAt(sentence.tokens, sentence.clauses, from))
    return []
  const start = /^(?:is|are|was|were|will)$/.test(before) ? from - 1 : from
  const subject = subjectOf(sentence, start)
  const object = sentence.mentions.find((mention) => mention.from >= from && isOrganisation(mention))
  const target = [subject, object].find((mention) => mention !== undefined && isTargetLike(mention))
  const party = target === undefined ? undefined : reading.parties.of(sentence, target)
  const actor = subject !== undefined && subject !== target ? reading.parties.of(sentence, subject) : undefined
  return [
    act(reading, sentence, focus, {
      type: before === 'will' ? 'revoke_intent' : 'revoke',
      status: before === 'will' ? 'revocation_announced' : 'revoked',
      rule: 'no-longer-listed',
      from: start,
      to: from + 2,
      actor,
      ...(party === undefined ? {} : { targets: [party.id] }),
    }),
  ]
}

const LISTED = /\blists?\b|blacklist|terror|proscri|\blista|listado|banned|\bregist/
const isTargetLike = (mention: Mention): boolean =>
  isOrganisation(mention) || mention.kind === 'country' || mention.kind === 'pronoun'

const NOW_LISTED =
  /\b(?:is|are) (?:now|officially|formally|henceforth|hereby) (?:an? )?(?:(?:officially|formally) )?(?:\p{L}+ )?(?:designated|proscribed|listed|banned|blacklisted|terrorists?)\b|\b(?:ya|ahora|desde hoy|oficialmente) (?:es|son|esta|estan) (?:una? )?(?:organizacion(?:es)? terrorista|grupos? terrorista|terrorista|designad|en la lista|incluid)|\b(?:es|son) (?:ya|ahora|desde hoy|oficialmente) (?:una? )?(?:organizacion(?:es)? terrorista|grupos? terrorista|terrorista)/u

/** "X is now a proscribed organisation," said the minister: in an official's mouth the act itself. */
export function nowListed(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const found = NOW_LISTED.exec(sentence.folded)
  if (found === null) return []
  const from = sentence.tokens.findIndex((token) => token.start - sentence.start >= found.index)
  const speaker = speakerAt(reading, sentence, from)
  const subject = subjectOf(sentence, from)
  const target = subject !== undefined && isTargetLike(subject) ? reading.parties.of(sentence, subject) : undefined
  if (from < 0 || target === undefined || speaker === undefined || speaker.id === target.id) return []
  const isOfficial =
    speaker.designates.length > 0 || isMinister(speaker) || /^(?:President|Prime Minister)$/.test(speaker.role ?? '')
  if (!isOfficial || isConditionalAt(sentence.tokens, sentence.clauses, from)) return []
  return [
    act(reading, sentence, focus, {
      type: 'designate',
      status: 'designated',
      rule: 'now-listed',
      from,
      to: from + 2,
      actor: speaker,
      targets: [target.id],
    }),
  ]
}

const DREW =
  /\b(?:drew|drawn|draws|prompted|sparked|provoked|triggered|met with|earned|brought|elicited|provoco|genero|suscito|desato|motivo|merecio|causo)\b[\p{L}\s,-]{0,40}?\b(?:condemnation|criticism|protests?|rejection|rebuke|anger|outcry|denunciations?|objections?|fury|outrage|rechazo|condena|criticas|repudio|protestas?|malestar|indignacion)\b[\p{L}\s-]{0,12}?\b(?:from|in|by|of|de|del|en|por)\b/u

/** "The listing drew condemnation from Tehran", "provocó el rechazo de Caracas". */
export function drewRebuke(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const found = DREW.exec(sentence.folded)
  if (found === null) return []
  const end = sentence.start + found.index + found[0].length
  const mention = sentence.mentions.find(
    (each) =>
      each.name.start >= end &&
      each.name.start - end <= 30 &&
      /^(?:country|seat|body|person|organisation|group|role|demonym)$/.test(each.kind),
  )
  const actor = mention === undefined ? undefined : reading.parties.of(sentence, mention)
  const isMatter = sentence.cues.some((cue) => /^(?:label|unlabel|anaphor)/.test(cue.cue))
  if (actor === undefined || !isMatter || isCourtParty(actor)) return []
  const from = sentence.tokens.findIndex((token) => token.start - sentence.start >= found.index)
  return [
    act(reading, sentence, focus, { type: 'reject', status: null, rule: 'drew-rebuke', from, to: from + 2, actor }),
  ]
}

/** "let the ban on X lapse", "the listing expired": a designation that ends by itself. */
export function lapsed(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  for (const cue of cuesOf(sentence, 'lapse')) {
    const noun = cuesOf(sentence, 'label').find((each) => each.to <= cue.from && cue.from - each.to <= 18)
    if (noun === undefined || quotationAt(sentence.tokens[cue.from], sentence.quotations) !== undefined) continue
    const group = verbGroup(sentence.tokens, cue, sentence.dates, reading.discourse.report.language)
    const isLet = sentence.cues.some((each) => each.cue === 'let' && each.to <= noun.from + 1 && each.form !== 'base')
    if (
      group.isModal ||
      group.isNegated ||
      group.isConditional ||
      (group.isInfinitive && !isLet) ||
      (cue.form === 'base' && !isLet && !group.isFuture)
    )
      continue
    if (cue.form === 'gerund' || isConditionalAt(sentence.tokens, sentence.clauses, cue.from)) continue
    const subject = isLet ? subjectOf(sentence, noun.from - 1) : undefined
    return [
      act(reading, sentence, focus, {
        type: group.isFuture ? 'revoke_intent' : 'revoke',
        status: group.isFuture ? 'revocation_announced' : 'revoked',
        rule: 'lapsed',
        from: noun.from,
        to: cue.to,
        actor: subject === undefined ? undefined : reading.parties.of(sentence, subject),
      }),
    ]
  }
  return []
}
