import { dataFolder } from './paths.ts'
import { loadPolicy, policyNames } from './policies.ts'

export interface Setting {
  readonly name: string
  readonly value: string
  /** Where the value comes from: an option, the environment, or the default. */
  readonly source: string
}

export interface DescribedPolicy {
  readonly name: string
  readonly id: string
  readonly inForce: boolean
  readonly description: string
  readonly values: readonly (readonly [string, string])[]
}

/** The effective configuration and every policy, described from what runs, not from a page about it. */
export function describeConfiguration(options: { readonly data?: string; readonly policy?: string }): {
  readonly settings: readonly Setting[]
  readonly policies: readonly DescribedPolicy[]
} {
  const wanted = options.policy ?? 'default'
  const names = [...new Set([...policyNames(), wanted])]
  return {
    settings: [
      { name: 'data', value: dataFolder(options.data), source: sourceOf(options.data, 'CORDON_DATA') },
      { name: 'host', value: process.env['CORDON_HOST'] ?? '127.0.0.1', source: sourceOf(undefined, 'CORDON_HOST') },
      { name: 'port', value: process.env['CORDON_PORT'] ?? '8642', source: sourceOf(undefined, 'CORDON_PORT') },
      { name: 'policy', value: wanted, source: sourceOf(options.policy, undefined) },
    ],
    policies: names.map((name) => describePolicy(name, name === wanted)),
  }
}

function sourceOf(option: string | undefined, variable: string | undefined): string {
  if (option !== undefined) return 'option'
  return variable !== undefined && process.env[variable] !== undefined ? variable : 'default'
}

function describePolicy(name: string, inForce: boolean): DescribedPolicy {
  const { id, policy } = loadPolicy(name)
  const { description, name: _own, ...values } = policy
  return { name, id, inForce, description, values: Object.entries(values).map(([key, value]) => [key, String(value)]) }
}
