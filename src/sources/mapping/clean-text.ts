/** Bidirectional controls and other invisible marks that publishers leave around right-to-left names. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/gu

/** A published text without invisible marks, its white space brought to single spaces. */
export const cleanText = (raw: string): string => raw.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim()

/** Joins what is said, in order. */
export const joined = (parts: readonly (string | undefined)[], separator: string): string =>
  parts.filter((part) => part !== undefined && part !== '').join(separator)
