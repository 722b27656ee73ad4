// Runs after `npm install` in a checkout: brings the pinned Node.js along where the running one is older, and builds the page.
// A failure here does not fail the install: `./cordon` and `npm start` try again and say what is wrong.
import { buildPage } from './page.mjs'
import { findRuntime } from './runtime.mjs'

try {
  findRuntime()
  buildPage()
} catch (error) {
  process.stderr.write(`cordon: ${error.message}\n`)
}
