import type { PaymentMessage } from '../model/payment.ts'
import { withoutCounters } from './field-map.ts'
import type { DeclaredField, MessageParty } from './parties.ts'

/** Elements of a credit transfer that must hold somebody (ISO 20022; SWIFT MT handbook: 50a and 59a are mandatory). */
const MUST_HOLD = /^(?:.*\/)?(Dbtr|Cdtr)(\[\d+\])?$|^(50[A-Z]|59[A-Z]?)(\[\d+\])?$/
const HOLDS_SOMEBODY = ['name', 'name_line', 'bic', 'lei', 'identifier', 'iban', 'account'] as const

/** What makes a message unclear although it could be read; each is a reason to hold it. */
export function ambiguitiesOf(
  message: PaymentMessage,
  fields: readonly DeclaredField[],
  parties: readonly MessageParty[],
): readonly string[] {
  return [
    ...emptyParties(fields, parties),
    ...unreadable(fields),
    ...miscounted(message, fields),
    ...severalNames(fields),
    ...(parties.some(holdsSomebody(fields)) ? [] : ['ambiguous: nobody in the message to screen']),
  ]
}

const holdsSomebody =
  (fields: readonly DeclaredField[]) =>
  (party: MessageParty): boolean =>
    HOLDS_SOMEBODY.some((kind) => (party.byKind.get(kind) ?? []).some((at) => fields[at]?.field.value !== ''))

function emptyParties(fields: readonly DeclaredField[], parties: readonly MessageParty[]): readonly string[] {
  return parties
    .filter((party) => MUST_HOLD.test(party.container) && !holdsSomebody(fields)(party))
    .map(({ container }) => `ambiguous: ${container} has neither name nor number`)
}

/** U+FFFD stands where a system before could not read a character: the name is not what it was. */
const unreadable = (fields: readonly DeclaredField[]): readonly string[] =>
  fields
    .filter(({ field, rule }) => rule.isScreened && field.value.includes('\uFFFD'))
    .slice(0, 3)
    .map(({ field }) => `ambiguous: ${field.path} has characters that were lost on the way`)

/** A header that counts other than the transactions there are: some are missing, or were put in. */
function miscounted({ format }: PaymentMessage, fields: readonly DeclaredField[]): readonly string[] {
  if (format !== 'mx') return []
  const stated = fields.find(({ field }) => field.path === 'GrpHdr/NbOfTxs')?.field.value
  const held = new Set(
    fields.flatMap(({ field }) => /^((?:PmtInf(?:\[\d+\])?\/)?CdtTrfTxInf(?:\[\d+\])?)\//.exec(field.path)?.[1] ?? []),
  ).size
  return stated === undefined || held === 0 || Number(stated) === held
    ? []
    : [`ambiguous: the header counts ${stated} transactions, the message holds ${held}`]
}

/** An element that may stand once stands twice: systems differ in which they read. */
function severalNames(fields: readonly DeclaredField[]): readonly string[] {
  return fields
    .filter(({ field, rule }) => rule.kind === 'name' && /\/Nm\[\d+\]$/.test(field.path))
    .map(({ field }) => `ambiguous: ${withoutCounters(field.path)} stands more than once`)
}
