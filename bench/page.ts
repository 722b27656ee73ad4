/**
 * The web page in Debian's headless Chromium against a server of its own.
 *
 *   node bench/page.ts            first load on a processor slowed four times, search at each pause, a table of 10,000 rows
 *   node bench/page.ts --quick    fewer repeats
 *   node bench/page.ts --json
 *
 * The list is OFAC's SDN list of 2024-07-02 where the publishers' files are at hand, otherwise the small fixture of the tests, which
 * the answer then names. Times are the clock's and feel other work on the machine; the baseline of each is an empty document of the
 * same server, or the same frames with nothing to draw, in the same run.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { hasChromium, openBrowser, type Served, serve } from '../test/web/browser.ts'

const isQuick = process.argv.includes('--quick')
const isJson = process.argv.includes('--json')
const REPEATS = isQuick ? 3 : 7
const SLOWER = 4
const ROWS = 10_000
const SCROLLS = isQuick ? 60 : 200
const HITCH_MS = 50
const STEP_MS = 120_000

const SDN = fileURLToPath(new URL('../../shared/data/lists/us_ofac/sdn_2024-07-02', import.meta.url))
const FIXTURE = fileURLToPath(new URL('../test/fixtures/sdn', import.meta.url))
const NAMES = [
  'Cartel de Sinaloa',
  'Nemesio Oseguera Cervantes',
  'Ovidio Guzman Lopez',
  'Maria Hernandez Garcia',
  'Panaderia Inventada del Norte',
  'Mohamed Ahmed Ali',
] as const

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const share = (numbers: readonly number[], at: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(at * numbers.length))] ?? 0

async function fresh(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' })
  const page = await context.newPage()
  page.setDefaultTimeout(STEP_MS)
  return page
}

/** From the first byte asked for to a page that can be typed into, with nothing kept from before. */
async function firstLoad(browser: Browser, { address }: Served) {
  const usable: number[] = []
  const painted: number[] = []
  const empty: number[] = []
  let scriptBytes = 0
  for (let run = 0; run < REPEATS; run += 1) {
    const page = await fresh(browser)
    const sizes: Promise<number>[] = []
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) sizes.push(response.body().then((body) => gzipSync(body).length))
    })
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    const before = performance.now()
    await page.goto(`${address}/healthz`)
    empty.push(performance.now() - before)
    await page.goto(address, { waitUntil: 'commit' })
    await page.waitForSelector('input[type=search]')
    usable.push(Number(await page.evaluate('performance.now()')))
    painted.push(
      Number(await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0`)),
    )
    await page.waitForLoadState('networkidle')
    scriptBytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    await page.context().close()
  }
  return {
    script_gzip_bytes: scriptBytes,
    usable_ms: Math.round(median(usable)),
    first_paint_ms: Math.round(median(painted)),
    baseline_empty_ms: Math.round(median(empty)),
  }
}

/** From the end of the pause in typing to the answer on the screen. */
async function search(browser: Browser, { address }: Served) {
  const page = await fresh(browser)
  await page.goto(address)
  await page.waitForSelector('input[type=search]')
  const times: number[] = []
  for (const name of [...NAMES, ...NAMES.map((each) => each.split(' ').reverse().join(' '))]) {
    const asked = page.waitForRequest((request) => request.url().endsWith('/v1/screen'))
    await page.locator('input[type=search]').fill(name)
    await asked
    const before = performance.now()
    await page.waitForResponse((response) => response.url().endsWith('/v1/screen'))
    await page.waitForSelector('[aria-busy=false] .verdict, div:not([aria-busy=true]) > section > .verdict')
    times.push(performance.now() - before)
  }
  await page.context().close()
  return { asked: times.length, median_ms: Math.round(median(times)), worst_ms: Math.round(Math.max(...times)) }
}

/** Frames while something is done: how long each took, by the browser's own clock. */
const FRAMES = `(async (step, count) => {
  const times = []
  let last = performance.now()
  for (let at = 0; at < count; at += 1) {
    step(at)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const now = performance.now()
    times.push(now - last)
    last = now
  }
  return times
})`

/** A table of 10,000 rows, scrolled from its beginning to its end. */
async function table(browser: Browser, { address }: Served) {
  const page = await fresh(browser)
  await page.goto(`${address}/book`)
  const csv = ['id,name', ...Array.from({ length: ROWS }, (_, at) => `C-${at},Cliente Sintetico ${at}`)].join('\n')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.waitForSelector('.preview')
  await page.getByRole('button', { name: /^Screen / }).click()
  await page.waitForSelector('.long-row')
  await page.getByRole('button', { name: 'Stop' }).click()
  const times = (await page.evaluate(
    `${FRAMES}((at) => { const box = document.querySelector('.long-table'); box.scrollTop = (box.scrollHeight / ${SCROLLS}) * at }, ${SCROLLS})`,
  )) as readonly number[]
  const still = (await page.evaluate(`${FRAMES}(() => {}, ${SCROLLS})`)) as readonly number[]
  const drawn = await page.locator('.long-row').count()
  await page.context().close()
  return {
    rows: ROWS,
    rows_drawn: drawn,
    frames: times.length,
    median_ms: Number(median(times).toFixed(1)),
    p95_ms: Number(share(times, 0.95).toFixed(1)),
    worst_ms: Number(Math.max(...times).toFixed(1)),
    hitches: times.filter((time) => time > HITCH_MS).length,
    baseline_median_ms: Number(median(still).toFixed(1)),
    baseline_worst_ms: Number(Math.max(...still).toFixed(1)),
  }
}

async function main(): Promise<void> {
  if (!hasChromium) {
    process.stderr.write('there is no Chromium: the page is not measured\n')
    return
  }
  const list = existsSync(SDN) ? SDN : FIXTURE
  const served = await serve(list)
  const browser = await openBrowser()
  try {
    const answer = {
      list: list === SDN ? 'SDN of 2024-07-02' : 'the fixture of the tests',
      first_load: await firstLoad(browser, served),
      search: await search(browser, served),
      table: await table(browser, served),
    }
    if (isJson) process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`)
    else {
      const { first_load: load, search: asked, table: scrolled } = answer
      process.stdout.write(`list: ${answer.list}\n`)
      process.stdout.write(
        `first load, processor ${SLOWER} times slower: usable after ${load.usable_ms} ms, painted after ${load.first_paint_ms} ms (an empty document: ${load.baseline_empty_ms} ms); ${Math.round(load.script_gzip_bytes / 1000)} KB of script compressed\n`,
      )
      process.stdout.write(
        `search: ${asked.median_ms} ms after the pause, worst ${asked.worst_ms} ms, of ${asked.asked}\n`,
      )
      process.stdout.write(
        `table of ${scrolled.rows} rows (${scrolled.rows_drawn} drawn): ${scrolled.median_ms} ms a frame, p95 ${scrolled.p95_ms}, worst ${scrolled.worst_ms}, ${scrolled.hitches} over ${HITCH_MS} ms (standing still: ${scrolled.baseline_median_ms}, worst ${scrolled.baseline_worst_ms})\n`,
      )
    }
  } finally {
    await browser.close()
    served.stop()
  }
}

await main()
