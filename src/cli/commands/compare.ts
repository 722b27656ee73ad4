import { createReadStream, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { Command } from 'commander'
import { compareNames, comparePairs } from '../../engine/compare.ts'
import { CordonError } from '../../model/errors.ts'
import { isSchema } from '../../model/ftm.ts'
import { examples, withOutput } from '../options.ts'
import { printJson, printJsonLine, printLine, safeText, styled, table } from '../output.ts'

interface CompareOptions {
  readonly pairs?: string
  readonly schema?: string
  readonly policy?: string
  readonly json?: true
  readonly jsonl?: true
}

const POINT_DIGITS = 3
/** Longest line of a pairs file, in characters: two entities of many names stay far below. */
const LINE_LIMIT = 1_048_576

export function createCommand(): Command {
  const command = new Command('compare')
    .description('Scores two names, or a file of pairs, without a list.')
    .argument('[names...]', "the asker's name and the list's")
    .option('--pairs <file>', 'JSON lines with id, left and right (names, or entities); gz allowed')
    .option('--schema <name>', 'what both are: Person, Company, Vessel …')
    .option('--policy <name-or-file>', 'the policy that scores')
  return withOutput(command)
    .addHelpText(
      'after',
      examples(
        'cordon compare "Nemesio Oseguera" "OSEGUERA CERVANTES, Nemesio" --schema Person',
        'cordon compare --pairs pairs.jsonl > scores.jsonl',
      ),
    )
    .action(run)
}

async function run(names: readonly string[], options: CompareOptions): Promise<void> {
  if (options.pairs !== undefined) return comparePairsOf(options.pairs, options)
  const [left, right, ...others] = names
  if (left === undefined || right === undefined || others.length > 0)
    throw new CordonError('usage.invalid', 'give two names, or --pairs FILE')
  if (options.schema !== undefined && !isSchema(options.schema))
    throw new CordonError('usage.invalid', `there is no schema ${options.schema}`)
  const compared = compareNames(left, right, options)
  if (options.json === true || options.jsonl === true) return printJson({ left, right, ...compared })
  const rows = compared.evidence.map((row) => [
    row.feature.replaceAll('_', ' '),
    safeText(row.party ?? '—'),
    safeText(row.entity ?? '—'),
    row.points.toFixed(POINT_DIGITS),
    safeText(row.note),
  ])
  printLine(`${styled('bold', compared.score.toFixed(POINT_DIGITS))}  ${safeText(left)}  ~  ${safeText(right)}`)
  if (rows.length > 0) printLine(table([['compared', 'left', 'right', 'points', ''], ...rows]))
}

async function comparePairsOf(path: string, { policy }: CompareOptions): Promise<void> {
  const lines = await linesOf(path)
  for (const scored of comparePairs(lines, policy)) printJsonLine(scored)
}

async function linesOf(path: string): Promise<readonly string[]> {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile()) throw new CordonError('input.missing', `there is no file ${path}`)
  if (stat.size === 0) throw new CordonError('input.empty', `${path} is empty`)
  const raw = createReadStream(path)
  const lines: string[] = []
  try {
    for await (const line of createInterface({
      input: path.endsWith('.gz') ? raw.pipe(createGunzip()) : raw,
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      if (line.length > LINE_LIMIT)
        throw new CordonError(
          'input.too_large',
          `line ${lines.length + 1} of ${path} has over ${LINE_LIMIT} characters`,
        )
      lines.push(line)
    }
  } catch (cause) {
    if (cause instanceof CordonError) throw cause
    throw new CordonError(
      'input.unreadable',
      `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
  return lines
}
