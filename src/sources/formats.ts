import { AU_DFAT } from './au/dfat-xlsx.ts'
import { CA_SEMA } from './ca/sema-xml.ts'
import { CH_SECO } from './ch/seco-xml.ts'
import { EU_CSV } from './eu/fsf-csv.ts'
import { EU_XML } from './eu/fsf-xml.ts'
import { HOUSE } from './house/house-table.ts'
import type { ListFormat } from './list-format.ts'
import { MX_69B } from './mx/sat-69b.ts'
import { FTM_DELTA } from './opensanctions/ftm-delta.ts'
import { FTM_LINES } from './opensanctions/ftm-lines.ts'
import { TARGETS_NESTED } from './opensanctions/targets-nested.ts'
import { TARGETS_SIMPLE } from './opensanctions/targets-simple.ts'
import { SENZING } from './senzing/senzing-json.ts'
import { OFSI_CONLIST } from './uk/ofsi-conlist.ts'
import { UKSL_TABLE } from './uk/uksl-table.ts'
import { UKSL_XML } from './uk/uksl-xml.ts'
import { UN_XML } from './un/consolidated-xml.ts'
import { CSL_CSV } from './us-csl/csl-csv.ts'
import { CSL_JSON } from './us-csl/csl-json.ts'
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
  CA_SEMA,
  AU_DFAT,
  CH_SECO,
  MX_69B,
  CSL_CSV,
  CSL_JSON,
  TARGETS_NESTED,
  FTM_LINES,
  FTM_DELTA,
  TARGETS_SIMPLE,
  SENZING,
  HOUSE,
]

export const findFormat = (name: string): ListFormat | undefined => FORMATS.find(({ format }) => format === name)
