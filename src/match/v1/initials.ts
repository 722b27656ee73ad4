import type { ReadName } from '../../names/name-parts.ts'
import type { Alignment, Pairing, Unit } from './alignment.ts'

/** Hundredths under which a part says hardly anything: particles, initials, the most general words. */
const LIGHT = 22

/** Initials and abbreviations say who is meant only beside a part that is written out. */
export function withoutBareShorts(alignment: Alignment): Alignment {
  const { pairs } = alignment
  const bare = pairs.filter(isShort)
  if (bare.length === 0) return alignment
  const least = bare.some(({ kind }) => kind === 'initial') ? LIGHT : LIGHTEST
  if (pairs.some((pair) => !isShort(pair) && Math.min(pair.party.weight, pair.entity.weight) > least)) return alignment
  return isAllInitials(alignment, bare.length) ? alignment : without(alignment, bare)
}

const isShort = ({ kind }: Pairing): boolean => kind === 'initial' || kind === 'abbreviation'
/** Hundredths: particles weigh no more. */
const LIGHTEST = 10

/** "S. S. KU" for "Sung Sop KU": several initials, one for each given name, say enough beside a short family name that is the same. */
const isAllInitials = ({ pairs, partyExtra, entityExtra }: Alignment, initials: number): boolean =>
  initials >= LEAST_INITIALS &&
  partyExtra.length + entityExtra.length === 0 &&
  pairs.length > initials &&
  pairs.every(({ kind }) => kind === 'initial' || kind === 'same')
const LEAST_INITIALS = 2

/** An initial in the midst of a name stands for no family name while its own side has a part left over: "Ivan B. Okorokov" is no Borisov. */
export function withoutMisplacedInitials(party: ReadName, entity: ReadName, alignment: Alignment): Alignment {
  const { pairs, partyExtra, entityExtra } = alignment
  if (!pairs.some(({ kind }) => kind === 'initial')) return alignment
  const isMisplacedPair = (pair: Pairing): boolean =>
    pair.kind === 'initial' &&
    (pair.party.token.isInitial
      ? isMisplaced(party, pair.party, partyExtra, entity, pair.entity)
      : isMisplaced(entity, pair.entity, entityExtra, party, pair.party))
  return without(alignment, pairs.filter(isMisplacedPair))
}

function isMisplaced(ours: ReadName, initial: Unit, left: readonly Unit[], theirs: ReadName, word: Unit): boolean {
  const at = word.parts[0] ?? 0
  const isFamily = theirs.parts[at]?.role === 'family' || (at > 0 && at === theirs.parts.length - 1)
  const isLast = (initial.parts[0] ?? 0) === ours.parts.length - 1
  return isFamily && !isLast && left.some(({ weight }) => weight > LIGHT)
}

function without({ pairs, partyExtra, entityExtra }: Alignment, apart: readonly Pairing[]): Alignment {
  if (apart.length === 0) return { pairs, partyExtra, entityExtra }
  return {
    pairs: pairs.filter((pair) => !apart.includes(pair)),
    partyExtra: [...partyExtra, ...apart.map(({ party }) => party)],
    entityExtra: [...entityExtra, ...apart.map(({ entity }) => entity)],
  }
}
