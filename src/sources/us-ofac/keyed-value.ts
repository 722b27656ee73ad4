import type { Identifier, IdentifierScheme } from '../../model/identifier.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import type { PartialDate } from '../../model/partial-date.ts'
import type { CountryReader } from '../mapping/country-reader.ts'
import type { EntityDraft } from '../mapping/entity-draft.ts'
import { refineScheme } from '../mapping/refine-scheme.ts'
import { findRemarkKey, meaningOfKey, type RemarkMeaning } from './remark-keys.ts'
import { readMeaning } from './remarks.ts'

/** A value whose key stands apart, as in the XML files: an `idList` row, an identity document, a feature. */
export interface KeyedValue {
  readonly key: string
  readonly value: string
  readonly country?: string
  readonly issued?: PartialDate | undefined
  readonly expires?: PartialDate | undefined
}

/** Puts a keyed value where it belongs; an unknown key with a number is an identifier of scheme `other`, else a note. */
export function readKeyedValue(draft: EntityDraft, given: KeyedValue, countries: CountryReader): void {
  const key = given.key.replaceAll('’', "'").trim()
  const meaning = meaningOfKey(key) ?? markingOf(key)
  if (meaning === undefined) {
    if (/\d/.test(given.value) && !/:$/.test(key) && !/\bDate\b/.test(key))
      draft.addIdentifier(identifierOf('other', key, given, countries))
    else draft.addNote(`${key} ${given.value}`)
  } else if (meaning.is === 'identifier') {
    if (given.value !== '') draft.addIdentifier(identifierOf(meaning.scheme, key, given, countries))
  } else if (meaning.is === 'imo_number') {
    draft.addIdentifier(identifierOf(draft.schema === 'Vessel' ? 'imo' : 'imo_company', key, given, countries))
  } else {
    const value = meaning.is === 'crypto' ? cryptoValue(key, given.value) : given.value
    if (!readMeaning(draft, key, meaning, value, countries)) draft.addNote(`${key} ${given.value}`)
  }
}

/** `Effective Date (CMIC)` and its like: the key begins with one that the table knows, its tail is part of the basis. */
function markingOf(key: string): RemarkMeaning | undefined {
  const meaning = findRemarkKey(key)?.meaning
  return meaning?.is === 'marking' ? meaning : undefined
}

/** `Digital Currency Address - XBT` holds the currency in its key. */
function cryptoValue(key: string, value: string): string {
  const currency = /- (\S+)$/.exec(key)?.[1]
  return currency === undefined ? value : `${currency} ${value}`
}

function identifierOf(
  scheme: IdentifierScheme,
  kind: string,
  { value, country, issued, expires }: KeyedValue,
  countries: CountryReader,
): Identifier {
  const code = country === undefined || country === '' ? undefined : countries.code(country)
  return {
    ...readIdentifier(refineScheme(scheme, code, value), value, {
      kind,
      ...(code === undefined ? {} : { country: code }),
    }),
    ...(issued === undefined ? {} : { issued }),
    ...(expires === undefined ? {} : { expires }),
  }
}
