import { EU_CSV } from './eu/fsf-csv.ts'
import { EU_XML } from './eu/fsf-xml.ts'
import type { ListFormat } from './list-format.ts'
import { OFSI_CONLIST } from './uk/ofsi-conlist.ts'
import { UKSL_TABLE } from './uk/uksl-table.ts'
import { UKSL_XML } from './uk/uksl-xml.ts'
import { UN_XML } from './un/consolidated-xml.ts'
import { OFAC_ADVANCED } from './us-ofac/advanced-xml.ts'
import { OFAC_ENHANCED } from './us-ofac/enhanced-xml.ts'
import { OFAC_CSV } from './us-ofac/legacy-csv.ts'
import { OFAC_XML } from './us-ofac/legacy-xml.ts'

/** Every list format that Cordon reads. The first that recognises a file takes it. */
export const FORMATS: readonly ListFormat[] = [
  OFAC_CSV,
  OFAC_XML,
  OFAC_ADVANCED,
  OFAC_ENHANCED,
  UN_XML,
  EU_XML,
  EU_CSV,
  UKSL_XML,
  UKSL_TABLE,
  OFSI_CONLIST,
]

export const findFormat = (name: string): ListFormat | undefined => FORMATS.find(({ format }) => format === name)
