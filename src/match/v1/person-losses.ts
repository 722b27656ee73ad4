import type { ReadName } from '../../names/name-parts.ts'
import type { Alignment, Pairing, Unit } from './alignment.ts'
import { TELLING } from './name-rules.ts'

/** Hundredths of a family name's weight that are lost where it has no counterpart at all. */
const FAMILY_LEFT = 20
/** Weight that is lost where given and family names have changed places and something is missing besides: a reordered name is whole. */
const CHANGED_PLACES = 30
/** Weight that is lost where father and son have changed places. */
const FATHER_AND_SON = 250

/** What speaks for another person in how two names are built, in hundredths of weight: on top of what their parts lose. */
export function personLoss(party: ReadName, entity: ReadName, alignment: Alignment): number {
  if (party.kind !== 'person') return 0
  const { pairs, partyExtra, entityExtra } = alignment
  let loss = FAMILY_LEFT * (familyLeft(party, partyExtra) + familyLeft(entity, entityExtra))
  if (pairs.length < 2) return loss
  if ((isAnyTelling(partyExtra) || isAnyTelling(entityExtra)) && haveChangedPlaces(party, entity, pairs))
    loss += CHANGED_PLACES * 100
  if (areFatherAndSon(party, entity, pairs)) loss += FATHER_AND_SON * 100
  return loss
}

const isAnyTelling = (units: readonly Unit[]): boolean => units.some(({ weight }) => weight > TELLING)

/** The weight of the family name where no part of it met anything; 0 where some did, or where it is not known which it is. */
function familyLeft({ parts }: ReadName, extra: readonly Unit[]): number {
  if (parts.length < 2 || extra.length === 0) return 0
  let most = 0
  for (const [at, { role, weight }] of parts.entries()) {
    if (role !== 'family') continue
    if (!extra.some((unit) => unit.parts.includes(at))) return 0
    most = Math.max(most, weight)
  }
  return most
}

const isTellingPair = ({ party, entity }: Pairing): boolean => Math.max(party.weight, entity.weight) > TELLING

function haveChangedPlaces(party: ReadName, entity: ReadName, pairs: readonly Pairing[]): boolean {
  const telling = pairs.filter(isTellingPair)
  return telling.some((one, at) =>
    telling
      .slice(0, at)
      .some(
        (other) =>
          (placeOf(party, one.party) - placeOf(party, other.party)) *
            (placeOf(entity, one.entity) - placeOf(entity, other.entity)) <
          0,
      ),
  )
}

/** Longer than any name has parts. */
const AFTER_ALL = 100

/** Where a part stands when the family name comes last, however it is written. */
function placeOf({ parts }: ReadName, unit: Unit): number {
  const at = unit.parts[0] ?? 0
  return parts[at]?.role === 'family' ? at + AFTER_ALL : at
}

/** "Salman bin Muhammad" and "Muhammad bin Salman": the parts around a word of descent have changed places. */
function areFatherAndSon(party: ReadName, entity: ReadName, pairs: readonly Pairing[]): boolean {
  const ours = descentOf(party)
  const theirs = ours < 0 ? -1 : descentOf(entity)
  if (theirs < 0) return false
  let isFatherFirst = false
  let isSonFirst = false
  for (const pair of pairs.filter(isTellingPair)) {
    const isAfterOurs = placeOf(party, pair.party) > ours
    const isAfterTheirs = placeOf(entity, pair.entity) > theirs
    isSonFirst ||= isAfterOurs && !isAfterTheirs
    isFatherFirst ||= !isAfterOurs && isAfterTheirs
  }
  return isSonFirst && isFatherFirst
}

const descentOf = ({ parts }: ReadName): number =>
  parts.findIndex(({ role, token }) => role === 'particle' && token.word.particle === 'descent')
