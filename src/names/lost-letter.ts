/**
 * Stands in a word for one letter that was lost on the way and may have been any: U+01C2, a click letter that has no case and that no
 * listed name has. Only the readings of disguises put it there.
 */
export const ANY_LETTER = '\u01c2'
