import Type from 'typebox'
import { evidencePack } from '../../../engine/case-papers.ts'
import {
  attach,
  close,
  holdLegally,
  listCases,
  listTasks,
  note,
  purge,
  readAttachment,
  settle,
  viewCase,
  workCase,
} from '../../../engine/casework.ts'
import { renderPackPdf } from '../../../engine/pack-pdf.ts'
import { rendered } from '../../../engine/pages.ts'
import { accepted } from '../../../model/parsed.ts'
import { type Route, route } from '../route.ts'
import {
  ALERT,
  CASE,
  DISPOSITION,
  FILE,
  ID,
  ID_PARAM,
  NOTE,
  PAGE_QUERY,
  PARTY,
  pageOf,
  SUPPRESSION,
  strict,
  TASK,
  TEXT,
} from '../shapes.ts'

/** Characters of a file in base64; with it a request stays under the bound of bodies. */
const FILE_CHARACTERS = 7 * 1024 * 1024

const cases = route({
  method: 'GET',
  path: '/v1/cases',
  id: 'listCases',
  tag: 'Cases',
  summary: 'Cases, page by page',
  needs: 'case.read',
  query: strict({ ...PAGE_QUERY, state: Type.Optional(Type.Enum(['open', 'closed'])), assignee: Type.Optional(ID) }),
  answer: pageOf(CASE),
  handle: ({ desk, query }) => listCases(desk, query),
})

const one = route({
  method: 'GET',
  path: '/v1/cases/{id}',
  id: 'getCase',
  tag: 'Cases',
  summary: 'A case with all that belongs to it',
  needs: 'case.read',
  params: ID_PARAM,
  answer: Type.Object({
    case: CASE,
    party: Type.Union([PARTY, Type.Null()]),
    alerts: Type.Array(ALERT),
    dispositions: Type.Array(DISPOSITION),
    suppressions: Type.Array(SUPPRESSION),
    tasks: Type.Array(TASK),
    notes: Type.Array(NOTE),
    files: Type.Array(FILE),
  }),
  example: { params: { id: '{case}' } },
  handle: ({ desk, params }) => viewCase(desk, params.id),
})

const pack = route({
  method: 'GET',
  path: '/v1/cases/{id}/pack',
  id: 'packCase',
  tag: 'Cases',
  summary: 'The evidence pack of a case: all that re-performs it, with proofs from the audit log',
  needs: 'case.read',
  needsAlso: ['audit.read', 'audit.checkpoint'],
  params: ID_PARAM,
  answer: Type.Object({ form: Type.String(), made_at: Type.String() }, { additionalProperties: true }),
  example: { params: { id: '{case}' } },
  handle: ({ desk, params, back }) => evidencePack(desk, back.auditKey(), params.id),
})

const packAsPdf = route({
  method: 'GET',
  path: '/v1/cases/{id}/pack.pdf',
  id: 'packCaseAsPdf',
  tag: 'Cases',
  summary: 'The evidence pack of a case as PDF, with the whole pack as a file inside it',
  needs: 'case.read',
  needsAlso: ['audit.read', 'audit.checkpoint'],
  params: ID_PARAM,
  media: 'application/pdf',
  answer: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }),
  example: { params: { id: '{case}' } },
  handle: async ({ desk, params, back, setHeader }) => {
    const made = await evidencePack(desk, back.auditKey(), params.id)
    if (!made.ok) return made
    setHeader('content-disposition', `attachment; filename="case-${params.id}.pdf"`)
    return accepted(await renderPackPdf(made.value))
  },
})

const work = route({
  method: 'PATCH',
  path: '/v1/cases/{id}',
  id: 'workCase',
  tag: 'Cases',
  summary: 'Assign or tag a case, or say whether property is blocked',
  needs: 'case.work',
  params: ID_PARAM,
  isOnce: true,
  body: strict({
    assignee: Type.Optional(Type.Union([ID, Type.Null()])),
    tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 32 })),
    property_blocked: Type.Optional(Type.Boolean()),
    revision: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  answer: CASE,
  example: { params: { id: '{case}' }, body: { tags: ['northern branch'] } },
  handle: ({ desk, params, body: { property_blocked, ...rest } }) =>
    workCase(desk, params.id, {
      ...rest,
      ...(property_blocked === undefined ? {} : { isPropertyBlocked: property_blocked }),
    }),
})

const closing = route({
  method: 'POST',
  path: '/v1/cases/{id}/close',
  id: 'closeCase',
  tag: 'Cases',
  summary: 'Close a case of which no alert is open',
  needs: 'case.work',
  params: ID_PARAM,
  isOnce: true,
  answer: CASE,
  example: { params: { id: '{decided_case}' } },
  handle: ({ desk, params }) => close(desk, params.id),
})

const noting = route({
  method: 'POST',
  path: '/v1/cases/{id}/notes',
  id: 'addNote',
  tag: 'Cases',
  summary: 'Add a note',
  needs: 'case.work',
  params: ID_PARAM,
  status: 201,
  isOnce: true,
  body: strict({ text: TEXT, alert: Type.Optional(ID) }),
  answer: NOTE,
  example: { params: { id: '{case}' }, body: { text: 'Asked the branch for a copy of the passport.' } },
  handle: ({ desk, params, body }) => note(desk, params.id, body.text, body.alert),
})

const filing = route({
  method: 'POST',
  path: '/v1/cases/{id}/files',
  id: 'attachFile',
  tag: 'Cases',
  summary: 'Attach a file, as base64',
  needs: 'case.work',
  params: ID_PARAM,
  status: 201,
  isOnce: true,
  body: strict({
    name: Type.String({ minLength: 1, maxLength: 255 }),
    media_type: Type.String({ pattern: '^[\\w.+-]+/[\\w.+-]+$', maxLength: 127 }),
    content: Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$', maxLength: FILE_CHARACTERS }),
  }),
  answer: FILE,
  example: { params: { id: '{case}' }, body: { name: 'note.txt', media_type: 'text/plain', content: 'aGVsbG8=' } },
  handle: ({ desk, params, body }) =>
    attach(desk, params.id, {
      name: body.name,
      mediaType: body.media_type,
      content: Buffer.from(body.content, 'base64'),
    }),
})

const file = route({
  method: 'GET',
  path: '/v1/files/{id}',
  id: 'getFile',
  tag: 'Cases',
  summary: 'An attached file, as base64: never as something a browser would run',
  needs: 'case.read',
  params: ID_PARAM,
  answer: Type.Object({ name: Type.String(), media_type: Type.String(), content: Type.String() }),
  example: { params: { id: '{file}' } },
  handle: async ({ desk, params }) =>
    rendered(await readAttachment(desk, params.id), ({ name, mediaType, content }) => ({
      name,
      media_type: mediaType,
      content: Buffer.from(content).toString('base64'),
    })),
})

const tasks = route({
  method: 'GET',
  path: '/v1/tasks',
  id: 'listTasks',
  tag: 'Cases',
  summary: 'Duties by their due day',
  needs: 'case.read',
  query: strict({ ...PAGE_QUERY, state: Type.Optional(Type.Enum(['open', 'done', 'cancelled'])) }),
  answer: pageOf(TASK),
  handle: ({ desk, query }) => listTasks(desk, query),
})

const settling = route({
  method: 'POST',
  path: '/v1/tasks/{id}/settle',
  id: 'settleTask',
  tag: 'Cases',
  summary: 'Complete or cancel a duty',
  needs: 'case.work',
  params: ID_PARAM,
  isOnce: true,
  body: strict({ step: Type.Enum(['complete', 'cancel']) }),
  answer: TASK,
  example: { params: { id: '{task}' }, body: { step: 'complete' } },
  handle: ({ desk, params, body }) => settle(desk, params.id, body.step === 'cancel' ? 'cancel' : 'complete'),
})

const legalHold = route({
  method: 'PUT',
  path: '/v1/cases/{id}/legal-hold',
  id: 'setLegalHold',
  tag: 'Cases',
  summary: 'Hold the records of a case for a reason, or end the hold',
  needs: 'retention.hold',
  params: ID_PARAM,
  isOnce: true,
  body: strict({ because: Type.Union([TEXT, Type.Null()]) }),
  answer: CASE,
  example: { params: { id: '{case}' }, body: { because: 'Subpoena of the district court.' } },
  handle: ({ desk, params, body }) => holdLegally(desk, params.id, body.because),
})

const purging = route({
  method: 'DELETE',
  path: '/v1/cases/{id}',
  id: 'purgeCase',
  tag: 'Cases',
  summary: 'Remove a case whose records need be kept no longer',
  needs: 'retention.purge',
  params: ID_PARAM,
  answer: Type.Object({ rows: Type.Integer() }),
  example: { params: { id: '{case}' } },
  handle: async ({ desk, params }) => rendered(await purge(desk, params.id), (rows) => ({ rows })),
})

export const CASE_ROUTES: readonly Route[] = [
  pack,
  packAsPdf,
  cases,
  one,
  work,
  closing,
  noting,
  filing,
  file,
  tasks,
  settling,
  legalHold,
  purging,
]
