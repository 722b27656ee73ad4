import { describe, expect, test } from 'vitest'
import { smallEngine, smallLists } from '../../test/support/small-engine.ts'
import type { EntityId } from '../model/brand.ts'
import { indexMerges } from '../screening/merged-hits.ts'
import { parseSimpleQuery, ThingSearch } from './text-search.ts'
import { Things } from './things.ts'

const lead = 'x-1' as EntityId
const other = 'c-1' as EntityId

describe('entries of several lists that are one party', () => {
  const engine = smallEngine({ merges: indexMerges([{ lead, members: [lead, other], reasons: [] }]) })
  const things = new Things(engine)

  test('are one thing with every list, under the id that leads; the other ids lead there', () => {
    expect([things.canonicalOf(other), things.canonicalOf(lead), things.canonicalOf('old-1')]).toEqual([
      lead,
      lead,
      lead,
    ])
    expect(things.find(other)).toBeUndefined()
    const thing = things.find(lead)
    expect(thing?.referents).toContain(other)
    const alone = new Things(smallEngine())
    expect(new Set(thing?.datasets)).toEqual(
      new Set([...(alone.find(lead)?.datasets ?? []), ...(alone.find(other)?.datasets ?? [])]),
    )
  })

  test('are found once, by the words of either', () => {
    const search = new ThingSearch(engine, things)
    const datasets = smallLists().map(({ id }) => id)
    for (const text of ['Anselmo', 'Imaginaria']) {
      const found = search.find(datasets, parseSimpleQuery(text)).map(({ id }) => id)
      expect(found.filter((id) => id === lead || id === other)).toEqual([lead])
    }
  })
})
