import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { Policy } from '../match/policy.ts'
import type { PolicyId } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'

const FOLDER = new URL('../../data/policies/', import.meta.url)

const POLICY = Compile(
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 80 }),
      description: Type.String({ maxLength: 400 }),
      threshold: Type.Integer({ minimum: 500, maximum: 1_000 }),
      belowFrom: Type.Integer({ minimum: 500, maximum: 1_000 }),
      doWeakAliasesAlert: Type.Boolean(),
      staleAfterHours: Type.Integer({ minimum: 1, maximum: 8_760 }),
    },
    { additionalProperties: false },
  ),
)

/** A policy with the id that stands for all of it: the SHA-256 of its canonical JSON. */
export interface NamedPolicy {
  readonly id: PolicyId
  readonly policy: Policy
}

/**
 * A bundled policy by name (`default`, `payment`, `onboarding`) or one from a JSON file by path.
 * Anything else, and a file that does not fit, is `policy.unknown` or `knowledge.invalid`.
 */
export function loadPolicy(nameOrPath = 'default'): NamedPolicy {
  const bundled = new URL(`${encodeURIComponent(nameOrPath)}.json`, FOLDER)
  if (policyNames().includes(nameOrPath)) return readPolicy(readFileSync(bundled, 'utf8'), nameOrPath)
  if (/\.json$/i.test(nameOrPath) && existsSync(nameOrPath))
    return readPolicy(readFileSync(nameOrPath, 'utf8'), nameOrPath)
  throw new CordonError('policy.unknown', `no policy is named ${nameOrPath}; there are ${policyNames().join(', ')}`)
}

/** Names of the bundled policies, in order. */
export const policyNames = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort()

/** The id of a policy: keys sorted, no spaces, UTF-8, SHA-256. */
export const policyId = (policy: Policy): PolicyId => {
  const sorted = Object.fromEntries(Object.entries(policy).sort(([a], [b]) => (a < b ? -1 : 1)))
  return `sha256:${createHash('sha256').update(JSON.stringify(sorted)).digest('hex')}` as PolicyId
}

function readPolicy(text: string, where: string): NamedPolicy {
  const policy = parseJson(text, where)
  if (!POLICY.Check(policy)) {
    const [fault] = POLICY.Errors(policy)
    throw new CordonError(
      'knowledge.invalid',
      `policy ${where}: ${fault?.instancePath ?? ''} ${fault?.message ?? 'does not fit'}`,
    )
  }
  return { id: policyId(policy), policy }
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CordonError('knowledge.invalid', `policy ${where} is not JSON`, { cause })
  }
}
