import Type from 'typebox'
import {
  checkHeld,
  checkProposed,
  checkSilence,
  endHold,
  endSilence,
  hold,
  listHeld,
  listProposals,
  listSuppressions,
  PROPOSAL_KINDS,
  propose,
  suppress,
} from '../../../engine/casework.ts'
import { type Route, route } from '../route.ts'
import { DAY, HELD, ID, ID_PARAM, PAGE_QUERY, PROPOSAL, pageOf, SUPPRESSION, strict, TEXT } from '../shapes.ts'

const STATE = Type.Optional(Type.String({ maxLength: 32 }))
const DETAIL = Type.Record(Type.String({ maxLength: 64 }), Type.Unknown())
const CHECK = strict({ approve: Type.Boolean(), text: TEXT })

const suppressions = route({
  method: 'GET',
  path: '/v1/suppressions',
  id: 'listSuppressions',
  tag: 'Suppressions',
  summary: 'Rules that silence one pair, what expires first in front',
  needs: 'alert.read',
  query: strict({ ...PAGE_QUERY, state: STATE, party: Type.Optional(ID) }),
  answer: pageOf(SUPPRESSION),
  handle: ({ desk, query }) => listSuppressions(desk, query),
})

const suppressing = route({
  method: 'POST',
  path: '/v1/suppressions',
  id: 'proposeSuppression',
  tag: 'Suppressions',
  summary: 'Propose to silence one pair until a day',
  needs: 'suppression.propose',
  status: 201,
  isOnce: true,
  body: strict({
    alert: ID,
    reason: Type.String({ maxLength: 64 }),
    text: TEXT,
    evidence: Type.Array(Type.String({ maxLength: 256 }), { minItems: 1, maxItems: 64 }),
    expires_on: DAY,
  }),
  answer: SUPPRESSION,
  example: {
    body: {
      alert: '{decided_alert}',
      reason: 'birth_date_differs',
      text: 'Another person by date of birth, seen on the passport.',
      evidence: ['hit:name'],
      expires_on: '2026-12-31',
    },
  },
  handle: ({ desk, body: { expires_on, ...request } }) => suppress(desk, { ...request, expiresOn: expires_on }),
})

const checkingSuppression = route({
  method: 'POST',
  path: '/v1/suppressions/{id}/check',
  id: 'checkSuppression',
  tag: 'Suppressions',
  summary: 'Approve or refuse a suppression, as a second person',
  needs: 'suppression.check',
  params: ID_PARAM,
  isOnce: true,
  body: CHECK,
  answer: SUPPRESSION,
  example: { params: { id: '{suppression}' }, body: { approve: true, text: 'The dates were compared; they differ.' } },
  handle: ({ desk, params, body }) => checkSilence(desk, params.id, body.approve, body.text),
})

const endingSuppression = route({
  method: 'POST',
  path: '/v1/suppressions/{id}/end',
  id: 'endSuppression',
  tag: 'Suppressions',
  summary: 'End a suppression',
  needs: 'alert.work',
  params: ID_PARAM,
  isOnce: true,
  body: strict({ because: TEXT }),
  answer: SUPPRESSION,
  example: { params: { id: '{active_suppression}' }, body: { because: 'The customer has changed.' } },
  handle: ({ desk, params, body }) => endSilence(desk, params.id, body.because),
})

const held = route({
  method: 'GET',
  path: '/v1/held',
  id: 'listHeld',
  tag: 'Held items',
  summary: 'Payments and questions that are held',
  needs: 'held.read',
  query: strict({ ...PAGE_QUERY, state: STATE }),
  answer: pageOf(HELD),
  handle: ({ desk, query }) => listHeld(desk, query),
})

const holding = route({
  method: 'POST',
  path: '/v1/held',
  id: 'holdItem',
  tag: 'Held items',
  summary: 'Hold a payment or a question',
  needs: 'held.create',
  status: 201,
  isOnce: true,
  body: strict({
    kind: Type.Enum(['payment', 'question']),
    subject: Type.String({ minLength: 1, maxLength: 256 }),
    why: Type.String({ minLength: 1, maxLength: 256 }),
    detail: DETAIL,
  }),
  answer: HELD,
  example: { body: { kind: 'payment', subject: 'MSG-1', why: 'hits', detail: {} } },
  handle: ({ desk, body: { kind, ...rest } }) =>
    hold(desk, { ...rest, kind: kind === 'payment' ? 'payment' : 'question' }),
})

const endingHold = route({
  method: 'POST',
  path: '/v1/held/{id}/end',
  id: 'endHeld',
  tag: 'Held items',
  summary: 'Block or reject what is held, or propose its release',
  needs: 'held.end',
  params: ID_PARAM,
  isOnce: true,
  body: strict({ step: Type.Enum(['propose_release', 'block', 'reject']), reason: TEXT }),
  answer: HELD,
  example: {
    params: { id: '{held}' },
    body: { step: 'propose_release', reason: 'Not the listed person: dates of birth differ.' },
  },
  handle: ({ desk, params, body }) => {
    const step = body.step === 'block' ? 'block' : body.step === 'reject' ? 'reject' : 'propose_release'
    return endHold(desk, params.id, step, body.reason)
  },
})

const checkingHold = route({
  method: 'POST',
  path: '/v1/held/{id}/check',
  id: 'checkHeld',
  tag: 'Held items',
  summary: 'Approve or refuse a release, as a second person',
  needs: 'held.check',
  params: ID_PARAM,
  isOnce: true,
  body: CHECK,
  answer: HELD,
  example: {
    params: { id: '{proposed_release}' },
    body: { approve: true, text: 'The documents were seen and agree.' },
  },
  handle: ({ desk, params, body }) => checkHeld(desk, params.id, body.approve, body.text),
})

const proposals = route({
  method: 'GET',
  path: '/v1/proposals',
  id: 'listProposals',
  tag: 'Proposals',
  summary: 'Changes of policy, coverage and register that were proposed',
  needs: 'alert.read',
  query: strict({ ...PAGE_QUERY, state: STATE }),
  answer: pageOf(PROPOSAL),
  handle: ({ desk, query }) => listProposals(desk, query),
})

const proposing = route({
  method: 'POST',
  path: '/v1/proposals',
  id: 'propose',
  tag: 'Proposals',
  summary: 'Propose a change that takes a second person',
  needs: 'proposal.make',
  status: 201,
  isOnce: true,
  body: strict({
    kind: Type.Enum([...PROPOSAL_KINDS]),
    subject: Type.String({ minLength: 1, maxLength: 256 }),
    payload: DETAIL,
    reason: TEXT,
  }),
  answer: PROPOSAL,
  example: {
    body: {
      kind: 'policy_change',
      subject: 'default',
      payload: { threshold: 0.75 },
      reason: 'Validation of this spring shows no loss at the new bar.',
    },
  },
  handle: ({ desk, body }) => {
    const kind = PROPOSAL_KINDS.find((known) => known === body.kind) ?? 'policy_change'
    return propose(desk, kind, body.subject, body.payload, body.reason)
  },
})

const checkingProposal = route({
  method: 'POST',
  path: '/v1/proposals/{id}/check',
  id: 'checkProposal',
  tag: 'Proposals',
  summary: 'Approve or refuse a change, as a second person',
  needs: 'proposal.check',
  params: ID_PARAM,
  isOnce: true,
  body: CHECK,
  answer: PROPOSAL,
  example: {
    params: { id: '{proposal}' },
    body: { approve: false, text: 'The validation does not cover organisations.' },
  },
  handle: ({ desk, params, body }) => checkProposed(desk, params.id, body.approve, body.text),
})

export const CONTROL_ROUTES: readonly Route[] = [
  suppressions,
  suppressing,
  checkingSuppression,
  endingSuppression,
  held,
  holding,
  endingHold,
  checkingHold,
  proposals,
  proposing,
  checkingProposal,
]
