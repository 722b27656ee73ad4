import type { Command } from 'commander'
import type { Language } from '../engine/engine.ts'
import type { OpenEngineOptions } from '../engine/open-engine.ts'
import type { IsoDate } from '../model/brand.ts'
import { dayArgument, fractionArgument, instantArgument, now, repeated } from './options.ts'
import { note } from './output.ts'

const THOUSAND = 1000

/** Which lists a command asks, and by which policy. */
export interface ListOptions {
  readonly list?: readonly string[]
  readonly published?: IsoDate
  readonly policy?: string
  readonly data?: string
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
}

/** `--list`, `--published` and `--policy`; `does` says what is done with the lists, as in "screen against". */
export function withLists(command: Command, does = 'screen against'): Command {
  return command
    .option(
      '--list <id-or-path>',
      `${does} this list alone: an id, or a publisher's file or folder (repeatable)`,
      repeated,
    )
    .option('--published <date>', 'publication date of a list given by path', dayArgument)
    .option('--policy <name-or-file>', 'the policy that scores and decides (see cordon config)')
}

/** The lists of a command as the engine opens them. */
export const engineOptionsOf = (options: ListOptions): OpenEngineOptions => ({
  lists: options.list ?? [],
  onProgress: note,
  ...(options.data === undefined ? {} : { data: options.data }),
  ...(options.policy === undefined ? {} : { policy: options.policy }),
  ...(options.published === undefined ? {} : { published: options.published }),
  ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
  ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
})

/** How a command asks. */
export interface QuestionOptions {
  readonly threshold?: number
  readonly limit?: number
  readonly at?: string
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  readonly lang?: Language
}

/** `--threshold` and `--at`. */
export function withQuestion(command: Command): Command {
  return command
    .option('--threshold <share>', "score from which a match is a hit (default: the policy's)", fractionArgument)
    .option('--at <instant>', 'the instant of asking that the answer states (default: now)', instantArgument)
}

/** The question of a command as the engine takes it. */
export const questionOf = (options: QuestionOptions) => ({
  at: options.at ?? now(),
  language: options.lang === 'es' ? ('es' as const) : ('en' as const),
  ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
  ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
  ...(options.threshold === undefined ? {} : { threshold: Math.round(options.threshold * THOUSAND) }),
  ...(options.limit === undefined ? {} : { limit: options.limit }),
})
