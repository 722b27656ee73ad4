import { afterEach, describe, expect, test } from 'vitest'
import { syntheticEngine } from '../../../test/support/synthetic-plan.ts'
import { Log } from '../http/log.ts'
import { createServer, type ServerOptions } from '../server.ts'

const engine = syntheticEngine(400, 5)
const DYING = new URL('../../../test/support/dying-match-thread.ts', import.meta.url)
const names = (engine.lists[0]?.corpus.entities ?? []).slice(0, 40).map(({ names: [name] }) => name.text)

const servers: ReturnType<typeof createServer>[] = []
const serve = (options: ServerOptions = {}) => {
  const server = createServer(engine, { isPageServed: false, log: new Log('silent'), ...options })
  servers.push(server)
  return server
}
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

const queries = (...asked: readonly string[]) =>
  Object.fromEntries(asked.map((name, at) => [`q${at}`, { schema: 'Thing', properties: { name: [name] } }]))
const match = (...asked: readonly string[]) => ({
  method: 'POST' as const,
  url: '/match/default',
  payload: JSON.stringify({ queries: queries(...asked) }),
})

describe('/match in threads', () => {
  test('answers the bytes that one thread answers, whatever comes together', async () => {
    const [alone, threaded] = [serve(), serve({ threads: 2 })]
    const requests = [...names.map((name) => match(name)), match(...names), match()]
    const expected = await Promise.all(requests.map((request) => alone.inject(request)))
    const answered = await Promise.all(requests.map((request) => threaded.inject(request)))
    expect(answered.map(({ body }) => body)).toEqual(expected.map(({ body }) => body))
    expect(answered.map(({ statusCode }) => statusCode)).toEqual(expected.map(({ statusCode }) => statusCode))
    expect(expected.filter(({ body }) => body.includes('"match":true')).length).toBeGreaterThan(30)
  })

  test('E-10 a matcher that is killed mid-request never says clear, however often it is asked again', async () => {
    const server = serve({ threads: 2, matchProgram: DYING })
    const retries = await Promise.all(Array.from({ length: 50 }, () => server.inject(match('poison nobody'))))
    for (const { statusCode, headers, body } of retries)
      expect([statusCode, headers['retry-after'], body.includes('"responses"')]).toEqual([503, '1', false])
    const others = await Promise.all(
      [match('poison nobody'), ...names.map((name) => match(name))].map((request) => server.inject(request)),
    )
    expect(others.map(({ statusCode }) => statusCode)).toEqual([503, ...names.map(() => 200)])
    expect(server.cordon.service.now.engine).toBe(engine)
  }, 60_000)

  test.each([0, 2])('what waits too long is turned away and never guessed at, with %i threads', async (threads) => {
    const server = serve({ threads, turnBudgetMs: 0 })
    const all = await Promise.all(Array.from({ length: 200 }, (_, at) => server.inject(match(names[at % 40] ?? ''))))
    const shed = all.filter(({ statusCode }) => statusCode === 503)
    expect(shed.length).toBeGreaterThan(0)
    expect(shed.every(({ headers, body }) => headers['retry-after'] === '1' && !body.includes('responses'))).toBe(true)
    const given = all.filter(({ statusCode }) => statusCode === 200)
    expect(given.length + shed.length).toBe(200)
    expect(given.every(({ body }) => body.includes('"match":true'))).toBe(true)
    expect((await server.inject('/metrics')).body).toMatch(/cordon_requests_shed_total [1-9]/)
  })
})
