import type { Act, Reading } from './act.ts'
import { quotationAt } from './clauses.ts'
import type { Sentence } from './discourse.ts'
import type { Party } from './parties.ts'
import { subjectOf } from './roles.ts'

/**
 * At whose request: "at the request of X", "a petición de X", "because X had asked him to", "who urged him to take the
 * step". The head may be described before it is named ("a man who I like …, President X"): the first person or state wins.
 */
export function requesterOf(reading: Reading, sentence: Sentence, act: Act): Party | undefined {
  return possessed(reading, sentence) ?? phrased(reading, sentence, act) ?? asked(reading, sentence, act)
}

/** "at Mexico's request", "at the president's urging". */
function possessed(reading: Reading, sentence: Sentence): Party | undefined {
  const mention = sentence.mentions.find((each) => {
    const noun = sentence.tokens[each.to + 1]?.low ?? ''
    const before = sentence.tokens.slice(Math.max(0, each.from - 2), each.from).map((token) => token.low)
    return each.isPossessive && /^(?:request|urging|behest|insistence|plea)$/.test(noun) && before.includes('at')
  })
  return mention === undefined ? undefined : reading.parties.of(sentence, mention)
}

function phrased(reading: Reading, sentence: Sentence, act: Act): Party | undefined {
  const cue = sentence.cues.find((each) => each.cue === 'request.as')
  if (cue === undefined) return undefined
  // "weighed the step but shelved it at the request of X": what was put off was asked for, not the weighing.
  if (
    act.type === 'prepare' &&
    sentence.cues.some((each) => each.cue === 'hold' && each.from >= act.to && each.to <= cue.from)
  )
    return undefined
  const behind = sentence.mentions.filter(
    (mention) => mention.from >= cue.to && mention.kind !== 'pronoun' && sameSpeech(sentence, cue.from, mention.from),
  )
  const parties = behind.map((mention) => reading.parties.of(sentence, mention)).filter((party) => party !== undefined)
  const person = parties.slice(0, 4).find((party) => party.kind === 'person' && !party.id.startsWith('role:'))
  const first = parties[0]
  return person !== undefined && (first === undefined || first.kind !== 'body') ? person : first
}

const sameSpeech = (sentence: Sentence, one: number, other: number): boolean =>
  quotationAt(sentence.tokens[one], sentence.quotations) === quotationAt(sentence.tokens[other], sentence.quotations)

/** Someone other than the actor asked for just this, told as the reason ("because", "after", "who"). */
function asked(reading: Reading, sentence: Sentence, act: Act): Party | undefined {
  for (const cue of sentence.cues) {
    if (
      cue.cue !== 'had.asked' &&
      !(cue.cue === 'propose' && /^(?:urge|ask|request|press|implore|pedir|solicitar|instar|exhortar)$/.test(cue.lemma))
    )
      continue
    if (cue.from >= act.from && cue.from < act.to) continue
    if (!isReason(sentence, cue.from, act)) continue
    const mention = subjectOf(sentence, startOf(sentence, cue.from))
    const party = mention === undefined ? undefined : reading.parties.of(sentence, mention)
    if (party !== undefined && party.id !== act.actor?.id) return party
  }
  return undefined
}

const startOf = (sentence: Sentence, at: number): number =>
  /^(?:had|has|have|habia|ha|le|se|lo)$/.test(sentence.tokens[at - 1]?.low ?? '') ? startOf(sentence, at - 1) : at

function isReason(sentence: Sentence, at: number, act: Act): boolean {
  if (
    sentence.clauses[at] === sentence.clauses[act.from] &&
    !/^(?:asking|urging|pidiendo)$/.test(sentence.tokens[at]?.low ?? '')
  )
    return false
  if (sentence.tokens.slice(act.to, at).some((token) => /^(?:but|pero|while|mientras)$/.test(token.low))) return false
  const clause = sentence.clauses[at]
  const opening = sentence.tokens[sentence.clauses.indexOf(clause ?? 0)]?.low ?? ''
  return /^(?:because|after|who|following|when|since|porque|tras|despues|quien|luego)$/.test(opening)
}
