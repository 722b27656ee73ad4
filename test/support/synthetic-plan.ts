import { syntheticEntities } from '../../bench/synthetic.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { engineFrom } from '../../src/engine/engine-plan.ts'
import { loadNameTables } from '../../src/engine/names-tables.ts'
import { loadPolicy } from '../../src/engine/policies.ts'
import { loadRegister } from '../../src/engine/register.ts'
import { buildIndex } from '../../src/index/list-index.ts'
import type { DatasetId, IsoDate, ListVersionId } from '../../src/model/brand.ts'

/** An engine over one synthetic list, as a thread opens it. */
export function syntheticEngine(entities: number, seed: number): Engine {
  const { policy, id: policyId } = loadPolicy('default')
  return engineFrom({
    lists: [
      {
        id: 'synthetic' as DatasetId,
        standingId: 'synthetic' as DatasetId,
        version: `sha256:${String(seed).padStart(64, '0')}` as ListVersionId,
        published: '2026-01-02' as IsoDate,
        isStale: false,
        isPartial: false,
        isSanctionsList: true,
        index: buildIndex(syntheticEntities(entities, seed), loadNameTables()),
      },
    ],
    policy,
    policyId,
    matcher: 'v1',
    registerKnownUntil: '2026-01-02' as IsoDate,
    designations: { from: 'register', register: loadRegister() },
    merges: [],
    rulings: 0,
  })
}
