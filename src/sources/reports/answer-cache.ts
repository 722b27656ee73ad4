import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChatEndpoint } from './chat-endpoint.ts'

/** Answers of a proposer in a data folder, under the digest of all that was asked: the same question is asked once. */
export class AnswerCache {
  readonly #folder: string

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'horizon', 'answers')
  }

  /** The kept answer; else what `ask` brings, which is kept. An answer that fails is not kept. */
  async answer(endpoint: ChatEndpoint, prompt: Prompt, ask: () => Promise<string>): Promise<string> {
    const path = join(this.#folder, `${keyOf(endpoint, prompt)}.txt`)
    if (existsSync(path)) return readFileSync(path, 'utf8')
    const answer = await ask()
    mkdirSync(this.#folder, { recursive: true })
    writeFileSync(path, answer)
    return answer
  }
}

interface Prompt {
  readonly system: string
  readonly user: string
}

/** Address, model, prompt and report; never the key. */
const keyOf = (endpoint: ChatEndpoint, prompt: Prompt): string =>
  createHash('sha256')
    .update(JSON.stringify([endpoint.address, endpoint.model, prompt.system, prompt.user]))
    .digest('hex')
