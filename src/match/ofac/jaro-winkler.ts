/** Jaro similarity, 0 to 1 (Jaro 1989). */
export function jaro(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  const window = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Array<boolean>(b.length).fill(false)
  const ours: string[] = []
  for (let i = 0; i < a.length; i += 1) {
    const to = Math.min(b.length, i + window + 1)
    for (let j = Math.max(0, i - window); j < to; j += 1) {
      if (taken[j] === true || a[i] !== b[j]) continue
      taken[j] = true
      ours.push(a.charAt(i))
      break
    }
  }
  if (ours.length === 0) return 0
  const theirs = [...b].filter((_, j) => taken[j])
  const moved = ours.filter((letter, i) => letter !== theirs[i]).length / 2
  return (ours.length / a.length + ours.length / b.length + (ours.length - moved) / ours.length) / 3
}

const PREFIX = 4
const PREFIX_WEIGHT = 0.1

/** Jaro-Winkler similarity, 0 to 1 (Winkler 1990): a common beginning of up to four letters counts more. */
export function jaroWinkler(a: string, b: string): number {
  const base = jaro(a, b)
  let prefix = 0
  while (prefix < PREFIX && prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix += 1
  return base + prefix * PREFIX_WEIGHT * (1 - base)
}
