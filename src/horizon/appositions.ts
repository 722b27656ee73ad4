import type { Mention } from './mention.ts'
import type { Token } from './text.ts'

/** "Mexico's president, Andrés …," and "el canciller mexicano, Marcelo Ebrard": the role and the name are one party. */
export function withAppositions(found: readonly Mention[], tokens: readonly Token[]): readonly Mention[] {
  const out: Mention[] = []
  for (const mention of found) {
    const last = out.at(-1)
    if (last !== undefined && mention.kind === 'person' && joins(last, mention, tokens)) {
      let from = last.from
      let country = last.country
      const before = out.at(-2)
      out.pop()
      if (last.kind !== 'role' && before?.kind === 'role' && before.to >= last.from - 2) {
        from = before.from
        out.pop()
      }
      country ??= before?.country
      out.push({ ...mention, from, country: mention.country ?? country })
    } else if (last !== undefined && last.kind === 'role' && mention.kind === 'demonym' && mention.from === last.to) {
      out[out.length - 1] = { ...last, to: mention.to, country: mention.country }
    } else if (
      last !== undefined &&
      last.kind === 'body' &&
      last.id === undefined &&
      mention.kind === 'demonym' &&
      mention.from === last.to
    ) {
      out[out.length - 1] = {
        ...last,
        to: mention.to,
        country: mention.country,
        name: { start: last.name.start, end: mention.name.end },
      }
    } else if (
      last?.kind === 'person' &&
      !last.isPossessive &&
      mention.kind === 'role' &&
      isDescribed(last, mention, tokens)
    ) {
      out[out.length - 1] = { ...last, to: mention.to, country: last.country ?? mention.country }
    } else out.push(mention)
  }
  return out
}

/** "Lisa Monaco, the department's top official, asked": the role between commas is the person's. */
function isDescribed(person: Mention, role: Mention, tokens: readonly Token[]): boolean {
  const between = tokens.slice(person.to, role.from)
  return (
    between[0]?.low === ',' &&
    between.length <= 4 &&
    between.slice(1).every((token) => /^(?:the|a|an|his|her|its|el|la|un|una)$/.test(token.low)) &&
    tokens.slice(role.to, role.to + 5).some((token) => token.low === ',')
  )
}

function joins(last: Mention, person: Mention, tokens: readonly Token[]): boolean {
  if (last.isPossessive) return false
  const between = tokens.slice(last.to, person.from).map((token) => token.low)
  const isAdjacent = between.length === 0
  const isComma = between.length === 1 && between[0] === ','
  if (last.kind === 'role') return isAdjacent || isComma
  return false
}
