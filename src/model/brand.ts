declare const brand: unique symbol

/** A type that is told apart by name alone, so that two kinds of string cannot be swapped. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

/** An id stable for one list entry across versions; carries the publisher's number, as in `ofac-18715`. */
export type EntityId = Brand<string, 'EntityId'>

/** The name of a list, as in `us_ofac_sdn` (PRODUCT.md §4.5), or of the bundled register. */
export type DatasetId = Brand<string, 'DatasetId'>

/** `sha256:` and 64 hexadecimal digits of the uncompressed bytes of one list version. */
export type ListVersionId = Brand<string, 'ListVersionId'>

/** `sha256:` and 64 hexadecimal digits of a policy's canonical JSON. */
export type PolicyId = Brand<string, 'PolicyId'>

/** The slug of an organisation of the register, as in `cartel-de-sinaloa`: its file's name. */
export type OrganisationId = Brand<string, 'OrganisationId'>

/** A calendar day, `YYYY-MM-DD`; lexical order is order in time. */
export type IsoDate = Brand<string, 'IsoDate'>

/** An instant in UTC, `YYYY-MM-DDTHH:MM:SS[.sss]Z`. */
export type Instant = Brand<string, 'Instant'>

/** A lower-case ISO 3166-1 alpha-2 code, or one of FollowTheMoney's extra codes for territories. */
export type CountryCode = Brand<string, 'CountryCode'>

export type NonEmpty<T> = readonly [T, ...T[]]
