import type { ListFormat } from './list-format.ts'
import { OFAC_CSV } from './us-ofac/legacy-csv.ts'

/** Every list format that Cordon reads. The first that recognises a file takes it. */
export const FORMATS: readonly ListFormat[] = [OFAC_CSV]

export const findFormat = (name: string): ListFormat | undefined => FORMATS.find(({ format }) => format === name)
