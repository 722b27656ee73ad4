import type { FastifyInstance } from 'fastify'
import type { Engine } from '../engine/engine.ts'
import { parseGivenParty } from '../engine/given-party.ts'
import { refuse } from './problem.ts'

/** Cordon's own face, the part the plain page needs; strict: an unknown property is an error, never ignored. */
export function registerV1(server: FastifyInstance, engine: Engine): void {
  server.get('/v1/lists', async () => ({
    lists: engine.lists
      .filter((list) => list.isSanctionsList)
      .map((list) => ({
        id: list.id,
        version: list.version,
        published: list.published,
        entities: list.corpus.entities.length,
        stale: list.isStale,
      })),
    register: { known_until: engine.registerKnownUntil },
  }))
  server.post('/v1/screen', async (request, reply) => {
    const given = parseGivenParty(request.body)
    if (!given.ok) return refuse(reply, 'input.unreadable', given.issue)
    const read = engine.read(given.value)
    if (!read.ok) return refuse(reply, 'input.unreadable', read.issue)
    return engine.screen(given.value, { at: new Date().toISOString() })
  })
}
