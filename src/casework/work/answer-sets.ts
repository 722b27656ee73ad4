import { accepted } from '../../model/parsed.ts'
import { audited } from '../audit/audited.ts'
import type { Act } from '../audit/deed.ts'
import { get, type Step } from '../records/query.ts'

/** How many parties of a request came out how. */
export interface AnswerTally {
  readonly clear: number
  readonly hits: number
  readonly undetermined: number
}

/** One request of a face and its answer, as the log keeps them: the question whole, of the answer its digest. */
export interface SetLine extends AnswerTally {
  readonly asker: string
  readonly at: string
  /** The question in the face's own form, from which it alone can give the answer again. */
  readonly question: unknown
  /** Ids of entities that matched, by the key of the query; queries that matched nothing are absent. */
  readonly found?: Readonly<Record<string, readonly string[]>>
  /** SHA-256 of the answer's bytes. */
  readonly digest: string
}

export interface GivenAnswerSet {
  /** The face that gave these answers, as in `yente`. */
  readonly face: string
  /** Digest and JSON of what they rest on. */
  readonly basis: { readonly id: string; readonly json: string }
  readonly lines: readonly SetLine[]
}

/** Lines of a set at most: what one moment of a busy server makes. */
export const SET_LINES = 2_000

/**
 * Keeps the answers of one moment as one row and one entry of the log, so that a commit to the disk serves them all.
 * Answers the row's id; the n-th line is the answer `<id>.<n>`.
 */
export function* recordAnswerSet(act: Act, { face, basis, lines }: GivenAnswerSet): Step<string> {
  return yield* audited(act, function* (changes) {
    if ((yield* get('answer_basis', basis.id)) === undefined)
      yield* changes.insert('answer_basis', { id: basis.id, body: basis.json })
    const id = act.newId()
    const content = lines.map((line) => JSON.stringify(line)).join('\n')
    const row = { id, at: act.at, face, basis: basis.id, answers: lines.length, content, salt: act.newSalt() }
    yield* changes.insert('answer_set', row)
    const sum = (part: keyof AnswerTally): number => lines.reduce((total, line) => total + line[part], 0)
    const detail = { face, clear: sum('clear'), hits: sum('hits'), undetermined: sum('undetermined') }
    return accepted({ deed: { action: 'answer', subject: `answer_set/${id}`, detail }, value: id })
  })
}

/** The set and the line that an id like `<set>.<n>` names; `undefined` for the id of an answer kept by itself. */
export function setLineOf(id: string): { readonly set: string; readonly line: number } | undefined {
  const [, set, line] = /^([0-9a-z]+)\.(\d{1,6})$/.exec(id) ?? []
  return set === undefined ? undefined : { set, line: Number(line) }
}

export const linesOf = (content: string): readonly SetLine[] =>
  content.split('\n').map((line) => JSON.parse(line) as SetLine)
