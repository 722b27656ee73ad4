import type { AnswerField, PaymentAnswer } from '../engine/payments.ts'
import { safeText, styled } from './output.ts'

/** A message for people: the verdict, why, what was found by field, and the message itself with the places marked. */
export function renderPaymentText(
  answer: PaymentAnswer,
  options: { readonly text?: string; readonly showsAll: boolean },
): string {
  const verdict = answer.verdict === 'hold' ? styled(['bold', 'red'], 'HOLD') : styled('green', 'pass')
  const found = answer.fields.filter(isFound)
  const screened = answer.fields.filter((field) => field.screened).length
  return [
    `${verdict}  ${answer.type}  ${safeText(answer.file)} #${answer.index}`,
    ...answer.why.map((reason) => `  ${safeText(reason)}`),
    ...(options.showsAll ? answer.fields : found).flatMap(fieldLines),
    ...(options.text === undefined || found.length === 0 ? [] : ['', highlighted(options.text, found)]),
    `  ${screened} of ${answer.fields.length} fields screened`,
    '',
  ].join('\n')
}

const isFound = ({ hits, places }: AnswerField): boolean => hits.length > 0 || places !== undefined

function fieldLines(field: AnswerField): readonly string[] {
  const head = `  ${field.screened ? '●' : '○'} ${field.path}: ${safeText(field.value)}${field.screened ? '' : ` (not screened: ${field.reason})`}`
  return [
    head,
    ...field.hits.map(
      ({ entity, score, list, matched, designations }) =>
        `      ${score.toFixed(2)} ${safeText(entity.caption)} (${entity.id}, ${list})${matched.party === '' ? '' : `: "${safeText(matched.party)}" beside "${safeText(matched.entity)}"`}${authorities(designations)}`,
    ),
    ...(field.places ?? []).map(
      ({ code, found, citation, verified }) =>
        `      place ${code}: "${safeText(found)}" (${citation}${verified ? '' : ', not verified'})`,
    ),
  ]
}

const authorities = (designations: readonly { readonly authority: string; readonly state: string }[]): string => {
  const names = designations.filter(({ state }) => state === 'designated').map(({ authority }) => authority)
  return names.length === 0 ? '' : ` [${[...new Set(names)].join(', ')}]`
}

/** Lines of the message that hold something found, the find between ▶ and ◀ and coloured where the terminal can. */
function highlighted(text: string, found: readonly AnswerField[]): string {
  const spans = found.map(({ span }) => span).sort((a, b) => a[0] - b[0])
  let out = ''
  let at = 0
  for (const [start, end] of spans) {
    if (start < at) continue
    out += text.slice(at, start) + MARK_START + text.slice(start, end) + MARK_END
    at = end
  }
  const whole = out + text.slice(at)
  return whole
    .split(/\r?\n/)
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.includes(MARK_START) || line.includes(MARK_END))
    .map(({ line, number }) => `  ${String(number).padStart(4)} │ ${marked(line)}`)
    .join('\n')
}

const MARK_START = '\uE000'
const MARK_END = '\uE001'
const marked = (line: string): string =>
  safeText(line).replace(/\uE000([^\uE001]*)\uE001?/g, (_all, inner: string) =>
    styled(['bold', 'yellow'], `▶${inner}◀`),
  )
