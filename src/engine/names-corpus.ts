import { openCorpus } from '../index/open-corpus.ts'
import type { DatasetId, ListVersionId } from '../model/brand.ts'
import type { Entity } from '../model/entity.ts'
import { loadCountries } from './countries.ts'
import { Engine } from './engine.ts'
import { loadNameTables } from './names-tables.ts'

const HYPOTHETICAL = 'hypothetical' as DatasetId

/** An engine over supposed entities alone, with the policy of the real one. It is a value of its own: the real engine never hears of them. */
export function openNamesCorpus(engine: Engine, entities: readonly Entity[]): Engine {
  const corpus = openCorpus(entities, loadNameTables())
  return new Engine({
    lists: [
      {
        id: HYPOTHETICAL,
        standingId: HYPOTHETICAL,
        version: 'sha256:hypothetical' as ListVersionId,
        published: null,
        isStale: false,
        isPartial: false,
        isSanctionsList: true,
        corpus,
      },
    ],
    countries: loadCountries(),
    policy: engine.policy,
    policyId: engine.policyId,
    matcher: corpus.matcher,
    registerKnownUntil: engine.registerKnownUntil,
    designationsOf: () => [],
  })
}
