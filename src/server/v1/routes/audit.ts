import Type from 'typebox'
import { consistency, entries, inclusion, latestCheckpoint, makeCheckpoint } from '../../../engine/audit.ts'
import { rendered } from '../../../engine/pages.ts'
import { type Parsed, refused } from '../../../model/parsed.ts'
import { type Route, route } from '../route.ts'
import { strict } from '../shapes.ts'

const text = Type.String()
const COUNT = Type.Integer({ minimum: 0 })

const log = route({
  method: 'GET',
  path: '/v1/audit/entries',
  id: 'listEntries',
  tag: 'Audit',
  summary: 'Entries of the audit log, the latest first',
  needs: 'audit.read',
  query: strict({
    subject: Type.Optional(Type.String({ maxLength: 256 })),
    action: Type.Optional(Type.String({ maxLength: 64 })),
    actor: Type.Optional(Type.String({ maxLength: 256 })),
    before: Type.Optional(COUNT),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
  }),
  answer: Type.Object({
    entries: Type.Array(
      Type.Object({ v: Type.Literal(1), seq: COUNT, at: text, actor: text, action: text, subject: text }),
    ),
  }),
  example: { query: { limit: 5 } },
  handle: async ({ desk, query }) => rendered(await entries(desk, query), (found) => ({ entries: found })),
})

const SIGNED = Type.Object({ note: text, at: text })

const checkpoint = route({
  method: 'GET',
  path: '/v1/audit/checkpoint',
  id: 'getCheckpoint',
  tag: 'Audit',
  summary: 'The last signed checkpoint: keep it elsewhere, it is your proof',
  needs: 'audit.read',
  answer: SIGNED,
  handle: async ({ desk }): Promise<Parsed<unknown>> => {
    const last = await latestCheckpoint(desk)
    if (!last.ok || last.value !== undefined) return last
    return refused('audit.checkpoint.unknown', 'none is signed yet', { remedy: 'make one: POST /v1/audit/checkpoint' })
  },
})

const signing = route({
  method: 'POST',
  path: '/v1/audit/checkpoint',
  id: 'makeCheckpoint',
  tag: 'Audit',
  summary: 'Sign the log as it stands',
  needs: 'audit.checkpoint',
  status: 201,
  answer: Type.Object({ note: text, size: COUNT, root: text, origin: text, at: text, verifier_key: text }),
  handle: ({ desk, back }) => makeCheckpoint(desk, back.auditKey()),
})

const included = route({
  method: 'GET',
  path: '/v1/audit/inclusion',
  id: 'proveInclusion',
  tag: 'Audit',
  summary: 'Proof that an entry is in the log (RFC 6962)',
  needs: 'audit.read',
  query: strict({ seq: COUNT, size: Type.Optional(COUNT) }),
  answer: Type.Object({ seq: COUNT, size: COUNT, leaf: text, root: text, proof: Type.Array(text), body: text }),
  example: { query: { seq: 0 } },
  handle: ({ desk, query }) => inclusion(desk, query.seq, query.size),
})

const consistent = route({
  method: 'GET',
  path: '/v1/audit/consistency',
  id: 'proveConsistency',
  tag: 'Audit',
  summary: 'Proof that an earlier log is the beginning of a later one (RFC 6962)',
  needs: 'audit.read',
  query: strict({ from: COUNT, to: Type.Optional(COUNT) }),
  answer: Type.Object({ from: COUNT, to: COUNT, root: text, proof: Type.Array(text) }),
  example: { query: { from: 1 } },
  handle: ({ desk, query }) => consistency(desk, query.from, query.to),
})

export const AUDIT_ROUTES: readonly Route[] = [log, checkpoint, signing, included, consistent]
