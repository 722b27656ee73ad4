import type { TravellerAnswer } from '../engine/traveller.ts'
import { styled } from './output.ts'

const TITLES = { refer: 'REFER, with reasons', no_hit: 'NO HIT', undetermined: 'COULD NOT TELL' } as const

const told = (facts: readonly string[]): string => (facts.length === 0 ? 'nothing' : facts.join(', '))

/** What to do with a traveller, for a person: reasons and what is missing, before the screening itself. */
export function travellerText({ referral, document }: TravellerAnswer): string {
  const broken =
    document === undefined || document.intact
      ? []
      : [`The zone was misread or is not genuine: check digits of ${document.failed.join(', ')} do not hold.`]
  const cut = document?.name_may_be_cut === true ? ['The name fills its field and may be cut short.'] : []
  return [
    styled('bold', TITLES[referral.answer]),
    ...broken,
    ...cut,
    ...referral.reasons.flatMap((reason) => [
      `  ${reason.name} [${reason.entity_id}]: ${reason.text}`,
      `    ground: ${reason.ground} [${reason.citation}]${reason.verified ? '' : ' (unverified)'}`,
      `    beside the name agrees: ${told(reason.agreeing)}; differs: ${told(reason.differing)}; not there to compare: ${told(reason.missing)}`,
    ]),
    referral.notice,
    '',
  ].join('\n')
}
