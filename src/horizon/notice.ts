import type { Act } from './act.ts'
import { oneDay } from './day-intervals.ts'
import type { Discourse, Sentence } from './discourse.ts'
import type { Parties, Party } from './parties.ts'
import { foldText } from './text.ts'

/** Whether the report is an official's own text: a notice, an order or a statement in the first person. */
export interface OfficialText {
  /** A Federal Register document, as published there. */
  readonly isNotice: boolean
  /** Who signed it. */
  readonly signatory: Party | undefined
  /** "Dated: May 2, 2024.": the day of signature. */
  readonly signed: Sentence['dates'][number] | undefined
}

const NOTICE = /federal register \/ vol|billing code \d|\[fr doc\.|\[public notice[: ]/
const SIGNED_NAME = /^(?<name>\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,3}),?(?: (?<title>.{4,80}))?$/u
const OFFICE =
  /secretary|minister|coordinator|director|president|attorney general|governor|commissioner|secretari|ministr|presidente/i

/** Reads the frame of an official text; `undefined` for a news report. Grammar of 8 USC 1189 notices and press statements. */
export function officialText(discourse: Discourse, parties: Parties): OfficialText | undefined {
  const isNotice = NOTICE.test(discourse.folded)
  const isStatement =
    /^(?:press statement|media note|statement by|office of the spokesperson|fact sheet|executive order|proclamation)/m.test(
      discourse.folded,
    )
  if (!isNotice && !isStatement) return undefined
  return { isNotice, signatory: signatoryOf(discourse, parties), signed: signedOn(discourse) }
}

/** "Marco Rubio, Secretary of State" above or below the text, on one line or two. */
function signatoryOf(discourse: Discourse, parties: Parties): Party | undefined {
  const lines = discourse.blocks.map((block) => discourse.report.text.slice(block.start, block.end).replace(/[.]$/, ''))
  for (const [at, line] of lines.entries()) {
    const found = SIGNED_NAME.exec(line)
    const [name, title] = [found?.groups?.['name'], found?.groups?.['title'] ?? lines[at + 1]]
    if (name === undefined || title === undefined || title.length > 90 || !OFFICE.test(title) || OFFICE.test(name))
      continue
    const known = parties.all.find((party) => party.kind === 'person' && foldText(party.name) === foldText(name))
    return known ?? { id: foldText(name), kind: 'person', name, country: undefined, role: title, designates: [] }
  }
  return undefined
}

const signedOn = (discourse: Discourse): Sentence['dates'][number] | undefined =>
  discourse.sentences
    .find((sentence) => sentence.folded.startsWith('dated:'))
    ?.dates.find((date) => date.past !== undefined)

const NOTICE_ACTS = /^(?:designate|revoke|maintain|amend|review)$/

/** What the frame of an official text says of its acts: the signatory for "I", the day of signature, force from publication. */
export function inOfficialText(
  acts: readonly Act[],
  official: OfficialText | undefined,
  discourse: Discourse,
  parties: Parties,
): readonly Act[] {
  if (official === undefined) return acts
  return acts.map((act) => {
    const actor = act.actor ?? official.signatory
    if (!official.isNotice || !NOTICE_ACTS.test(act.type)) return { ...act, actor: actor ?? act.actor }
    const { published } = discourse.report
    const { signed } = official
    const dated =
      signed?.past === undefined ? act.dated : { days: signed.past, text: signed.text, source: 'clause' as const }
    return {
      ...act,
      actor: determiner(discourse, parties) ?? actor,
      dated,
      effective: act.effective ?? { days: oneDay(published), text: 'publication' },
    }
  })
}

/** "the Secretary of State has determined": who decides, where another signs. */
function determiner(discourse: Discourse, parties: Parties): Party | undefined {
  for (const sentence of discourse.sentences) {
    const found = /secretary of (?:state|the treasury)(?= has (?:determined|concluded|designated|revoked))/.exec(
      sentence.folded,
    )
    if (found === null) continue
    const start = sentence.start + found.index
    const mention = sentence.mentions.find((each) => each.name.start <= start && start < each.name.end)
    const name = discourse.report.text.slice(start, start + found[0].length)
    return {
      id: foldText(name),
      kind: 'person',
      name,
      country: 'us',
      role: name,
      designates: mention === undefined ? [] : (parties.of(sentence, mention)?.designates ?? []),
    }
  }
  return undefined
}

/** The comment of an official statement: what stands beside its first act in one paragraph, in the signatory's own words. */
export function documentComment(discourse: Discourse, acts: readonly Act[]): Sentence | undefined {
  const first = acts.find((act) => /^(?:designate|revoke|announce_intent|revoke_intent)$/.test(act.type))
  return first === undefined
    ? undefined
    : discourse.sentences.find(
        (sentence) =>
          sentence.block === first.sentence.block &&
          sentence.at === first.sentence.at + 1 &&
          sentence.dates.length === 0 &&
          !/section|executive order|pursuant/.test(sentence.folded),
      )
}
