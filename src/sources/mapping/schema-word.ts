import { foldCountryName as fold } from '../../model/country.ts'

/**
 * Words of the trade for what a party is, in English and Spanish (`PF` and `PM` are the SAT's persona física and persona moral), as
 * FollowTheMoney schemata.
 */
const SCHEMATA: Readonly<Record<string, string>> = {
  person: 'Person',
  individual: 'Person',
  natural: 'Person',
  pf: 'Person',
  'persona fisica': 'Person',
  fisica: 'Person',
  company: 'Company',
  pm: 'Company',
  'persona moral': 'Company',
  moral: 'Company',
  empresa: 'Company',
  organization: 'Organization',
  organisation: 'Organization',
  entity: 'Organization',
  organizacion: 'Organization',
  vessel: 'Vessel',
  ship: 'Vessel',
  buque: 'Vessel',
  aircraft: 'Airplane',
  airplane: 'Airplane',
  aeronave: 'Airplane',
}

/** FollowTheMoney's own name of a schema stays; words of the trade are read; anything else is handed on to be refused by name. */
export const schemaOf = (raw: string): string => SCHEMATA[fold(raw)] ?? raw.trim()
