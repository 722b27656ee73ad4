import Type from 'typebox'
import type { LongWork } from '../../../engine/long-work.ts'
import { renderValidationHtml, type ValidationReport, validate } from '../../../engine/validation.ts'
import { renderValidationPdf } from '../../../engine/validation-pdf.ts'
import { CordonError } from '../../../model/errors.ts'
import { accepted } from '../../../model/parsed.ts'
import type { Identity } from '../../http/identity.ts'
import { type Route, route } from '../route.ts'
import { ID, ID_PARAM, strict } from '../shapes.ts'

const text = Type.String()
const textOrNull = Type.Union([text, Type.Null()])
const MOST_NAMES = 500
const MOST_PEOPLE = 5_000
const MOST_EXACT = 50_000
const MOST_CLASSES = 100

export const WORK = Type.Object({
  id: text,
  kind: text,
  asked: Type.Unknown(),
  state: Type.Enum(['running', 'done', 'failed', 'stopped']),
  done: Type.Integer(),
  total: Type.Integer(),
  note: text,
  started_at: text,
  ended_at: textOrNull,
  problem: Type.Union([Type.Object({ code: text, detail: text }), Type.Null()]),
})

/** Whose work it is: the one who asked sees it, and nobody else. */
export const ownerOf = (identity: Identity | undefined): string =>
  identity === undefined ? 'nobody' : `${identity.actor.tenant}/${identity.actor.kind}/${identity.actor.id}`

type Found = NonNullable<ReturnType<LongWork['find']>>

function foundIn(work: LongWork, identity: Identity | undefined, id: string): Found {
  const found = work.find(ownerOf(identity), id)
  if (found === undefined) throw new CordonError('work.unknown', 'there is no such work of yours')
  return found
}

const listing = route({
  method: 'GET',
  path: '/v1/work',
  id: 'listWork',
  tag: 'Work',
  summary: 'Work of seconds or minutes that was asked for, the latest first',
  needs: 'screen',
  query: strict({ kind: Type.Optional(ID) }),
  answer: Type.Object({ items: Type.Array(WORK) }),
  example: { query: { kind: 'scenario' } },
  handle: ({ query, back, identity }) => accepted({ items: back.work.list(ownerOf(identity), query.kind) }),
})

const one = route({
  method: 'GET',
  path: '/v1/work/{id}',
  id: 'getWork',
  tag: 'Work',
  summary: 'How far work is; with `value` once it is done',
  needs: 'screen',
  params: ID_PARAM,
  answer: Type.Object({ ...WORK.properties, value: Type.Optional(Type.Unknown()) }),
  example: { params: { id: '{run}' } },
  handle: ({ params, back, identity }) => {
    const { work, value } = foundIn(back.work, identity, params.id)
    return accepted(work.state === 'done' ? { ...work, value } : work)
  },
})

const stopping = route({
  method: 'DELETE',
  path: '/v1/work/{id}',
  id: 'stopWork',
  tag: 'Work',
  summary: 'Stop work; what has ended stays as it ended',
  needs: 'screen',
  params: ID_PARAM,
  answer: WORK,
  example: { params: { id: '{run}' } },
  handle: ({ params, back, identity, at }) => {
    foundIn(back.work, identity, params.id)
    return accepted(back.work.stop(ownerOf(identity), params.id, at))
  },
})

const validating = route({
  method: 'POST',
  path: '/v1/validations',
  id: 'startValidation',
  tag: 'Work',
  summary: "Run the validator's pack on the lists and policy of this server; told by /v1/work/{id}",
  needs: 'screen',
  status: 201,
  body: strict({
    names: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MOST_NAMES, description: 'Names a class of disguise; 20.' }),
    ),
    exact: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MOST_EXACT, description: 'Listed names given exactly; 500.' }),
    ),
    people: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MOST_PEOPLE, description: 'Clean people a population; 200.' }),
    ),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 4_294_967_295 })),
    classes: Type.Optional(Type.Array(ID, { maxItems: MOST_CLASSES })),
  }),
  answer: WORK,
  example: { body: { names: 1, exact: 5, people: 5, classes: ['X-01'] } },
  handle: ({ body, back, identity, at }) => {
    const { engine } = back.service.now
    const { names = 20, exact = 500, people = 200, seed = 1, classes } = body
    const size = { names, exact, people, seed, ...(classes === undefined ? {} : { classes }) }
    return accepted(
      back.work.start({
        owner: ownerOf(identity),
        kind: 'validation',
        key: JSON.stringify([size, engine.policyId, engine.lists.map(({ version }) => version), at]),
        asked: size,
        at,
        now: () => new Date().toISOString(),
        job: (teller) => {
          let steps = 0
          return validate({
            ...size,
            at,
            engine,
            ...(back.data === undefined ? {} : { data: back.data }),
            pause: teller.pause,
            onProgress: (note) => {
              steps += 1
              teller.tell(steps, (classes?.length ?? STEPS_OF_CLASSES) + STEPS_BESIDE, note)
            },
          })
        },
      }),
    )
  },
})

/** Steps that a whole run tells: one a class, and those of exact names and populations. */
const STEPS_OF_CLASSES = 64
const STEPS_BESIDE = 8

const reportOf = (found: Found): ValidationReport => {
  if (found.work.kind !== 'validation' || found.work.state !== 'done')
    throw new CordonError('work.unknown', 'there is no finished validation under this id')
  return found.value as ValidationReport
}

const asHtml = route({
  method: 'GET',
  path: '/v1/validations/{id}/report.html',
  id: 'validationAsHtml',
  tag: 'Work',
  summary: 'A finished validation as one HTML page',
  needs: 'screen',
  params: ID_PARAM,
  media: 'text/html; charset=utf-8',
  answer: text,
  example: { params: { id: '{validation}' } },
  handle: ({ params, back, identity, setHeader }) => {
    setHeader('content-disposition', 'attachment; filename="cordon-validation.html"')
    return accepted(renderValidationHtml(reportOf(foundIn(back.work, identity, params.id))))
  },
})

const asPdf = route({
  method: 'GET',
  path: '/v1/validations/{id}/report.pdf',
  id: 'validationAsPdf',
  tag: 'Work',
  summary: 'A finished validation as PDF',
  needs: 'screen',
  params: ID_PARAM,
  media: 'application/pdf',
  answer: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }),
  example: { params: { id: '{validation}' } },
  handle: async ({ params, back, identity, setHeader }) => {
    setHeader('content-disposition', 'attachment; filename="cordon-validation.pdf"')
    return accepted(await renderValidationPdf(reportOf(foundIn(back.work, identity, params.id))))
  },
})

export const WORK_ROUTES: readonly Route[] = [listing, one, stopping, validating, asHtml, asPdf]
