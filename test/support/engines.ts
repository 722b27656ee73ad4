import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCountries } from '../../src/engine/countries.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { addList, openListStore } from '../../src/engine/lists.ts'
import { openEngine } from '../../src/engine/open-engine.ts'
import type { Instant } from '../../src/model/brand.ts'

/** A person on a synthetic list. */
export interface Listed {
  readonly id: string
  readonly name: string
  readonly birthDate?: string
  readonly alias?: readonly string[]
}

/** Keeps a synthetic list in a data folder and opens an engine over all that is kept there. */
export async function engineWith(
  data: string,
  people: readonly Listed[],
  now: string,
  id = 'test_list',
): Promise<Engine> {
  const path = join(data, 'list.json')
  const lines = people.map(({ id: entity, name, birthDate, alias }) =>
    JSON.stringify({
      id: entity,
      caption: name,
      schema: 'Person',
      datasets: [id],
      properties: {
        name: [name],
        topics: ['sanction'],
        ...(birthDate === undefined ? {} : { birthDate: [birthDate] }),
        ...(alias === undefined ? {} : { alias }),
      },
    }),
  )
  writeFileSync(path, `${lines.join('\n')}\n`)
  const store = openListStore(data)
  try {
    await addList(store, path, { countries: loadCountries(), now: now as Instant, id, as: 'ftm' })
  } finally {
    store.close()
  }
  return openEngine({ data, at: now as Instant })
}
