#!/usr/bin/env node
// The installed command. Plain JavaScript, so that an older Node gets one clear line instead of a syntax error.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `cordon: Node.js 22.18 or newer is needed; this is ${process.version}. Install Node.js 24 from https://nodejs.org\n`,
  )
  process.exitCode = 1
} else {
  await import('../dist/cli/main.js')
}
