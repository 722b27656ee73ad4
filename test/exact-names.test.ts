import { expect } from 'vitest'
import type { Engine } from '../src/engine/engine.ts'
import { openEngine } from '../src/engine/open-engine.ts'
import { sharedData, testWithSharedData } from './shared.ts'

const AT = '2026-11-21T12:00:00Z'
const LIMIT = 20
const MAXIMUM_MEAN_HITS = 3

interface Asked {
  readonly text: string
  readonly id: string
}

/** Primary names and strong aliases of every entry, as published. */
const listedNames = (engine: Engine): readonly Asked[] =>
  engine.lists.flatMap((list) =>
    list.corpus.entities.flatMap((entity) =>
      entity.names.filter(({ quality }) => quality !== 'weak').map(({ text }) => ({ text, id: entity.id })),
    ),
  )

/** What is wrong with the answer to one listed name, or nothing. */
function fault(engine: Engine, { text, id }: Asked): { readonly fault: string | undefined; readonly hits: number } {
  const asked = engine.ask({ properties: { name: [text] } }, { at: AT, limit: LIMIT })
  if (!asked.ok) return { fault: `${id} "${text}": ${asked.issue.code}`, hits: 0 }
  const { outcome } = asked.value
  const hits = outcome.kind === 'hits' ? outcome.hits : []
  const own = hits.find((hit) => hit.entity.id === id)
  if (own === undefined) return { fault: `${id} "${text}": not found`, hits: outcome.total }
  const best = hits[0]?.match.score ?? 0
  const isFirst = own.match.score === best
  return { fault: isFirst ? undefined : `${id} "${text}": ${own.match.score} under ${best}`, hits: outcome.total }
}

testWithSharedData.each(['sdn_2024-07-02', 'sdn_2021-07-07'])(
  'every name of %s given exactly returns its own entity first, or tied for first',
  async (folder) => {
    const engine = await openEngine({ lists: [{ path: sharedData('lists', 'us_ofac', folder) }] })
    const names = listedNames(engine)
    const answers = names.map((name) => fault(engine, name))
    expect(answers.flatMap((answer) => answer.fault ?? [])).toEqual([])
    expect(answers.reduce((sum, { hits }) => sum + hits, 0) / names.length).toBeLessThanOrEqual(MAXIMUM_MEAN_HITS)
  },
  300_000,
)
