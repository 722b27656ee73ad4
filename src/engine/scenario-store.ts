import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import { Value } from 'typebox/value'
import { type Authority, parseAuthority } from '../model/authority.ts'
import type { IsoDate, OrganisationId } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import type { Scenario } from '../scenario/scenario.ts'

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const KEPT = Type.Object(
  {
    name: Type.String({ maxLength: 64 }),
    action: Type.Union([Type.Literal('designate'), Type.Literal('revoke')]),
    organisations: Type.Array(Type.String({ maxLength: 128 }), { maxItems: 1_000 }),
    names: Type.Array(Type.String({ maxLength: 384 }), { maxItems: 100_000 }),
    authorities: Type.Array(Type.String({ maxLength: 16 }), { minItems: 1, maxItems: 32 }),
    announced: Type.Optional(Day),
    effective: Day,
    asOf: Day,
  },
  { additionalProperties: false },
)

/** Scenarios by name, one file each in the data folder's `scenarios/`: apart from the register, which never reads there. */
export class ScenarioStore {
  readonly #folder: string

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'scenarios')
  }

  names(): readonly string[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .toSorted()
  }

  /** Keeps a scenario under its name; an older one of that name gives way, whole. */
  save(scenario: Scenario): void {
    const path = this.#pathOf(scenario.name)
    mkdirSync(this.#folder, { recursive: true })
    writeFileSync(`${path}.part`, `${JSON.stringify(scenario, null, 2)}\n`)
    renameSync(`${path}.part`, path)
  }

  /** @throws CordonError `input.missing` for a name nobody saved, `input.unreadable` for a file that is no scenario. */
  load(name: string): Scenario {
    const path = this.#pathOf(name)
    if (!existsSync(path)) {
      throw new CordonError(
        'input.missing',
        `no scenario is saved as "${name}"; there are: ${this.names().join(', ') || 'none'}`,
      )
    }
    return parseScenario(readFileSync(path, 'utf8'), path)
  }

  #pathOf(name: string): string {
    if (!NAME.test(name) || name.includes('..'))
      throw new CordonError('usage.invalid', `"${name}" cannot name a scenario: letters, digits, spaces, . _ - only`)
    return join(this.#folder, `${name}.json`)
  }
}

function parseScenario(text: string, path: string): Scenario {
  const value = jsonOf(text)
  if (!Value.Check(KEPT, value)) throw new CordonError('input.unreadable', `${path} is no scenario`)
  const { announced, effective, asOf, organisations, authorities, ...rest } = value
  return {
    ...rest,
    organisations: organisations.map((id) => id as OrganisationId),
    authorities: authorities.map((code) => authorityOf(code, path)),
    effective: effective as IsoDate,
    asOf: asOf as IsoDate,
    ...(announced === undefined ? {} : { announced: announced as IsoDate }),
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function authorityOf(code: string, path: string): Authority {
  const parsed = parseAuthority(code)
  if (!parsed.ok) throw new CordonError('input.unreadable', `${path}: unknown authority ${code}`)
  return parsed.value
}
