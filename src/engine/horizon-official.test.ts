import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Report } from '../horizon/discourse.ts'
import type { Instant, IsoDate } from '../model/brand.ts'
import { officialDocument } from '../sources/reports/official-publishers.ts'
import { applyOfficial, keepReports, keptReports, readReports, reportsOfAddress } from './horizon.ts'
import { openRegister } from './register.ts'
import { RegisterDesk } from './register-writing.ts'

const AT = '2026-12-01T00:00:00Z' as Instant
const PATH = '/documents/full_text/text/2026/11/27/2026-20001.txt'

/** A synthetic notice in the form of 8 USC 1189(a)(2); no such notice was published. */
const notice = (name: string, act = 'designate'): string =>
  `<html><body><pre>
[Federal Register Volume 91, Number 227 (Friday, November 27, 2026)]
[Notices]
[FR Doc No: 2026-20001]

DEPARTMENT OF STATE

[Public Notice: 90001]

In the Matter of the Designation of ${name} as a Foreign Terrorist Organization

Based upon a review of the administrative record, the Secretary of State has concluded that there is a sufficient factual basis to find that the relevant circumstances exist with respect to ${name}. Therefore, I hereby ${act} ${name} as a foreign terrorist organization pursuant to section 219 of the INA.

Dated: November 24, 2026.
Marco Rubio,
Secretary of State.
[FR Doc. 2026-20001 Filed 11-25-26; 8:45 am]
BILLING CODE 4710-AD-P
</pre></body></html>`

const answers = new Map<string, { body?: string; location?: string }>()
let servers: Server[] = []
let [official, other] = ['', '']
let folder = ''

const listen = (): Promise<{ server: Server; host: string }> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      const found = answers.get(`${request.headers.host}${request.url}`) ?? answers.get(request.url ?? '')
      response.writeHead(found === undefined ? 404 : found.location === undefined ? 200 : 302, {
        'content-type': 'text/html',
        ...(found?.location === undefined ? {} : { location: found.location }),
      })
      response.end(found?.body ?? '')
    })
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ server, host: typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : '' })
    })
  })

beforeAll(async () => {
  const [one, two] = [await listen(), await listen()]
  servers = [one.server, two.server]
  official = one.host
  other = two.host
})
afterAll(() => {
  for (const server of servers) server.close()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-official-'))
  answers.clear()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const stands = (): ReadonlyMap<string, string> => new Map([[official, 'www.federalregister.gov']])

/** An organisation of the register that no authority's FTO row has touched. */
const untouched = () => {
  const found = openRegister(folder).register.organisations.find(
    (each) =>
      !each.isClass &&
      /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(each.name) &&
      !each.events.some(({ authority }) => authority === 'FTO'),
  )
  if (found === undefined) throw new RangeError('every organisation is touched')
  return found
}

async function fetched(address: string): Promise<readonly Report[]> {
  const { reports } = await reportsOfAddress(address, {
    dataFolder: folder,
    at: AT,
    politeness: { pauseMs: 0, sleep: async () => undefined, trustedHosts: [official, other], stands: stands() },
  })
  return reports
}

function apply(reports: readonly Report[], isKept = true) {
  if (isKept) keepReports(reports, folder, AT)
  const desk = new RegisterDesk(folder, openRegister(folder).base)
  return applyOfficial(readReports(reports).events, {
    dataFolder: folder,
    desk,
    by: 'reader',
    at: AT,
    stands: stands(),
  })
}

const stateOf = (id: string) =>
  openRegister(folder)
    .register.organisations.find((each) => each.id === id)
    ?.events.filter(({ authority }) => authority === 'FTO')
    .map(({ type, on }) => `${type} ${on.from}`)

describe('an official publication read from its own source moves a state; nothing else does', () => {
  test('a notice fetched from the Federal Register designates from its publication', async () => {
    const { id, name } = untouched()
    answers.set(PATH, { body: notice(name) })
    const moves = apply(await fetched(`http://${official}${PATH}`))
    expect(moves).toMatchObject([
      {
        organisation: id,
        authority: 'FTO',
        type: 'designated',
        on: '2026-11-27',
        moved: 'p-1',
        citation: expect.stringContaining('2026-20001'),
      },
    ])
    expect(stateOf(id)).toEqual(['designated 2026-11-27'])
    const entry = openRegister(folder)
      .register.organisations.find((each) => each.id === id)
      ?.events.at(-1)
    expect(entry?.entry).toEqual({
      proposedBy: 'reader',
      acceptedBy: expect.stringContaining('Federal Register document 2026-20001'),
    })
  })

  test('the same publication moves a state once', async () => {
    const { id, name } = untouched()
    answers.set(PATH, { body: notice(name) })
    const reports = await fetched(`http://${official}${PATH}`)
    apply(reports)
    const again = apply(reports)
    expect(stateOf(id)).toHaveLength(1)
    expect(again.every(({ moved }) => moved === null)).toBe(true)
  })

  test.each([
    [
      'the same bytes at another host',
      (name: string) => {
        answers.set(PATH, { body: notice(name) })
        return fetched(`http://${other}${PATH}`)
      },
    ],
    [
      'a redirect from the publisher to another host',
      (name: string) => {
        answers.set(`${official}${PATH}`, { location: `http://${other}/moved` })
        answers.set(`${other}/moved`, { body: notice(name) })
        return fetched(`http://${official}${PATH}`)
      },
    ],
    [
      'a page of the publisher that is no document',
      (name: string) => {
        answers.set('/reader-aids/blog', { body: notice(name) })
        return fetched(`http://${official}/reader-aids/blog`)
      },
    ],
    [
      'a file with the publisher’s masthead',
      async (name: string): Promise<readonly Report[]> => [
        {
          id: 'file',
          text: notice(name),
          published: '2026-11-27' as IsoDate,
          language: 'en',
          outlet: 'Federal Register',
          address: `https://www.federalregister.gov${PATH}`,
        },
      ],
    ],
  ] as const)('%s moves nothing', async (_why, given) => {
    const { id, name } = untouched()
    expect(apply(await given(name))).toEqual([])
    expect(stateOf(id)).toEqual([])
  })

  test('a source that is claimed but not kept, or kept and changed, moves nothing', async () => {
    const { id, name } = untouched()
    answers.set(PATH, { body: notice(name) })
    const reports = await fetched(`http://${official}${PATH}`)
    expect(apply(reports, false)).toEqual([])
    keepReports(reports, folder, AT)
    const texts = join(folder, 'horizon', 'texts')
    for (const file of readdirSync(texts)) writeFileSync(join(texts, file), 'changed')
    expect(apply(reports, false)).toEqual([])
    expect(keptReports(folder).issues).toHaveLength(1)
    expect(stateOf(id)).toEqual([])
  })

  test('the day is that of the publisher’s address, whatever a feed that points there says', async () => {
    const { id, name } = untouched()
    answers.set('/feed', {
      body: `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><item><title>n</title><link>http://${official}${PATH}</link><guid>g</guid><pubDate>Fri, 06 Dec 2019 20:11:00 EST</pubDate></item></channel></rss>`,
    })
    answers.set(PATH, { body: notice(name) })
    apply(await fetched(`http://${other}/feed`))
    expect(stateOf(id)).toEqual(['designated 2026-11-27'])
  })

  test('an authority that the publisher does not publish, or an act still to come, moves nothing', async () => {
    const { id, name } = untouched()
    answers.set(PATH, { body: notice(name, 'intend to designate') })
    expect(apply(await fetched(`http://${official}${PATH}`)).filter(({ moved }) => moved !== null)).toEqual([])
    expect(stateOf(id)).toEqual([])
  })
})

test.each([
  ['a document', `https://www.federalregister.gov${PATH}`, '2026-20001'],
  [
    'the same document as a page',
    'https://www.federalregister.gov/documents/2026/11/27/2026-20001/in-the-matter-of',
    '2026-20001',
  ],
  ['a day of OFAC’s recent actions', 'https://ofac.treasury.gov/recent-actions/20250220', '2025-02-20'],
  ['plain http', `http://www.federalregister.gov${PATH}`, undefined],
  ['a host that begins alike', `https://www.federalregister.gov.example.org${PATH}`, undefined],
  ['a host in the user’s place', `https://www.federalregister.gov@example.org${PATH}`, undefined],
  ['another port', `https://www.federalregister.gov:8443${PATH}`, undefined],
  ['the address inside a query', `https://example.org/?u=https://www.federalregister.gov${PATH}`, undefined],
  ['no such day', 'https://ofac.treasury.gov/recent-actions/20250231', undefined],
  ['no address', 'Federal Register', undefined],
] as const)('%s', (_why, address, document) => {
  expect(officialDocument(address)?.document).toBe(document)
})
