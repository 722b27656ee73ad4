import type { Identifier, IdentifierScheme } from '../identifier.ts'
import { isBic } from './bic.ts'
import { isClabe } from './clabe.ts'
import { readCryptoAddress } from './crypto.ts'
import { curpFacts } from './curp.ts'
import { isIban } from './iban.ts'
import { isImoCompany, isImoShip } from './imo.ts'
import { isIsin } from './isin.ts'
import { isLei } from './lei.ts'
import { readIdentifier } from './read-identifier.ts'
import { looksLikeRfc } from './rfc.ts'
import { isInn, isOgrn } from './russian.ts'
import { isUscc } from './uscc.ts'

/** Schemes that a number shows by its form and check digit. Order does not matter: a number may be of several. */
const TESTS: readonly (readonly [IdentifierScheme, (compact: string) => boolean])[] = [
  ['lei', isLei],
  ['iban', isIban],
  ['clabe', isClabe],
  ['rfc', looksLikeRfc],
  ['curp', (value) => curpFacts(value) !== undefined],
  ['isin', isIsin],
  ['inn', isInn],
  ['ogrn', isOgrn],
  ['uscc', isUscc],
  ['imo', isImoShip],
  ['imo_company', isImoCompany],
]

/** The identifiers that a bare number may be, by form and check digit alone; none where it has no telling form. */
export function recogniseIdentifier(raw: string): readonly Identifier[] {
  const compact = raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^IMO\s*/, '')
    .replace(/[^\p{L}\p{N}&]/gu, '')
  const found = TESTS.filter(([, fits]) => fits(compact)).map(([scheme]) => readIdentifier(scheme, compact))
  const address = readCryptoAddress(raw)
  return address.family === 'unknown' ? found : [...found, readIdentifier('crypto', raw)]
}

/**
 * What `--id` may hold: `scheme:number`, or a bare number, which is taken for every scheme whose form it has and
 * for a passport, a national, a tax and a registration number, since nothing in it says which.
 */
export function readBareIdentifier(raw: string): readonly Identifier[] {
  const text = raw.trim()
  const plain = (['passport', 'national_id', 'tax_id', 'registration'] as const).map((scheme) =>
    readIdentifier(scheme, text),
  )
  const bic = isBic(text.toUpperCase()) ? [readIdentifier('bic', text)] : []
  return [...recogniseIdentifier(text), ...bic, ...plain]
}
