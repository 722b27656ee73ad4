import type { NewlyCaught, WhatIfAnswer } from '../engine/scenario.ts'
import type { ScenarioComparison } from '../engine/scenario-comparison.ts'
import { safeText, styled, table } from './output.ts'

/** Parties of each sort that the text shows; --json has them all. */
const SHOWN = 25

/** A what-if as a board reads it: what is supposed, who is caught, how much is at stake, what must be done by when, and what does not change. */
export function renderWhatIfText(answer: WhatIfAnswer): string {
  const { scenario, newly } = answer
  const anew = [...newly.matched, ...newly.owned].filter(({ already }) => already.length === 0)
  return [
    styled(
      'bold',
      `What if: ${scenario.action === 'designate' ? 'designated' : 'no longer designated'} under ${scenario.authorities.join(', ')} from ${scenario.effective}`,
    ),
    `Asked as of ${answer.as_of}${answer.announced === null ? '' : `, announced ${answer.announced}`}. A supposition: nobody has done this.`,
    '',
    ...scenario.targets.flatMap(targetLines),
    '',
    `In short: ${newly.matched.length} matched, ${newly.owned.length} owned, ${newly.linked.length} linked, of ${answer.book.parties} parties; ${anew.length} of the matched and owned were blocked by nobody before.`,
    ...section('Matched', newly.matched, 'the party itself'),
    ...section('Owned', newly.owned, 'through its owners'),
    ...section('Linked', newly.linked, 'no ownership: for a closer look, blocked by nothing here'),
    ...amountLines(answer),
    ...flowLines(answer),
    ...dutyLines(answer),
    ...unchangedLines(answer),
    ...signalLines(answer),
    ...answer.missing.slice(0, SHOWN).map((reason) => styled('yellow', `Could not look whole: ${safeText(reason)}`)),
    '',
    answer.caveat,
  ].join('\n')
}

function targetLines(target: WhatIfAnswer['scenario']['targets'][number]): readonly string[] {
  const before = target.before.map(
    ({ authority, state, since }) =>
      `${authority} ${state.replace(/_/g, ' ')}${since === null ? '' : ` since ${since}`}`,
  )
  return [
    `${safeText(target.name)}`,
    `  today: ${before.length === 0 ? 'nothing known of it' : before.join(' · ')}`,
    `  would gain: ${target.gains.join(', ') || 'nothing'}${target.loses.length > 0 ? ` · would lose: ${target.loses.join(', ')}` : ''}`,
  ]
}

function section(title: string, parties: readonly NewlyCaught[], what: string): readonly string[] {
  if (parties.length === 0) return []
  const rows = parties
    .slice(0, SHOWN)
    .map((party) => [
      safeText(party.name),
      party.id,
      party.verdict.replace(/_/g, ' '),
      party.already.length === 0 ? 'new' : `already ${party.already.join(', ')}`,
      safeText((party.path_names ?? []).length === 0 ? party.because : (party.path_names ?? []).join(' → ')),
    ])
  const more = parties.length > SHOWN ? [`  and ${parties.length - SHOWN} more (--json)`] : []
  return [
    '',
    styled('bold', `${title} (${parties.length}): ${what}`),
    table([['Party', 'Id', 'Verdict', 'Before', 'Because'], ...rows]),
    ...more,
  ]
}

function amountLines({ amounts, linked_amounts }: WhatIfAnswer): readonly string[] {
  if (amounts.length === 0 && linked_amounts.length === 0) return []
  const total = new Map<string, number>()
  for (const { currency, sum } of amounts) total.set(currency, (total.get(currency) ?? 0) + sum)
  const rows = amounts
    .slice(0, SHOWN)
    .map((row) => [
      money(row.sum),
      row.currency,
      row.country ?? '',
      safeText(row.region ?? ''),
      safeText(row.sector ?? ''),
      row.role ?? '',
      row.already_blocked ? 'already blocked' : 'new',
    ])
  return [
    '',
    styled('bold', 'At stake with matched and owned parties'),
    `Together ${[...total].map(([currency, sum]) => `${money(sum)} ${currency}`).join(', ') || 'nothing'}; with linked parties ${linked_amounts.length} further rows (--json).`,
    ...(rows.length === 0
      ? []
      : [table([['Sum', 'Currency', 'Country', 'Region', 'Sector', 'Role', 'Before'], ...rows])]),
  ]
}

const money = (sum: number): string => sum.toLocaleString('en-US', { maximumFractionDigits: 2 })

function flowLines({ in_flight }: WhatIfAnswer): readonly string[] {
  if (in_flight.length === 0) return []
  const rows = in_flight
    .slice(0, SHOWN)
    .map((flow) => [
      flow.id,
      flow.kind,
      flow.party,
      flow.amount === null ? '' : money(flow.amount),
      flow.currency ?? '',
      flow.on ?? '',
      flow.until ?? '',
      flow.phase.replace(/_/g, ' '),
    ])
  const more = in_flight.length > SHOWN ? [`  and ${in_flight.length - SHOWN} more (--json)`] : []
  return [
    '',
    styled('bold', `Payments in flight and contracts running (${in_flight.length})`),
    table([['Id', 'Kind', 'Party', 'Amount', 'Currency', 'On', 'Until', 'When'], ...rows]),
    ...more,
  ]
}

function dutyLines({ consequences, reports_due }: WhatIfAnswer): readonly string[] {
  const askers = [...new Set(consequences.map(({ asker }) => asker))]
  const perAsker = askers.map((asker) => {
    const of = (phase: string, change: string): string => {
      const codes = consequences
        .filter(
          (each) =>
            each.asker === asker &&
            each.phase === phase &&
            each.change === change &&
            each.relation !== 'owned_50' &&
            each.effect !== 'none',
        )
        .map(({ code }) => code)
      return [...new Set(codes)].join(' ') || '–'
    }
    return [asker, of('interim', 'added'), of('effect', 'added'), of('effect', 'removed'), of('effect', 'kept')]
  })
  const reports = reports_due.slice(0, SHOWN).map(({ due, code, asker, citation }) => [due, code, asker, citation])
  return [
    ...(perAsker.length === 0
      ? []
      : [
          '',
          styled('bold', 'What it asks of whom'),
          table([['Asker', 'Until the effect', 'Added', 'Ended', 'Goes on'], ...perAsker]),
        ]),
    ...(reports.length === 0
      ? []
      : ['', styled('bold', 'Reports falling due'), table([['Due', 'Code', 'Asker', 'Citation'], ...reports])]),
  ]
}

function unchangedLines({ unchanged }: WhatIfAnswer): readonly string[] {
  if (unchanged.length === 0) return []
  const more = unchanged.length > SHOWN ? [`  and ${unchanged.length - SHOWN} more (--json)`] : []
  return [
    '',
    styled('bold', `What does not change (${unchanged.length})`),
    ...unchanged.slice(0, SHOWN).map(({ id, because }) => `  ${safeText(id)}: ${safeText(because)}`),
    ...more,
  ]
}

function signalLines({ signals }: WhatIfAnswer): readonly string[] {
  if (signals.length === 0) return []
  const byFlag = new Map<string, number>()
  for (const { title } of signals) byFlag.set(title, (byFlag.get(title) ?? 0) + 1)
  return [
    '',
    styled('bold', 'Signals in the book (never hits)'),
    ...[...byFlag].map(([title, count]) => `  ${title}: ${count} ${count === 1 ? 'party' : 'parties'}`),
  ]
}

/** Scenarios side by side. */
export function renderComparisonText(comparison: ScenarioComparison): string {
  const rows = comparison.scenarios.map((each) => [
    safeText(each.name),
    each.authorities.join(','),
    each.effective,
    String(each.matched),
    String(each.owned),
    String(each.linked),
    Object.entries(each.sums)
      .map(([currency, sum]) => `${money(sum)} ${currency}`)
      .join(', ') || '–',
    String(each.only_here.length),
    each.codes_only_here.join(' ') || '–',
  ])
  return [
    table([
      [
        'Scenario',
        'Authorities',
        'Effective',
        'Matched',
        'Owned',
        'Linked',
        'At stake',
        'Only here',
        'Codes only here',
      ],
      ...rows,
    ]),
    '',
    `${comparison.in_all.length} parties are caught in all of them.`,
    'Suppositions: nobody has done any of this.',
  ].join('\n')
}
