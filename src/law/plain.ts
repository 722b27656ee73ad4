import { AUTHORITY_NAMES, type Authority } from '../model/authority.ts'
import type { LicenceAnswer, PenaltyAnswer } from './beside.ts'
import type { Consequence } from './consequences.ts'
import type { Effect } from './file-schema.ts'
import type { Language } from './question.ts'
import type { Because } from './situation.ts'

/** Every answer of the law says what it is not. */
export const LAW_NOTICE: Readonly<Record<Language, string>> = {
  en: 'Neither a clearance nor legal advice: the rules as Cordon holds them on the day asked about.',
  es: 'No es una autorización ni asesoría jurídica: las reglas que Cordon tiene para el día consultado.',
}

/** The parts of a plain answer, in the order in which a person needs them. */
const PARTS: readonly { readonly effects: readonly Effect[]; readonly title: Readonly<Record<Language, string>> }[] = [
  { effects: ['prohibition'], title: { en: 'Stop', es: 'Qué detener' } },
  { effects: ['duty'], title: { en: 'Do, by when', es: 'Qué hacer y para cuándo' } },
  { effects: ['entry_bar'], title: { en: 'Refer, with reasons', es: 'Remitir, con razones' } },
  { effects: ['exposure'], title: { en: 'What you are exposed to', es: 'A qué se expone' } },
  { effects: ['licence'], title: { en: 'What can stay lawful', es: 'Qué puede seguir siendo lícito' } },
  { effects: ['diligence'], title: { en: 'Watch', es: 'Qué vigilar' } },
  { effects: ['none', 'unknown'], title: { en: 'Prohibited by this status', es: 'Qué prohíbe este estado' } },
]

const WORDS = {
  en: {
    due: 'due',
    clock: 'clock',
    from: 'unverified',
    counsel: 'Ask counsel about',
    also: 'Look at this too',
    licences: 'Licences that name the party',
    leaves: 'does not reach',
    penalties: 'Civil maximum for each breach',
    orTwice: 'or twice the transaction, if more',
    stands: (what: string, since: string) => `Bound because ${what} stands${since}.`,
    stillStands: (what: string, since: string) => `Still bound because ${what} stands${since}.`,
    ended: (what: string, since: string) =>
      `${what} ended${since.replace(' since', ' on')}; what was done before stays punishable.`,
    announced: (what: string, since: string) => `${what} is only announced${since}: no effect yet.`,
    expected: (day: string) => ` Expected to take effect on ${day}.`,
    held: (what: string, since: string) => `${what} is held off${since}: no effect.`,
    signalled: (what: string, since: string) => `${what} is under discussion${since}: no effect.`,
    open: (what: string) => `Whether ${what} stood on this day the sources leave open: answered as if it did.`,
    never: (what: string) => `${what} did not stand on this day.`,
    since: (day: string) => ` since ${day}`,
    binds: {
      us: 'binds with a US person or conduct in the United States',
      mx: 'binds in Mexico',
      uk: 'binds UK persons and conduct in the UK',
      eu: 'binds in the European Union',
      ca: 'binds in Canada, and Canadians anywhere',
      un: 'binds states',
    },
  },
  es: {
    due: 'vence',
    clock: 'plazo',
    from: 'sin verificar en parte',
    counsel: 'Consulte a un abogado sobre',
    also: 'Considere además',
    licences: 'Licencias que nombran a la parte',
    leaves: 'no alcanza a',
    penalties: 'Máximo civil por cada infracción',
    orTwice: 'o el doble de la operación, si es más',
    stands: (what: string, since: string) => `Obliga porque rige ${what}${since}.`,
    stillStands: (what: string, since: string) => `Sigue obligando porque rige ${what}${since}.`,
    ended: (what: string, since: string) =>
      `${what} terminó${since.replace(' desde', ' el')}; lo hecho antes sigue siendo punible.`,
    announced: (what: string, since: string) => `${what} solo está anunciada${since}: aún sin efecto.`,
    expected: (day: string) => ` Se espera que surta efecto el ${day}.`,
    held: (what: string, since: string) => `${what} está suspendida antes de dictarse${since}: sin efecto.`,
    signalled: (what: string, since: string) => `${what} está en discusión${since}: sin efecto.`,
    open: (what: string) => `Las fuentes no permiten decir si ${what} regía ese día: se responde como si rigiera.`,
    never: (what: string) => `${what} no regía ese día.`,
    since: (day: string) => ` desde ${day}`,
    binds: {
      us: 'obliga con una persona de EE. UU. o conducta en EE. UU.',
      mx: 'obliga en México',
      uk: 'obliga a personas del Reino Unido y conducta allí',
      eu: 'obliga en la Unión Europea',
      ca: 'obliga en Canadá, y a canadienses en cualquier lugar',
      un: 'obliga a los Estados',
    },
  },
} as const

export interface PlainInput {
  readonly consequences: readonly Consequence[]
  readonly also: readonly Consequence[]
  readonly because: readonly Because[]
  readonly licences?: readonly LicenceAnswer[]
  readonly penalties?: readonly PenaltyAnswer[]
  readonly language: Language
}

/** The answer as lines of prose, made from the same rows as the data. */
export function plainLines(input: PlainInput): readonly string[] {
  const { consequences, also, because, language } = input
  return [
    ...becauseLines(because, language),
    ...PARTS.flatMap(({ effects, title }) =>
      part(
        title[language],
        consequences.filter(({ effect }) => effects.includes(effect)),
        language,
      ),
    ),
    ...licenceLines(input.licences ?? [], language),
    ...penaltyLines(input.penalties ?? [], language),
    ...part(WORDS[language].also, also, language),
    ...counselLines(consequences, language),
    '',
    LAW_NOTICE[language],
  ]
}

const nameOf = (authority: Authority, language: Language): string =>
  `${authority} (${(language === 'es' ? SPANISH_NAMES[authority] : undefined) ?? AUTHORITY_NAMES[authority]})`

const SPANISH_NAMES: Partial<Record<Authority, string>> = {
  FTO: 'organización terrorista extranjera, INA 219',
  SDGT: 'terrorista global especialmente designado, E.O. 13224',
  SDNTK: 'Ley Kingpin',
  SDNT: 'narcóticos, E.O. 12978',
  EO14059: 'drogas ilícitas, E.O. 14059',
  TCO: 'organizaciones criminales transnacionales, E.O. 13581',
  'US-2313A': 'orden de FinCEN, 21 USC 2313a',
  UN: 'Naciones Unidas',
  EU: 'Unión Europea',
  UK: 'Reino Unido',
  CA: 'Canadá',
  MX: 'México',
}

export function becauseLines(because: readonly Because[], language: Language): readonly string[] {
  const words = WORDS[language]
  const hasEnded = because.some(({ kind }) => kind === 'ended')
  return because
    .filter(({ kind }) => kind !== 'never' || because.length === 1)
    .map(({ kind, authority, since, citation, expected }) => {
      const from = since === null ? '' : words.since(since)
      const cited = citation === null ? '' : ` [${citation}]`
      const say = kind === 'stands' && hasEnded ? words.stillStands : words[kind]
      const ahead = expected === undefined ? '' : words.expected(expected)
      return `${say(nameOf(authority, language), from)}${ahead}${cited}`
    })
}

function part(title: string, consequences: readonly Consequence[], language: Language): readonly string[] {
  const codes = [...new Set(consequences.map(({ code }) => code))]
  if (codes.length === 0) return []
  const rows = codes.flatMap((code) =>
    rowOf(
      consequences.filter((each) => each.code === code),
      language,
    ),
  )
  return ['', title, ...rows]
}

/** One code, with every authority that brings it. */
function rowOf(same: readonly Consequence[], language: Language): readonly string[] {
  const words = WORDS[language]
  const [first] = same
  if (first === undefined) return []
  const timed =
    first.due === null ? `${words.clock}: ${first.clock}` : `${words.due} ${first.due} (${first.arithmetic ?? ''})`
  const conditions = [...new Set(same.flatMap(({ condition }) => condition ?? []))]
  const cited = same.map(({ authority, citation }) => `${authority}: ${citation}`)
  const unsure = [...new Set(same.flatMap(({ unverified }) => unverified ?? []))]
  const binds = first.binds === 'any' ? '' : ` (${words.binds[first.binds]})`
  return [
    `  ${first.code.padEnd(8)} ${first.text}${binds}`,
    ...conditions.map((condition) => `           ${condition}`),
    `           ${timed}`,
    `           [${cited.join('; ')}]`,
    ...(language === 'en'
      ? unsure.map((what) => `           (${words.from}: ${what})`)
      : unsure.length > 0
        ? [`           (${words.from})`]
        : []),
  ]
}

function licenceLines(licences: readonly LicenceAnswer[], language: Language): readonly string[] {
  const words = WORDS[language]
  const rows = licences.flatMap(({ name, parts, leaves, citation, verified, text }) => [
    `  ${name} (31 CFR ${parts.join(', ')}). ${text}`,
    `           [${citation}]${verified ? '' : ` (${words.from})`}${leaves.length === 0 ? '' : `; ${words.leaves} ${leaves.join(', ')}`}`,
  ])
  return rows.length === 0 ? [] : ['', words.licences, ...rows]
}

function penaltyLines(penalties: readonly PenaltyAnswer[], language: Language): readonly string[] {
  const words = WORDS[language]
  const rows = penalties.map(
    ({ statute, amount_usd, or_twice, citation, verified }) =>
      `  ${statute}: USD ${amount_usd}${or_twice ? ` ${words.orTwice}` : ''} [${citation}]${verified ? '' : ` (${words.from})`}`,
  )
  return rows.length === 0 ? [] : ['', words.penalties, ...rows]
}

function counselLines(consequences: readonly Consequence[], language: Language): readonly string[] {
  const codes = [...new Set(consequences.filter(({ needs_counsel }) => needs_counsel).map(({ code }) => code))]
  return codes.length === 0 ? [] : ['', `${WORDS[language].counsel}: ${codes.join(', ')}.`]
}
