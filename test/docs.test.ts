import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorsPage } from '../src/model/errors-page.ts'
import { cordon } from './cordon.ts'

const root = join(import.meta.dirname, '..')

test('docs/errors.md is what the table of errors makes it (npm run docs)', () => {
  expect(readFileSync(join(root, 'docs', 'errors.md'), 'utf8')).toBe(errorsPage())
})

/** The block of output on the README's first page, and the command it says it comes from. */
const shown = /```text\n\$ (\.\/cordon [^\n]+)\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))

test("the README's first page shows what the command prints", async () => {
  const words = (shown?.[1] ?? '').match(/"[^"]+"|\S+/g) ?? []
  const ran = await cordon(words.slice(1).map((word) => word.replaceAll('"', '')))
  expect(ran.out).toBe(shown?.[2])
})
