import { proposerPrompt, readProposals, readSpeakers } from '../horizon/proposer.ts'
import type { ReadReport } from '../horizon/read-report.ts'
import { AnswerCache } from '../sources/reports/answer-cache.ts'
import { askModel, type ChatEndpoint } from '../sources/reports/chat-endpoint.ts'

/** What a model proposed for one report and the text bears out; shown beside what the rules read, never in its place. */
export type Proposed = ReturnType<typeof readProposals> & { readonly speakers: ReturnType<typeof readSpeakers> }

/** Version of the question; part of `extracted_by` and, with the question itself, of the cache's key. */
const PROMPT = 'prompt-2'

/**
 * Asks a proposer about each report, one by one, and keeps what the text bears out. Off unless an endpoint is given; with a data folder
 * the same question is asked once. It breaks ties only: a speaker is taken for a quotation for which the rules found none or a weak one.
 */
export async function proposed(
  reads: readonly ReadReport[],
  endpoint: ChatEndpoint,
  dataFolder?: string,
): Promise<ReadonlyMap<string, Proposed>> {
  const cache = dataFolder === undefined ? undefined : new AnswerCache(dataFolder)
  const found = new Map<string, Proposed>()
  const by = `${endpoint.model}@${PROMPT}`
  for (const { discourse, said } of reads) {
    const prompt = proposerPrompt(discourse, said)
    const ask = () => askModel(endpoint, prompt)
    const answer = await (cache?.answer(endpoint, prompt, ask) ?? ask())
    found.set(discourse.report.id, {
      ...readProposals(answer, discourse, by),
      speakers: readSpeakers(answer, discourse, said, by),
    })
  }
  return found
}
