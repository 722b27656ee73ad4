import type { LawDiff, LawReply } from '../engine/law.ts'
import { styled } from './output.ts'

const WORDS = {
  en: {
    us: 'US nexus',
    non_us: 'no US nexus',
    asOf: 'as of',
    knownAt: 'as known at',
    knownUntil: 'Register known until',
    open: 'A status could not be told on this day; the answer assumes that it stood.',
  },
  es: {
    us: 'con nexo con EE. UU.',
    non_us: 'sin nexo con EE. UU.',
    asOf: 'al',
    knownAt: 'según lo conocido al',
    knownUntil: 'Registro conocido hasta el',
    open: 'No se puede decir un estado en ese día; la respuesta supone que regía.',
  },
} as const

/** The answer of `cordon law` for a person. */
export function lawText(reply: LawReply): string {
  const open = reply.undetermined ? ['', styled('yellow', WORDS[reply.language].open)] : []
  const until = `${WORDS[reply.language].knownUntil} ${reply.known_until}.`
  return [headOf(reply), ...open, '', ...reply.plain, until].join('\n')
}

function headOf(reply: LawReply): string {
  const who = reply.party === null ? reply.authorities.join(', ') : reply.party.name
  const nexus = reply.nexus === null ? '' : `, ${reply.nexus === 'us' ? 'US nexus' : 'no US nexus'}`
  const relation = reply.relation === 'designated' ? '' : ` (${reply.relation.replaceAll('_', ' ')})`
  return styled(
    'bold',
    `${reply.asker}${nexus}: ${who}${relation}, as of ${reply.as_of}, as known at ${reply.known_at}`,
  )
}

/** What changed between two answers. */
export function diffText(before: LawReply, after: LawReply, diff: LawDiff): string {
  const row = (sign: string, each: LawDiff['added'][number]): string =>
    `${sign} ${each.code.padEnd(8)} ${each.text}\n           ${each.due === null ? each.clock : `due ${each.due}`} [${each.authority}: ${each.citation}]`
  return [
    styled('bold', `${after.asker}: ${after.party?.name ?? after.authorities.join(', ')}`),
    `from ${before.as_of} (${before.authorities.join(', ') || 'nothing'}) to ${after.as_of} (${after.authorities.join(', ') || 'nothing'})`,
    '',
    ...(diff.added.length === 0 ? ['Nothing new.'] : diff.added.map((each) => row('+', each))),
    ...diff.removed.map((each) => row('-', each)),
    ...diff.kept.map((each) => `= ${each.code.padEnd(8)} already so, and still because of ${each.because.join(', ')}`),
    '',
    after.notice,
  ].join('\n')
}
