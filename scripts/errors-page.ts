import { writeFileSync } from 'node:fs'
import { errorsPage } from '../src/model/errors-page.ts'

/** Writes docs/errors.md from the table of errors: `npm run docs`. */
writeFileSync(new URL('../docs/errors.md', import.meta.url), errorsPage())
