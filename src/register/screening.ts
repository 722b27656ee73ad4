import type { Authority } from '../model/authority.ts'
import type { IsoDate } from '../model/brand.ts'
import type { Designation } from '../model/designation.ts'
import type { AliasQuality } from '../model/entity.ts'
import { isValidOn, withoutTail } from './find.ts'
import type { Organisation, Register } from './organisation.ts'
import { designationOf, type Moment, statusesAsOf } from './status.ts'

/** A name under which an organisation of the register can be screened. */
export interface RegisterName {
  readonly text: string
  readonly quality: 'primary' | AliasQuality
}

/** Organisations of the register by the number of their one OFAC entry; built once for a register. */
export function byOfacUid(register: Register): ReadonlyMap<string, Organisation> {
  return new Map(
    register.organisations.flatMap((organisation) =>
      organisation.ofacUid === undefined ? [] : [[organisation.ofacUid, organisation] as const],
    ),
  )
}

/** Authorities whose position says something to a screener: all but those that never came to anything by the day. */
const isTold = (designation: Designation): boolean => designation.state !== 'none'

/** Where each authority stands on the organisation on a day: the rows a screening answer carries. */
export function designationsOf(organisation: Organisation, moment: Moment): readonly Designation[] {
  return [...statusesAsOf(organisation, moment).values()].map(designationOf).filter(isTold)
}

/** Acronyms are short and common: an alias without the list's mark that is one word of so many letters counts as weak. */
const ACRONYM_LENGTH = 5

/**
 * The organisation's names on a day, the primary first. An alias keeps the list's own mark; one without a mark is
 * strong unless it is an acronym, since nobody has vouched for it.
 */
export function namesOn(organisation: Organisation, asOf: IsoDate): readonly RegisterName[] {
  const plain = withoutTail(organisation.name)
  const named = organisation.listNames.filter(({ first }) => first <= asOf).map(({ name }) => name)
  const names: readonly RegisterName[] = [
    { text: plain, quality: 'primary' },
    ...named.map((text) => ({ text, quality: 'strong' as const })),
    ...organisation.aliases
      .filter((alias) => isValidOn(alias, asOf))
      .map(({ text, quality }) => ({ text, quality: quality === 'unmarked' ? unmarkedQuality(text) : quality })),
  ]
  const seen = new Set<string>()
  return names.filter(({ text }) => {
    const key = text.toLowerCase()
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

const unmarkedQuality = (text: string): AliasQuality =>
  text.length <= ACRONYM_LENGTH && !text.includes(' ') ? 'weak' : 'strong'

/** Authorities in force on the day for an OFAC entry of the register, and which tags of the list they answer to. */
export const TAG_OF_AUTHORITY: Partial<Record<Authority, string>> = {
  FTO: 'FTO',
  SDGT: 'SDGT',
  SDNTK: 'SDNTK',
  SDNT: 'SDNT',
  TCO: 'TCO',
  EO14059: 'ILLICIT-DRUGS-EO14059',
}
