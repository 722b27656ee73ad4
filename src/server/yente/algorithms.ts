import { YenteProblem } from './problem.ts'

interface ConfigKey {
  readonly type: 'string' | 'integer' | 'float' | 'boolean'
  readonly description: string
  readonly default: string | number | boolean | null
}

interface Feature {
  readonly description: string
  readonly coefficient: number
  readonly url: string | null
}

/** One name under which matching may be asked for. */
export interface Algorithm {
  readonly name: string
  readonly description: string
  /** Which of Cordon's scorers answers. */
  readonly scorer: 'cordon' | 'ofac'
  readonly config: Readonly<Record<string, ConfigKey>>
}

const IGNORED = 'Taken for clients of yente, without effect here.'
const key = (type: ConfigKey['type'], initial: ConfigKey['default']): ConfigKey => ({
  type,
  description: IGNORED,
  default: initial,
})

/** Configuration that yente 5.5 knows of logic-v2; the other algorithms have none. */
const LOGIC_V2_CONFIG = {
  nm_name_property: key('string', null),
  nm_number_mismatch: key('float', 0.3),
  nm_extra_query_name: key('float', 0.8),
  nm_extra_result_name: key('float', 0.2),
  nm_family_name_weight: key('float', 1.3),
  nm_fuzzy_cutoff_factor: key('float', 1),
}

const ALIAS =
  "An alias of Cordon's current matcher, kept so that clients of yente need no change; its scores are Cordon's own."

/** Every algorithm, in yente's order, Cordon's own name last. */
export const ALGORITHMS: readonly Algorithm[] = [
  { name: 'logic-v2', description: ALIAS, scorer: 'cordon', config: LOGIC_V2_CONFIG },
  {
    name: 'ofac',
    description: "An emulation of the fuzzy score of the US Treasury's sanctions list search; it compares names alone.",
    scorer: 'ofac',
    config: {},
  },
  { name: 'name-based', description: ALIAS, scorer: 'cordon', config: {} },
  { name: 'name-qualified', description: ALIAS, scorer: 'cordon', config: {} },
  { name: 'logic-v1', description: ALIAS, scorer: 'cordon', config: {} },
  { name: 'regression-v1', description: ALIAS, scorer: 'cordon', config: {} },
  {
    name: 'cordon-v1',
    description: 'Names, dates, countries and identifiers compared with evidence that adds up to the score.',
    scorer: 'cordon',
    config: {},
  },
]

const BEST = 'logic-v2'

export function findAlgorithm(raw: string): Algorithm {
  const wanted = raw.trim().toLowerCase()
  const found = ALGORITHMS.find(({ name }) => name === (wanted === 'best' ? BEST : wanted))
  if (found === undefined) throw new YenteProblem(400, `Invalid algorithm: ${raw}`)
  return found
}

const feature = (description: string, coefficient = 1): Feature => ({ description, coefficient, url: null })

/** What the rows of an answer's evidence are about. */
const FEATURES: Readonly<Record<string, Feature>> = {
  name: feature('How the best pair of names compares, part by part.'),
  birth_date: feature('Birth dates that agree, may agree or differ.'),
  country: feature('Countries of nationality, birth, residence and registration.'),
  identifier: feature('Numbers of one scheme that are the same or differ.'),
  address: feature('Addresses that share their parts.'),
  gender: feature('Genders that differ.'),
  kind: feature('Kinds of party that cannot be one.'),
  cap: feature('A limit on what the rows above may add up to.'),
  floor: feature('The least that the rows above are worth.'),
}

export const ALGORITHMS_DOCUMENT = {
  algorithms: ALGORITHMS.map(({ name, description, config }) => ({
    name,
    description,
    features: FEATURES,
    docs: { name, description, config, features: FEATURES },
  })),
  default: 'best',
  best: BEST,
}
