import { createHash } from 'node:crypto'
import { findDatasetFacts } from '../../engine/dataset-facts.ts'
import type { Engine, ListInForce } from '../../engine/engine.ts'
import { valueLabel } from '../../model/ftm-schema.ts'
import { secondOf } from './entity-response.ts'

const ETAG_CHARACTERS = 32

export interface Catalog {
  readonly json: string
  readonly etag: string
}

const catalogs = new WeakMap<Engine, Catalog>()

/** `GET /catalog`: the lists in service, with a strong tag of the whole. */
export function catalogOf(engine: Engine): Catalog {
  const known = catalogs.get(engine)
  if (known !== undefined) return known
  const stale = engine.lists.filter(({ isStale }) => isStale).map(({ id }) => id)
  const json = JSON.stringify({
    datasets: engine.lists.map(datasetModel),
    current: engine.lists.flatMap(({ id, isStale }) => (isStale ? [] : [id])),
    outdated: stale,
    index_stale: stale.length > 0,
  })
  const etag = `"${createHash('sha256').update(json).digest('hex').slice(0, ETAG_CHARACTERS)}"`
  const catalog = { json, etag }
  catalogs.set(engine, catalog)
  return catalog
}

/** The title of a dataset: its publisher's where it is known, otherwise its id. */
export function datasetTitle(engine: Engine, name: string): string {
  const list = engine.lists.find(({ id }) => id === name)
  return findDatasetFacts(list?.standingId ?? name)?.title ?? name
}

function datasetModel(list: ListInForce): Readonly<Record<string, unknown>> {
  const facts = findDatasetFacts(list.standingId)
  const things = list.corpus.entities.length
  const published = secondOf(list.published)
  return {
    name: list.id,
    title: facts?.title ?? list.id,
    index_current: !list.isStale,
    index_version: list.version,
    version: list.version,
    load: true,
    entity_count: things + (list.related?.length ?? 0),
    thing_count: things,
    updated_at: published,
    last_export: published,
    ...(facts === undefined ? {} : publisherOf(facts)),
    children: [],
  }
}

function publisherOf({ publisher, country, url }: NonNullable<ReturnType<typeof findDatasetFacts>>) {
  const label = valueLabel('country', country)
  return {
    ...(url === '' ? {} : { url }),
    publisher: {
      name: publisher,
      ...(country === '' ? {} : { country }),
      ...(label === undefined ? {} : { country_label: label }),
    },
  }
}
