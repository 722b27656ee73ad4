import { createReadStream } from 'node:fs'
import Type, { type Static } from 'typebox'
import { packApart, packRows, RESULT_FORMATS, type ResultFormat } from '../../../engine/batch-service.ts'
import { accepted } from '../../../model/parsed.ts'
import { parseIsoDate } from '../../../model/partial-date.ts'
import { type Route, route } from '../route.ts'
import { DAY, DESIGNATION, GIVEN, ID_PARAM, PAGE_QUERY, strict } from '../shapes.ts'

const THOUSAND = 1_000
/** Parties of one request in JSON; more come as a file. */
const MOST_PARTIES = 10_000
const text = Type.String()
const texts = Type.Array(text)
const count = Type.Integer({ minimum: 0 })
const textOrNull = Type.Union([text, Type.Null()])

const QUESTION = {
  threshold: Type.Optional(Type.Number({ minimum: 0.001, maximum: 1, description: "The policy's where absent." })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, description: 'Exact names are never cut.' })),
  as_of: Type.Optional(DAY),
  known_at: Type.Optional(DAY),
}
const NAME = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'What the batch is called, as the name of its file.',
})

const STATUS = Type.Object({
  id: text,
  name: text,
  state: Type.Enum(['loading', 'queued', 'done', 'cancelled']),
  made_at: text,
  rows: count,
  rows_done: count,
  chunks: count,
  chunks_done: count,
  with_hits: count,
  undetermined: count,
  workers: texts,
  columns: Type.Array(Type.Object({ sheet: Type.Optional(text), heading: text, read_as: textOrNull })),
  basis: Type.Object({
    at: text,
    matcher: text,
    policy: text,
    snapshot: text,
    lists: Type.Array(Type.Object({ id: text, version: text, published: textOrNull })),
  }),
  snapshots: texts,
  caveat: text,
})

const RESULT = Type.Object({
  id: text,
  line: Type.Union([Type.Integer(), Type.Null()]),
  status: Type.Enum(['clear', 'hits', 'undetermined']),
  missing: Type.Optional(texts),
  warnings: Type.Optional(
    Type.Array(Type.Object({ code: text, where: text, found: text, remedy: Type.Optional(text) })),
  ),
  query: Type.Object({ schema: Type.Optional(text), properties: Type.Record(text, texts) }),
  total: count,
  hits: Type.Array(
    Type.Object({
      id: text,
      caption: text,
      schema: text,
      list: text,
      score: Type.Number(),
      band: text,
      designations: Type.Array(DESIGNATION),
    }),
  ),
  below: Type.Array(Type.Object({ id: text, list: text, score: Type.Number(), why: text })),
})

type Question = { readonly [K in keyof typeof QUESTION]?: Static<(typeof QUESTION)[K]> }

function questionOf({ threshold, limit, as_of: asOf, known_at: knownAt }: Question, at: string) {
  return {
    at,
    ...(threshold === undefined ? {} : { threshold: Math.round(threshold * THOUSAND) }),
    ...(limit === undefined ? {} : { limit }),
    ...dayOf('asOf', asOf),
    ...dayOf('knownAt', knownAt),
  }
}

function dayOf<K extends 'asOf' | 'knownAt'>(key: K, raw: string | undefined) {
  const parsed = raw === undefined ? undefined : parseIsoDate(raw)
  return parsed?.ok === true ? { [key]: parsed.value } : {}
}

const submit = route({
  method: 'POST',
  path: '/v1/batches',
  id: 'submitBatch',
  tag: 'Batches',
  summary:
    'Queue a file of parties (CSV, XLSX, JSON lines, FollowTheMoney, gzipped or not), or parties in JSON: one result for every row',
  needs: 'batch.write',
  query: strict({ name: Type.Optional(NAME), ...QUESTION }),
  body: strict({
    name: Type.Optional(NAME),
    parties: Type.Array(GIVEN, { minItems: 1, maxItems: MOST_PARTIES }),
    ...QUESTION,
  }),
  takesFile: true,
  answer: STATUS,
  status: 201,
  isOnce: true,
  example: {
    body: {
      name: 'customers',
      parties: [{ id: 'C-1', schema: 'Person', properties: { name: ['Anselmo Fictor Perez'] } }],
    },
  },
  handle: async ({ desk, back, query, body, file, at }) => {
    const { engine } = back.service.now
    if (file !== undefined) {
      const name = query.name ?? 'upload'
      return back.batches.submit(desk, engine, await packApart(file, name), name, questionOf(query, at))
    }
    const rows = body.parties.map(({ id, schema, properties }, at) => ({
      id: id ?? String(at + 1),
      line: at + 1,
      ...(schema === undefined ? {} : { schema }),
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, held]) => [key, Array.isArray(held) ? held : [held]]),
      ),
      columns: {},
    }))
    const question = questionOf({ ...query, ...body }, at)
    return back.batches.submit(desk, engine, packRows(rows), body.name ?? query.name ?? 'parties', question)
  },
})

const list = route({
  method: 'GET',
  path: '/v1/batches',
  id: 'listBatches',
  tag: 'Batches',
  summary: 'Every batch, the newest last, and how far each is',
  needs: 'batch.read',
  answer: Type.Object({ batches: Type.Array(STATUS) }),
  handle: async ({ back, desk }) => accepted({ batches: await back.batches.list(desk.actor.tenant) }),
})

const status = route({
  method: 'GET',
  path: '/v1/batches/{id}',
  id: 'getBatch',
  tag: 'Batches',
  summary:
    'Where a batch stands: rows done, rows with hits, the list versions it rests on, what each column was read as',
  needs: 'batch.read',
  params: ID_PARAM,
  answer: STATUS,
  example: { params: { id: '{batch}' } },
  handle: async ({ back, desk, params }) => accepted(await back.batches.status(params.id, desk.actor.tenant)),
})

const cancel = route({
  method: 'POST',
  path: '/v1/batches/{id}/cancel',
  id: 'cancelBatch',
  tag: 'Batches',
  summary: 'Stop a batch: what is done stays, nothing more is stored',
  needs: 'batch.write',
  params: ID_PARAM,
  answer: STATUS,
  example: { params: { id: '{batch}' } },
  handle: ({ back, desk, params }) => back.batches.cancel(desk, params.id),
})

const remove = route({
  method: 'DELETE',
  path: '/v1/batches/{id}',
  id: 'removeBatch',
  tag: 'Batches',
  summary: 'Forget a batch that has ended, with its rows and results',
  needs: 'batch.write',
  params: ID_PARAM,
  answer: Type.Object({ removed: text }),
  example: { params: { id: '{ended_batch}' } },
  handle: ({ back, desk, params }) => back.batches.remove(desk, params.id),
})

const results = route({
  method: 'GET',
  path: '/v1/batches/{id}/results',
  id: 'listBatchResults',
  tag: 'Batches',
  summary: 'The results that are there, page by page in the order of the rows, of one status where asked',
  needs: 'batch.read',
  params: ID_PARAM,
  query: strict({ ...PAGE_QUERY, status: Type.Optional(Type.Enum(['clear', 'hits', 'undetermined'])) }),
  answer: Type.Object({ items: Type.Array(RESULT), next: Type.Optional(text), total: count }),
  example: { params: { id: '{ended_batch}' }, query: { limit: 10 } },
  handle: ({ back, desk, params, query }) => back.batches.page(params.id, desk.actor.tenant, query),
})

const MEDIA: Readonly<Record<ResultFormat, string>> = {
  jsonl: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
}

const fileOf = (format: ResultFormat): Route =>
  route({
    method: 'GET',
    path: `/v1/batches/{id}/results.${format}`,
    id: `batchResultsAs${format[0]?.toUpperCase()}${format.slice(1)}`,
    tag: 'Batches',
    summary: `Every result that is there as ${format}: ${format === 'jsonl' ? 'all that is known' : "the file's own columns with the best hit beside them"}`,
    needs: 'batch.read',
    params: ID_PARAM,
    media: MEDIA[format],
    answer: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }),
    example: { params: { id: '{ended_batch}' } },
    handle: async ({ back, desk, params, setHeader }) => {
      const { path, done } = await back.batches.file(params.id, desk.actor.tenant, format)
      setHeader('content-disposition', `attachment; filename="results.${format}"`)
      return accepted(createReadStream(path).once('close', done))
    },
  })

export const BATCH_ROUTES: readonly Route[] = [
  submit,
  list,
  status,
  cancel,
  remove,
  results,
  ...RESULT_FORMATS.map(fileOf),
]
