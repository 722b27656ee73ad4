import { passageBatches, passagesOf, scoreBatch, scorePassage } from '../test/support/horizon-passages.ts'

/** Scores the labelled passages of `test/fixtures/horizon`: `node scripts/score-passages.ts [BATCH…] [--faults]`. */
const wanted = process.argv.slice(2).filter((each) => !each.startsWith('--'))
for (const batch of passageBatches().filter((each) => wanted.length === 0 || wanted.includes(each))) {
  const scores = passagesOf(batch).map(scorePassage)
  process.stdout.write(`${JSON.stringify(scoreBatch(batch, scores))}\n`)
  if (!process.argv.includes('--faults')) continue
  for (const { passage, wrong, missed, attributeFaults, speakerFaults } of scores) {
    if (wrong.length + missed.length + attributeFaults.length + speakerFaults.length === 0) continue
    process.stdout.write(`\n# ${passage.why}\n${passage.text}\n`)
    for (const each of missed) process.stdout.write(`  MISSED ${each}\n`)
    for (const each of wrong) process.stdout.write(`  WRONG  ${each}\n`)
    for (const each of attributeFaults) process.stdout.write(`  fault  ${each}\n`)
    for (const each of speakerFaults) process.stdout.write(`  said   ${each}\n`)
  }
}
