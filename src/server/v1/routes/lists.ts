import { existsSync } from 'node:fs'
import Type from 'typebox'
import { loadCountries } from '../../../engine/countries.ts'
import { coverageOf, diffLists } from '../../../engine/list-reports.ts'
import { applyRollback, proposeRollback } from '../../../engine/list-rollback.ts'
import { loadVersion, openListStore, type VersionRecord } from '../../../engine/lists.ts'
import { dataFolder } from '../../../engine/paths.ts'
import { accepted, type Parsed, refused } from '../../../model/parsed.ts'
import { type Back, type Route, route } from '../route.ts'
import { ID, ID_PARAM, PROPOSAL, strict, TEXT } from '../shapes.ts'

const text = Type.String()
const textOrNull = Type.Union([text, Type.Null()])

const LIST = Type.Object({
  id: text,
  version: text,
  published: textOrNull,
  entities: Type.Integer(),
  stale: Type.Boolean(),
  partial: Type.Boolean(),
})

const lists = route({
  method: 'GET',
  path: '/v1/lists',
  id: 'listLists',
  tag: 'Lists',
  summary: 'The lists that questions are asked of',
  needs: 'list.read',
  answer: Type.Object({ lists: Type.Array(LIST), register: Type.Object({ known_until: text }) }),
  handle: ({ back }) => {
    const { engine } = back.service.now
    return accepted({
      lists: engine.lists
        .filter((list) => list.isSanctionsList)
        .map((list) => ({
          id: list.id,
          version: list.version,
          published: list.published,
          entities: list.corpus.entities.length,
          stale: list.isStale,
          partial: list.isPartial,
        })),
      register: { known_until: engine.registerKnownUntil },
    })
  },
})

type Store = ReturnType<typeof openListStore>

/** Kept lists are read beside whoever writes them; a data folder that is not there keeps none. */
async function withStore<T>(
  back: Back,
  otherwise: Parsed<T>,
  work: (store: Store) => Promise<Parsed<T>>,
): Promise<Parsed<T>> {
  const folder = dataFolder(back.data)
  if (!existsSync(folder)) return otherwise
  const store = openListStore(folder)
  try {
    return await work(store)
  } finally {
    store.close()
  }
}

const versionJson = (record: VersionRecord) => ({
  version: record.version,
  format: record.format,
  published: record.published,
  fetched: record.fetchedAt,
  entities: record.counts.entities,
  refused: record.refused.length,
  partial: record.isPartial,
  state: record.state,
  reason: record.reason,
})

const versions = route({
  method: 'GET',
  path: '/v1/lists/{id}/versions',
  id: 'listVersions',
  tag: 'Lists',
  summary: 'Every version of one list that is kept',
  needs: 'list.read',
  params: ID_PARAM,
  answer: Type.Object({
    id: text,
    versions: Type.Array(
      Type.Object({
        version: text,
        format: text,
        published: textOrNull,
        fetched: text,
        entities: Type.Integer(),
        state: text,
      }),
    ),
  }),
  example: { params: { id: 'kept_list' } },
  handle: ({ params, back }) =>
    withStore(back, unknownList(params.id), async (store) => {
      const found = store.versions().filter(({ list }) => list === params.id)
      return found.length === 0 ? unknownList(params.id) : accepted({ id: params.id, versions: found.map(versionJson) })
    }),
})

const unknownList = (id: string): Parsed<never> => refused('list.unknown', id, { remedy: 'see /v1/lists' })

const coverage = route({
  method: 'GET',
  path: '/v1/lists/{id}/coverage',
  id: 'listCoverage',
  tag: 'Lists',
  summary: 'Every entry accounted for: searchable, or excluded with the reason',
  needs: 'list.read',
  params: ID_PARAM,
  answer: Type.Object({
    id: text,
    version: text,
    total: Type.Integer(),
    searchable: Type.Integer(),
    excluded: Type.Array(Type.Object({ id: text, reason: text })),
  }),
  example: { params: { id: 'kept_list' } },
  handle: ({ params, back }) =>
    withStore(back, unknownList(params.id), async (store) => {
      const record = store.versions().findLast(({ list, state }) => list === params.id && state === 'accepted')
      if (record === undefined) return unknownList(params.id)
      const version = await loadVersion(store, record)
      return accepted({ id: params.id, version: record.version, ...coverageOf(version) })
    }),
})

const delta = route({
  method: 'GET',
  path: '/v1/lists/delta',
  id: 'listDelta',
  tag: 'Lists',
  summary: 'What changed between two versions: listed, delisted, changed field by field',
  needs: 'list.read',
  query: strict({ before: ID, after: ID }),
  answer: Type.Object({
    listed: Type.Array(Type.Unknown()),
    delisted: Type.Array(Type.Unknown()),
    changed: Type.Array(Type.Unknown()),
  }),
  example: { query: { before: 'kept_list', after: 'kept_list' } },
  handle: ({ query, back }) =>
    withStore(back, unknownList(query.before), async (store) => {
      const known = new Set(store.versions().flatMap(({ list, version }) => [list as string, version as string]))
      const missing = [query.before, query.after].find((id) => !known.has(id))
      // ids alone: a path of this machine is nobody's to name over HTTP
      if (missing !== undefined) return unknownList(missing)
      return accepted(await diffLists(store, query.before, query.after, { countries: loadCountries() }))
    }),
})

const proposing = route({
  method: 'POST',
  path: '/v1/lists/{id}/state',
  id: 'proposeListState',
  tag: 'Lists',
  summary: 'Propose that a version be put aside, or taken after all; a second person approves it',
  needs: 'proposal.make',
  params: ID_PARAM,
  status: 201,
  isOnce: true,
  body: strict({ version: ID, state: Type.Enum(['accepted', 'quarantined']), because: TEXT }),
  answer: PROPOSAL,
  example: {
    params: { id: 'kept_list' },
    body: { version: 'sha256:00', state: 'quarantined', because: 'Half of the entries are missing in this version.' },
  },
  handle: ({ desk, params, body, back }) =>
    proposeRollback(desk, dataFolder(back.data), {
      list: params.id,
      version: body.version,
      state: body.state === 'accepted' ? 'accepted' : 'quarantined',
      because: body.because,
    }),
})

const applying = route({
  method: 'POST',
  path: '/v1/lists/{id}/state/apply',
  id: 'applyListState',
  tag: 'Lists',
  summary: 'Do what two persons agreed on about a version; the lists are loaded anew',
  needs: 'proposal.make',
  params: ID_PARAM,
  isOnce: true,
  body: strict({ proposal: ID }),
  answer: Type.Object({ list: text, version: text, state: text, changed: Type.Boolean() }),
  example: { params: { id: 'kept_list' }, body: { proposal: '{proposal}' } },
  handle: async ({ desk, body, back }) => {
    const done = await applyRollback(desk, dataFolder(back.data), body.proposal)
    if (done.ok && done.value.changed) await back.service.reload()
    return done
  },
})

export const LIST_ROUTES: readonly Route[] = [lists, versions, coverage, delta, proposing, applying]
