import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts')
/** Each command is a process of its own; on a busy machine a start takes seconds. */
const TIMEOUT_MS = 120_000
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-exposure-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [MAIN, ...args, '--data', join(folder, 'data')], { encoding: 'utf8' })
function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('cordon exposure', { timeout: TIMEOUT_MS }, () => {
  test('the shape that others rely on', () => {
    const path = file('stakes.csv', 'owner,owned,share\nX,A,50\nA,B,40-60\nX,C,\n')
    const { status, stdout } = run('exposure', '--ownership', path, '--blocked', 'X', '--as-of', '2025-02-20', '--json')
    const answer = JSON.parse(stdout)
    expect([status, Object.keys(answer).slice(0, 4)]).toEqual([0, ['as_of', 'rules', 'designated', 'entities']])
    expect(answer.entities.map((entity: { id: string; why?: string }) => [entity.id, entity.why])).toEqual([
      ['X', 'named'],
      ['A', undefined],
      ['B', undefined],
      ['C', undefined],
    ])
    const shares = (id: string, regime: string) => {
      const { verdict, share_min, share_max } = answer.entities.find((entity: { id: string }) => entity.id === id)[
        regime
      ]
      return [verdict, share_min, share_max]
    }
    expect([shares('A', 'ofac'), shares('A', 'uk'), shares('B', 'ofac'), shares('C', 'eu')]).toEqual([
      ['blocked', 50, 50],
      ['not_blocked', 50, 50],
      ['undetermined', 40, 60],
      ['undetermined', 0, 100],
    ])
    expect(Object.keys(answer.entities[1].ofac)).toEqual(
      expect.arrayContaining(['verdict', 'share_min', 'share_max', 'paths', 'control']),
    )
    expect(answer.entities[1].ofac.paths[0].ids).toEqual(['X', 'A'])
  })

  test('bad rows get an error by row, the rest runs', () => {
    const path = file('bad.csv', 'owner,owned,share\nX,A,-5\nX,B,120\nX,C,60\nY,C,60\nD,E,100\nE,D,100\nX,F,50\n')
    const { status, stdout } = run('exposure', '--ownership', path, '--blocked', 'X,Nobody', '--json')
    const answer = JSON.parse(stdout)
    expect(status).toBe(0)
    expect(
      answer.issues
        .map(({ code, where }: { code: string; where?: string }) => `${code} ${where ?? ''}`.trim())
        .toSorted(),
    ).toEqual([
      'blocked.unknown',
      'share.negative row 2, cell C2',
      'share.over_100 row 3, cell C3',
      'stake.circle_of_100 row 6',
      'stake.circle_of_100 row 7',
      'stake.sum_over_100 row 4',
      'stake.sum_over_100 row 5',
    ])
    expect(answer.entities.find(({ id }: { id: string }) => id === 'F').ofac.verdict).toBe('blocked')
  })

  test('without --blocked names are screened, and with no list that is told by the exit code', () => {
    const path = file('named.csv', 'owner,owned,share\nCartel de Sinaloa,Acme,60\n')
    const { status, stdout } = run('exposure', '--ownership', path, '--as-of', '2025-02-21', '--json')
    const answer = JSON.parse(stdout)
    expect([status, answer.designated.map(({ id, why }: { id: string; why: string }) => [id, why])]).toEqual([
      3,
      [['Cartel de Sinaloa', 'screened']],
    ])
    expect(
      answer.entities.map(({ ofac, uk }: { ofac: { verdict: string }; uk: { verdict: string } }) => [
        ofac.verdict,
        uk.verdict,
      ]),
    ).toEqual([
      ['blocked', 'not_blocked'],
      ['blocked', 'not_blocked'],
    ])
  })

  test('a file that is no ownership file is refused with its columns; no file is a usage error', () => {
    const path = file('other.csv', 'a,b\n1,2\n')
    expect(run('exposure', '--ownership', path, '--blocked', 'X')).toMatchObject({ status: 1, stdout: '' })
    expect(run('exposure').status).toBe(2)
  })
})

describe('cordon whatif', { timeout: TIMEOUT_MS }, () => {
  test('a book of one’s own in one file: shape, exit code, nothing of it kept', () => {
    const book = file(
      'book.csv',
      'id,nombre,país,giro,relación,saldo MXN\n1,Cartel de Sinaloa,MX,fuel,proveedor,1000\n2,Acme,MX,fuel,cliente,500\n',
    )
    const stakes = file('s.csv', 'owner,owned,share\nCartel de Sinaloa,2,50\n')
    const { status, stdout } = run(
      'whatif',
      '--designate',
      'Cartel de Sinaloa',
      '--authority',
      'FTO,SDGT',
      '--effective',
      '2019-12-20',
      '--as-of',
      '2019-12-06',
      '--book',
      book,
      '--ownership',
      stakes,
      '--json',
    )
    const answer = JSON.parse(stdout)
    expect(status).toBe(0)
    expect(Object.keys(answer)).toEqual(
      expect.arrayContaining([
        'scenario',
        'as_of',
        'announced',
        'effective',
        'newly',
        'unchanged',
        'amounts',
        'consequences',
      ]),
    )
    expect(
      [answer.newly.matched, answer.newly.owned].map((list: { id: string }[]) => list.map(({ id }) => id)),
    ).toEqual([['1'], ['2']])
    expect(
      answer.amounts.map(({ currency, country, sector, role, sum }: Record<string, unknown>) => [
        currency,
        country,
        sector,
        role,
        sum,
      ]),
    ).toEqual([
      ['MXN', 'mx', 'fuel', 'supplier', 1000],
      ['MXN', 'mx', 'fuel', 'customer', 500],
    ])
    const real = JSON.parse(
      run('register', 'Cartel de Sinaloa', '--as-of', '2019-12-21', '--known-at', '2019-12-21', '--json').stdout,
    )
    expect(real.statuses.FTO).toBeUndefined()
  })

  test('scenarios are kept, run again and compared', () => {
    const book = file('kept.csv', 'id,name\n1,Cartel del Golfo\n2,Los Nuevos\n')
    const terms = ['--effective', '2026-12-01', '--as-of', '2026-11-01', '--book', book]
    expect(run('whatif', '--designate', 'Los Nuevos', ...terms, '--save', 'nuevos', '--json').status).toBe(0)
    expect(run('whatif', '--revoke', 'Cartel del Golfo', ...terms, '--save', 'golfo', '--json').status).toBe(0)
    const again = JSON.parse(run('whatif', '--run', 'nuevos', '--book', book, '--json').stdout)
    expect(again.newly.matched.map(({ id }: { id: string }) => id)).toEqual(['2'])
    const compared = JSON.parse(run('whatif', '--compare', 'nuevos', 'golfo', '--book', book, '--json').stdout)
    expect(
      compared.scenarios.map(({ name, only_here }: { name: string; only_here: string[] }) => [name, only_here]),
    ).toEqual([
      ['nuevos', ['2']],
      ['golfo', ['1']],
    ])
  })

  test('nothing to suppose, an unknown authority and an unknown scenario are told apart', () => {
    expect(run('whatif').status).toBe(2)
    expect(run('whatif', '--designate', 'X', '--authority', 'NOPE').status).toBe(2)
    expect(run('whatif', '--run', 'nobody').status).toBe(1)
    expect(run('whatif', '--run', '../../etc/passwd').status).toBe(2)
  })
})
