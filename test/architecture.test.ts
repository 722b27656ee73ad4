import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { MAY_IMPORT } from './may-import.ts'

type Folder = keyof typeof MAY_IMPORT

/** Folders without file, network, clock, chance or environment. */
const PURE: readonly Folder[] = [
  'model',
  'names',
  'register',
  'index',
  'match',
  'law',
  'horizon',
  'exposure',
  'screening',
  'scenario',
  'casework',
  'payments',
  'validation',
]
const IMPURE_WORDS = [
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
  /\bMath\.random\b/,
  /\bprocess\./,
  /\bperformance\.now\b/,
  /from 'node:/,
  /\bfetch\(/,
]

const root = join(import.meta.dirname, '..')

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return name === 'node_modules' || name === 'fixtures' ? [] : sourceFiles(path)
    return /\.tsx?$/.test(name) ? [path] : []
  })
}

const files = sourceFiles(join(root, 'src')).map((path) => ({
  path: relative(root, path),
  folder: relative(join(root, 'src'), path).split('/')[0] ?? '',
  text: readFileSync(path, 'utf8'),
  isTest: /\.(test|contract)\.tsx?$/.test(path),
}))

const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((found) => found[1] ?? '')

test('imports go one way, by the table', () => {
  const wrong = files
    .filter((file) => file.folder !== 'cordon.ts' && !file.isTest)
    .flatMap((file) => {
      const allowed: readonly string[] = [file.folder, ...(MAY_IMPORT[file.folder as Folder] ?? [])]
      return importsOf(file.text)
        .map((target) => relative(join(root, 'src'), join(root, dirname(file.path), target)).split('/')[0] ?? '')
        .filter((folder) => !allowed.includes(folder))
        .map((folder) => `${file.path} imports ${folder}/`)
    })
  expect(wrong).toEqual([])
})

test('every folder of src/ stands in the table', () => {
  const unknown = new Set(
    files.map((file) => file.folder).filter((folder) => folder !== 'cordon.ts' && !(folder in MAY_IMPORT)),
  )
  expect([...unknown]).toEqual([])
})

test('the inner ring touches no file, network, clock, chance or environment', () => {
  const wrong = files
    .filter((file) => PURE.includes(file.folder as Folder) && !file.isTest)
    .flatMap((file) =>
      IMPURE_WORDS.filter((word) => word.test(stripComments(file.text))).map((word) => `${file.path}: ${word.source}`),
    )
  expect(wrong).toEqual([])
})

const stripComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1')

test('there is no index.ts: the file that owns a thing is imported', () => {
  expect(files.filter((file) => file.path.endsWith('/index.ts')).map((file) => file.path)).toEqual([])
})

test('production code has no escape from the type system', () => {
  const wrong = files
    .filter((file) => !file.isTest && /@ts-ignore|@ts-nocheck|@ts-expect-error/.test(file.text))
    .map((file) => file.path)
  expect(wrong).toEqual([])
})
