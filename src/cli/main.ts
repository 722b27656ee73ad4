import { Command, CommanderError } from 'commander'
import { COMMANDS } from './commands.ts'
import { reportFailure } from './failure.ts'

const USAGE_EXIT = 2

/** Runs the command line and answers the exit code: 0 ran, 10 hits with --fail-on-hit, 1 failed, 2 usage, 3 could not tell. */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('cordon')
    .description(
      'Know who is designated, who is about to be, what that obliges you to do, and who in your book is caught.',
    )
    .version(await packageVersion(), '-V, --version')
    .showHelpAfterError('(cordon --help lists the commands; cordon COMMAND --help shows one, with examples)')
    .exitOverride()
  const wanted = argv.find((word) => !word.startsWith('-'))
  for (const { name, summary, load } of COMMANDS) {
    if (name === wanted) program.addCommand(withExitOverride((await load()).createCommand()))
    else program.command(name).description(summary).allowUnknownOption().exitOverride()
  }
  try {
    await program.parseAsync(argv, { from: 'user' })
    return typeof process.exitCode === 'number' ? process.exitCode : 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE_EXIT
    return reportFailure(error)
  }
}

function withExitOverride(command: Command): Command {
  command.exitOverride()
  for (const child of command.commands) withExitOverride(child)
  return command
}

async function packageVersion(): Promise<string> {
  const { VERSION } = await import('../engine/version.ts')
  return VERSION
}

/** A closed pipe (`cordon … | head`) ends the program without a word, as other tools do. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await main(process.argv.slice(2))
