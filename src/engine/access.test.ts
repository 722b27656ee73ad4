import { describe, expect, test } from 'vitest'
import { ADA, ANA, codeOf, must, Office, OTTO, person, RUTH, TestClock } from '../../test/support/casework.ts'
import { find } from '../casework/records/query.ts'
import { MemoryRecords } from '../store/records/memory-records.ts'
import { Access, createKey, createUser, listUsers, updateUser, withdrawKey } from './access.ts'
import { entries } from './audit.ts'
import { listAlerts } from './casework.ts'
import { ACTION_NAMES, ACTIONS, Desk, mayDo, ROLES } from './desk.ts'

const PASSWORD = 'correct horse battery'

async function fresh() {
  const office = new Office(new MemoryRecords(), new TestClock())
  return { office, access: new Access(office.store, office.clock.now) }
}

describe('the first admin', () => {
  test('is set up once, with the code that was printed, and never with another', async () => {
    const { access } = await fresh()
    const code = (await access.issueSetupCode('main')) ?? ''
    expect(codeOf(await access.setUpFirstAdmin('main', `${code}x`, 'ada', PASSWORD))).toBe('access.setup_code')
    expect(codeOf(await access.setUpFirstAdmin('main', code, 'ada', 'short'))).toBe('user.password')
    expect(must(await access.setUpFirstAdmin('main', code, 'Ada', PASSWORD)).actor).toMatchObject({ name: 'ada' })
    expect(codeOf(await access.setUpFirstAdmin('main', code, 'eve', PASSWORD))).toBe('access.setup_code')
    expect(await access.issueSetupCode('main')).toBeUndefined()
  })

  test('must come within a day', async () => {
    const { office, access } = await fresh()
    const code = (await access.issueSetupCode('main')) ?? ''
    office.clock.pass(25 * 3_600_000)
    expect(codeOf(await access.setUpFirstAdmin('main', code, 'ada', PASSWORD))).toBe('access.setup_code')
  })
})

describe('sessions', () => {
  test('begin with name and password, end by hand, by time, and when the account changes', async () => {
    const { office, access } = await fresh()
    const user = must(await createUser(office.desk(ADA), { name: 'ana', roles: ['analyst'], password: PASSWORD }))
    const first = must(await access.signIn('main', 'ANA', PASSWORD))
    expect(must(await access.actorOfSession(first.token)).actor.id).toBe(user.id)
    await access.signOut(first.token)
    expect(codeOf(await access.actorOfSession(first.token))).toBe('access.session')
    const second = must(await access.signIn('main', 'ana', PASSWORD))
    must(await updateUser(office.desk(ADA), user.id, { roles: ['viewer'] }))
    expect(codeOf(await access.actorOfSession(second.token))).toBe('access.session')
    const third = must(await access.signIn('main', 'ana', PASSWORD))
    office.clock.pass(13 * 3_600_000)
    expect(codeOf(await access.actorOfSession(third.token))).toBe('access.session')
  })

  test('are refused to the disabled and the expired, and to whoever guesses', async () => {
    const { office, access } = await fresh()
    const user = must(
      await createUser(office.desk(ADA), {
        name: 'ana',
        roles: ['analyst'],
        password: PASSWORD,
        validUntil: '2026-03-31',
      }),
    )
    expect(codeOf(await access.signIn('main', 'ana', 'wrong password'))).toBe('access.sign_in')
    expect(codeOf(await access.signIn('main', 'nobody', PASSWORD))).toBe('access.sign_in')
    for (let i = 0; i < 9; i++) await access.signIn('main', 'ana', `guess number ${i}`)
    expect(codeOf(await access.signIn('main', 'ana', PASSWORD))).toBe('access.resting')
    office.clock.pass(16 * 60_000)
    must(await access.signIn('main', 'ana', PASSWORD))
    office.clock.set('2026-04-01T00:00:00Z')
    expect(codeOf(await access.signIn('main', 'ana', PASSWORD))).toBe('access.expired')
    must(await updateUser(office.desk(ADA), user.id, { isDisabled: true, validUntil: null }))
    expect(codeOf(await access.signIn('main', 'ana', PASSWORD))).toBe('access.disabled')
  })

  test('keep no secret: neither password nor token nor key stands in the store', async () => {
    const { office, access } = await fresh()
    must(await createUser(office.desk(ADA), { name: 'ana', roles: ['analyst'], password: PASSWORD }))
    const { token } = must(await access.signIn('main', 'ana', PASSWORD))
    const { key } = must(await createKey(office.desk(ADA), { name: 'k', roles: ['service'] }))
    const rows = await office.store.read('main', function* () {
      return JSON.stringify([
        yield* find('user_account'),
        yield* find('session'),
        yield* find('api_key'),
        yield* find('log_entry'),
      ])
    })
    for (const secret of [PASSWORD, token, key]) expect(rows).not.toContain(secret)
    expect(JSON.stringify(must(await listUsers(office.desk(ADA))))).not.toContain('scrypt')
  })
})

describe('keys', () => {
  test('act for their owner, with no role that the owner has not, now or later', async () => {
    const { office, access } = await fresh()
    const user = must(
      await createUser(office.desk(ADA), {
        name: 'ben',
        roles: ['analyst', 'reviewer'],
        password: PASSWORD,
        subject: 'idp|7',
      }),
    )
    expect(codeOf(await createKey(office.desk(ADA), { name: 'k', roles: ['admin'], user: user.id }))).toBe('key.roles')
    const { key, id } = must(
      await createKey(office.desk(ADA), { name: 'k', roles: ['analyst', 'reviewer'], user: user.id }),
    )
    expect(must(await access.actorOfKey(key))).toMatchObject({
      kind: 'key',
      owner: user.id,
      subject: 'idp|7',
      roles: ['analyst', 'reviewer'],
    })
    must(await updateUser(office.desk(ADA), user.id, { roles: ['analyst'] }))
    expect(must(await access.actorOfKey(key)).roles).toEqual(['analyst'])
    must(await withdrawKey(office.desk(ADA), id))
    expect(codeOf(await access.actorOfKey(key))).toBe('access.key')
  })

  test.each([
    ['nothing', ''],
    ['another word', 'Bearer'],
    ['a key of no tenant', 'cdn__abc_def'],
    ['a tenant that is no name', "cdn_a';drop_abc_def"],
    ['an unknown key', 'cdn_main_0123456789ab_secret'],
  ])('%s is no key', async (_why, key) => {
    const { access } = await fresh()
    expect(codeOf(await access.actorOfKey(key))).toBe('access.key')
  })
})

describe('accounts', () => {
  test('nobody gives themself a role, and the last admin stays', async () => {
    const { office } = await fresh()
    const ada = must(await createUser(office.desk(ADA), { name: 'ada', roles: ['admin'], password: PASSWORD }))
    const self = new Desk(office.store, person(ada.id, ['admin']), office.clock.now)
    expect(codeOf(await updateUser(self, ada.id, { roles: ['admin', 'reviewer'] }))).toBe('user.self')
    expect(codeOf(await updateUser(office.desk(ADA), ada.id, { isDisabled: true }))).toBe('user.last_admin')
  })

  test.each([
    ['a role that is none', { name: 'x', roles: ['root'] }, 'role.unknown'],
    ['no role', { name: 'x', roles: [] }, 'role.unknown'],
    ['a name that is none', { name: '<script>', roles: ['viewer'] }, 'user.name'],
    ['a short password', { name: 'x', roles: ['viewer'], password: 'hunter2' }, 'user.password'],
  ] as const)('are refused with %s', async (_why, request, code) => {
    const { office } = await fresh()
    expect(codeOf(await createUser(office.desk(ADA), request))).toBe(code)
  })
})

describe('roles and actions (T-26)', () => {
  test.each(ROLES.flatMap((role) => ACTION_NAMES.map((action) => [role, action] as const)))(
    '%s and %s: the desk does what the table says',
    async (role, action) => {
      const office = new Office(new MemoryRecords(), new TestClock())
      const desk = office.desk(person('x', [role]))
      const allowed: readonly string[] = ACTIONS[action].roles
      const look = await desk.look(action, () => find('book'))
      expect(look.ok).toBe(allowed.includes(role))
      if (!look.ok)
        expect(must(await entries(office.desk(OTTO), { action: 'refused' })).map(({ subject }) => subject)).toEqual([
          action,
        ])
    },
  )

  test('is pinned where it matters: who sees cases, who checks, who exports, who runs', () => {
    const who = (action: (typeof ACTION_NAMES)[number]) => ROLES.filter((role) => mayDo([role], action))
    expect(who('alert.read')).toEqual(['analyst', 'reviewer', 'auditor'])
    expect(who('alert.check')).toEqual(['reviewer'])
    expect(who('held.check')).toEqual(['reviewer'])
    expect(who('suppression.check')).toEqual(['reviewer'])
    expect(who('proposal.check')).toEqual(['reviewer'])
    expect(who('audit.export')).toEqual(['auditor'])
    expect(who('user.write')).toEqual(['admin'])
    expect(who('retention.purge')).toEqual(['admin'])
  })
})

test('an analyst of one tenant is nobody in another', async () => {
  const office = new Office(new MemoryRecords(), new TestClock())
  await office.alert()
  expect(must(await listAlerts(office.desk(ANA))).total).toBe(1)
  expect(must(await listAlerts(office.desk({ ...ANA, tenant: 'other' }))).total).toBe(0)
  expect(must(await listAlerts(office.desk({ ...RUTH, tenant: 'main2' }))).total).toBe(0)
})
