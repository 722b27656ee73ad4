// The compiler takes TypeScript along and nothing else: copies the numbered SQL files to where the compiled store looks for them.
import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
cpSync(at('src/store/migrations'), at('dist/store/migrations'), { recursive: true })
