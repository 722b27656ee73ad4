import type { Act, Focus, Reading } from './act.ts'
import { verbGroup } from './clauses.ts'
import type { Sentence } from './discourse.ts'
import { act, cuesOf, partyAt, speakerAt } from './frame-act.ts'

/** "all the necessary work already being completed", "the paperwork was finished", "su Gobierno ya completó todo el trabajo". */
export function readiness(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const ready = cuesOf(sentence, 'ready').find((cue) =>
    /^(?:complete|finish|finalize|finalise|conclude|done|completar|concluir|terminar|culminar|finalizar|in place)$/.test(
      cue.lemma,
    ),
  )
  const noun = cuesOf(sentence, 'prepare.noun').find(
    (cue) => ready !== undefined && Math.abs(cue.from - ready.from) <= 8,
  )
  if (ready === undefined || noun === undefined) return []
  const from = Math.min(ready.from, noun.from)
  const group = verbGroup(sentence.tokens, ready, sentence.dates, reading.discourse.report.language)
  if (group.isModal || group.isNegated || group.isFuture) return []
  const actor = speakerAt(reading, sentence, from)
  return [
    act(reading, sentence, focus, {
      type: 'prepare',
      status: 'ready',
      rule: 'work-done',
      from,
      to: Math.max(ready.to, noun.to),
      actor,
    }),
  ]
}

/** "had told Congress of the move": the notice that the law asks for, of an act still to come. */
export function notices(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  for (const cue of cuesOf(sentence, 'notify')) {
    const congress = cuesOf(sentence, 'congress').find((each) => Math.abs(each.from - cue.to) <= 6)
    const about = sentence.cues.find(
      (each) =>
        (each.cue === 'anaphor' || each.cue === 'label' || each.cue === 'unlabel') && Math.abs(each.from - cue.to) <= 8,
    )
    if (congress === undefined || about === undefined || cue.form === 'base') continue
    // The sentence tells the act itself.
    if (
      focus.acts.some(
        (each) =>
          each.sentence === sentence && /^(?:designate|revoke|vow|announce_intent|revoke_intent)$/.test(each.type),
      )
    )
      continue
    const last = focus.acts.findLast((each) => /^(?:revoke|designate|revoke_intent|announce_intent)$/.test(each.type))
    const isOff =
      sentence.cues.some((each) => each.cue === 'unlabel' || each.cue.startsWith('unmake')) ||
      (last !== undefined && firstMain(focus)?.type.startsWith('revoke') === true)
    const type = isOff ? 'revoke_intent' : 'announce_intent'
    const targets = firstMain(focus)?.targets
    return [
      act(reading, sentence, focus, {
        type,
        status: isOff ? 'revocation_announced' : 'intent_announced',
        rule: 'congress-notified',
        from: Math.min(cue.from, about.from),
        to: Math.max(cue.to, about.to, congress.to),
        actor: partyAt(reading, sentence, cue.from),
        ...(targets === undefined ? {} : { targets }),
      }),
    ]
  }
  return []
}

const firstMain = (focus: Focus): Act | undefined =>
  focus.acts.find((each) => /^(?:revoke|designate|revoke_intent|announce_intent)$/.test(each.type))

/** "he would wait because Mexico's president had asked him to": put off without the word designation. */
export function waits(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const wait = cuesOf(sentence, 'hold').find((cue) => /^(?:wait|hold back|hold off|esperar)$/.test(cue.lemma))
  const asked = sentence.cues.some((cue) => cue.cue === 'had.asked' || cue.cue === 'request.as')
  const isUntil =
    wait !== undefined &&
    sentence.tokens.slice(wait.to).some((token) => /^(?:until|before|hasta|antes)$/.test(token.low)) &&
    sentence.cues.some((cue) => cue.from >= wait.to && /^(?:make\.strong|label)$/.test(cue.cue))
  if (wait === undefined || (!asked && !isUntil)) return []
  const actor = speakerAt(reading, sentence, wait.from) ?? partyAt(reading, sentence, wait.from)
  return [
    act(reading, sentence, focus, {
      type: 'hold_off',
      status: 'held_off',
      rule: 'waits-as-asked',
      from: wait.from,
      to: wait.to,
      actor,
    }),
  ]
}

/** "The council acted on Monday, after …", "The move came on …": gives the act before its day and its requester. */
export function takenUp(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const found =
    /\b(?:acted|(?:move|decision|step|announcement|action|designation|listing) (?:came|comes|was taken|was made|took place|follows|followed))\b|\b(?:decision|medida|anuncio) (?:llega|llego|se produce|se produjo)\b/.exec(
      sentence.folded,
    )
  const main = focus.acts.find((each) => MAIN.test(each.type) || each.type === 'hold_off' || each.type === 'prepare')
  if (found === null || main === undefined || main.sentence === sentence || sentence.at - main.sentence.at > 3)
    return []
  const from = sentence.tokens.findIndex((token) => token.start - sentence.start >= found.index)
  const repeated = act(reading, sentence, focus, {
    type: main.type,
    status: main.status,
    rule: 'taken-up',
    from,
    to: from + 1,
    actor: main.actor,
    targets: main.targets,
  })
  return repeated.dated.days === undefined
    ? []
    : [{ ...repeated, authorities: main.authorities, isRestoring: main.isRestoring, certainty: main.certainty }]
}

const MAIN = /^(?:revoke|designate|revoke_intent|announce_intent)$/

/** "I have been working on that for the last 90 days". */
export function workingOnThat(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const cue = cuesOf(sentence, 'prepare').find(
    (each) => /^(?:work on|work toward|work towards|look at|trabajar en)$/.test(each.lemma) && each.form === 'gerund',
  )
  if (cue === undefined || !/^(?:that|this|it|eso|ello|esto)$/.test(sentence.tokens[cue.to]?.low ?? '')) return []
  const actor = speakerAt(reading, sentence, cue.from)
  return [
    act(reading, sentence, focus, {
      type: 'prepare',
      status: 'preparing',
      rule: 'working-on-that',
      from: cue.from,
      to: cue.to,
      actor,
    }),
  ]
}

/** "weighed the designation but shelved it": what was spoken of is put off. */
export function putOffIt(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  for (const cue of cuesOf(sentence, 'hold')) {
    if (
      cue.form === 'base' ||
      cue.form === 'gerund' ||
      !/^(?:it|this|that|them|lo|la)$/.test(sentence.tokens[cue.to]?.low ?? '')
    )
      continue
    const group = verbGroup(sentence.tokens, cue, sentence.dates, reading.discourse.report.language)
    const isMatter = sentence.cues.some(
      (each) => /^(?:label|make\.strong|anaphor)$/.test(each.cue) && each.to <= cue.from,
    )
    if (group.isModal || group.isNegated || group.isInfinitive || !isMatter) continue
    return [
      act(reading, sentence, focus, {
        type: 'hold_off',
        status: 'held_off',
        rule: 'put-off-it',
        from: cue.from,
        to: cue.to + 1,
        actor: partyAt(reading, sentence, group.from),
      }),
    ]
  }
  return []
}
