import Type from 'typebox'
import {
  check,
  decide,
  getAlert,
  listAlerts,
  listAwaitingCheck,
  OUTCOMES,
  openEvidence,
  REASON_NAMES,
  reopen,
  workAlert,
} from '../../../engine/casework.ts'
import { accepted } from '../../../model/parsed.ts'
import { type Route, route } from '../route.ts'
import { ALERT, DAY, DISPOSITION, ID, ID_PARAM, INSTANT, PAGE_QUERY, pageOf, strict, TEXT } from '../shapes.ts'

const TAGS = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 32 })
const ASSIGNEE = Type.Union([ID, Type.Null()])
const REVISION = Type.Optional(Type.Integer({ minimum: 0, description: 'The revision that was seen.' }))

const alerts = route({
  method: 'GET',
  path: '/v1/alerts',
  id: 'listAlerts',
  tag: 'Alerts',
  summary: 'The queue, what is due first in front',
  needs: 'alert.read',
  query: strict({
    ...PAGE_QUERY,
    state: Type.Optional(
      Type.String({ maxLength: 32, description: '`pending` is every state that waits for a person.' }),
    ),
    assignee: Type.Optional(ID),
    party: Type.Optional(ID),
    entity: Type.Optional(ID),
    case: Type.Optional(ID),
  }),
  answer: pageOf(ALERT),
  example: { query: { state: 'pending', limit: 10 } },
  handle: ({ desk, query }) => listAlerts(desk, query),
})

const alert = route({
  method: 'GET',
  path: '/v1/alerts/{id}',
  id: 'getAlert',
  tag: 'Alerts',
  summary: 'An alert with the decisions made on it',
  needs: 'alert.read',
  params: ID_PARAM,
  answer: Type.Object({ alert: ALERT, decisions: Type.Array(DISPOSITION) }),
  example: { params: { id: '{alert}' } },
  handle: ({ desk, params }) => getAlert(desk, params.id),
})

const evidence = route({
  method: 'POST',
  path: '/v1/alerts/{id}/evidence-views',
  id: 'viewEvidence',
  tag: 'Alerts',
  summary: 'Note that the evidence was opened, before it is judged',
  needs: 'alert.read',
  params: ID_PARAM,
  status: 201,
  answer: Type.Object({ noted: Type.Literal(true) }),
  example: { params: { id: '{alert}' } },
  handle: async ({ desk, params }) => {
    const done = await openEvidence(desk, params.id)
    return done.ok ? accepted({ noted: true }) : done
  },
})

const work = route({
  method: 'PATCH',
  path: '/v1/alerts/{id}',
  id: 'workAlert',
  tag: 'Alerts',
  summary: 'Assign, snooze, tag or escalate an alert',
  needs: 'alert.work',
  params: ID_PARAM,
  isOnce: true,
  body: strict({
    assignee: Type.Optional(ASSIGNEE),
    snoozed_until: Type.Optional(Type.Union([INSTANT, DAY, Type.Null()])),
    tags: Type.Optional(TAGS),
    escalate: Type.Optional(Type.Literal(true)),
    revision: REVISION,
  }),
  answer: ALERT,
  example: { params: { id: '{alert}' }, body: { tags: ['urgent'] } },
  handle: ({ desk, params, body }) =>
    workAlert(desk, params.id, {
      ...(body.assignee === undefined ? {} : { assignee: body.assignee }),
      ...(body.snoozed_until === undefined ? {} : { snoozedUntil: body.snoozed_until }),
      ...(body.tags === undefined ? {} : { tags: body.tags }),
      ...(body.escalate === undefined ? {} : { isEscalated: true as const }),
      ...(body.revision === undefined ? {} : { revision: body.revision }),
    }),
})

const JUDGEMENT = {
  outcome: Type.Enum([...OUTCOMES]),
  reasons: Type.Array(Type.Enum([...REASON_NAMES]), { minItems: 1, maxItems: 16 }),
  text: TEXT,
  evidence: Type.Array(Type.String({ maxLength: 256 }), { minItems: 1, maxItems: 64 }),
}

const decision = route({
  method: 'POST',
  path: '/v1/alerts/{id}/decisions',
  id: 'decide',
  tag: 'Alerts',
  summary: 'Decide an alert, with reasons, text and the evidence relied on',
  needs: 'alert.decide',
  params: ID_PARAM,
  status: 201,
  isOnce: true,
  body: strict({ ...JUDGEMENT, revision: REVISION }),
  answer: Type.Object({ disposition: DISPOSITION, alert: ALERT }),
  example: {
    params: { id: '{alert}' },
    body: {
      outcome: 'false_positive',
      reasons: ['birth_date_differs'],
      text: 'Born thirty years later, by the passport that was seen.',
      evidence: ['hit:name'],
    },
  },
  handle: ({ desk, params, body: { revision, ...judgement } }) =>
    decide(desk, params.id, judgement, revision === undefined ? {} : { revision }),
})

const reopening = route({
  method: 'POST',
  path: '/v1/alerts/{id}/reopen',
  id: 'reopenAlert',
  tag: 'Alerts',
  summary: 'Open a decided alert again',
  needs: 'alert.work',
  params: ID_PARAM,
  isOnce: true,
  body: strict({ because: TEXT }),
  answer: ALERT,
  example: {
    params: { id: '{decided_alert}' },
    body: { because: 'A second document has come in that must be looked at.' },
  },
  handle: ({ desk, params, body }) => reopen(desk, params.id, body.because),
})

const awaiting = route({
  method: 'GET',
  path: '/v1/decisions',
  id: 'listAwaitingCheck',
  tag: 'Alerts',
  summary: 'Decisions that wait for a second person',
  needs: 'alert.read',
  query: strict(PAGE_QUERY),
  answer: pageOf(DISPOSITION),
  handle: ({ desk, query }) => listAwaitingCheck(desk, query),
})

const checking = route({
  method: 'POST',
  path: '/v1/decisions/{id}/check',
  id: 'checkDecision',
  tag: 'Alerts',
  summary: 'Confirm or return a decision, as a second person',
  needs: 'alert.check',
  params: ID_PARAM,
  isOnce: true,
  body: strict({ confirm: Type.Boolean(), text: TEXT }),
  answer: Type.Object({ disposition: DISPOSITION, alert: ALERT }),
  example: {
    params: { id: '{awaiting_decision}' },
    body: { confirm: true, text: 'The passport and the list entry agree.' },
  },
  handle: ({ desk, params, body }) => check(desk, params.id, { isConfirmed: body.confirm, text: body.text }),
})

export const ALERT_ROUTES: readonly Route[] = [alerts, alert, evidence, work, decision, reopening, awaiting, checking]
