// node test/web/screenshots.ts --address http://127.0.0.1:8642 --out FOLDER [--only search,queue] [--as 1440-light-en,390-dark-es] [--seed]
// Pictures of every screen of a running server at two widths, in both themes and both languages, for looking at one by one.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { seedWork, type Work } from './seed-work.ts'

const { values } = parseArgs({
  options: {
    address: { type: 'string', default: 'http://127.0.0.1:8642' },
    out: { type: 'string', default: 'screenshots' },
    only: { type: 'string' },
    as: { type: 'string', default: '1440-light-en,390-dark-es,1440-dark-es,390-light-en' },
    seed: { type: 'boolean', default: false },
  },
})

const QUESTION = `q=${encodeURIComponent('Немесио Осегера Сервантес')}&born=1966&country=mx`

const addresses = (work: Work): Readonly<Record<string, string>> => ({
  first: '/',
  results: `/?${QUESTION}`,
  nothing: '/?q=Zzyxqv+Wwrtplk',
  evidence: `/evidence/${encodeURIComponent(work.entity)}?${QUESTION}`,
  organisations: '/organisations',
  organisation: '/organisation/cartel-de-sinaloa?as_of=2025-03-01',
  class: '/organisation/mexican-drug-cartels?as_of=2019-12-10',
  whatif: '/what-if?run=1',
  radar: '/radar',
  exposure: '/exposure',
  book: '/book',
  queue: '/queue',
  alert: `/alert/${work.alert}`,
  case: `/case/${work.case}`,
  review: '/review',
  suppressions: '/suppressions',
  payments: '/payments',
  lists: '/lists',
  list: `/list/${work.list}`,
  validation: '/validation',
  audit: '/audit',
  figures: '/figures',
  people: '/people',
  signin: '/sign-in',
  missing: '/list/no_such_list',
  keys: '/queue',
  decide: `/alert/${work.alert}`,
  compare: '/what-if',
  results_of_book: '/book',
  bar: '/validation?pane=bar',
})

/** What a screen shows only once something was put into it. */
async function prepare(name: string, page: Page): Promise<void> {
  if (name === 'book') {
    await page
      .locator('button')
      .filter({ hasText: /sample book|cartera de muestra/i })
      .first()
      .click()
    await page.waitForSelector('.preview')
  }
  if (name === 'keys') await page.keyboard.press('?')
  if (name === 'decide') await page.keyboard.press('f')
  if (name === 'compare') {
    await page.locator('.run-list input').nth(0).check()
    await page.locator('.run-list input').nth(1).check()
    await page.waitForSelector('.run-list + .card')
  }
  if (name === 'bar') {
    await page.locator('textarea').fill('Nemesio Oseguera\nMaria Hernandez Lopez\nCartel de Sinaloa')
    await page.locator('form button[type=submit]').click()
    await page.waitForSelector('.slide')
  }
  if (name === 'results_of_book') {
    const csv =
      'id,name,birth_date\nC-1,Nemesio Oseguera Cervantes,1966\nC-2,Panaderia Inventada,\nC-3,أسامة محمد المثال,1957\nC-4,,\n'
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.waitForSelector('.preview')
    await page.locator('p.actions .button.primary').first().click()
    await page.waitForSelector('.long-row .badge.effect')
  }
  if (name === 'radar') {
    await page.locator('textarea').first().fill(REPORT)
    await page.locator('input[type=date]').first().fill('2019-12-06')
    await page.locator('form button[type=submit]').first().click()
    await page.waitForSelector('.report-text mark')
  }
  if (name === 'payments') {
    await page.locator('textarea').first().fill(MESSAGE)
    await page.locator('form button[type=submit]').first().click()
    await page.waitForSelector('article.card')
  }
  if (name === 'whatif') await page.waitForSelector('.before-after', { timeout: 60_000 })
}

const REPORT = `A paper of the capital, 6 December 2019.

The president said on Friday that he will temporarily hold off designating the Mexican drug cartels as terrorists at the request of the Mexican president.

Last week he had said that he would designate the cartels within 90 days.`

const MESSAGE = `{1:F01BANKUS33AXXX0000000000}{2:I103BANKMXMMXXXXN}{4:
:20:REF-1
:23B:CRED
:32A:261120USD1000,
:50K:/12345
ANSELMO PEREZ OROZCO
CALLE 1, CULIACAN
:59:/98765
CARTEL DE SINALOA
:70:INVOICE 12
:71A:SHA
-}`

async function take(): Promise<void> {
  const work = await seedWork(values.address, values.seed)
  const all = addresses(work)
  const names = values.only?.split(',') ?? Object.keys(all)
  mkdirSync(values.out, { recursive: true })
  const browser = await openBrowser()
  for (const variant of values.as.split(',')) {
    const [width = '1440', theme = 'light', language = 'en'] = variant.split('-')
    const context = await browser.newContext({
      viewport: { width: Number(width), height: 900 },
      colorScheme: theme === 'dark' ? 'dark' : 'light',
      locale: language,
    })
    await context.addInitScript(`localStorage.setItem('cordon.theme', '${theme}')`)
    await context.addInitScript(`localStorage.setItem('cordon.language', '${language}')`)
    const page = await context.newPage()
    page.on('pageerror', (error) => process.stdout.write(`${variant} error: ${error.message}\n`))
    for (const name of names) {
      await page.goto(values.address + (all[name] ?? name))
      await page.waitForLoadState('networkidle')
      await prepare(name, page).catch((error: Error) =>
        process.stdout.write(`${variant} ${name}: ${error.message.split('\n')[0]}\n`),
      )
      await page.waitForTimeout(name === 'exposure' ? 1_500 : 350)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (over > 0) process.stdout.write(`${variant} ${name}: ${over} px wider than the window\n`)
      await page.screenshot({ path: join(values.out, `${name.replace(/\W+/g, '_')}-${variant}.png`), fullPage: true })
    }
    await context.close()
  }
  await browser.close()
}

await take()
