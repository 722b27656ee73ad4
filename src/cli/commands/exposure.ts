import { Command } from 'commander'
import {
  type ExposureAnswer,
  exposeOwnership,
  namedParties,
  readOwnershipFiles,
  screenedParties,
} from '../../engine/exposure.ts'
import { openEngine } from '../../engine/open-engine.ts'
import type { IsoDate } from '../../model/brand.ts'
import { engineOptionsOf } from '../asking.ts'
import { renderExposureText } from '../exposure-text.ts'
import { dayArgument, examples, now, repeated, today, withData, withOutput, withTime } from '../options.ts'
import { note, printJson, printJsonLine, printLine } from '../output.ts'

interface ExposureOptions {
  readonly ownership: readonly string[]
  readonly blocked?: readonly string[]
  readonly list?: readonly string[]
  readonly published?: IsoDate
  readonly asOf?: IsoDate
  readonly knownAt?: IsoDate
  readonly data?: string
  readonly all?: true
  readonly json?: true
  readonly jsonl?: true
}

const EXIT_UNDETERMINED = 3

export function createCommand(): Command {
  const command = new Command('exposure')
    .description("Who is blocked through ownership, under each regime's own rule, with the path and the arithmetic.")
    .requiredOption(
      '--ownership <path>',
      'who owns whom: CSV or XLSX (owner, owned, share), FollowTheMoney, BODS 0.4 or GLEIF level 2 (repeatable)',
      repeated,
    )
    .option(
      '--blocked <ids>',
      'take these parties as blocked, by id or name (comma-separated, or repeated); otherwise all names are screened',
      repeated,
    )
    .option('--list <id-or-path>', 'screen against this list alone (repeatable)', repeated)
    .option('--published <date>', 'publication date of a list given by path', dayArgument)
    .option('--all', 'show entities that nobody blocked holds, too')
  return withData(withTime(withOutput(command)))
    .addHelpText(
      'after',
      examples(
        'cordon exposure --ownership shareholders.csv --blocked "Grupo Norte SA de CV"',
        'cordon exposure --ownership register.json --blocked 9bcdcc85e803,91b4236a7d89 --json',
        'cordon exposure --ownership data/book/ownership.csv --as-of 2025-02-20',
        'cordon exposure --ownership stakes.xlsx --list path/to/sdn --as-of 2014-08-12',
      ),
    )
    .action(run)
}

async function run(options: ExposureOptions): Promise<void> {
  const reading = readOwnershipFiles(options.ownership)
  const asOf = options.asOf ?? today()
  const wanted = (options.blocked ?? []).flatMap((value) =>
    splitIds(value, (id) => reading.graph.find(id) !== undefined),
  )
  const named = namedParties(reading.graph, wanted)
  const screened = wanted.length > 0 ? { designated: [], missing: [] } : await screenNames(options, reading.graph, asOf)
  const answer = exposeOwnership({
    reading,
    asOf,
    designated: [...named.designated, ...screened.designated],
    issues: named.issues,
    missing: screened.missing,
  })
  print(answer, options)
  for (const issue of answer.issues)
    note(
      `${issue.where ?? ''} ${issue.code} ${issue.found}${issue.remedy === undefined ? '' : `; ${issue.remedy}`}`.trim(),
    )
  if (answer.missing.length > 0) process.exitCode = EXIT_UNDETERMINED
}

/** Ids are separated by commas, but for one that holds a comma itself and is there as a whole. */
const splitIds = (value: string, isThere: (id: string) => boolean): readonly string[] =>
  isThere(value.trim())
    ? [value.trim()]
    : value
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== '')

async function screenNames(options: ExposureOptions, graph: Parameters<typeof screenedParties>[0], asOf: IsoDate) {
  const engine = await openEngine({ ...engineOptionsOf(options), asOf })
  return screenedParties(graph, engine, asOf, now())
}

function print(answer: ExposureAnswer, options: ExposureOptions): void {
  if (options.json === true) printJson(answer)
  else if (options.jsonl === true) for (const entity of answer.entities) printJsonLine(entity)
  else printLine(renderExposureText(answer, options.all === true))
}
