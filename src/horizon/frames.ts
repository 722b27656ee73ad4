import type { Act, Focus, Reading } from './act.ts'
import type { Sentence } from './discourse.ts'
import { offers, rebuffs, requests } from './frames-answer.ts'
import { drewRebuke, lapsed, nowListed, unlisted } from './frames-change.ts'
import { amendments, bills, challenges, reversals, rulings, standings } from './frames-court.ts'
import { notices, putOffIt, readiness, takenUp, waits, workingOnThat } from './frames-matter.ts'

/** Acts whose words are not about a designation but about the matter: readiness, notices, court orders, rebuffs, requests, offers. */
export function framedActs(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  return [
    ...readiness(reading, sentence, focus),
    ...notices(reading, sentence, focus),
    ...rulings(reading, sentence, focus),
    ...challenges(reading, sentence, focus),
    ...rebuffs(reading, sentence, focus),
    ...offers(reading, sentence, focus),
    ...requests(reading, sentence, focus),
    ...waits(reading, sentence, focus),
    ...putOffIt(reading, sentence, focus),
    ...amendments(reading, sentence, focus),
    ...takenUp(reading, sentence, focus),
    ...workingOnThat(reading, sentence, focus),
    ...reversals(reading, sentence, focus),
    ...nowListed(reading, sentence, focus),
    ...unlisted(reading, sentence, focus),
    ...lapsed(reading, sentence, focus),
    ...drewRebuke(reading, sentence, focus),
    ...standings(reading, sentence, focus),
    ...bills(reading, sentence, focus),
  ]
}
