import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A file or folder of the bundled knowledge, from `src/` in a checkout and from `dist/` in the installed package alike. */
export const knowledgePath = (...parts: readonly string[]): string =>
  fileURLToPath(new URL(`../../data/${parts.join('/')}`, import.meta.url))

/** The data folder: `--data`, then CORDON_DATA, then ./cordon-data. */
export const dataFolder = (given: string | undefined): string => given ?? process.env['CORDON_DATA'] ?? 'cordon-data'

/** Whether the folder is there. */
export const isDataFolder = (folder: string): boolean => existsSync(folder)
