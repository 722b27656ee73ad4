import { ES_DISGUISES } from './es-disguises.ts'
import type { Language } from './messages.ts'

/** A sentence that the server says in English, by its code: what it looks like, and how it is said in Spanish. */
interface Sentence {
  readonly code: string
  readonly form: RegExp
  readonly es: (parts: readonly string[]) => string
}

const is = (code: string, english: string, es: string): Sentence => ({
  code,
  form: new RegExp(`^${english.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`),
  es: () => es,
})
const like = (code: string, form: RegExp, es: Sentence['es']): Sentence => ({ code, form, es })

const LIKENESS: Readonly<Record<string, string>> = {
  same: 'igual',
  number: 'número',
  initial: 'inicial',
  spelling: 'otra grafía',
  abbreviation: 'abreviatura',
  concept: 'la misma palabra en otra lengua',
  reading: 'otra lectura',
  'short form': 'forma corta',
  'other language': 'otra lengua',
  edit: 'letras distintas',
  sound: 'suena igual',
  consonants: 'mismas consonantes',
  joined: 'escrito junto',
  acronym: 'sigla',
}
const BANDS: Readonly<Record<string, string>> = { strong: 'fuerte', probable: 'probable', weak: 'débil' }
const inSpanish = (words: Readonly<Record<string, string>>, word: string | undefined): string =>
  words[word ?? ''] ?? word ?? ''

/** Sentences of evidence: how a part, a fact or a disguise counted. */
const EVIDENCE: readonly Sentence[] = [
  is('birth.same_day', 'same day', 'mismo día'),
  is('birth.may_be', 'may be the same day', 'puede ser el mismo día'),
  is('birth.swapped', 'day and month swapped', 'día y mes cambiados'),
  is('birth.near', 'a year apart, or one number differs', 'a un año de distancia, o difiere una cifra'),
  is('birth.other_day', 'same year, another day', 'mismo año, otro día'),
  is('birth.other', 'another year', 'otro año'),
  is('country.none', 'no country in common', 'ningún país en común'),
  is('country.shared', 'country in common', 'país en común'),
  is('gender.differs', 'gender differs', 'el sexo difiere'),
  is('kind.differs', 'another kind of thing', 'otro tipo de cosa'),
  is('address.shared', 'address in common', 'domicilio en común'),
  like(
    'number.bad_check',
    /^(\S+): same number, but its check digit is wrong$/,
    ([s]) => `${s}: mismo número, pero su dígito verificador es erróneo`,
  ),
  like('number.same', /^(\S+): same number$/, ([s]) => `${s}: mismo número`),
  like('number.other', /^another (\S+) number$/, ([s]) => `otro número de ${s}`),
  is('name.only_party', 'only the party has this part', 'solo la parte tiene este elemento'),
  is('name.only_entity', 'only the entity has this part', 'solo la entidad tiene este elemento'),
  is(
    'name.each_other',
    'each side has a part where the other has another',
    'cada lado tiene un elemento donde el otro tiene otro',
  ),
  is(
    'name.family_or_order',
    'the family name, or the order of the names, is another',
    'el apellido es otro, o lo es el orden de los nombres',
  ),
  is('name.scale', 'likeness on the scale of scores', 'semejanza en la escala de puntuación'),
  is('name.order', 'order of words or legal form differs', 'difieren el orden de las palabras o la forma jurídica'),
  is('name.remote', 'not like; some letters in common', 'no se parecen; algunas letras en común'),
  is('cap.weak_alias', 'a weak alias alone does not make a hit', 'un alias débil por sí solo no hace coincidencia'),
  is('disguise.any_letter', 'lost letters taken for any letter', 'letras perdidas tomadas por cualquiera'),
  is(
    'disguise.spacing',
    'the same letters, written together or apart',
    'las mismas letras, escritas juntas o separadas',
  ),
  is('name.inside', 'the name stands inside a longer text', 'el nombre está dentro de un texto más largo'),
  is('name.cut', 'the name is cut off', 'el nombre está cortado'),
  is('name.cut_form', 'the name is cut off within its legal form', 'el nombre está cortado en su forma jurídica'),
  is('facts.both', 'same address and same birth date', 'mismo domicilio y misma fecha de nacimiento'),
  is('disguise.casing', 'casing evened out', 'mayúsculas igualadas'),
  is('disguise.encoding', 'damaged encoding repaired', 'codificación dañada reparada'),
  is('disguise.lost', 'lost letters passed over', 'letras perdidas pasadas por alto'),
  is('disguise.signs', 'signs between letters passed over', 'signos entre letras pasados por alto'),
  is('disguise.lookalike', 'look-alike letters of another alphabet', 'letras parecidas de otro alfabeto'),
  is('disguise.digits', 'digits or signs for letters', 'cifras o signos por letras'),
  is('disguise.drawn', 'letters drawn alike', 'letras de trazo parecido'),
  is('disguise.backwards', 'letters backwards', 'letras al revés'),
  like(
    'disguise.one_word',
    /^one word is written otherwise: (.+) for (.+)$/,
    ([ours, theirs]) => `una palabra está escrita de otro modo: ${ours} por ${theirs}`,
  ),
  like(
    'fact.common_name',
    /^(.+); the name is common$/,
    ([fact]) => `${sentence(fact ?? '', 'es')}; el nombre es común`,
  ),
  like('name.likeness', /^([a-z ]+), ([\d.]+) %$/, ([kind, share]) => `${inSpanish(LIKENESS, kind)}, ${share} %`),
]

/** Sentences of answers: what is lacking, what changes and why, what holds a payment. */
const ANSWERS: readonly Sentence[] = [
  is(
    'lists.none',
    'no sanctions list is loaded: the bundled register alone cannot clear anyone',
    'no hay ninguna lista de sanciones cargada: el registro incluido por sí solo no descarta a nadie',
  ),
  like(
    'lists.stale',
    /^(\S+) is stale: its last successful check is older than the policy allows$/,
    ([id]) => `${id} está desactualizada: su última comprobación es más antigua de lo que permite la política`,
  ),
  like('lists.partial', /^(\S+) declares itself a part of its list$/, ([id]) => `${id} se declara parte de su lista`),
  like(
    'what_if.matches',
    /^matches (.+) \((\S+)\), (\w+)$/,
    ([name, id, band]) => `coincide con ${name} (${id}), ${inSpanish(BANDS, band)}`,
  ),
  is('what_if.owners', 'through its owners', 'por sus propietarios'),
  like('what_if.link', /^(.+); weakest link: (.*)$/, ([path, link]) => `${path}; eslabón más débil: ${link}`),
  like(
    'what_if.match_goes_on',
    /^already blocked as a match of (.+) under (.+); that goes on$/,
    ([name, under]) => `ya bloqueada por coincidir con ${name}, por ${spanishStand(under)}; eso sigue igual`,
  ),
  like(
    'what_if.owned_goes_on',
    /^already blocked through its owners under (.+); that goes on$/,
    ([under]) => `ya bloqueada por sus propietarios, por ${spanishStand(under)}; eso sigue igual`,
  ),
  like(
    'what_if.blocked',
    /^already blocked under (.+); that does not change$/,
    ([under]) => `ya bloqueada por ${spanishStand(under)}; eso no cambia`,
  ),
  like(
    'what_if.nothing',
    /^nothing changes for it: it stands under (.+)$/,
    ([under]) => `nada cambia para ella: está bajo ${spanishStand(under)}`,
  ),
  is('exposure.itself', 'itself designated', 'ella misma designada'),
  like(
    'exposure.none',
    /^0: no designated or reached holder; the line is (.+)$/,
    ([line]) => `0: ningún tenedor designado o alcanzado; el umbral es ${spanishLine(line)}`,
  ),
  like(
    'exposure.sum',
    /^(.+); the line is (.+)$/,
    ([sum, line]) => `${spanishSum(sum)}; el umbral es ${spanishLine(line)}`,
  ),
  like('exposure.whether', /^whether (.+) is itself reached$/, ([who]) => `si ${who} está alcanzada`),
  like(
    'exposure.since',
    /^since when (.+) holds its share in (.+)$/,
    ([a, b]) => `desde cuándo ${a} tiene su participación en ${b}`,
  ),
  like(
    'exposure.until',
    /^until when (.+) held its share in (.+)$/,
    ([a, b]) => `hasta cuándo tuvo ${a} su participación en ${b}`,
  ),
  like('exposure.what', /^what (.+) holds in (.+) \((.+)\)$/, ([a, b, c]) => `qué tiene ${a} en ${b} (${c})`),
  is('exposure.inexact', 'no share of it is stated exactly', 'ninguna participación consta con exactitud'),
  like('payment.listed', /^a listed party in (.+)$/, ([paths]) => `una parte listada en ${paths}`),
  like('payment.listed_many', /^(\d+) listed parties in (.+)$/, ([n, paths]) => `${n} partes listadas en ${paths}`),
  like(
    'payment.embargo',
    /^a place under a comprehensive embargo \((.+)\) in (.+)$/,
    ([code, paths]) => `un lugar bajo embargo total (${code}) en ${paths}`,
  ),
  like('payment.untold', /^could not tell: (.+)$/, ([why]) => `no se pudo saber: ${sentence(why ?? '', 'es')}`),
  like(
    'payment.unknown',
    /^not recognised as a payment message(.*)$/,
    ([rest]) => `no se reconoce como mensaje de pago${rest}`,
  ),
  is('payment.nobody', 'ambiguous: nobody in the message to screen', 'ambiguo: nadie que examinar en el mensaje'),
  is('payment.unread', 'the message was not screened', 'el mensaje no se examinó'),
  is('payment.code', 'a code or count', 'un código o recuento'),
  is('payment.a_code', 'a code', 'un código'),
  is(
    'payment.setting',
    'a code, a count or a setting without free text',
    'un código, un recuento o un ajuste sin texto libre',
  ),
  is('payment.amount', 'an amount', 'un importe'),
  is('payment.rate', 'an amount or a rate', 'un importe o una tasa'),
  is('payment.date', 'a date', 'una fecha'),
  is('payment.date_time', 'a date or time', 'una fecha u hora'),
  is('payment.account', 'account of the party or agent', 'cuenta de la parte o del agente'),
  is(
    'payment.number',
    'account number; a CLABE or a wallet is read as such',
    'número de cuenta; una CLABE o un monedero se lee como tal',
  ),
  is('payment.account_name', 'name of an account, often its holder', 'nombre de una cuenta, a menudo su titular'),
  is(
    'payment.given',
    'given by a party: looked through for numbers and names',
    'dado por una parte: se buscan números y nombres',
  ),
  is('payment.bic', 'BIC of the party or agent', 'BIC de la parte o del agente'),
  like(
    'payment.bic_block',
    /^BIC of the (.+) \(block (\d)\)$/,
    ([, block]) => `BIC del emisor o receptor (bloque ${block})`,
  ),
  is('payment.lines', 'name, then address, in lines of 35', 'nombre y luego domicilio, en líneas de 35'),
  like(
    'payment.free_text',
    /^(.+): free text may hold names and numbers$/,
    ([what]) => `${PAYMENT_TEXTS[what ?? ''] ?? what}: el texto libre puede llevar nombres y números`,
  ),
  is('payment.name', 'name', 'nombre'),
  is('payment.address', 'address', 'domicilio'),
  is('payment.remittance', 'structured remittance text', 'texto estructurado de la remesa'),
  is(
    'step.petition_court',
    'last day to petition the D.C. Circuit for review',
    'último día para recurrir ante el Circuito de D.C.',
  ),
  is('step.petition', 'window opens for a petition for revocation', 'se abre el plazo para pedir la revocación'),
  is(
    'step.review',
    '5-year review due if no other review happened; its result is published',
    'revisión quinquenal si no hubo otra; se publica su resultado',
  ),
  is('step.decision', "Secretary's decision on the petition due", 'vence la decisión del Secretario sobre la petición'),
  is(
    'step.publication',
    'earliest publication after notice to Congress',
    'publicación más temprana tras el aviso al Congreso',
  ),
  is(
    'step.recommendations',
    'recommendations of the Secretary of State due',
    'vencen las recomendaciones del Secretario de Estado',
  ),
  is('step.report', 'report of the Secretary of State due', 'vence el informe del Secretario de Estado'),
  is('step.action', 'action due, 15 days after the report', 'vence la actuación, 15 días después del informe'),
  is('step.joint', 'joint report on chapters due', 'vence el informe conjunto sobre los capítulos'),
  is('step.action_joint', 'action due, 45 days after the report', 'vence la actuación, 45 días después del informe'),
  like(
    'due.house',
    /^house: (\d+) business days for an? (\w+) hit$/,
    ([days, band]) => `norma interna: ${days} días hábiles para una coincidencia ${inSpanish(BANDS, band)}`,
  ),
]

const PAYMENT_TEXTS: Readonly<Record<string, string>> = {
  'sender reference': 'referencia del emisor',
  'remittance information': 'concepto del pago',
  'related reference': 'referencia relacionada',
  'regulatory reporting': 'información regulatoria',
  'sender to receiver information': 'información del emisor al receptor',
}

const spanishStand = (text = ''): string =>
  text.replaceAll(' since ', ' desde ').replaceAll(' at the latest', ' a más tardar').replaceAll(' and ', ' y ')
const spanishLine = (text = ''): string =>
  text.replace(/^more than (.+)$/, 'más de $1').replace(/^(.+) or more$/, '$1 o más')
const spanishSum = (text = ''): string =>
  text
    .replaceAll(', itself reached)', ', alcanzada)')
    .replaceAll(', perhaps itself reached)', ', quizá alcanzada)')
    .replaceAll(', designated)', ', designada)')
    .replaceAll(', joint with a reached holder)', ', junto con un tenedor alcanzado)')
    .replace(
      /; the most that one person holds, joint holders as one, is /,
      '; lo más que tiene una persona, contando juntos a los cotitulares, es ',
    )
    .replace(/ \+ (\d+) more/, ' + $1 más')

/** Findings of the validator's pack. */
const FINDINGS: readonly Sentence[] = [
  like(
    'finding.exact',
    /^(\d+) of (\d+) listed names given exactly were missed$/,
    ([a, b]) => `${a} de ${b} nombres listados dados tal cual no se encontraron`,
  ),
  like(
    'finding.canary',
    /^canary of (\S+) did not alert: (.+)$/,
    ([list, name]) => `el canario de ${list} no dio alerta: ${name}`,
  ),
  like(
    'finding.class',
    /^(X-\d\d) (.+): ([\d.]+ %) of (\d+), under its bar of ([\d.]+ %)$/,
    ([id = '', title, share, asked, bar]) =>
      `${id} ${ES_DISGUISES[id] ?? title}: ${share} de ${asked}, por debajo de su umbral de ${bar}`,
  ),
  like(
    'finding.clean',
    /^clean (\w+) population, (.+): ([\d.]+ %) alerts, over the bar of ([\d.]+ %)$/,
    ([who, facts, share, bar]) =>
      `población limpia ${who === 'mexican' ? 'mexicana' : 'mundial'}, ${facts === 'name alone' ? 'solo nombre' : 'con fecha de nacimiento y país'}: ${share} de alertas, por encima del umbral de ${bar}`,
  ),
  like('finding.stale', /^(\S+) is stale$/, ([id]) => `${id} está desactualizada`),
]

const SENTENCES: readonly Sentence[] = [...EVIDENCE, ...ANSWERS, ...FINDINGS]

/** The code of a sentence of the server, or `undefined` where the table does not know it. */
export const codeOf = (text: string): string | undefined => SENTENCES.find(({ form }) => form.test(text))?.code

/** A sentence of the server in the page's language; one that no table knows stays in English. */
export function sentence(text: string, language: Language): string {
  if (language === 'en' || text === '') return text
  for (const { form, es } of SENTENCES) {
    const found = form.exec(text)
    if (found !== null) return es(found.slice(1).map((part) => part ?? ''))
  }
  return text
}
