import Type from 'typebox'
import { Value } from 'typebox/value'
import { CordonError } from '../../model/errors.ts'

/** An OpenAI-compatible endpoint that its owner switched on: address of `/v1`, a model, and a key only if it needs one. */
export interface ChatEndpoint {
  readonly address: string
  readonly model: string
  readonly key?: string
}

/** Bounds of one question to a model. */
export const CHAT_LIMITS = { timeoutMs: 120_000, answerBytes: 1_000_000 } as const

const Answer = Type.Object({
  choices: Type.Array(Type.Object({ message: Type.Object({ content: Type.Union([Type.String(), Type.Null()]) }) }), {
    minItems: 1,
  }),
})

/** Asks once, at temperature 0, without tools. Answers the model's text, which is data; throws where the endpoint fails. */
export async function askModel(
  endpoint: ChatEndpoint,
  prompt: { readonly system: string; readonly user: string },
): Promise<string> {
  const address = `${endpoint.address.replace(/\/+$/, '')}/chat/completions`
  let body: string
  try {
    const response = await fetch(address, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(CHAT_LIMITS.timeoutMs),
      headers: {
        'content-type': 'application/json',
        ...(endpoint.key === undefined ? {} : { authorization: `Bearer ${endpoint.key}` }),
      },
      body: JSON.stringify({
        model: endpoint.model,
        temperature: 0,
        response_format: { type: 'json_object' },
        messages: [
          { role: 'system', content: prompt.system },
          { role: 'user', content: prompt.user },
        ],
      }),
    })
    if (!response.ok) throw new Error(`it answers ${response.status}`)
    body = await bounded(response)
  } catch (cause) {
    throw new CordonError(
      'fetch.failed',
      `the proposer at ${address} failed: ${cause instanceof Error ? cause.message : 'no answer'}`,
      { cause },
    )
  }
  const content = contentOf(body)
  if (content === undefined)
    throw new CordonError('fetch.failed', `the proposer at ${address} does not answer in the agreed form`)
  return content
}

async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > CHAT_LIMITS.answerBytes) throw new Error(`its answer is over ${CHAT_LIMITS.answerBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function contentOf(body: string): string | undefined {
  let raw: unknown
  try {
    raw = JSON.parse(body)
  } catch {
    return undefined
  }
  return Value.Check(Answer, raw) ? (raw.choices[0]?.message.content ?? undefined) : undefined
}
