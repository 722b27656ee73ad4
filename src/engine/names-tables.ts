import { readFileSync } from 'node:fs'
import { CordonError } from '../model/errors.ts'
import { compileNameTables, type NameTableSources, type NameTables, type TableRows } from '../names/tables.ts'

const FOLDER = new URL('../../data/names/', import.meta.url)

/** Least number of cells of a row, by table; a shorter row is refused with its line. */
const TABLES = {
  particles: 3,
  titles: 3,
  'legal-forms': 3,
  ordinals: 3,
  words: 3,
  'words-by-language': 3,
  'east-asian-words': 3,
  families: 2,
  'common-names': 4,
  letters: 2,
  'han-readings': 2,
  'han-names': 2,
  countries: 4,
  'look-alikes': 3,
} as const satisfies Record<keyof NameTableSources, number>

let loaded: NameTables | undefined

/** The name tables of `data/names`, read and checked once a process. A faulty row is `knowledge.invalid` with file and line. */
export function loadNameTables(): NameTables {
  loaded ??= compileNameTables({
    particles: readTable('particles'),
    titles: readTable('titles'),
    'legal-forms': readTable('legal-forms'),
    ordinals: readTable('ordinals'),
    words: readTable('words'),
    'words-by-language': readTable('words-by-language'),
    'east-asian-words': readTable('east-asian-words'),
    families: readTable('families'),
    'common-names': readTable('common-names'),
    letters: readTable('letters'),
    'han-readings': readTable('han-readings'),
    'han-names': readTable('han-names'),
    'look-alikes': readTable('look-alikes'),
    countries: readTable('countries').filter(([code]) => code !== 'code'),
  })
  return loaded
}

function readTable(name: keyof NameTableSources): TableRows {
  const rows: string[][] = []
  const lines = readFileSync(new URL(`${name}.tsv`, FOLDER), 'utf8').split('\n')
  for (const [index, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue
    const cells = line.split('\t')
    if (cells.length < TABLES[name] || cells[0] === '') {
      throw new CordonError(
        'knowledge.invalid',
        `data/names/${name}.tsv, line ${index + 1}: ${TABLES[name]} cells are wanted`,
        {
          data: { file: `data/names/${name}.tsv`, line: index + 1 },
        },
      )
    }
    rows.push(cells)
  }
  return rows
}
