import type { Act, Focus, Reading } from './acts.ts'
import { courtKind, evidenceOf, isCourtParty, isUnnamed, speakerOutside } from './acts.ts'
import { authoritiesNamed, authoritiesOf } from './authorities.ts'
import { quotationAt, verbGroup } from './clauses.ts'
import type { Sentence } from './discourse.ts'
import type { Cue } from './lexicon.ts'
import { followChain } from './news-dates.ts'
import type { Party } from './parties.ts'
import { agentOf, subjectOf } from './roles.ts'
import type { ClaimedStatus, EventType } from './vocabulary.ts'
import { dateOfAct } from './when.ts'

/** Acts whose words are not about a designation but about the matter: readiness, notices, court orders, rebuffs, requests, offers. */
export function framedActs(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  return [
    ...readiness(reading, sentence, focus),
    ...notices(reading, sentence, focus),
    ...rulings(reading, sentence, focus),
    ...challenges(reading, sentence, focus),
    ...rebuffs(reading, sentence, focus),
    ...offers(reading, sentence, focus),
    ...requests(reading, sentence, focus),
    ...waits(reading, sentence, focus),
    ...putOffIt(reading, sentence, focus),
    ...amendments(reading, sentence, focus),
    ...takenUp(reading, sentence, focus),
    ...workingOnThat(reading, sentence, focus),
    ...reversals(reading, sentence, focus),
    ...standings(reading, sentence, focus),
    ...bills(reading, sentence, focus),
  ]
}

interface Found {
  readonly type: EventType
  readonly status: ClaimedStatus | null
  readonly rule: string
  readonly from: number
  readonly to: number
  readonly actor: Party | undefined
  readonly targets?: readonly string[]
}

function act(reading: Reading, sentence: Sentence, focus: Focus, found: Found): Act {
  const hasAuthority = !/^(?:reject|request|offer)$/.test(found.type)
  return {
    type: found.type,
    status: found.status,
    sentence,
    from: found.from,
    to: found.to,
    evidence: evidenceOf(reading, sentence, found.from, found.to),
    actor: found.actor,
    targets: found.targets ?? targetsIn(reading, sentence, found.actor, focus),
    authorities: hasAuthority
      ? (carried(reading, sentence, found, focus) ?? authoritiesOf(reading.discourse, sentence, found.actor))
      : [],
    requester: undefined,
    dated: dateOfAct(
      reading.discourse,
      sentence,
      { from: found.from, to: found.to, futureFrom: undefined },
      focus.date,
    ),
    effective: undefined,
    certainty: isUnnamed(reading, sentence, found.actor) ? 'reported' : 'done',
    isRestoring: false,
    rule: found.rule,
  }
}

/** A suit or a ruling is about the list of the act before it on the same organisation, unless its sentence names another. */
function carried(reading: Reading, sentence: Sentence, found: Found, focus: Focus): Act['authorities'] | undefined {
  if (
    !/^(?:challenge|court_ruling|review|hold_off|prepare)$/.test(found.type) ||
    authoritiesNamed(reading.discourse, sentence).length > 0
  )
    return undefined
  const targets = found.targets ?? targetsIn(reading, sentence, found.actor, focus)
  const before = focus.acts.findLast(
    (each) => each.authorities.length > 0 && each.targets.some((target) => targets.includes(target)),
  )
  return before?.authorities
}

/** Organisations that the sentence names, the actor apart; else those in focus. */
function targetsIn(reading: Reading, sentence: Sentence, actor: Party | undefined, focus: Focus): readonly string[] {
  const named = sentence.mentions
    .filter((mention) => mention.kind === 'organisation' || mention.kind === 'class')
    .map((mention) => reading.parties.of(sentence, mention)?.id)
    .filter((id) => id !== undefined && id !== actor?.id)
    .filter((id) => id !== undefined)
  const known = [...new Set(named)]
  return known.length > 0 ? known : focus.targets.length > 0 ? focus.targets : focus.all
}

const cuesOf = (sentence: Sentence, cue: string): readonly Cue[] => sentence.cues.filter((each) => each.cue === cue)

const partyAt = (reading: Reading, sentence: Sentence, at: number): Party | undefined => {
  const mention = subjectOf(sentence, at)
  return mention === undefined ? undefined : reading.parties.of(sentence, mention)
}

const speakerAt = (reading: Reading, sentence: Sentence, at: number): Party | undefined => {
  const token = sentence.tokens[at]
  const said =
    token === undefined
      ? undefined
      : reading.said.find(
          (each) => each.sentence === sentence && each.quote.start <= token.start && token.start < each.quote.end,
        )
  return said?.speaker ?? speakerOutside(reading, sentence) ?? partyAt(reading, sentence, at)
}

/** "all the necessary work already being completed", "the paperwork was finished", "su Gobierno ya completó todo el trabajo". */
function readiness(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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
function notices(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  for (const cue of cuesOf(sentence, 'notify')) {
    const congress = cuesOf(sentence, 'congress').find((each) => Math.abs(each.from - cue.to) <= 6)
    const about = sentence.cues.find(
      (each) =>
        (each.cue === 'anaphor' || each.cue === 'label' || each.cue === 'unlabel') && Math.abs(each.from - cue.to) <= 8,
    )
    if (congress === undefined || about === undefined || cue.form === 'base') continue
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

/** A court is the subject and the matter the object: ordered, annulled, gave, sent back. */
function rulings(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  for (const cue of cuesOf(sentence, 'rule')) {
    if (quotationAt(sentence.tokens[cue.from], sentence.quotations) !== undefined || cue.form === 'gerund') continue
    const group = verbGroup(sentence.tokens, cue, sentence.dates, reading.discourse.report.language)
    if (
      group.isModal ||
      group.isFuture ||
      group.isInfinitive ||
      group.isConditional ||
      cue.form === 'base' ||
      group.isNegated
    )
      continue
    const mention = group.isPassive ? agentOf(sentence, cue.to) : subjectOf(sentence, group.from)
    const court = mention === undefined ? undefined : reading.parties.of(sentence, mention)
    if (!isCourtParty(court) || /guilty|convict/.test(sentence.folded)) continue
    const matter = sentence.cues.find(
      (each) =>
        /^(?:label|unlabel|anaphor|challenge|unmake\.)/.test(each.cue) &&
        each !== cue &&
        each.from !== cue.from &&
        each.from >= cue.to - 12,
    )
    if (matter === undefined) continue
    const decided = sentence.cues.find((each) => each.cue === 'rule.annul' || each.cue === 'rule.uphold')
    const kind = courtKind(verdict(sentence, cue, decided), 'ruling')
    return [
      act(reading, sentence, focus, {
        type: 'court_ruling',
        status: kind.status,
        rule: 'court-ruling',
        from: cue.from,
        to: cue.to,
        actor: court,
      }),
    ]
  }
  return []
}

/** What a court decided: its own verb where that tells, else what it held ("should stay", "unlawful"). */
function verdict(sentence: Sentence, cue: Cue, decided: Cue | undefined): string {
  if (
    !/^(?:rule|order|find|decide|hold|declare|give|send|grant|side with|back|fallar|ordenar|dictaminar|resolver|declarar)$/.test(
      cue.lemma,
    )
  )
    return cue.lemma
  if (
    /\bshould (?:stay|remain|be kept|not have annulled)|\b(?:lawful|valid|legal|justified|constitutional)\b/.test(
      sentence.folded,
    )
  )
    return 'uphold'
  return decided === undefined || decided.from < cue.from || decided.form === 'gerund' ? cue.lemma : decided.lemma
}

/** "sued", "filed a petition … over its designation". */
function challenges(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  for (const cue of cuesOf(sentence, 'challenge')) {
    if (quotationAt(sentence.tokens[cue.from], sentence.quotations) !== undefined) continue
    if (cue.form === 'base' || cue.form === 'gerund' || cue.form === 'fixed') continue
    const group = verbGroup(sentence.tokens, cue, sentence.dates, reading.discourse.report.language)
    if (group.isModal || group.isNegated || group.isInfinitive || group.isConditional) continue
    const isMatter = sentence.cues.some(
      (each) =>
        /^(?:label|unlabel|court|unmake\.)/.test(each.cue) ||
        (each.cue === 'anaphor' && /decision|ban|move/.test(each.lemma)),
    )
    const actor = partyAt(reading, sentence, group.from)
    if (
      !isMatter ||
      actor === undefined ||
      isCourtParty(actor) ||
      (/^(?:protest|appeal)/.test(cue.lemma) &&
        !sentence.cues.some((each) => each.cue === 'court' || each.cue === 'label'))
    )
      continue
    return [
      act(reading, sentence, focus, {
        type: 'challenge',
        status: 'challenged',
        rule: 'lawsuit',
        from: cue.from,
        to: cue.to,
        actor,
      }),
    ]
  }
  return []
}

const REBUFFED = /^(?:label|anaphor|object\.offer|unlabel)$/

/** A government, the organisation or another with a stake turns it down, in words or by what it quotes. */
function rebuffs(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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
function offers(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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
function requests(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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

/** "he would wait because Mexico's president had asked him to": put off without the word designation. */
function waits(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const wait = cuesOf(sentence, 'hold').find((cue) => /^(?:wait|hold back|hold off|esperar)$/.test(cue.lemma))
  const asked = sentence.cues.some((cue) => cue.cue === 'had.asked' || cue.cue === 'request.as')
  if (wait === undefined || !asked) return []
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
function takenUp(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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
function workingOnThat(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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
function putOffIt(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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

/** "added as an alias to the existing designation", "amended the designation to include". */
function amendments(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const amended = cuesOf(sentence, 'amend').find(
    (cue) => cue.form !== 'base' || /^(?:hereby|i|we)$/.test(sentence.tokens[cue.from - 1]?.low ?? ''),
  )
  const noun = sentence.cues.find(
    (cue) => cue.cue === 'label' && amended !== undefined && cue.from >= amended.to && cue.from - amended.to <= 8,
  )
  const alias = /\balias(?:es)?\b/.test(sentence.folded)
    ? sentence.cues.find((cue) => /^(?:add|include|anadir|agregar|incluir)$/.test(cue.lemma) && cue.form !== 'base')
    : undefined
  const cue = amended !== undefined && noun !== undefined ? amended : alias
  if (cue === undefined) return []
  const group = verbGroup(sentence.tokens, cue, sentence.dates, reading.discourse.report.language)
  if (group.isModal || group.isNegated || group.isConditional) return []
  const actor = group.isPassive ? speakerOutside(reading, sentence) : partyAt(reading, sentence, group.from)
  return [
    act(reading, sentence, focus, {
      type: 'amend',
      status: 'designated',
      rule: 'alias-added',
      from: cue.from,
      to: cue.to,
      actor,
    }),
  ]
}

/** "reversing a decision that Barack Obama took in 2015": the earlier act was the opposite of this one. */
function reversals(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const cue = cuesOf(sentence, 'reverse').find((each) => each.form === 'gerund' || each.form === 'past')
  if (cue === undefined) return []
  const decision = cuesOf(sentence, 'anaphor').find((each) => each.from >= cue.to && each.from - cue.to <= 4)
  const main = focus.acts.findLast(
    (each) => each.sentence === sentence && (each.type === 'designate' || each.type === 'revoke'),
  )
  if (decision === undefined || main === undefined) return []
  const mention = sentence.mentions.find(
    (each) =>
      each.from >= decision.from - 3 && each.from <= decision.to + 4 && each.from !== main.from && each.to > cue.to,
  )
  const actor = mention === undefined ? undefined : reading.parties.of(sentence, mention)
  const type = main.type === 'designate' ? 'revoke' : 'designate'
  const date = sentence.dates.findLast(
    (each) => sentence.tokens.findIndex((token) => token.end > each.start) > cue.from,
  )
  const base = act(reading, sentence, focus, {
    type,
    status: type === 'revoke' ? 'revoked' : 'designated',
    rule: 'reversal',
    from: cue.from,
    to: decision.to + 2,
    actor,
    targets: main.targets,
  })
  return [
    {
      ...base,
      authorities: main.authorities,
      dated: { days: reversedOn(date, main), text: date?.text, source: 'clause' },
    },
  ]
}

/** "a month earlier" counts from the act that reverses it. */
function reversedOn(date: Sentence['dates'][number] | undefined, main: Act): Act['dated']['days'] {
  if (date?.chain !== undefined && main.dated.days !== undefined) return followChain(main.dated.days, date.chain, 1)
  return date?.past
}

/** "had been on the list since 1997". */
function standings(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  const found =
    /\b(?:been|was|is|has been|estaba|estuvo|figura|figuraba)\b[\p{L}\s.'-]{0,30}\b(?:on|en)\b[\p{L}\s.'-]{0,40}\b(?:list|blacklist|lists|lista)\b/u.exec(
      sentence.folded,
    )
  const date = sentence.dates.find((each) => /^(?:since|desde)/.test(each.text.toLowerCase()))
  if (found === null || date?.past === undefined) return []
  const from = sentence.tokens.findIndex((token) => token.start - sentence.start >= found.index)
  const subject = subjectOf(sentence, from)
  const party = subject === undefined ? undefined : reading.parties.of(sentence, subject)
  const targets =
    party === undefined ? {} : party.kind === 'organisation' || party.kind === 'class' ? { targets: [party.id] } : {}
  const base = act(reading, sentence, focus, {
    type: 'designate',
    status: 'designated',
    rule: 'on-list-since',
    from,
    to: from + 1,
    actor: undefined,
    ...targets,
  })
  return [{ ...base, dated: { days: date.past, text: date.text, source: 'clause' } }]
}

/** A bill, motion or letter that would designate. */
function bills(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  for (const cue of cuesOf(sentence, 'introduce')) {
    const bill = cuesOf(sentence, 'bill').find((each) => Math.abs(each.from - cue.to) <= 8)
    if (
      bill !== undefined &&
      sentence.cues.some((each) => each.cue.startsWith('unmake') && each.from > bill.from && each.from - bill.to <= 10)
    )
      continue
    if (
      bill === undefined ||
      quotationAt(sentence.tokens[cue.from], sentence.quotations) !== undefined ||
      cue.form === 'base'
    )
      continue
    const group = verbGroup(sentence.tokens, cue, sentence.dates, reading.discourse.report.language)
    if (group.isModal || group.isNegated || group.isInfinitive || group.isConditional) continue
    const isAbout =
      sentence.cues.some((each) => /^(?:make\.|label)/.test(each.cue) && each.from > bill.from) &&
      /terror|extremis|narco|proscri/.test(sentence.folded)
    if (!isAbout) continue
    const actor = group.isPassive ? undefined : partyAt(reading, sentence, group.from)
    return [
      act(reading, sentence, focus, {
        type: 'propose',
        status: 'proposed',
        rule: 'bill',
        from: cue.from,
        to: Math.max(cue.to, bill.to),
        actor,
      }),
    ]
  }
  return []
}
