import { AxeBuilder } from '@axe-core/playwright'
import { strFromU8, unzipSync } from 'fflate'
import type { Browser, BrowserContext, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, sentence } from '../../web/src/messages/sentences.ts'
import { hasChromium, openBrowser, type Served, serve } from './browser.ts'

// What people come for, done as they would: how many presses of a pointer it takes, and that none is needed.

const LIST = new URL('../fixtures/sdn', import.meta.url).pathname
const NAME = 'Anselmo Perez Orozco'
const LIMIT_MS = 180_000
const STEP_MS = 30_000

const HOSTILE = [
  '<img src=x onerror="document.title=1"><script>document.title=1</script>',
  '\u202egnitautca\u202c \u2066x\u2069',
  'a\u200bb\u200dc\ufeff',
  'x'.repeat(10_000),
  '=HYPERLINK("http://example.org")',
  '+1+1',
  '@SUM(A1)',
] as const
const HIDDEN = /[\u202a-\u202e\u2066-\u2069\ufeff]|\u200b|\u200d/

describe.skipIf(!hasChromium)('what people come for', () => {
  let served: Served
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    served = await serve(LIST)
    browser = await openBrowser()
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' })
    // presses of a pointer since the page was opened; a key that presses a button has no detail
    await context.addInitScript(() => {
      Object.assign(globalThis, { presses: 0 })
      addEventListener(
        'click',
        (event) => {
          if (event.detail > 0 && event.isTrusted)
            Object.assign(globalThis, { presses: Reflect.get(globalThis, 'presses') + 1 })
        },
        true,
      )
    })
    page = await context.newPage()
    watch(page)
  }, LIMIT_MS)

  afterAll(async () => {
    await browser?.close()
    served?.stop()
  })

  function watch(opened: Page): void {
    opened.setDefaultTimeout(STEP_MS)
    opened.on('pageerror', (error) => faults.push(String(error)))
    opened.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML/.test(message.text())) faults.push(message.text())
    })
  }

  const open = async (path: string, on: Page = page): Promise<void> => {
    await on.goto(served.address + path)
    await on.waitForLoadState('networkidle')
  }
  const presses = (on: Page = page): Promise<number> => on.evaluate(() => Number(Reflect.get(globalThis, 'presses')))
  const post = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(served.address + path, {
      method: path.endsWith('/parties') ? 'PUT' : 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Record<string, unknown>
  }
  const bytesOf = async (saved: Download): Promise<Buffer> => {
    const chunks: Buffer[] = []
    for await (const chunk of await saved.createReadStream()) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks)
  }

  test('a name takes no press, its evidence one, its certificate one', async () => {
    await open('/')
    await page.keyboard.type(NAME)
    await page.waitForSelector('.verdict.hits')
    expect(await presses()).toBe(0)
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save this answer' }).click(),
    ])
    expect(JSON.parse((await bytesOf(saved)).toString('utf8'))).toMatchObject({ status: 'hits', matcher: 'v1' })
    expect(await presses()).toBe(1)
    await page.locator('article.hit a').first().click()
    await page.waitForSelector('.waterfall')
    expect(await presses()).toBe(2)
  })

  test(
    'an alert is dismissed with two presses, or with keys alone; a note takes one',
    async () => {
      const parties = ['Anselmo Peres Orosco', 'Anselmo Perez Oroza', 'Anselmo Perez Orozko'].map((name, at) => ({
        ref: `T-${at}`,
        schema: 'Person',
        properties: { name: [name], birthDate: ['1990-01-01'] },
      }))
      await post('/v1/books/tasks/parties', { parties })
      await post('/v1/books/tasks/screen', {})
      await open('/queue')
      await page.locator('.queue-row a').first().click()
      await page.waitForSelector('.waterfall')
      const before = await presses()
      await page.getByRole('button', { name: /^Dismiss as false/ }).click()
      await page.locator('[role=dialog] button[type=submit]').click()
      await page.waitForSelector('.toast')
      expect((await presses()) - before, 'a birth date that differs is the reason that the evidence gives').toBe(2)
      await page.keyboard.press('u')
      await page.waitForSelector('.toast >> text=nothing was sent')
      await page.goto(page.url())
      await page.waitForSelector('.queue-row')
      await page.keyboard.press('n')
      await page.waitForSelector('.waterfall')
      await page.keyboard.press('f')
      await page.waitForSelector('[role=dialog]')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.toast')
      await open('/queue')
      await page.waitForSelector('.queue-row')
      await page.locator('.queue-row a').first().click()
      await page.waitForSelector('.waterfall')
      await page.getByRole('link', { name: 'Case' }).click()
      await page.waitForSelector('textarea')
      await page.keyboard.press('c')
      await page.keyboard.type('Asked the branch for the passport.')
      await page.keyboard.press('Control+Enter')
      await page.waitForSelector('.happened >> text=Asked the branch')
      expect(faults).toEqual([])
    },
    LIMIT_MS,
  )

  test(
    'two what-ifs are compared with two presses, and the comparison stands in the address',
    async () => {
      await open('/what-if')
      await page.locator('form button[type=submit]').click()
      await page.waitForSelector('.before-after', { timeout: LIMIT_MS })
      expect(await presses(), 'a run with defaults').toBeLessThanOrEqual(2)
      await open(
        '/what-if?run=1&authorities=EU&effective=2019-12-20&asOf=2019-12-06&organisation=Cartel+de+Sinaloa&book=sample',
      )
      await page.waitForSelector('.before-after', { timeout: LIMIT_MS })
      const before = await presses()
      await page.locator('.run-list input').nth(0).click()
      await page.locator('.run-list input').nth(1).click()
      await page.waitForSelector('text=Caught by both')
      expect((await presses()) - before).toBe(2)
      expect(new URL(page.url()).searchParams.get('compare')?.split(',')).toHaveLength(2)
      await page.reload()
      await page.waitForSelector('text=Caught by both', { timeout: LIMIT_MS })
    },
    LIMIT_MS,
  )

  test(
    'a what-if takes the book that is open in the browser',
    async () => {
      const csv = 'id,name,country\nP-1,Cartel de Sinaloa,MX\nP-2,Panaderia Inventada,MX\n'
      await open('/book')
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
      await page.waitForSelector('.preview')
      await open('/what-if')
      await page.locator('form select').first().selectOption('own')
      await page.locator('form button[type=submit]').press('Enter')
      await page.waitForSelector('.before-after', { timeout: LIMIT_MS })
      expect(await page.locator('.tally .big').innerText()).toBe('1 of 2 parties')
    },
    LIMIT_MS,
  )

  test(
    'the pack runs from the page, goes on through a reload, and each miss opens',
    async () => {
      await open('/validation')
      await page.getByRole('button', { name: 'Run the pack' }).press('Enter')
      await page.waitForURL(/run=/)
      await page.reload()
      await page.waitForSelector('.class-row', { timeout: LIMIT_MS })
      expect(await page.locator('.class-row').count()).toBe(64)
      expect(await page.locator('.tiles dd').first().innerText()).toMatch(/^0 of \d+ missed$/)
      const [html] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'As HTML' }).click(),
      ])
      expect((await bytesOf(html)).toString('utf8')).toMatch(/^<!doctype html>/i)
      const [pdf] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'As PDF' }).click(),
      ])
      expect((await bytesOf(pdf)).subarray(0, 5).toString('latin1')).toBe('%PDF-')
      const miss = page.locator('.class-row details').first()
      if ((await miss.count()) > 0) {
        await miss.locator('summary').click()
        await miss.getByRole('link').first().click()
        await page.waitForSelector('.waterfall')
      }
    },
    LIMIT_MS,
  )

  test('a key can be given to another deed, and is kept', async () => {
    await open('/queue')
    await page.keyboard.press('?')
    await page.waitForSelector('[role=dialog]')
    await page.getByRole('button', { name: 'Change: Next row' }).press('Enter')
    await page.keyboard.press('x')
    await page.keyboard.press('Escape')
    await page.reload()
    await page.waitForSelector('h1')
    await page.keyboard.press('?')
    expect(await page.locator('[role=dialog] tr', { hasText: 'Next row' }).locator('kbd').innerText()).toBe('X')
    await page.getByRole('button', { name: 'As they came' }).press('Enter')
    expect(await page.locator('[role=dialog] tr', { hasText: 'Next row' }).locator('kbd').innerText()).toBe('J')
    await page.keyboard.press('Escape')
    await page.locator('[role=dialog]').waitFor({ state: 'detached' })
  })

  test(
    'hostile strings run nothing and spoof nothing, wherever one can write them',
    async () => {
      const title = /Cordon/
      for (const text of HOSTILE) {
        const short = text.slice(0, 1_500)
        for (const path of [
          `/what-if?organisation=${encodeURIComponent(short)}`,
          `/audit?subject=${encodeURIComponent(short)}`,
          `/organisations?filter=${encodeURIComponent(short)}`,
          `/list/${encodeURIComponent(short.slice(0, 120))}`,
          `/alert/${encodeURIComponent(short.slice(0, 120))}`,
          `/organisation/${encodeURIComponent(short.slice(0, 300))}`,
          `/suppressions?state=${encodeURIComponent(short.slice(0, 30))}`,
        ]) {
          await open(path)
          expect(await page.title(), path).toMatch(title)
        }
      }
      const { items } = (await (await fetch(`${served.address}/v1/alerts?limit=1`)).json()) as {
        items: readonly { case: string }[]
      }
      for (const text of HOSTILE) await post(`/v1/cases/${items[0]?.case}/notes`, { text })
      await open(`/case/${items[0]?.case}`)
      const shown = await page.locator('.happened').innerText()
      expect(shown).not.toMatch(HIDDEN)
      expect(shown).toContain('<img src=x')
      expect(await page.locator('.happened img, .happened script').count()).toBe(0)
      await open('/radar')
      await page
        .locator('textarea')
        .fill(`${HOSTILE.slice(0, 3).join('\n\n')}\n\nThe president will designate the cartels on Monday.`)
      await page.locator('form input[type=date]').fill('2019-12-06')
      await page.locator('form button[type=submit]').press('Enter')
      await page.waitForSelector('.report-text')
      expect(await page.locator('.report-text').innerText()).not.toMatch(HIDDEN)
      await open('/payments')
      await page.locator('textarea').fill(HOSTILE.join('\n'))
      await page.locator('form button[type=submit]').press('Enter')
      await page.waitForSelector('article.card')
      expect(await page.locator('main').innerText()).not.toMatch(HIDDEN)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      expect(faults).toEqual([])
    },
    LIMIT_MS,
  )

  test(
    'a spreadsheet that leaves holds text alone: no cell of it is a formula',
    async () => {
      const csv = ['id,name', ...HOSTILE.map((text, at) => `R-${at},"${text.replaceAll('"', '""')}"`)].join('\n')
      await open('/book')
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'hostile.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
      await page.waitForSelector('.preview')
      await page.getByRole('button', { name: /^Screen \d+ rows/ }).press('Enter')
      await page.waitForSelector('.long-row')
      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download as XLSX' }).click(),
      ])
      const files = unzipSync(new Uint8Array(await bytesOf(saved)))
      const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
      expect(sheet).toContain('=HYPERLINK(&quot;http://example.org&quot;)')
      expect(sheet).not.toMatch(/<f[ >]/)
      expect(new Set([...sheet.matchAll(/<c [^>]*t="(\w+)"/g)].map(([, type]) => type))).toEqual(new Set(['inlineStr']))
      await page.locator('input[type=file]').setInputFiles({
        name: 'again.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: Buffer.from(await bytesOf(saved)),
      })
      await page.waitForSelector('.preview >> text=cordon_status')
    },
    LIMIT_MS,
  )

  test(
    'what the server says of a pair has a code, and is said in Spanish',
    async () => {
      const asked = [
        { name: ['Ансельмо Перес Ороско'], birthDate: ['1966'] },
        { name: ['ANSELMO P. OROZCO'], birthDate: ['1966-07-18'] },
        { name: ['Orozco Perez Anselmo Maria'], birthDate: ['1980'], country: ['ru'] },
        { name: ['Ans3lmo P3rez Or0zco'] },
        { name: ['Anselmo'], country: ['mx'] },
        { name: ['ANSELMOPEREZOROZCO'] },
        { name: ['Ans elmo Per ez Oroz co'] },
        { name: ['Anse?mo Pe?ez Orozco'] },
        { name: ['ozcorO zereP omleSnA'] },
        { name: ['TRANSPORTES INVENTADOS DEL NORTE, S.A. DE'] },
        { name: ['Pago a Anselmo Perez Orozco por servicios de transporte en el norte del pais'] },
        { name: ['CSF'] },
        { name: ['Anselmo Peres Orosko'], gender: ['female'] },
      ]
      const unknown = new Set<string>()
      let seen = 0
      for (const properties of asked) {
        const answer = (await post('/v1/screen', { properties })) as {
          hits: readonly { evidence: readonly { note: string }[] }[]
          below: readonly { evidence: readonly { note: string }[] }[]
        }
        for (const { evidence } of [...answer.hits, ...answer.below])
          for (const { note } of evidence.filter((row) => row.note !== '')) {
            seen += 1
            if (codeOf(note) === undefined) unknown.add(note)
            else expect(sentence(note, 'es'), note).not.toBe(note)
          }
      }
      expect(seen).toBeGreaterThan(10)
      expect([...unknown]).toEqual([])
    },
    LIMIT_MS,
  )

  test(
    'no screen with work on it has a violation that axe finds, wide or narrow',
    async () => {
      const { items } = (await (await fetch(`${served.address}/v1/alerts?limit=1`)).json()) as {
        items: readonly { id: string; case: string }[]
      }
      const paths = [
        '/',
        `/?q=${encodeURIComponent(NAME)}&born=1966`,
        `/alert/${items[0]?.id}`,
        `/case/${items[0]?.case}`,
        '/queue',
        '/validation',
        '/validation?pane=bar',
        '/figures',
        '/what-if?run=1',
        '/organisation/cartel-de-sinaloa?as_of=2025-03-01',
        '/exposure',
      ]
      const found: string[] = []
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 })
        for (const path of paths) {
          await open(path)
          if (path.startsWith('/what-if')) await page.waitForSelector('.before-after', { timeout: LIMIT_MS })
          const { violations } = await new AxeBuilder({ page }).analyze()
          found.push(...violations.map(({ id, nodes }) => `${width} ${path} ${id} ${nodes[0]?.html ?? ''}`))
          if ((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) > 0)
            found.push(`${width} ${path} is wider than the window`)
        }
      }
      await page.setViewportSize({ width: 1440, height: 900 })
      await open('/')
      await page.keyboard.press('Escape')
      await page.locator('h1').click()
      await page.keyboard.press('?')
      await page.waitForSelector('[role=dialog]')
      const { violations } = await new AxeBuilder({ page }).analyze()
      found.push(...violations.map(({ id, nodes }) => `keys ${id} ${nodes[0]?.html ?? ''}`))
      expect(found).toEqual([])
      expect(faults).toEqual([])
    },
    LIMIT_MS * 2,
  )
})
