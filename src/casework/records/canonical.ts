import { digestText } from '../log/tree-hash.ts'

/** JSON with keys in alphabetical order at every depth: equal values have equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  )
}

/** `sha256:` and the digest of the value's canonical JSON. */
export const canonicalDigest = (value: unknown): string => `sha256:${digestText(canonicalJson(value))}`

/** Text as every store can hold it: without zero characters, half letters replaced. */
export const storableText = (text: string): string => text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd')

/** A list of short texts that Cordon itself wrote as JSON. */
export function parseTexts(json: string): readonly string[] {
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
