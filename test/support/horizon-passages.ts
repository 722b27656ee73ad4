import { readdirSync, readFileSync } from 'node:fs'
import { loadHorizon, readReports, type WrittenReport } from '../../src/engine/horizon.ts'
import { foldText } from '../../src/horizon/text.ts'
import type { Language } from '../../src/horizon/vocabulary.ts'
import { isContextType } from '../../src/horizon/vocabulary.ts'
import type { IsoDate } from '../../src/model/brand.ts'

/** One labelled passage of `test/fixtures/horizon` (its README gives the form). */
export interface Passage {
  readonly batch: string
  readonly why: string
  readonly language: Language
  readonly published: IsoDate
  readonly text: string
  readonly events: readonly ExpectedEvent[]
  readonly speakers: readonly string[]
}

export interface ExpectedEvent {
  /** Types that are right: "vow/propose" takes either. */
  readonly types: readonly string[]
  readonly actors: readonly string[]
  /** Each target under each name that is right; empty where none is asked for. */
  readonly targets: readonly (readonly string[])[]
  readonly date: string | undefined
  readonly isOptional: boolean
}

const PUBLISHED = '2025-03-14'
const FOLDER = new URL('../fixtures/horizon/', import.meta.url)

export const passageBatches = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => name.replace(/\.txt$/, ''))
    .sort((a, b) => Number(a.split('-')[1]) - Number(b.split('-')[1]))

export function passagesOf(batch: string): readonly Passage[] {
  const raw = readFileSync(new URL(`${batch}.txt`, FOLDER), 'utf8')
  return raw
    .split(/^# /m)
    .slice(1)
    .map((block) => passageOf(batch, block))
}

function passageOf(batch: string, block: string): Passage {
  const [why = '', head = '', ...lines] = block.split('\n')
  const [language = '', published = PUBLISHED] = head.split(' ')
  if (language !== 'en' && language !== 'es') throw new RangeError(`${batch}: ${why} has no language`)
  const isLabel = (line: string): boolean => /^(?:= |\? |" ?)/.test(line)
  const labels = lines.slice(lastTextLine(lines) + 1).filter(isLabel)
  return {
    batch,
    why,
    language,
    published: published as IsoDate,
    text: lines
      .slice(0, lastTextLine(lines) + 1)
      .join('\n')
      .trim(),
    events: labels.filter((line) => !line.startsWith('"')).map(eventOf),
    speakers: labels.filter((line) => line.startsWith('"')).map((line) => line.slice(1).trim()),
  }
}

/** Labels close the block; a line of the text may begin with a quotation mark, a label has a space behind its own. */
const lastTextLine = (lines: readonly string[]): number =>
  lines.findLastIndex((line) => line.trim() !== '' && !/^(?:= |\? |" )/.test(line))

function eventOf(line: string): ExpectedEvent {
  const [types = '', actor = '-', targets = '-', date] = line
    .slice(2)
    .split('|')
    .map((cell) => cell.trim())
  return {
    types: types.split('/'),
    actors: actor === '-' ? [] : actor.split('/'),
    targets: targets === '-' ? [] : targets.split(';').map((each) => each.trim().split('/')),
    date,
    isOptional: line.startsWith('?'),
  }
}

export interface PassageScore {
  readonly passage: Passage
  readonly written: WrittenReport
  readonly right: number
  readonly wrong: readonly string[]
  readonly missed: readonly string[]
  readonly actorRight: number
  readonly actorAsked: number
  readonly dateRight: number
  readonly dateAsked: number
  readonly speakerRight: number
  readonly speakerFaults: readonly string[]
  readonly attributeFaults: readonly string[]
}

const plain = (raw: string): string =>
  foldText(raw)
    .replace(/^(?:the|el|la|los|las)\s+/, '')
    .trim()

/** Names are the same where the words of the shorter all stand in the longer, as the data set's scorer has it. */
function isSameName(a: string, b: string): boolean {
  const [short, long] = [plain(a).split(/[\s-]+/), plain(b).split(/[\s-]+/)].sort((x, y) => x.length - y.length)
  return short?.every((word) => long?.includes(word) === true) === true && short.some((word) => word.length > 1)
}

type Written = WrittenReport['events'][number]

const tell = (event: Written): string =>
  `${event.type} | ${event.actor ?? '-'} | ${event.target_organisations.join('; ') || '-'} | ${event.date ?? '-'} (${event.rule})`

const hasTargets = (event: Written, expected: ExpectedEvent): boolean =>
  expected.targets.length === 0 ||
  (expected.targets.length === event.target_organisations.length &&
    expected.targets.every((names) =>
      event.target_organisations.some((given) => names.some((name) => isSameName(given, name))),
    ))

/** Reads one passage and holds it against its labels: an event is right by its type and its targets. */
export function scorePassage(passage: Passage): PassageScore {
  const { text, published, language } = passage
  const [written] = readReports([{ id: 'p', text, published, language }], loadHorizon()).written
  if (written === undefined) throw new RangeError('nothing was read')
  const left = [...written.events]
  const pairs: (readonly [Written, ExpectedEvent])[] = []
  const missed: string[] = []
  for (const expected of passage.events.filter((each) => !each.isOptional)) {
    const at = left.findIndex((event) => expected.types.includes(event.type) && hasTargets(event, expected))
    const [found] = at === -1 ? [] : left.splice(at, 1)
    if (found === undefined)
      missed.push(`${expected.types.join('/')} | ${expected.targets.map((each) => each[0]).join('; ')}`)
    else pairs.push([found, expected])
  }
  const free = passage.events.filter((each) => each.isOptional).flatMap((each) => each.types)
  const wrong = left.filter(
    (event) => !free.includes(event.type) && !(isContextType(event.type) && free.includes('context')),
  )
  return {
    ...attributesOf(passage, written, pairs),
    passage,
    written,
    right: pairs.length,
    wrong: wrong.map(tell),
    missed,
  }
}

function attributesOf(passage: Passage, written: WrittenReport, pairs: readonly (readonly [Written, ExpectedEvent])[]) {
  const faults: string[] = []
  const withActor = pairs.filter(([, expected]) => expected.actors.length > 0)
  const withDate = pairs.filter(([, expected]) => expected.date !== undefined)
  const actorFaults = withActor.filter(
    ([event, { actors }]) => !actors.some((name) => isSameName(name, event.actor ?? '')),
  )
  const dateFaults = withDate.filter(([event, { date }]) => event.date !== date)
  for (const [event, { actors }] of actorFaults) faults.push(`actor of ${tell(event)}: ${actors.join('/')}`)
  for (const [event, { date }] of dateFaults) faults.push(`date of ${tell(event)}: ${date}`)
  const said = written.statements.filter((each) => !each.optional && each.kind !== 'document' && /\s/.test(each.quote))
  const speakerFaults =
    said.length === passage.speakers.length
      ? passage.speakers.flatMap((speaker, at) => {
          const given = said[at]?.speaker ?? '-'
          return speaker.split('/').some((name) => (name === '-' ? given === '-' : isSameName(name, given)))
            ? []
            : [`${speaker}: ${given}`]
        })
      : [
          `${passage.speakers.length} quotations, found ${said.map((each) => `${each.speaker}: ${each.quote}`).join(' / ')}`,
        ]
  return {
    actorRight: withActor.length - actorFaults.length,
    actorAsked: withActor.length,
    dateRight: withDate.length - dateFaults.length,
    dateAsked: withDate.length,
    speakerRight: speakerFaults.length === 0 ? passage.speakers.length : 0,
    speakerFaults,
    attributeFaults: faults,
  }
}

export interface BatchScore {
  readonly batch: string
  readonly passages: number
  readonly right: number
  readonly wrong: number
  readonly missed: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly actor: string
  readonly date: string
  readonly speaker: string
}

export function scoreBatch(batch: string, scores: readonly PassageScore[]): BatchScore {
  const sum = (of: (score: PassageScore) => number): number => scores.reduce((all, score) => all + of(score), 0)
  const [right, wrong, missed] = [sum((s) => s.right), sum((s) => s.wrong.length), sum((s) => s.missed.length)]
  const round = (value: number): number => Math.round(value * 1_000) / 1_000
  return {
    batch,
    passages: scores.length,
    right,
    wrong,
    missed,
    precision: round(right / Math.max(1, right + wrong)),
    recall: round(right / Math.max(1, right + missed)),
    f1: round((2 * right) / Math.max(1, 2 * right + wrong + missed)),
    actor: `${sum((s) => s.actorRight)} of ${sum((s) => s.actorAsked)}`,
    date: `${sum((s) => s.dateRight)} of ${sum((s) => s.dateAsked)}`,
    speaker: `${sum((s) => s.speakerRight)} of ${sum((s) => s.passage.speakers.length)}`,
  }
}
