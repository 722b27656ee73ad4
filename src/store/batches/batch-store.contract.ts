import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gathered } from '../../../test/support/gathered.ts'
import type { BatchStore } from './batch-store.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (packed: Uint8Array): string => new TextDecoder().decode(packed)
const resultOf = (name: string) => ({
  results: bytes(name),
  rows: 2,
  hits: 1,
  undetermined: 0,
  worker: name,
  snapshot: 'sha256:one',
})

async function made(store: BatchStore, id: string, chunks = 2, tenant = 'main'): Promise<void> {
  await store.create({ id, tenant, name: `${id}.csv`, madeAt: '2026-11-21T12:00:00Z', basis: '{"at":"now"}' })
  for (let chunk = 0; chunk < chunks; chunk += 1) await store.addChunk(id, chunk, bytes(`rows ${chunk}`))
  await store.open(id, { rows: chunks * 2, chunks, shape: '{"names":[]}' })
}

async function claimed(store: BatchStore, worker: string) {
  const claim = await store.claim(worker)
  if (claim === undefined) throw new Error('nothing to claim')
  return claim
}

/** What every store of batches must do; `open` gives one with a lease of that many seconds. */
export function batchStoreContract(name: string, open: (leaseSeconds: number) => Promise<BatchStore>): void {
  describe(name, () => {
    let store: BatchStore
    beforeAll(async () => {
      store = await open(1)
    }, 60_000)
    afterAll(async () => store.close())

    test('a batch that is loading is not worked on; one that is whole is, chunk by chunk, with its basis and shape', async () => {
      await store.create({ id: 'a', tenant: 'main', name: 'a.csv', madeAt: '2026-11-21T12:00:00Z', basis: '{}' })
      await store.addChunk('a', 0, bytes('rows'))
      expect(await store.claim('w')).toBeUndefined()
      await store.open('a', { rows: 2, chunks: 1, shape: '{"names":["x"]}' })
      const claim = await claimed(store, 'w')
      expect([claim.job, claim.chunk, claim.basis, claim.shape, text(claim.rows)]).toEqual([
        'a',
        0,
        '{}',
        '{"names":["x"]}',
        'rows',
      ])
      expect(await store.finish(claim, resultOf('w'))).toBe(true)
      expect(await store.find('a')).toMatchObject({ state: 'done', rows: 2, chunks: 1, chunksDone: 1, tenant: 'main' })
    })

    test('the first result of a chunk stands, whoever brings a second', async () => {
      await made(store, 'b', 1)
      const claim = await claimed(store, 'first')
      expect(await store.finish(claim, resultOf('first'))).toBe(true)
      expect(await store.finish(claim, resultOf('second'))).toBe(false)
      const chunks = await gathered(store.results('b'))
      expect(chunks.map(({ chunk, rows, results }) => [chunk, text(rows), text(results)])).toEqual([
        [0, 'rows 0', 'first'],
      ])
      expect(await store.counts('b')).toEqual({
        rows: 2,
        hits: 1,
        undetermined: 0,
        workers: ['first'],
        snapshots: ['sha256:one'],
      })
    })

    test('a chunk whose holder is silent for the time of a lease is given to another', async () => {
      await made(store, 'c', 1)
      const lost = await claimed(store, 'dead')
      expect(await store.claim('other')).toBeUndefined()
      let again = await store.claim('other')
      for (const until = Date.now() + 20_000; again === undefined && Date.now() < until; ) {
        await new Promise((resolve) => setTimeout(resolve, 100))
        again = await store.claim('other')
      }
      expect([again?.job, again?.chunk]).toEqual([lost.job, lost.chunk])
      if (again !== undefined) expect(await store.finish(again, resultOf('other'))).toBe(true)
    }, 30_000)

    test('a cancelled batch takes no more results and gives no more work; what is done stays', async () => {
      await made(store, 'd', 2)
      const first = await claimed(store, 'w')
      await store.finish(first, resultOf('w'))
      const second = await claimed(store, 'w')
      expect(await store.cancel('d')).toBe(true)
      expect(await store.cancel('d')).toBe(false)
      expect(await store.finish(second, resultOf('w'))).toBe(false)
      expect(await store.claim('w')).toBeUndefined()
      expect((await gathered(store.results('d'))).map(({ chunk }) => chunk)).toEqual([first.chunk])
      expect((await store.find('d'))?.state).toBe('cancelled')
    })

    test('results begin at the chunk that is asked for', async () => {
      await made(store, 'e', 3)
      for (let i = 0; i < 3; i += 1) await store.finish(await claimed(store, 'w'), resultOf('w'))
      expect((await gathered(store.results('e', 1))).map(({ chunk }) => chunk)).toEqual([1, 2])
    })

    test('a tenant sees its own batches; one that ended can be forgotten, one that is queued cannot', async () => {
      await made(store, 'f', 1, 'other')
      expect((await store.all('other')).map(({ id }) => id)).toEqual(['f'])
      expect((await store.all()).map(({ id }) => id)).toContain('a')
      expect(await store.remove('f')).toBe(false)
      await store.cancel('f')
      expect(await store.remove('f')).toBe(true)
      expect(await store.remove('f')).toBe(false)
      expect(await store.find('f')).toBeUndefined()
      expect(await store.claim('w')).toBeUndefined()
    })

    test('a batch without rows is done at once', async () => {
      await made(store, 'g', 0)
      expect((await store.find('g'))?.state).toBe('done')
    })

    test('a snapshot is kept once under its digest', async () => {
      expect(await store.hasSnapshot('sha256:x')).toBe(false)
      await store.keepSnapshot('sha256:x', bytes('one'))
      await store.keepSnapshot('sha256:x', bytes('two'))
      expect(await store.hasSnapshot('sha256:x')).toBe(true)
      expect(text((await store.findSnapshot('sha256:x')) ?? bytes(''))).toBe('one')
    })
  })
}
