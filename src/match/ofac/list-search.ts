import { jaroWinkler } from './jaro-winkler.ts'

/** First stand-in of the emulation: the whole by Jaro-Winkler. */
export function sanctionsListSearch(query: string, name: string): number {
  return Math.round(100 * jaroWinkler(query.toLowerCase(), name.toLowerCase()))
}
