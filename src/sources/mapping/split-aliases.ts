import { cleanText } from './clean-text.ts'
import { scriptOf } from './script-of.ts'

const NUMBERED = /(?:^|\s)[a-z]\)\s+/g

/**
 * Parts a field that holds several names: at semicolons outside brackets and at `a) … b) …`. A bracket in another script, or with
 * semicolons, holds names of its own; any other bracket stays where it is.
 */
export function splitAliases(raw: string): readonly string[] {
  const text = raw.replace(/\s+/g, ' ').trim()
  const numbered = (text.match(NUMBERED) ?? []).length > 0 ? text.split(NUMBERED) : [text]
  return numbered
    .flatMap((part) => splitOutsideBrackets(part))
    .flatMap(outOfBrackets)
    .map((part) =>
      cleanText(part)
        .replace(/[;,]+$/, '')
        .trim(),
    )
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
}

function splitOutsideBrackets(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (char === '(') depth += 1
    else if (char === ')') depth = Math.max(0, depth - 1)
    else if (char === ';' && depth === 0) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return depth === 0 ? [...parts, text.slice(start)] : text.split(';')
}

function outOfBrackets(text: string): readonly string[] {
  const found = /^(.*?)\(([^()]*)\)\s*$/.exec(text)
  const outer = found?.[1]?.trim() ?? ''
  const inner = found?.[2] ?? ''
  if (found === null || outer === '') return [text]
  const isOtherScript = scriptOf(outer) !== scriptOf(inner)
  return isOtherScript || inner.includes(';') ? [outer, ...inner.split(';')] : [text]
}
