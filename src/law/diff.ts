import type { Consequence } from './consequences.ts'

/** What changed between two answers: by date, by status or by asker. */
export interface LawDiff {
  readonly added: readonly Consequence[]
  readonly removed: readonly Consequence[]
  /** What was so before and stays so, with the authorities that hold it. */
  readonly kept: readonly { readonly code: string; readonly text: string; readonly because: readonly string[] }[]
}

/** Compares two answers by code: a code that another authority already brought is no change in what must be done. */
export function diffConsequences(before: readonly Consequence[], after: readonly Consequence[]): LawDiff {
  const had = new Set(before.map(({ code }) => code))
  const has = new Set(after.map(({ code }) => code))
  const kept = [...new Map(after.filter(({ code }) => had.has(code)).map((each) => [each.code, each])).values()]
  return {
    added: after.filter(({ code }) => !had.has(code) && code !== 'NONE'),
    removed: before.filter(({ code }) => !has.has(code) && code !== 'NONE'),
    kept: kept.map(({ code, text }) => ({
      code,
      text,
      because: [...new Set(after.filter((each) => each.code === code).map(({ authority }) => authority))],
    })),
  }
}
