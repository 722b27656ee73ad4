import { accepted, type Parsed, refused } from './parsed.ts'

/** Codes of authorities: who designates under which law. A closed list (PRODUCT.md §3). */
export const AUTHORITIES = [
  'FTO',
  'SDGT',
  'SDNTK',
  'SDNT',
  'EO14059',
  'TCO',
  'SST',
  'US-311',
  'US-2313A',
  'US-TX',
  'UN',
  'EU',
  'UK',
  'CA',
  'AU',
  'CH',
  'MX',
  'AR',
  'PY',
  'EC',
  'SV',
  'HU',
  'IR',
  'NG',
] as const
export type Authority = (typeof AUTHORITIES)[number]

/** What each code stands for, in words a person can read beside it. */
export const AUTHORITY_NAMES = {
  FTO: 'Foreign Terrorist Organization, INA 219',
  SDGT: 'Specially Designated Global Terrorist, E.O. 13224',
  SDNTK: 'Kingpin Act',
  SDNT: 'narcotics, E.O. 12978',
  EO14059: 'illicit drugs, E.O. 14059',
  TCO: 'transnational criminal organisations, E.O. 13581',
  SST: 'state sponsor of terrorism',
  'US-311': 'FinCEN section 311',
  'US-2313A': 'FinCEN order, 21 USC 2313a',
  'US-TX': 'Texas',
  UN: 'United Nations',
  EU: 'European Union',
  UK: 'United Kingdom',
  CA: 'Canada',
  AU: 'Australia',
  CH: 'Switzerland',
  MX: 'Mexico',
  AR: 'Argentina',
  PY: 'Paraguay',
  EC: 'Ecuador',
  SV: 'El Salvador',
  HU: 'Hungary',
  IR: 'Iran',
  NG: 'Nigeria',
} as const satisfies Record<Authority, string>

/** Labels that reports use and no register status can have: a terrorist label with no more said, and DTO. */
export const REPORT_ONLY_AUTHORITIES = ['TERR', 'DTO'] as const
export type ReportedAuthority = Authority | (typeof REPORT_ONLY_AUTHORITIES)[number]

/** Reads an authority's code, in any case. An unknown one is refused with the list of those there are. */
export function parseAuthority(raw: string): Parsed<Authority> {
  const wanted = raw.trim().toUpperCase()
  const authority = AUTHORITIES.find((known) => known === wanted)
  return authority === undefined
    ? refused('authority.unknown', raw, { remedy: `use one of ${AUTHORITIES.join(', ')}` })
    : accepted(authority)
}

/** States of one (organisation, authority), PRODUCT.md §3 and the register's state machine. */
export const DESIGNATION_STATES = [
  'none',
  'signalled',
  'proposed',
  'under_review',
  'held',
  'determined',
  'notified',
  'announced',
  'designated',
  'amended',
  'in_litigation',
  'under_petition',
  'maintained_on_review',
  'revocation_announced',
  'revoked',
  'waived',
  'resolved',
  'unknown',
] as const
export type DesignationState = (typeof DESIGNATION_STATES)[number]

/** Substates in which an organisation is designated. `revocation_announced` is still designated. */
export const DESIGNATED_STATES = [
  'designated',
  'amended',
  'in_litigation',
  'under_petition',
  'maintained_on_review',
  'revocation_announced',
] as const satisfies readonly DesignationState[]

/** Whether the state has legal effect. A signal, a vow, a hold or an announcement never has (8 USC 1189(a)(2)(B)). */
export const hasLegalEffect = (state: DesignationState): boolean =>
  (DESIGNATED_STATES as readonly DesignationState[]).includes(state)

export function parseDesignationState(raw: string): Parsed<DesignationState> {
  const wanted = raw.trim().toLowerCase()
  const state = DESIGNATION_STATES.find((known) => known === wanted)
  return state === undefined
    ? refused('designation.state.unknown', raw, { remedy: `use one of ${DESIGNATION_STATES.join(', ')}` })
    : accepted(state)
}
