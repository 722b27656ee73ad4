import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Instant, IsoDate } from '../model/brand.ts'
import { parseIsoDate } from '../model/partial-date.ts'

/** A day for commander; a wrong one is a usage error that says the form. */
export function dayArgument(raw: string): IsoDate {
  const parsed = parseIsoDate(raw)
  if (!parsed.ok) throw new InvalidArgumentError('give a day as YYYY-MM-DD.')
  return parsed.value
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/

export function instantArgument(raw: string): Instant {
  if (!INSTANT.test(raw) || Number.isNaN(Date.parse(raw)))
    throw new InvalidArgumentError('give an instant as YYYY-MM-DDTHH:MM:SSZ.')
  return raw as Instant
}

export function integerArgument(minimum: number, maximum: number): (raw: string) => number {
  return (raw) => {
    const value = Number(raw)
    if (!Number.isInteger(value) || value < minimum || value > maximum) {
      throw new InvalidArgumentError(`give a whole number from ${minimum} to ${maximum}.`)
    }
    return value
  }
}

/** A share such as 0.7; out of 0 to 1 is a usage error. */
export function fractionArgument(raw: string): number {
  const value = Number(raw)
  if (raw.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('give a number from 0 to 1, as in 0.7.')
  return value
}

/** Commander's way to take an option again and again. */
export const repeated = (raw: string, earlier: readonly string[] | undefined): readonly string[] => [
  ...(earlier ?? []),
  raw,
]

export function withOutput(command: Command): Command {
  return command
    .addOption(new Option('--json', 'one JSON document on standard output').conflicts('jsonl'))
    .option('--jsonl', 'one JSON document a line on standard output')
}

/** The two axes of time: what a question is about, and whose knowledge counts. */
export function withTime(command: Command): Command {
  return command
    .option('--as-of <date>', 'the day the question is about (default: today)', dayArgument)
    .option('--known-at <date>', 'count only what was known on this day (default: today)', dayArgument)
}

export function withData(command: Command): Command {
  return command.option('--data <dir>', 'data folder (default: CORDON_DATA or ./cordon-data)')
}

export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`

/** Today in UTC: the one place where the command line reads the clock. */
export const today = (): IsoDate => new Date().toISOString().slice(0, 10) as IsoDate
export const now = (): Instant => new Date().toISOString() as Instant
