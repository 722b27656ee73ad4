/**
 * The names that one published text holds: the text itself, and where it has brackets or strokes what stands outside and inside
 * them, as in "FORCES DE LIBERATION (FDL)" and "HARAKAT UL-MUJAHIDIN / HUM". What is inside brackets is a name of its own only
 * as an acronym or as two words or more.
 */
export function writtenNames(text: string): readonly string[] {
  if (text.length > 384 || !/[(/;]|\baka\b|a\.k\.a\./i.test(text)) return [text]
  const bracketed = /^([^()]*)\(([^()]{2,80})\)([^()]*)$/.exec(text)
  if (bracketed !== null) return fromBrackets(text, bracketed[1] ?? '', bracketed[2] ?? '', bracketed[3] ?? '')
  const sides = text
    .split(/\s\/\s|;|\ba\.?k\.?a\.?(?=\s)/i)
    .map((side) => side.trim())
    .filter((side) => side.length >= 2)
  return sides.length < 2 || sides.length > 4 ? [text] : [text, ...sides]
}

function fromBrackets(text: string, before: string, inside: string, after: string): readonly string[] {
  const outside = `${before.trim()} ${after.trim()}`.trim()
  if (outside.length < 3) return [text]
  const isAcronym = /^[A-Z][A-Z0-9-]{2,8}$/.test(inside)
  const isName = inside.trim().split(/\s+/).length >= 3
  return isAcronym || isName ? [text, outside, inside] : [text]
}
