import type { Act, Focus, Reading } from './act.ts'
import { isCourtParty, speakerOutside } from './act-actors.ts'
import { isTakenBack } from './act-kinds.ts'
import { quotationAt, verbGroup } from './clauses.ts'
import type { Sentence } from './discourse.ts'
import { act, cuesOf, partyAt } from './frame-act.ts'
import type { Cue } from './lexicon.ts'
import type { Party } from './parties.ts'
import { agentOf } from './roles.ts'

const REBUFFED = /^(?:label|anaphor|object\.offer|unlabel)$/

/** A government, the organisation or another with a stake turns it down, in words or by what it quotes. */
export function rebuffs(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const acts: Act[] = []
  const first = sentence.cues.find((cue) => isRebuff(reading, sentence, cue))
  if (first !== undefined) {
    const group = verbGroup(sentence.tokens, first, sentence.dates, reading.discourse.report.language)
    const agent = group.isPassive ? agentOf(sentence, first.to) : undefined
    const subject = agent === undefined ? partyAt(reading, sentence, group.from) : reading.parties.of(sentence, agent)
    const speaker = subject?.kind === 'country' ? speakerOutside(reading, sentence) : undefined
    // "Ebrard said that Mexico would never accept": the one who speaks for his country.
    const actor = speaker?.kind === 'person' && speaker.country === subject?.country ? speaker : subject
    if (actor !== undefined && !isCourtParty(actor))
      acts.push(
        act(reading, sentence, focus, {
          type: 'reject',
          status: null,
          rule: 'rebuff',
          from: first.from,
          to: first.to,
          actor,
          ...rebuffTargets(focus, sentence, group.isPassive),
        }),
      )
  }
  if (acts.length === 0) acts.push(...calledBad(reading, sentence, focus))
  if (acts.length === 0) acts.push(...quotedRebuff(reading, sentence, focus))
  return acts
}

const rebuffTargets = (focus: Focus, sentence: Sentence, isPassive: boolean): { targets?: readonly string[] } => {
  const isRequest =
    isPassive &&
    sentence.cues.some((cue) => cue.cue === 'object.offer' && /^(?:request|demand|peticion|solicitud)$/.test(cue.lemma))
  return isRequest && focus.acts.some((each) => each.type === 'request') ? { targets: [] } : {}
}

function isRebuff(reading: Reading, sentence: Sentence, cue: Cue): boolean {
  if (
    isTakenBack(sentence, cue.from) ||
    /^(?:block|veto|thwart|stymie|derail|scupper|torpedo|bloquear|vetar|frustrar)$/.test(cue.lemma)
  )
    return false
  if (
    /^(?:reports?|claims?|rumou?rs|suggestions|allegations|informes|versiones)$/.test(
      sentence.tokens[cue.to]?.low ?? '',
    )
  )
    return false
  if (cue.cue !== 'reject' || quotationAt(sentence.tokens[cue.from], sentence.quotations) !== undefined) return false
  const group = verbGroup(sentence.tokens, cue, sentence.dates, reading.discourse.report.language)
  const isSaid = sentence.cues.some((each) => each.cue === 'say' && each.to <= cue.from)
  if (
    group.isModal ||
    (group.isConditional && !isSaid) ||
    (group.isNegated && cue.form !== 'fixed') ||
    group.isInfinitive
  )
    return false
  if (/^(?:brand|attack|tildar)$/.test(cue.lemma) && !sentence.cues.some((each) => REBUFFED.test(each.cue)))
    return false
  const object = sentence.tokens
    .slice(cue.to, cue.to + 3)
    .some((token) => /^(?:it|this|that|lo|la|them)$/.test(token.low))
  const noun = sentence.cues.some((each) => REBUFFED.test(each.cue) && each.from >= cue.to && each.from - cue.to <= 12)
  const passiveNoun = group.isPassive && sentence.cues.some((each) => REBUFFED.test(each.cue) && each.to <= group.from)
  const what = sentence.tokens[cue.to]?.low === 'what' || sentence.cues.some((each) => each.cue === 'refusal.quote')
  return object || noun || passiveNoun || what
}

/** "called the designation illegal", 'calificó de "infame" la designación': a rebuff by what it is called. */
function calledBad(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  for (const cue of cuesOf(sentence, 'call')) {
    if (cue.form === 'base' || cue.form === 'gerund') continue
    if (quotationAt(sentence.tokens[cue.from], sentence.quotations) !== undefined) continue
    const isNear = (each: Cue): boolean => each.from >= cue.to && each.from - cue.to <= 12
    const matter = sentence.cues.find((each) => /^(?:label|unlabel|anaphor)$/.test(each.cue) && isNear(each))
    const word = sentence.cues.find((each) => each.cue === 'bad.word' && isNear(each))
    const group = verbGroup(sentence.tokens, cue, sentence.dates, reading.discourse.report.language)
    if (matter === undefined || word === undefined || group.isModal || group.isNegated || group.isInfinitive) continue
    const actor = partyAt(reading, sentence, group.from)
    if (actor === undefined || isCourtParty(actor) || !hasStake(reading, actor, focus)) continue
    return [
      act(reading, sentence, focus, {
        type: 'reject',
        status: null,
        rule: 'called-bad',
        from: cue.from,
        to: Math.max(matter.to, word.to),
        actor,
      }),
    ]
  }
  return []
}

/** A government, a body or person of a country, or the group itself; a critic without office only comments. */
const hasStake = (reading: Reading, party: Party, focus: Focus): boolean =>
  isForeign(reading, party, focus) ||
  party.kind === 'country' ||
  /^(?:government:|body:(?:gobierno|government|regime|presidencia|cancilleria))/.test(party.id) ||
  party.kind === 'organisation'

/** "Cooperation, yes; interventionism, no": the refusal is in the words quoted from the government concerned. */
function quotedRebuff(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  for (const said of reading.said) {
    if (said.sentence !== sentence || said.speaker === undefined) continue
    const words = reading.discourse.folded.slice(said.quote.start, said.quote.end)
    if (!REFUSED.test(words) || !isForeign(reading, said.speaker, focus)) continue
    const from = sentence.tokens.findIndex((token) => token.start >= said.quote.start)
    const cue = sentence.cues.find((each) => each.cue === 'say' && each.lemma === said.verb)
    const at = Math.min(from, cue?.from ?? from)
    return [
      act(reading, sentence, focus, {
        type: 'reject',
        status: null,
        rule: 'refusal-quoted',
        from: Math.max(0, at),
        to: Math.max(from, cue?.to ?? 0) + 1,
        actor: said.speaker,
      }),
    ]
  }
  return []
}

const REFUSED =
  /\b(?:rejects|condemns)\b|interven\p{L}*[,;:.?]? ?(?:no\b|never)|(?:no|ni|nunca|never) (?:a |al )?(?:la )?(?:interven|injerenc|subordina)|\bwe (?:don't|do not|won't|will not|will never|cannot|would never|can't|reject) \p{L}+|(?:no (?:aceptamos|aceptaremos|permitimos|permitiremos|vamos a permitir|queremos)|nunca aceptar|jamas aceptar)|\bi reject\b|unacceptable|inaceptable|injerencis|injerencia/u

/** Not the one who designates: another country's person, or the group itself. */
function isForeign(reading: Reading, party: Party, focus: Focus): boolean {
  void reading
  const country = firstMainActor(focus)?.country ?? 'us'
  if (focus.all.includes(party.id)) return true
  return party.country !== undefined && party.country !== country
}

const firstMainActor = (focus: Focus): Party | undefined =>
  focus.acts.find(
    (each) => each.actor !== undefined && /^(?:designate|vow|announce_intent|prepare|hold_off)$/.test(each.type),
  )?.actor

/** "had offered Mexico help", "Trump's offer to go to war". */
export function offers(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  for (const cue of cuesOf(sentence, 'offer')) {
    if (quotationAt(sentence.tokens[cue.from], sentence.quotations) !== undefined || cue.form === 'gerund') continue
    const group = verbGroup(sentence.tokens, cue, sentence.dates, reading.discourse.report.language)
    if (
      group.isModal ||
      group.isNegated ||
      group.isInfinitive ||
      group.isConditional ||
      (cue.form === 'base' && !/^offer (?:to|of)$/.test(cue.lemma))
    )
      continue
    const owner = sentence.mentions.find(
      (mention) => mention.isPossessive && (mention.to === cue.from || mention.to + 1 === cue.from),
    )
    const noun = cue.form === 'fixed'
    const actor =
      owner !== undefined
        ? reading.parties.of(sentence, owner)
        : noun
          ? undefined
          : partyAt(reading, sentence, group.from)
    if (actor === undefined || actor.kind === 'outlet') continue
    if (
      noun &&
      !sentence.tokens
        .slice(cue.to, cue.to + 12)
        .some((token) =>
          /^(?:war|troops|help|assist|assistance|military|force|forces|support|aid|ayuda|tropas)$/.test(token.low),
        )
    )
      continue
    return [
      act(reading, sentence, focus, {
        type: 'offer',
        status: null,
        rule: 'offer',
        from: owner?.from ?? cue.from,
        to: cue.to,
        actor,
      }),
    ]
  }
  return []
}

/** "calling on Mexico to wage war", "said it was time for Mexico to …". */
export function requests(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const time = /\btime for (?:the )?[\p{L}. ]{2,30} "?to\b/u.exec(sentence.folded)
  if (time !== null) {
    const at = sentence.tokens.findIndex((token) => token.start - sentence.start >= time.index)
    const actor = speakerOutside(reading, sentence)
    if (actor !== undefined && at >= 0)
      return [
        act(reading, sentence, focus, { type: 'request', status: null, rule: 'time-for', from: at, to: at + 2, actor }),
      ]
  }
  for (const cue of cuesOf(sentence, 'propose')) {
    if (
      !/^(?:call on|call upon|urge|ask|press|appeal to|demand|request|pedir|instar|exigir|llamar a|exhortar)$/.test(
        cue.lemma,
      )
    )
      continue
    if (quotationAt(sentence.tokens[cue.from], sentence.quotations) !== undefined || cue.form === 'base') continue
    const group = verbGroup(sentence.tokens, cue, sentence.dates, reading.discourse.report.language)
    if (group.isModal || group.isNegated || group.isInfinitive || group.isConditional || group.isPassive) continue
    const addressee = sentence.mentions.find(
      (mention) =>
        mention.from >= cue.to &&
        mention.from - cue.to <= 3 &&
        /^(?:country|seat|person|body|role)$/.test(mention.kind) &&
        !mention.isPossessive,
    )
    const isToDo =
      addressee !== undefined &&
      sentence.tokens.slice(addressee.to, addressee.to + 2).some((token) => /^(?:to|a|que)$/.test(token.low))
    if (!isToDo) continue
    const asked = addressee === undefined ? undefined : reading.parties.of(sentence, addressee)
    if (isCourtParty(asked)) {
      const plaintiff = partyAt(reading, sentence, group.from)
      return plaintiff === undefined
        ? []
        : [
            act(reading, sentence, focus, {
              type: 'challenge',
              status: 'challenged',
              rule: 'asked-a-court',
              from: cue.from,
              to: cue.to,
              actor: plaintiff,
            }),
          ]
    }
    if (hasContentBehind(sentence, cue)) continue
    const actor = partyAt(reading, sentence, group.from)
    if (actor === undefined || actor.kind === 'outlet' || isCourtParty(actor) || actor.kind === 'people') continue
    return [
      {
        ...act(reading, sentence, focus, {
          type: 'request',
          status: null,
          rule: 'called-on',
          from: cue.from,
          to: addressee?.to ?? cue.to,
          actor,
        }),
        targets: [],
      },
    ]
  }
  return []
}

const hasContentBehind = (sentence: Sentence, cue: Cue): boolean =>
  sentence.cues.some(
    (each) =>
      each.from > cue.from && /^(?:make\.|unmake|label|hold|anaphor)/.test(each.cue) && each.from - cue.to <= 14,
  )
