const BIC = /^([A-Z0-9]{4})([A-Z]{2})([A-Z0-9]{2})([A-Z0-9]{3})?$/

/** Business Identifier Code, ISO 9362: party prefix, country, suffix, and an optional branch. It has no check digit. */
export const isBic = (value: string): boolean => BIC.test(value)

/** The eight characters that name the institution: the head office's `XXX` and any branch are left off. */
export const bicInstitution = (value: string): string => value.slice(0, 8)

export const bicCountry = (value: string): string | undefined => BIC.exec(value)?.[2]?.toLowerCase()
