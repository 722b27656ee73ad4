import { accessSync, constants, existsSync } from 'node:fs'
import type { Instant } from '../model/brand.ts'
import { CordonError } from '../model/errors.ts'
import { loadCountries } from './countries.ts'
import { keptLists, openListStore } from './lists.ts'
import { loadNameTables } from './names-tables.ts'
import { dataFolder } from './paths.ts'
import { loadPolicy } from './policies.ts'
import { readRegister } from './register.ts'
import { VERSION } from './version.ts'

/** One thing looked at: whether it is well, and how to mend it where it is not. */
export interface Check {
  readonly area: 'runtime' | 'knowledge' | 'data' | 'lists' | 'policy'
  readonly level: 'ok' | 'warn' | 'fail'
  readonly text: string
  readonly remedy?: string
}

/** Looks at everything an answer leans on: the runtime, the bundled knowledge, the data folder, every list. */
export async function diagnose(data: string | undefined, now: Instant): Promise<readonly Check[]> {
  const folder = dataFolder(data)
  return [
    { area: 'runtime', level: 'ok', text: `Cordon ${VERSION} on Node.js ${process.version}` },
    ...guarded('knowledge', checkRegisterFiles),
    ...guarded('knowledge', checkTables),
    ...guarded('policy', checkPolicy),
    ...guarded('data', () => checkFolder(folder)),
    ...guarded('lists', () => checkLists(folder, now)),
  ]
}

/** A check that throws is a fault shown beside the others, not the end of them. */
function guarded(area: Check['area'], check: () => readonly Check[]): readonly Check[] {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof CordonError)) throw error
    return [{ area, level: 'fail', text: error.message, remedy: error.remedy }]
  }
}

function checkRegisterFiles(): readonly Check[] {
  const { register, issues, files } = readRegister()
  const faults = issues.map(
    ({ code, found, where }): Check => ({
      area: 'knowledge',
      level: 'fail',
      text: `data/register ${where ?? ''} ${code}: ${found}`,
    }),
  )
  const text = `register: ${files} organisations and classes, known until ${register.knownUntil}`
  return [{ area: 'knowledge', level: 'ok', text }, ...faults]
}

function checkTables(): readonly Check[] {
  const words = loadNameTables().words.size
  const countries = new Set(loadCountries().values()).size
  return [
    { area: 'knowledge', level: 'ok', text: `name tables: ${words} words; ${countries} countries and territories` },
  ]
}

function checkPolicy(): readonly Check[] {
  const { policy, id } = loadPolicy(undefined)
  return [
    { area: 'policy', level: 'ok', text: `default policy "${policy.name}", bar ${policy.threshold / 1000}, ${id}` },
  ]
}

function checkFolder(folder: string): readonly Check[] {
  if (!existsSync(folder)) {
    return [
      { area: 'data', level: 'ok', text: `${folder} does not exist yet: it is made when something is kept in it` },
    ]
  }
  try {
    accessSync(folder, constants.R_OK | constants.W_OK)
    return [{ area: 'data', level: 'ok', text: `${folder} can be read and written` }]
  } catch {
    return [
      {
        area: 'data',
        level: 'fail',
        text: `${folder} cannot be read and written`,
        remedy: 'Mend its rights, or name another with --data.',
      },
    ]
  }
}

function checkLists(folder: string, now: Instant): readonly Check[] {
  const lists = existsSync(folder)
    ? keptLists(openListStore(folder), { now, staleAfterHours: loadPolicy(undefined).policy.staleAfterHours })
    : []
  if (lists.length === 0) {
    return [
      {
        area: 'lists',
        level: 'warn',
        text: 'no sanctions list is kept: a screen without a hit cannot be clear',
        remedy: 'Add one with `cordon lists add FILE`.',
      },
    ]
  }
  return lists.flatMap(({ list, version, isStale, quarantined }): readonly Check[] => [
    version === undefined
      ? {
          area: 'lists',
          level: 'fail',
          text: `${list.list} has no version in force`,
          remedy: `Add one with \`cordon lists add FILE --id ${list.list}\`.`,
        }
      : {
          area: 'lists',
          level: isStale ? 'warn' : 'ok',
          text: `${list.list} of ${version.published ?? 'unknown date'}, ${version.counts.entities} entities${isStale ? ', STALE' : ''}`,
          ...(isStale ? { remedy: `Run \`cordon lists update ${list.list}\`.` } : {}),
        },
    ...(quarantined === undefined
      ? []
      : [
          {
            area: 'lists',
            level: 'warn',
            text: `${list.list}: a newer version is in quarantine: ${quarantined.reason ?? ''}`,
            remedy: `See \`cordon lists show ${list.list}\`.`,
          } satisfies Check,
        ]),
  ])
}
