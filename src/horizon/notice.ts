import type { Act, Focus, Reading } from './acts.ts'
import type { Sentence } from './discourse.ts'

/** Acts in the grammar of a Federal Register notice that the general rules do not see. */
export function noticeActs(reading: Reading, sentence: Sentence, focus: Focus): readonly Act[] {
  void reading
  void sentence
  void focus
  return []
}
