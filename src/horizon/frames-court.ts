import type { Act, Focus, Reading } from './act.ts'
import { isCourtParty, speakerOutside } from './act-actors.ts'
import { isConditionalAt, quotationAt, verbGroup } from './clauses.ts'
import { courtKind } from './court-kind.ts'
import { followChain } from './date-readings.ts'
import type { Sentence } from './discourse.ts'
import { act, cuesOf, partyAt } from './frame-act.ts'
import { isOrganisation } from './group-names.ts'
import type { Cue } from './lexicon.ts'
import { agentOf, subjectOf } from './roles.ts'

/** A court is the subject and the matter the object: ordered, annulled, gave, sent back. */
export function rulings(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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
    if (matter === undefined && !ON_LIST.test(sentence.folded)) continue
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

/** "should remain on the terrorist list": the matter without its noun. */
const ON_LIST =
  /\b(?:on|off|from|en|de)\b[\p{L}\s.'’-]{0,30}\b(?:terror\p{L}* (?:black)?list|blacklist|lista (?:de )?(?:organizaciones )?terrorist)/u

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
export function challenges(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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

/** "added as an alias to the existing designation", "amended the designation to include". */
export function amendments(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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
  const actor =
    (group.isPassive ? undefined : partyAt(reading, sentence, group.from)) ?? speakerOutside(reading, sentence)
  return [
    act(reading, sentence, focus, {
      type: 'amend',
      status: 'designated',
      rule: 'alias-added',
      from: cue.from,
      to: cue.to,
      actor,
      ...amendedTarget(reading, sentence),
    }),
  ]
}

/** "as an alias to the designation of X": X, and not the alias. */
function amendedTarget(reading: Reading, sentence: Sentence): { readonly targets?: readonly string[] } {
  const noun = cuesOf(sentence, 'label').find((cue) => /^(?:of|de|del)$/.test(sentence.tokens[cue.to]?.low ?? ''))
  const mention =
    noun === undefined
      ? undefined
      : sentence.mentions.find((each) => each.from > noun.to && each.from - noun.to <= 4 && isOrganisation(each))
  const id = mention === undefined ? undefined : reading.parties.of(sentence, mention)?.id
  return id === undefined ? {} : { targets: [id] }
}

/** "reversing a decision that Barack Obama took in 2015": the earlier act was the opposite of this one. */
export function reversals(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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
  const date = sentence.dates.find((each) => sentence.tokens.findIndex((token) => token.end > each.start) > cue.from)
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
export function standings(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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
export function bills(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
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
    if (isConditionalAt(sentence.tokens, sentence.clauses, cue.from)) continue
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
