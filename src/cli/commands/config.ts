import { Command } from 'commander'
import { describeConfiguration } from '../../engine/configuration.ts'
import { examples, withData, withOutput } from '../options.ts'
import { printJson, printLine, styled, table } from '../output.ts'

interface ConfigOptions {
  readonly data?: string
  readonly policy?: string
  readonly json?: true
  readonly jsonl?: true
}

export function createCommand(): Command {
  const command = new Command('config')
    .description('Describes the effective configuration and every policy with its hash.')
    .option('--policy <name-or-file>', 'the policy in force (default: default)')
  return withData(withOutput(command))
    .addHelpText('after', examples('cordon config', 'cordon config --policy payment --json'))
    .action(run)
}

function run(options: ConfigOptions): void {
  const configuration = describeConfiguration(options)
  if (options.json === true || options.jsonl === true) printJson(configuration)
  else printConfiguration(configuration)
}

function printConfiguration(configuration: ReturnType<typeof describeConfiguration>): void {
  printLine(styled('bold', 'Settings'))
  printLine(table(configuration.settings.map(({ name, value, source }) => [`  ${name}`, value, `(${source})`])))
  for (const { name, id, inForce, description, values } of configuration.policies) {
    printLine()
    printLine(`${styled('bold', `Policy ${name}`)}${inForce ? ' (in force)' : ''}  ${id}`)
    printLine(`  ${description}`)
    printLine(table(values.map(([key, value]) => [`  ${key}`, value])))
  }
}
