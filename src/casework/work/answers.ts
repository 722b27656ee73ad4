import { accepted } from '../../model/parsed.ts'
import { audited } from '../audit/audited.ts'
import { type Act, actorName } from '../audit/deed.ts'
import type { Step } from '../records/query.ts'
import type { Row } from '../records/tables.ts'

/** One answer to be kept: what was asked, what it rests on, and its bytes. */
export interface GivenAnswer {
  /** The party of the book it is about, if any. */
  readonly party: string | null
  readonly status: string
  /** The question as it can be asked again: the party as given, and the options. */
  readonly questionJson: string
  /** List versions, matcher, policy, register: what the question must be asked of to answer the same bytes. */
  readonly basisJson: string
  /** SHA-256 of the answer's bytes without `engine`, which names the running version. */
  readonly digest: string
  /** The answer itself, kept where it did not say `clear`. */
  readonly body: string | null
  readonly lookbackOf: string | null
}

/** Answers kept in one transaction, and so in one entry of the log. */
export const ANSWER_BATCH = 1_000

/** Keeps answers; each gets an id by which it can be replayed. */
export function* recordAnswers(act: Act, answers: readonly GivenAnswer[]): Step<readonly string[]> {
  return yield* audited(act, function* (changes) {
    const ids: string[] = []
    for (const answer of answers) {
      const row: Row<'answer'> = {
        id: act.newId(),
        at: act.at,
        asker: actorName(act.actor),
        party: answer.party,
        status: answer.status,
        question_json: answer.questionJson,
        basis_json: answer.basisJson,
        digest: answer.digest,
        body: answer.body,
        lookback_of: answer.lookbackOf,
        salt: act.newSalt(),
      }
      yield* changes.insert('answer', row)
      ids.push(row.id)
    }
    const count = (status: string): number => answers.filter((answer) => answer.status === status).length
    const detail = { clear: count('clear'), hits: count('hits'), undetermined: count('undetermined') }
    const subject = ids.length === 1 ? `answer/${ids[0]}` : 'answer'
    return accepted({ deed: { action: 'answer', subject, detail }, value: ids })
  })
}
