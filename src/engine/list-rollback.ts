import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { appendEntry } from '../casework/audit/audited.ts'
import { find, get, type Step } from '../casework/records/query.ts'
import type { DatasetId, Instant } from '../model/brand.ts'
import { accepted, type Parsed, refused } from '../model/parsed.ts'
import { propose } from './casework.ts'
import type { ProposalJson } from './casework-json.ts'
import type { Desk } from './desk.ts'
import { openListStore } from './lists.ts'

/** A version of a kept list that somebody wants put aside, or back in force. */
export interface RollbackRequest {
  readonly list: string
  readonly version: string
  readonly state: 'accepted' | 'quarantined'
  readonly because: string
}

const subjectOf = (list: string, version: string): string => `${list}@${version}`

/**
 * Proposes that a version be put aside, so that the one before it is in force again, or that one that a guard put aside be taken
 * after all. A second person must approve it: a list that screens less is a decision (R-39, S-13).
 */
export async function proposeRollback(
  desk: Desk,
  folder: string,
  { list, version, state, because }: RollbackRequest,
): Promise<Parsed<ProposalJson>> {
  const record = recordIn(folder, list, version)
  if (record === undefined) return refused('list.unknown', version)
  if (record.state === state) return refused('state.move', state, { remedy: 'the version is in that state already' })
  return propose(desk, 'list_exclusion', subjectOf(list, version), { list, version, state }, because)
}

/** Does what two persons agreed on, where nothing later was agreed about the same version; entered into the log. */
export async function applyRollback(
  desk: Desk,
  folder: string,
  proposal: string,
): Promise<
  Parsed<{ readonly list: string; readonly version: string; readonly state: string; readonly changed: boolean }>
> {
  const agreed = await desk.lookFor('proposal.make', () => lastAgreed(proposal))
  if (!agreed.ok) return agreed
  const { list, version, state, reason } = agreed.value
  const store = openListStore(folder)
  try {
    const record = store.versions(list as DatasetId).findLast((one) => one.version === version)
    if (record === undefined) return refused('list.unknown', version)
    const changed = store.setState(record, state === 'accepted' ? null : reason, desk.now() as Instant)
    const logged = await desk.change('proposal.make', function* (act) {
      const detail = { proposal, state, changed }
      return yield* appendEntry(act, { action: 'list.state', subject: `list/${subjectOf(list, version)}`, detail }, [])
    })
    return logged.ok ? accepted({ list, version, state, changed }) : logged
  } finally {
    store.close()
  }
}

const AGREED_SHAPE = Type.Object({
  list: Type.String(),
  version: Type.String(),
  state: Type.Enum(['accepted', 'quarantined']),
})
const AGREED = Compile(AGREED_SHAPE)

/** What a proposal says, where it is approved and the last approved one about its version: an old agreement is not used twice. */
function* lastAgreed(id: string): Step<Parsed<Static<typeof AGREED_SHAPE> & { readonly reason: string }>> {
  const row = yield* get('proposal', id)
  if (row === undefined || row.kind !== 'list_exclusion') return refused('proposal.unknown', id)
  if (row.state !== 'approved')
    return refused('second_person.lacking', row.state, { remedy: 'a second person approves it first' })
  const later = yield* find('proposal', { where: { kind: 'list_exclusion', subject: row.subject, state: 'approved' } })
  if (later.some(({ checked_at }) => (checked_at ?? '') > (row.checked_at ?? '')))
    return refused('state.move', id, { remedy: 'something later was agreed about this version' })
  const payload: unknown = JSON.parse(row.payload_json)
  return AGREED.Check(payload) ? accepted({ ...payload, reason: row.reason }) : refused('proposal.unknown', id)
}

function recordIn(folder: string, list: string, version: string) {
  const store = openListStore(folder)
  try {
    return store.versions(list as DatasetId).findLast((one) => one.version === version)
  } finally {
    store.close()
  }
}
