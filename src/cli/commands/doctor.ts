import { Command } from 'commander'
import { type Check, diagnose } from '../../engine/doctor.ts'
import { examples, now, withData, withOutput } from '../options.ts'
import { printJson, printLine, safeText, styled } from '../output.ts'

interface DoctorOptions {
  readonly data?: string
  readonly json?: true
  readonly jsonl?: true
}

const EXIT_FAILED = 1
const EXIT_CANNOT_TELL = 3

export function createCommand(): Command {
  return withData(
    withOutput(
      new Command('doctor').description('Says what is installed, loaded, stale or unsafe, and how to mend it.'),
    ),
  )
    .addHelpText('after', examples('cordon doctor', 'cordon doctor --json'))
    .action(run)
}

const MARKS = {
  ok: styled('green', 'ok     '),
  warn: styled('yellow', 'warning'),
  fail: styled('red', 'fault  '),
} as const

async function run(options: DoctorOptions): Promise<void> {
  const checks = await diagnose(options.data, now())
  if (options.json === true || options.jsonl === true) printJson({ checks })
  else for (const check of checks) printLine(lineOf(check))
  if (checks.some(({ level }) => level === 'fail')) process.exitCode = EXIT_FAILED
  else if (checks.some(({ level, area }) => level === 'warn' && area === 'lists')) process.exitCode = EXIT_CANNOT_TELL
}

const lineOf = ({ level, area, text, remedy }: Check): string =>
  `${MARKS[level]}  ${area.padEnd(10)} ${safeText(text)}${remedy === undefined ? '' : `\n         ${''.padEnd(10)} ${safeText(remedy)}`}`
