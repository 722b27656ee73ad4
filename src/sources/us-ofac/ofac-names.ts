import type { Name, NameKind, NameParts, NameQuality } from '../../model/entity.ts'

const SUFFIXES = /^(jr|sr|ii|iii|iv)\.?$/i

/** A name of OFAC's lists. Individuals stand as `LAST, First Middle` with a rare third part (`Jr.`); all else as it is. */
export function ofacName(raw: string, isPerson: boolean, quality: NameQuality, kind: NameKind): Name {
  const published = raw.replace(/\s+/g, ' ').trim()
  if (!isPerson) return { text: published, quality, kind }
  const [family, ...rest] = published.split(/,\s*/).filter((part) => part !== '')
  const last = rest.at(-1)
  const suffix = rest.length > 1 && last !== undefined && SUFFIXES.test(last) ? last : undefined
  const given = (suffix === undefined ? rest : rest.slice(0, -1)).join(', ')
  if (family === undefined || given === '') return { text: published, quality, kind }
  return ofacPersonName({ family, given, ...(suffix === undefined ? {} : { suffix }) }, published, quality, kind)
}

export function ofacPersonName(parts: NameParts, asPublished: string, quality: NameQuality, kind: NameKind): Name {
  const text = [parts.given, parts.second, parts.middle, parts.patronymic, parts.family, parts.maternal, parts.suffix]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
  return { text, ...(text === asPublished ? {} : { asPublished }), quality, kind, parts }
}

const KINDS: Readonly<Record<string, NameKind>> = { aka: 'alias', fka: 'former', nka: 'now' }

/** `aka`, `a.k.a.`, `A.K.A.` and their like; anything else is unknown. */
export const ofacAliasKind = (raw: string): NameKind | undefined => KINDS[raw.toLowerCase().replaceAll('.', '').trim()]
