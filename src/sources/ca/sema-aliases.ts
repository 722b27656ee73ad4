import { cleanText } from '../mapping/clean-text.ts'
import { scriptOf } from '../mapping/script-of.ts'

const LANGUAGE =
  /^(?:also known as|a\.?k\.?a\.?|or|belarus+ian|russian|ukrainian|english|french|arabic|persian|farsi|spanish)\s*:?\s+/i
/** Legal forms that follow a comma inside one name: `OOO Alfa, LLC`. */
const LEGAL_TAIL =
  /^(?:inc|ltd|llc|llp|co|corp|s\.?a|gmbh|ag|plc|limited|company|jsc|ojsc|pjsc|ooo|oao|zao|jr|sr)\b\.?/i

/**
 * Parts the one cell in which Canada's list keeps all aliases. Separators vary: semicolons, commas, strokes between scripts,
 * `Russian: …`. A comma parts names of persons, and other names only where what follows is no legal form. A piece of one word
 * after a person's full alias is a variant that cannot stand alone; it is left out, and the whole cell stays as published.
 */
export function splitSemaAliases(cell: string, isPerson: boolean): readonly string[] {
  const pieces = cell
    .split(/[;\n]|\s\/\s|(?<=\p{L})\/\s|\s\/(?=\p{L})|(?<=\p{Script=Cyrillic})\/(?=\p{Script=Cyrillic})/u)
    .flatMap((piece) => splitCommas(piece, isPerson))
    .flatMap((piece) => piece.split(/\s+or\s+/i))
    .map((piece) =>
      cleanText(
        piece
          .trim()
          .replace(LANGUAGE, '')
          .replace(/^[:,()\s]+|[:,(\s]+$/g, ''),
      ),
    )
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))
  const whole = pieces.filter(
    (piece) => !isPerson || piece.includes(' ') || pieces.length === 1 || scriptOf(piece) !== undefined,
  )
  const named = whole.length === 0 ? [cleanText(cell)] : whole
  return [...new Set(named)]
}

function splitCommas(piece: string, isPerson: boolean): readonly string[] {
  const parts = piece.split(/,\s*/)
  const out: string[] = []
  for (const part of parts) {
    const isTail =
      out.length > 0 &&
      (LEGAL_TAIL.test(part) || (!isPerson && !/^\p{L}[^,]*\s\p{L}/u.test(part) && !LANGUAGE.test(part)))
    if (isTail) out[out.length - 1] = `${out.at(-1)}, ${part}`
    else out.push(part)
  }
  return out
}
