import { quotationAt } from './clauses.ts'
import type { Discourse, Sentence } from './discourse.ts'
import { isGoverned } from './grammar.ts'
import { isOrganisation } from './group-names.ts'
import { nameWords, type OfficeHolder } from './knowledge.ts'
import type { Mention } from './mention.ts'
import { aliasesIn } from './party-aliases.ts'
import { foldText } from './text.ts'

export const PARTY_KINDS = ['person', 'body', 'organisation', 'class', 'country', 'outlet', 'people', 'name'] as const
export type PartyKind = (typeof PARTY_KINDS)[number]

/** Someone or something that the report is about, under one id over all its mentions. */
export interface Party {
  readonly id: string
  readonly kind: PartyKind
  /** The fullest form of the name that the text has, without titles. */
  readonly name: string
  readonly country: string | undefined
  /** What a body is: court, agency, government …; or the office of a person. */
  readonly role: string | undefined
  readonly designates: readonly string[]
}

/** The party of every mention, by sentence and position; `undefined` where a pronoun or role finds none. */
export interface Parties {
  readonly byId: ReadonlyMap<string, Party>
  readonly of: (sentence: Sentence, mention: Mention) => Party | undefined
  readonly all: readonly Party[]
}

interface Draft {
  id: string
  kind: PartyKind
  forms: string[]
  country: string | undefined
  role: string | undefined
  designates: readonly string[]
  /** What it is called where no name of it stands in the text. */
  called: string
}

/** Gives every mention of the report its party: full names first, then short ones, then roles and pronouns. */
export function resolveParties(discourse: Discourse): Parties {
  const drafts = new Map<string, Draft>()
  const resolved = new Map<string, string>()
  const people = fullNames(discourse)
  const memory: Memory = {
    person: undefined,
    many: undefined,
    organisation: undefined,
    groups: [],
    bodies: [],
    heads: new Map(),
    offices: new Map(),
  }
  for (const sentence of discourse.sentences) {
    const aliases = aliasesIn(sentence)
    let firstPerson: string | undefined
    let anyPerson: string | undefined
    for (const [at, mention] of sentence.mentions.entries()) {
      const aliasOf = aliases.get(at)
      const target = aliasOf === undefined ? undefined : resolved.get(keyOf(sentence.at, aliasOf))
      const id = target ?? idOf(discourse, sentence, mention, people, memory, firstPerson)
      if (id === undefined) continue
      resolved.set(keyOf(sentence.at, at), id)
      note(drafts, id, mention, discourse, people)
      const kind = drafts.get(id)?.kind
      const office = drafts.get(id)?.role
      if (
        kind === 'person' &&
        (office === 'President' || office === 'Prime Minister') &&
        !isGoverned(sentence, mention)
      )
        memory.offices.set(office, id)
      const isQuoted = quotationAt(sentence.tokens[mention.from], sentence.quotations) !== undefined
      if (kind === 'person' && !isQuoted && mention.kind !== 'pronoun') {
        anyPerson ??= id
        if (!isGoverned(sentence, mention) && !mention.isPossessive) firstPerson ??= id
      }
      if ((kind === 'people' || kind === 'body') && !isQuoted && !isGoverned(sentence, mention)) memory.many = id
      if (mention.isDocument === true)
        memory.heads.set(mention.head ?? '', documentOf(sentence, at, resolved, memory) ?? id)
      if (kind === 'organisation' && mention.kind !== 'pronoun' && isOrganisation(mention)) memory.organisation = id
      if (kind === 'organisation' || kind === 'class')
        memory.groups.push({ id, words: foldText(textOf(discourse, mention)).split(/[\s-]+/) })
      if (kind === 'body' && mention.body !== undefined) memory.bodies.push({ id, short: mention.body.short })
      if (
        mention.head !== undefined &&
        mention.kind !== 'pronoun' &&
        mention.isDocument !== true &&
        !/^(?:mr|mrs|ms|dr|sen|rep|gen|sir|don|sr|sra)\b/.test(mention.head)
      )
        memory.heads.set(mention.head, id)
    }
    memory.person = firstPerson ?? memory.person ?? anyPerson
  }
  return finished(drafts, resolved)
}

/** "An official report from the Department of Justice": whose document it is. */
function documentOf(
  sentence: Sentence,
  at: number,
  resolved: ReadonlyMap<string, string>,
  memory: Memory,
): string | undefined {
  void resolved
  const mention = sentence.mentions[at]
  const next = sentence.mentions[at + 1]
  const isOwned = next?.body !== undefined && mention !== undefined && next.from - mention.to <= 3
  return isOwned ? next?.id : memory.bodies.at(-1)?.id
}

interface Memory {
  person: string | undefined
  many: string | undefined
  /** The organisation last named. */
  organisation: string | undefined
  /** Organisations so far, by the words of their names: "the Guard" is one of them. */
  groups: { id: string; words: readonly string[] }[]
  bodies: { id: string; short: readonly string[] }[]
  heads: Map<string, string>
  /** Who was last named of those in an office: "the president". */
  offices: Map<string, string>
}

const keyOf = (sentence: number, mention: number): string => `${sentence}:${mention}`

function finished(drafts: ReadonlyMap<string, Draft>, resolved: ReadonlyMap<string, string>): Parties {
  const byId = new Map<string, Party>()
  for (const draft of drafts.values()) byId.set(draft.id, partyOf(draft))
  return {
    byId,
    all: [...byId.values()],
    of: (sentence, mention) => byId.get(resolved.get(keyOf(sentence.at, sentence.mentions.indexOf(mention))) ?? ''),
  }
}

function partyOf(draft: Draft): Party {
  const { id, kind, country, role, designates } = draft
  const name = draft.forms.reduce((best, form) => (isFuller(form, best) ? form : best), draft.forms[0] ?? draft.called)
  return { id, kind, name, country, role, designates }
}

function isFuller(form: string, best: string): boolean {
  const plain = (raw: string): number => raw.replace(/[@_]/g, '').length - (/[@_]/.test(raw) ? 100 : 0)
  return plain(form) > plain(best)
}

/** Names of two words or more, by which later short forms are known. */
function fullNames(discourse: Discourse): readonly FullName[] {
  const names = new Map<string, FullName>()
  for (const sentence of discourse.sentences) {
    for (const mention of sentence.mentions) {
      if (mention.kind !== 'person') continue
      const words = nameWords(textOf(discourse, mention))
      if (words.length < 2 || words.some((word) => word.startsWith('@'))) continue
      const holder = holderNamed(words, discourse)
      const id = holder?.person ?? mention.id ?? words.join(' ')
      names.set(id + words.join(' '), { id, words, holder })
    }
  }
  return [...names.values()]
}

interface FullName {
  readonly id: string
  readonly words: readonly string[]
  readonly holder: OfficeHolder | undefined
}

const textOf = (discourse: Discourse, mention: Mention): string =>
  discourse.report.text.slice(mention.name.start, mention.name.end)

const isSubset = (some: readonly string[], all: readonly string[]): boolean => some.every((word) => all.includes(word))

/** The office-holder of that name; of several of one surname the one in office at publication. */
function holderNamed(words: readonly string[], discourse: Discourse): OfficeHolder | undefined {
  const { published } = discourse.report
  const named = discourse.knowledge.holderNames
    .filter(({ words: full }) =>
      words.length >= 2
        ? isSubset(words, full) || isSubset(full, words)
        : full.length > 1
          ? full.at(-1) === words[0]
          : full[0] === words[0],
    )
    .map(({ holder }) => holder)
  const sitting = named.find((holder) => holder.from <= published && (holder.to === '' || published <= holder.to))
  return (
    sitting ?? (words.length >= 2 || new Set(named.map((holder) => holder.person)).size === 1 ? named[0] : undefined)
  )
}

function idOf(
  discourse: Discourse,
  sentence: Sentence,
  mention: Mention,
  people: readonly FullName[],
  memory: Memory,
  firstPerson: string | undefined,
): string | undefined {
  switch (mention.kind) {
    case 'name':
      return (
        memory.groups.find((group) => isSubset((mention.id ?? '').split(' '), group.words))?.id ??
        personId(discourse, mention, people)
      )
    case 'person':
      return personId(discourse, mention, people)
    case 'pronoun':
      if (
        /^(?:i|yo)$/.test(mention.head ?? '') &&
        quotationAt(sentence.tokens[mention.from], sentence.quotations) === undefined
      )
        return undefined
      return /^(?:he|she|him|el|ella|i|yo)$/.test(mention.head ?? '')
        ? (firstPerson ?? memory.person)
        : relativeTo(sentence, mention, discourse, people, memory, firstPerson)
    case 'role':
      return roleId(discourse, mention, memory)
    case 'people':
      return `people:${foldText(textOf(discourse, mention))}`
    case 'body':
      return bodyId(discourse, mention, memory)
    case 'country':
      return `country:${mention.id ?? ''}`
    case 'demonym':
      return `demonym:${foldText(textOf(discourse, mention))}`
    case 'seat':
      return `seat:${mention.id ?? ''}`
    case 'outlet':
      return `outlet:${mention.id ?? ''}`
    case 'organisation':
    case 'class':
      return mention.id
    case 'group':
      return memory.groups.find((group) => isSubset((mention.id ?? '').split(' '), group.words))?.id ?? mention.id
  }
}

/** "who": the party that stands right before it. */
function relativeTo(
  sentence: Sentence,
  mention: Mention,
  discourse: Discourse,
  people: readonly FullName[],
  memory: Memory,
  firstPerson: string | undefined,
): string | undefined {
  if (mention.head === 'the-group') return memory.organisation
  if (/^(?:they|we|ellos|ellas|nosotros)$/.test(mention.head ?? '')) return memory.many
  if (!/^(?:who|quien|quienes)$/.test(mention.head ?? '')) return undefined
  const before = sentence.mentions.filter((other) => other.to <= mention.from && other.kind !== 'pronoun').at(-1)
  return before === undefined ? undefined : idOf(discourse, sentence, before, people, memory, firstPerson)
}

function personId(discourse: Discourse, mention: Mention, people: readonly FullName[]): string | undefined {
  const raw = textOf(discourse, mention)
  const words = nameWords(raw)
  const handle = words.length > 1 ? undefined : (words[0] ?? '').replace(/[@_\d]/g, '')
  const known =
    people.find((person) => isSubset(words, person.words)) ??
    people.find((person) => words.length >= 2 && isSubset(person.words, words)) ??
    (raw.includes('@') ? handled(raw, people) : undefined)
  if (known !== undefined) return known.id
  if (handle !== undefined && raw.startsWith('@')) return handled(raw, people)?.id ?? foldText(raw)
  const holder = holderNamed(words, discourse)
  if (holder !== undefined && (mention.kind === 'person' || words.length > 1 || isSurnameOf(words, holder, discourse)))
    return holder.person
  return mention.id
}

const isSurnameOf = (words: readonly string[], holder: OfficeHolder, discourse: Discourse): boolean =>
  discourse.knowledge.holderNames.some(
    (each) =>
      each.holder === holder &&
      (each.words.at(-1) === words[0] || (each.words.length === 1 && each.words[0] === words[0])),
  )

/** "Andres Manuel @LopezObrador_" and "@LopezObrador_": the letters of the handle end the full name's letters. */
function handled(raw: string, people: readonly FullName[]): FullName | undefined {
  const letters = foldText(raw).replace(/[^\p{L}]/gu, '')
  return people.find(
    (person) => person.words.join('').endsWith(letters) || letters.endsWith(person.words.slice(-2).join('')),
  )
}

const OFFICE_OF_HEAD: Readonly<Record<string, string>> = {
  president: 'President',
  presidente: 'President',
  presidenta: 'President',
  mandatario: 'President',
  mandataria: 'President',
  'prime minister': 'Prime Minister',
}

function roleId(discourse: Discourse, mention: Mention, memory: Memory): string | undefined {
  const head = mention.head ?? ''
  const office = OFFICE_OF_HEAD[head]
  const isBare = mention.country === undefined && mention.to - mention.from <= 2
  if (office !== undefined && isBare && memory.offices.has(office)) return memory.offices.get(office)
  if (office !== undefined && (mention.country !== undefined || isBare)) {
    const { published } = discourse.report
    const holder = discourse.knowledge.tables.officeHolders.find(
      (each) =>
        each.office === office &&
        each.country === (mention.country ?? 'us') &&
        each.from <= published &&
        (each.to === '' || published <= each.to),
    )
    if (holder !== undefined) return holder.person
  }
  const text = foldText(textOf(discourse, mention))
  return memory.heads.get(head) !== undefined && mention.to - mention.from <= 1
    ? memory.heads.get(head)
    : `role:${text}`
}

function bodyId(discourse: Discourse, mention: Mention, memory: Memory): string | undefined {
  const head = mention.head ?? ''
  if (mention.id !== undefined) return mention.id
  const text = foldText(textOf(discourse, mention))
  if (/^(?:government|administration|gobierno|administracion|regime|ejecutivo)$/.test(head)) {
    if (mention.country !== undefined) return `government:${mention.country}`
    const last = [...memory.heads.entries()]
      .reverse()
      .find(([word, id]) => word === head && id.startsWith('government:'))
    return last?.[1] ?? `body:${text}`
  }
  if (mention.to - mention.from <= 1) {
    const referred = [...memory.bodies].reverse().find((body) => body.short.includes(head))
    if (referred !== undefined) return referred.id
    const last = memory.heads.get(head)
    if (last !== undefined) return last
  }
  return `body:${text}`
}

function note(
  drafts: Map<string, Draft>,
  id: string,
  mention: Mention,
  discourse: Discourse,
  people: readonly FullName[],
): void {
  const form = textOf(discourse, mention)
  const isName =
    mention.kind !== 'pronoun' &&
    !(mention.kind === 'role' && !id.startsWith('role:')) &&
    !(mention.kind === 'body' && mention.id === undefined && !id.startsWith('body:') && !id.startsWith('government:'))
  const draft = drafts.get(id)
  if (draft !== undefined) {
    if (isName) draft.forms.push(form)
    draft.country ??= mention.country
    return
  }
  const holder =
    people.find((person) => person.id === id)?.holder ??
    discourse.knowledge.tables.officeHolders.find((each) => each.person === id)
  drafts.set(id, {
    id,
    kind: kindOf(id, mention, holder !== undefined || people.some((person) => person.id === id)),
    forms: isName ? [form] : holder === undefined ? [form] : [],
    country: mention.country ?? holder?.country,
    role:
      mention.body?.kind ??
      (/(?:court|tribunal|judge|jury|corte|juez)/.test(mention.head ?? '')
        ? 'court'
        : (holder?.office ?? officeOf(mention))),
    designates: mention.kind === 'body' ? (mention.body?.designates ?? []) : [],
    called: form,
  })
}

/** "Home Secretary Gareth Lowe": the office by the title, where no table has the person. */
function officeOf(mention: Mention): string | undefined {
  if (mention.kind !== 'person' || mention.head === undefined) return mention.head
  const title = mention.head.replace(/^(?:then|former|ex|acting|u\.s\.) /, '')
  return OFFICE_OF_HEAD[title] ?? title
}

function kindOf(id: string, mention: Mention, isPerson: boolean): PartyKind {
  if (isPerson || mention.kind === 'person') return 'person'
  if (mention.kind === 'role') return id.startsWith('role:') ? 'person' : 'body'
  if (mention.kind === 'people') return 'people'
  if (mention.kind === 'country' || mention.kind === 'seat' || mention.kind === 'demonym') return 'country'
  if (mention.kind === 'outlet') return 'outlet'
  if (mention.kind === 'body') return 'body'
  if (mention.kind === 'class') return 'class'
  if (mention.kind === 'name') return 'name'
  return 'organisation'
}
