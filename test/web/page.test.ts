import { gzipSync } from 'node:zlib'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openBrowser, type Served, serve } from './browser.ts'

const LIST = new URL('../fixtures/sdn', import.meta.url).pathname
const NAME = 'Anselmo Perez Orozco'
const SCREENS = [
  '/',
  `/?q=${encodeURIComponent(NAME)}&born=1966`,
  '/organisations',
  '/organisation/cartel-de-sinaloa?as_of=2025-03-01',
  '/what-if?run=1',
  '/radar',
  '/exposure',
  '/book',
  '/queue',
  '/review',
  '/suppressions',
  '/payments',
  '/lists',
  '/list/us_ofac_sdn',
  '/validation',
  '/validation?pane=bar',
  '/list/no_such_list',
  '/audit',
  '/figures',
  '/people',
  '/sign-in',
]
const LIMIT_MS = 120_000
/** How long one step in the browser may take on a busy machine. */
const STEP_MS = 20_000

describe.skipIf(!hasChromium)('the page in a browser', () => {
  let served: Served
  let browser: Browser
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    served = await serve(LIST)
    browser = await openBrowser()
    page = await newPage()
  }, LIMIT_MS)

  afterAll(async () => {
    await browser?.close()
    served?.stop()
  })

  async function newPage(width = 1440): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'en' })
    const opened = await context.newPage()
    opened.setDefaultTimeout(STEP_MS)
    opened.on('pageerror', (error) => faults.push(String(error)))
    opened.on('console', (message) => {
      if (/Content Security Policy|TrustedHTML/.test(message.text())) faults.push(message.text())
    })
    return opened
  }

  const open = async (path: string, on: Page = page): Promise<void> => {
    await on.goto(served.address + path)
    await on.waitForLoadState('networkidle')
  }

  test('screens a name with nothing but typing, and opens its evidence with one key', async () => {
    await open('/')
    await page.keyboard.type(NAME)
    await page.waitForSelector('.verdict.hits')
    expect(new URL(page.url()).searchParams.get('q')).toBe(NAME)
    await page.locator('body').press('Tab')
    await page.evaluate(() =>
      document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
    )
    await page.keyboard.press('Enter')
    await page.waitForSelector('.waterfall')
    expect(await page.locator('h1').innerText()).toMatch(/orozco/i)
    expect(await page.locator('.verdict .sentence').innerText()).toMatch(/^\d\.\d\d against a bar of 0\.70: name \+/)
    await page.reload()
    await page.waitForSelector('.waterfall')
    await page.goBack()
    await page.waitForSelector('.verdict.hits')
  })

  test('lays a name in another script over the listed one, letter by letter', async () => {
    await open(`/?q=${encodeURIComponent('Ансельмо Перес Ороско')}`)
    await page.locator('article.hit a').first().click()
    await page.waitForSelector('.overlay .letter.same')
    expect(await page.locator('.overlay .letter i').allInnerTexts()).toContain('n')
    expect(await page.locator('.overlay .letter.other').count()).toBeGreaterThan(0)
  })

  test(
    'asks what if with one press, and keeps the scenario in the address',
    async () => {
      await open('/what-if')
      await page.locator('form button[type=submit]').press('Enter')
      await page.waitForSelector('.run progress')
      await page.reload()
      await page.waitForSelector('.before-after', { timeout: LIMIT_MS })
      expect(new URL(page.url()).searchParams.get('run')).toBe('1')
      expect(await page.locator('.tally .big').innerText()).toMatch(/^\d+ of 2400 parties$/)
      await page.reload()
      await page.waitForSelector('.before-after')
    },
    LIMIT_MS,
  )

  test('moves an organisation to the day of the hold, as known then', async () => {
    await open('/organisation/mexican-drug-cartels?as_of=2019-12-10')
    await page.waitForSelector('.statuses')
    expect(await page.locator('.statuses').innerText()).toMatch(/held/)
    expect(await page.locator('.statuses').innerText()).toMatch(/no legal effect/)
    await page.locator('input[name=known]').nth(1).check()
    await page.waitForURL(/known=then/)
  })

  test('opens the quoted span of an event in the report', async () => {
    await open('/radar')
    const said =
      'The president said on Friday that he will temporarily hold off designating the Mexican drug cartels as terrorists.'
    await page.locator('textarea').fill(`A report of no outlet.\n\n${said}`)
    await page.locator('form input[type=date]').fill('2019-12-06')
    await page.locator('form button[type=submit]').click()
    await page.waitForSelector('.report-text mark')
    await page.locator('.span-link').first().click()
    expect(said).toContain((await page.locator('mark.chosen').allInnerTexts()).join(''))
  })

  test(
    'takes a book of 5,000 rows from the file to its first decided alert, by keys',
    async () => {
      const rows = Array.from({ length: 4_998 }, (_, at) => `C-${at},Cliente Sintetico ${at},1980-01-0${(at % 9) + 1}`)
      const csv = ['id,name,birth_date', `C-x,${NAME},17/07/1966`, 'C-y,,', ...rows].join('\n')
      await open('/book')
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
      await page.waitForSelector('.preview')
      expect(await page.locator('details table').first().innerText()).toMatch(/no name/)
      await page.getByRole('button', { name: /^Screen 4999 rows/ }).press('Enter')
      await page.waitForSelector('.long-row .badge.effect', { timeout: LIMIT_MS })
      await page.waitForFunction(() => /4999 of 4999/.test(document.body.innerText), undefined, { timeout: LIMIT_MS })
      expect(await page.locator('.long-row').count()).toBeLessThan(60)
      await page.getByRole('button', { name: /^Take into monitoring/ }).press('Enter')
      await page.getByRole('link', { name: 'To the queue' }).click({ timeout: LIMIT_MS })
      await page.waitForSelector('.queue-row')
      await page.keyboard.press('n')
      await page.waitForSelector('.waterfall')
      await page.keyboard.press('f')
      await page.waitForSelector('[role=dialog]')
      expect(
        await page.locator('[role=dialog] button[type=submit]').isDisabled(),
        'nothing speaks against an exact name',
      ).toBe(true)
      await page.keyboard.press('Space')
      await page.keyboard.press('Control+Enter')
      await page.waitForSelector('.toast')
      await page.keyboard.press('u')
      expect(await page.locator('.toast').innerText()).toMatch(/nothing was sent/)
    },
    LIMIT_MS,
  )

  test(
    'runs nothing and spoofs nothing, whatever a field holds',
    async () => {
      const hostile = [
        '<img src=x onerror="document.title=1"><script>document.title=1</script>',
        '\u202egnitautca\u202c \u2066x\u2069',
        'a\u200bb\u200dc',
        'x'.repeat(10_000),
        '=HYPERLINK("http://example.org")',
        '{{constructor.constructor("document.title=1")()}}',
      ]
      const narrow = await newPage(390)
      for (const text of hostile) {
        await open(
          `/?q=${encodeURIComponent(text.slice(0, 3_000))}&address=${encodeURIComponent(text.slice(0, 3_000))}`,
          narrow,
        )
        expect(await narrow.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      }
      const csv = [
        'id,name,address',
        ...hostile.map((text, at) => `R-${at},"${text.replaceAll('"', '""')}","${text.replaceAll('"', '""')}"`),
      ].join('\n')
      await open('/book', narrow)
      await narrow
        .locator('input[type=file]')
        .setInputFiles({ name: 'hostile.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
      await narrow.waitForSelector('.preview')
      await narrow.getByRole('button', { name: /^Screen 6 rows/ }).click()
      await narrow.waitForSelector('.long-row')
      const shown = await narrow.locator('.long-table').innerText()
      expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/)
      expect(await narrow.title()).toMatch(/Cordon/)
      const [saved] = await Promise.all([
        narrow.waitForEvent('download'),
        narrow.getByRole('button', { name: 'Download as CSV' }).click(),
      ])
      const chunks: Buffer[] = []
      for await (const chunk of await saved.createReadStream()) chunks.push(Buffer.from(chunk))
      expect(Buffer.concat(chunks).toString('utf8')).toContain(`"'=HYPERLINK`)
      expect(faults).toEqual([])
      await narrow.context().close()
    },
    LIMIT_MS,
  )

  test.each(['light', 'dark'] as const)(
    'has no violation that axe finds, %s, on any screen, and fits 390 px',
    async (theme) => {
      const narrow = await newPage(390)
      await narrow.addInitScript((name) => localStorage.setItem('cordon.theme', name), theme)
      const found: string[] = []
      for (const path of SCREENS) {
        await open(path, narrow)
        await narrow.waitForTimeout(200)
        const { violations } = await new AxeBuilder({ page: narrow }).analyze()
        found.push(...violations.map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html ?? ''}`))
        if ((await narrow.evaluate(() => document.documentElement.scrollWidth - innerWidth)) > 0)
          found.push(`${path} is wider than the window`)
      }
      expect(found).toEqual([])
      await narrow.context().close()
    },
    LIMIT_MS * 2,
  )

  test('loads under 250 KB of compressed script, under a policy without unsafe-inline', async () => {
    const fresh = await newPage()
    const scripts: Promise<number>[] = []
    fresh.on('response', (response) => {
      if (/\.js$/.test(response.url())) scripts.push(response.body().then((body) => gzipSync(body).length))
    })
    const first = await fresh.goto(served.address)
    await fresh.waitForLoadState('networkidle')
    const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0)
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThan(250_000)
    const policy = first?.headers()['content-security-policy'] ?? ''
    expect(policy).toMatch(/script-src 'self'/)
    expect(policy).not.toMatch(/unsafe/)
    await fresh.context().close()
  })

  test(
    'takes two persons for a true match',
    async () => {
      await open('/sign-in')
      const secret = 'a password of some length'
      await page.locator('input[autocomplete=username]').fill('first.admin')
      await page.locator('input[type=password]').fill(secret)
      await page.locator('form button[type=submit]').click()
      await page.waitForURL((url) => url.pathname === '/')
      await open('/people')
      for (const [name, role] of [
        ['maker', 'analyst'],
        ['checker', 'reviewer'],
      ] as const) {
        await page.getByLabel('Name').fill(name)
        await page.getByLabel(/^Password/).fill(secret)
        for (const each of ['analyst', 'reviewer'])
          await page
            .locator('.chips label', { hasText: each })
            .locator('input')
            .setChecked(each === role)
        await page.getByRole('button', { name: 'Add account' }).click()
        await page.waitForSelector(`td strong:text-is("${name}")`)
      }
      const signIn = async (name: string): Promise<Page> => {
        const own = await newPage()
        await open('/sign-in', own)
        await own.locator('input[autocomplete=username]').fill(name)
        await own.locator('input[type=password]').fill(secret)
        await own.locator('form button[type=submit]').click()
        await own.waitForURL((url) => url.pathname === '/')
        return own
      }
      const maker = await signIn('maker')
      await open('/figures', maker)
      expect(await maker.locator('[role=alert]').innerText()).toMatch(/^Your role does not allow this\./)
      await open('/queue', maker)
      await maker.keyboard.press('n')
      await maker.waitForSelector('.waterfall')
      await maker.keyboard.press('t')
      await maker.waitForSelector('[role=dialog]')
      await maker.keyboard.press('Enter')
      await maker.waitForSelector('.toast')
      await maker.waitForTimeout(11_000)
      await open('/review', maker)
      expect(await maker.locator('main').innerText()).toMatch(/your own decision|Nothing waits/)
      const checker = await signIn('checker')
      await open('/review', checker)
      await checker.locator('article input').first().fill('The document and the list entry agree.')
      await checker.getByRole('button', { name: 'Confirm' }).click()
      await checker.waitForSelector('.empty')
      await open('/audit', checker)
      await checker.getByRole('button', { name: 'Verify' }).first().click()
      await checker.waitForSelector('text=Proved')
      expect(faults).toEqual([])
    },
    LIMIT_MS,
  )
})
