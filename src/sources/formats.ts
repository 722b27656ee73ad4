import type { ListFormat } from './list-format.ts'
import { OFAC_ADVANCED } from './us-ofac/advanced-xml.ts'
import { OFAC_ENHANCED } from './us-ofac/enhanced-xml.ts'
import { OFAC_CSV } from './us-ofac/legacy-csv.ts'
import { OFAC_XML } from './us-ofac/legacy-xml.ts'

/** Every list format that Cordon reads. The first that recognises a file takes it. */
export const FORMATS: readonly ListFormat[] = [OFAC_CSV, OFAC_XML, OFAC_ADVANCED, OFAC_ENHANCED]

export const findFormat = (name: string): ListFormat | undefined => FORMATS.find(({ format }) => format === name)
