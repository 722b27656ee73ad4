import { Command } from 'commander'
import { createKey, createUser, listKeys, listUsers, updateUser, withdrawKey } from '../../engine/access.ts'
import { ROLES } from '../../engine/desk.ts'
import { CordonError } from '../../model/errors.ts'
import { atDesk, type DeskOptions, mustBe, withDesk } from '../desk.ts'
import { dayArgument, examples, withOutput } from '../options.ts'
import { printJson, printLine, safeText, table } from '../output.ts'

interface UserOptions extends DeskOptions {
  readonly roles?: string
  readonly until?: string
  readonly subject?: string
  readonly for?: string
}

const rolesOf = (text: string | undefined): readonly string[] => (text ?? '').split(',').filter((role) => role !== '')
const isMachine = ({ json, jsonl }: DeskOptions): boolean => json === true || jsonl === true

/** `cordon users`: accounts, roles and keys. */
export function createCommand(): Command {
  const users = new Command('users').description('accounts, roles and API keys')
  users.addCommand(
    withDesk(withOutput(new Command('list')))
      .description('accounts and keys')
      .action(async (_: unknown, command: Command) => {
        const options = command.optsWithGlobals<UserOptions>()
        const found = await atDesk(options, true, async (desk) => ({
          users: mustBe(await listUsers(desk)),
          keys: mustBe(await listKeys(desk)),
        }))
        if (isMachine(options)) printJson(found)
        else {
          printLine(
            table([
              ['user', 'roles', 'until', ''],
              ...found.users.map((user) => [
                safeText(user.name),
                user.roles.join(' '),
                user.valid_until ?? '—',
                user.disabled_at === null ? '' : 'disabled',
              ]),
            ]),
          )
          for (const key of found.keys)
            printLine(
              `key ${key.id} ${safeText(key.name)}: ${key.roles.join(' ')}${key.revoked_at === null ? '' : ' (revoked)'}`,
            )
        }
      }),
  )
  users.addCommand(
    withDesk(withOutput(new Command('add')))
      .description('make an account; its password in CORDON_NEW_PASSWORD')
      .argument('<name>')
      .requiredOption('--roles <roles>', `with commas: ${ROLES.join(', ')}`)
      .option('--until <date>', 'the last day on which it may act', dayArgument)
      .option('--subject <id>', 'who the person is at the identity provider')
      .addHelpText('after', examples('CORDON_NEW_PASSWORD=… cordon users add ruth --roles reviewer'))
      .action((name: string, _: unknown, command: Command) => add(name, command.optsWithGlobals<UserOptions>())),
  )
  users.addCommand(
    withDesk(withOutput(new Command('disable')))
      .description('end an account')
      .argument('<id>')
      .action(async (id: string, _: unknown, command: Command) => {
        const options = command.optsWithGlobals<UserOptions>()
        const user = mustBe(await atDesk(options, false, (desk) => updateUser(desk, id, { isDisabled: true })))
        if (isMachine(options)) printJson(user)
        else printLine(`${safeText(user.name)} is disabled`)
      }),
  )
  users.addCommand(
    withDesk(withOutput(new Command('key')))
      .description('make an API key; it is shown this once')
      .argument('<name>')
      .requiredOption('--roles <roles>', `with commas: ${ROLES.join(', ')}`)
      .option('--for <user>', 'whose key it is, by id; a program of its own where absent')
      .option('--until <date>', 'the last day on which it is good', dayArgument)
      .addHelpText('after', examples('cordon users key onboarding --roles service'))
      .action((name: string, _: unknown, command: Command) => makeKey(name, command.optsWithGlobals<UserOptions>())),
  )
  users.addCommand(
    withDesk(withOutput(new Command('revoke')))
      .description('end a key')
      .argument('<key>')
      .action(async (id: string, _: unknown, command: Command) => {
        const options = command.optsWithGlobals<UserOptions>()
        const key = mustBe(await atDesk(options, false, (desk) => withdrawKey(desk, id)))
        if (isMachine(options)) printJson(key)
        else printLine(`${key.id} is revoked`)
      }),
  )
  return users.addHelpText('after', examples('cordon users list', 'cordon users key onboarding --roles service'))
}

async function add(name: string, options: UserOptions): Promise<void> {
  const password = process.env['CORDON_NEW_PASSWORD']
  if (password === undefined && options.subject === undefined)
    throw new CordonError(
      'usage.invalid',
      'give a password in CORDON_NEW_PASSWORD, or a --subject of the identity provider',
    )
  const request = {
    name,
    roles: rolesOf(options.roles),
    ...(password === undefined ? {} : { password }),
    ...(options.subject === undefined ? {} : { subject: options.subject }),
    ...(options.until === undefined ? {} : { validUntil: options.until }),
  }
  const user = mustBe(await atDesk(options, false, (desk) => createUser(desk, request)))
  if (isMachine(options)) printJson(user)
  else printLine(`${safeText(user.name)} (${user.id}): ${user.roles.join(' ')}`)
}

async function makeKey(name: string, options: UserOptions): Promise<void> {
  const request = {
    name,
    roles: rolesOf(options.roles),
    ...(options.for === undefined ? {} : { user: options.for }),
    ...(options.until === undefined ? {} : { validUntil: options.until }),
  }
  const key = mustBe(await atDesk(options, false, (desk) => createKey(desk, request)))
  if (isMachine(options)) printJson(key)
  else printLine(key.key)
}
