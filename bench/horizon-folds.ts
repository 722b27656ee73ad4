import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { loadHorizon, readReports, reportsOfIndex, writeReports } from '../src/engine/horizon.ts'
import { compileKnowledge } from '../src/horizon/knowledge.ts'
import { compileLexicon, findCues } from '../src/horizon/lexicon.ts'
import { readReport } from '../src/horizon/read-report.ts'

const SHARED = fileURLToPath(new URL('../../shared/data/horizon/', import.meta.url))
const FOLDS = 5

/**
 * The score of the developer set with the vocabulary of each fifth left out: a cue form that stands in the reports of one fifth and
 * nowhere else in the set is taken from the tables while that fifth is read. What is left is what the other reports, and grammar, give.
 */
export function benchFolds(): string {
  if (!existsSync(SHARED)) return 'skipped: ../shared/data/horizon is missing'
  const knowledge = loadHorizon()
  const reports = reportsOfIndex(join(SHARED, 'index.json'))
  const attested = new Map<string, Set<number>>()
  for (const [at, report] of reports.entries()) {
    const rows = knowledge.tables.cues.flatMap((row) =>
      row.forms.map((form) => ({ ...row, cue: `${row.cue} ${row.language} ${form}`, forms: [form] })),
    )
    const lexicon = compileLexicon(rows, knowledge.tables.verbs, report.language)
    for (const sentence of readReport(report, knowledge).discourse.sentences)
      for (const { cue } of findCues(sentence.tokens, lexicon))
        attested.set(cue, (attested.get(cue) ?? new Set()).add(at % FOLDS))
  }
  const written = Array.from({ length: FOLDS }, (_, fold) => {
    const cues = knowledge.tables.cues.map((row) => ({
      ...row,
      forms: row.forms.filter((form) => {
        const folds = attested.get(`${row.cue} ${row.language} ${form}`)
        return folds === undefined || folds.size > 1 || !folds.has(fold)
      }),
    }))
    const without = compileKnowledge({ ...knowledge.tables, cues })
    const left = knowledge.tables.cues.reduce(
      (all, row, at) => all + row.forms.length - (cues[at]?.forms.length ?? 0),
      0,
    )
    process.stderr.write(`fold ${fold + 1}: ${left} forms left out\n`)
    return readReports(reports, without).written.filter((_each, at) => at % FOLDS === fold)
  })
  const out = mkdtempSync(join(tmpdir(), 'cordon-folds-'))
  try {
    writeReports(written.flat(), out)
    const pooled = spawnSync(process.execPath, [join(SHARED, 'score.mjs'), out], { encoding: 'utf8' })
    const each = Array.from({ length: FOLDS }, (_, fold) => `fold ${fold + 1}: ${eventsOfFold(fold, out)}\n`)
    return each.join('') + pooled.stdout
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

/** The scorer's first line, asked of one fifth alone: it scores the index that stands beside it. */
function eventsOfFold(fold: number, predictions: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-fold-'))
  try {
    cpSync(SHARED, folder, { recursive: true })
    const index: unknown = JSON.parse(readFileSync(join(SHARED, 'index.json'), 'utf8'))
    const items = Array.isArray(index) ? index.filter((_item, at) => at % FOLDS === fold) : []
    writeFileSync(join(folder, 'index.json'), JSON.stringify(items))
    const scored = spawnSync(process.execPath, [join(folder, 'score.mjs'), predictions], { encoding: 'utf8' })
    return scored.stdout.split('\n')[0] ?? ''
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(`${benchFolds()}\n`)
