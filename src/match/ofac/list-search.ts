import { inRepertoire } from '../../names/repertoire.ts'
import { jaroWinkler } from './jaro-winkler.ts'

/** A part counts only from this likeness on. */
const LEAST_PART = 0.5
/** Parts of fewer letters are passed over, unless there are no others. */
const SHORT_PART = 3

/**
 * What OFAC's Sanctions List Search would show for a name, 0 to 100, as its FAQ 249 describes it: the higher of two techniques,
 * Jaro-Winkler of the whole and the mean over the parts asked for, each with its best part of the listed name that begins with
 * the same letter. An emulation from published behaviour: the tool itself is not public.
 */
export function sanctionsListSearch(query: string, name: string): number {
  const ours = partsOf(query)
  const theirs = partsOf(name)
  if (ours.length === 0 || theirs.length === 0) return 0
  const whole = jaroWinkler(ours.join(''), theirs.join(''))
  return Math.round(100 * Math.max(whole, byParts(ours, theirs)))
}

/** Upper case, no marks, apostrophes dropped, everything else that is no letter or digit a separator. */
function partsOf(name: string): readonly string[] {
  return inRepertoire(name)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’‘`]/g, '')
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
}

function byParts(ours: readonly string[], theirs: readonly string[]): number {
  const long = ours.filter((part) => part.length >= SHORT_PART)
  const asked = long.length === 0 ? ours : long
  let sum = 0
  for (const part of asked) sum += bestPart(part, theirs)
  return sum / asked.length
}

function bestPart(part: string, theirs: readonly string[]): number {
  let best = 0
  for (const other of theirs) if (other[0] === part[0]) best = Math.max(best, jaroWinkler(part, other))
  return best < LEAST_PART ? 0 : best
}
