import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sharedData, testWithSharedData } from '../shared.ts'
import { hasChromium, openBrowser, type Served, serve } from './browser.ts'

const LIST = new URL('../fixtures/sdn', import.meta.url).pathname
const LIMIT_MS = 120_000
const STEP_MS = 30_000
const DAY = '2019-12-06'

/** Two reports of one story by outlets that do not exist, in words of our own: a vow, then a hold at somebody's request. */
const OWN = [
  `WASHINGTON - The president said on Friday that he will hold off designating the Mexican drug cartels as terrorist organizations at the request of the president of Mexico.

Ten days earlier he had said in an interview that he would designate the cartels as terrorist groups.`,
  `MEXICO CITY - The United States will temporarily hold off designating Mexican cartels as terrorist organizations, the U.S. president announced on Friday, after the Mexican president had asked him to. He said that all work to designate the cartels as terrorist organizations had been completed.

Mexico's foreign minister said that his country would never accept an act that violates its sovereignty.`,
] as const

describe.skipIf(!hasChromium)('reports on the radar', () => {
  let served: Served
  let browser: Browser
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    served = await serve(LIST)
    browser = await openBrowser()
  }, LIMIT_MS)

  afterAll(async () => {
    await browser?.close()
    served?.stop()
  })

  /** Pastes each report, as an analyst does, into a page of its own. */
  async function readAll(texts: readonly string[]): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' })
    page = await context.newPage()
    page.setDefaultTimeout(STEP_MS)
    page.on('pageerror', (error) => faults.push(String(error)))
    await page.goto(`${served.address}/radar`)
    for (const [at, text] of texts.entries()) {
      await page.locator('textarea').fill(text)
      await page.locator('form input[type=date]').fill(DAY)
      await page.locator('form button[type=submit]').press('Enter')
      await page.waitForFunction(
        (count) => JSON.parse(sessionStorage.getItem('cordon.reports') ?? '[]').length === count,
        at + 1,
      )
      await page.waitForLoadState('networkidle')
    }
  }

  /** The card of the class that both reports are about: held, by whom, at whose request, from how many sources. */
  async function expectHeld(): Promise<void> {
    const card = page
      .locator('article.card', { has: page.locator('a[href="/organisation/mexican-drug-cartels"]') })
      .first()
    await card.getByText(/2 sources/).waitFor()
    const said = await card.innerText()
    expect(said).toMatch(/held/)
    expect(said).not.toMatch(/\bdesignated\b(?! as)/)
    expect(said).toMatch(/at the request of/)
    const shows = card.getByRole('button', { name: 'Show in the report' })
    expect(await shows.count()).toBeGreaterThan(1)
    const opened = new Set<string>()
    for (let at = 0; at < (await shows.count()); at += 1) {
      const quote = await card.locator('blockquote').nth(at).innerText()
      await shows.nth(at).press('Enter')
      await page.waitForSelector('mark.chosen')
      const marked = (await page.locator('mark.chosen').allInnerTexts()).join('')
      expect(marked.replace(/\s+/g, ' ')).toBe(quote.replace(/\s+/g, ' '))
      opened.add(new URL(page.url()).searchParams.get('report') ?? '')
    }
    expect(opened.size, 'spans of both reports open').toBe(2)
    expect(await page.locator('main').innerText()).toMatch(/nothing is applied to the register/)
    await page.reload()
    await page.waitForSelector('article.card blockquote')
    expect(faults).toEqual([])
    await page.context().close()
  }

  test(
    'two reports of one hold become one card with both sources, and every quoted span opens',
    async () => {
      await readAll(OWN)
      await expectHeld()
    },
    LIMIT_MS,
  )

  testWithSharedData(
    'both seed reports become one card with both sources (skipped without the shared data)',
    async () => {
      await readAll(['seed-a.txt', 'seed-b.txt'].map((name) => readFileSync(sharedData('horizon', name), 'utf8')))
      await expectHeld()
    },
    LIMIT_MS,
  )
})
