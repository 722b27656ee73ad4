import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordStore } from '../../casework/ports.ts'
import { count, find, get, type Query, type Step } from '../../casework/records/query.ts'
import type { Row } from '../../casework/records/tables.ts'

const note = (id: string, over: Partial<Row<'note'>> = {}): Row<'note'> => ({
  id,
  case_id: 'c1',
  alert: null,
  author: 'user:ana',
  at: '2026-01-01T00:00:00Z',
  text: `note ${id}`,
  salt: 's',
  ...over,
})

function* send(query: Query): Step<void> {
  yield query
}

const insertNote = (row: Row<'note'>) => () => send({ kind: 'insert', table: 'note', row })

/** What every store of records must do alike. `open` answers an empty store; `again` reopens it as after a restart. */
export function recordStoreContract(
  name: string,
  open: () => Promise<{ readonly store: RecordStore; readonly again?: () => Promise<RecordStore> }>,
): void {
  describe(`the store of records ${name}`, () => {
    let store: RecordStore
    let again: (() => Promise<RecordStore>) | undefined

    beforeAll(async () => {
      const opened = await open()
      store = opened.store
      again = opened.again
    })
    afterAll(() => store.close())

    test('gives back what was put in, whatever letters and lengths', async () => {
      let at = 0
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), fc.option(fc.string()), async (text, alert) => {
          const row = note(`r${at++}`, {
            text: text.replace(/\u0000|\p{Surrogate}/gu, ''),
            alert: alert?.replace(/\u0000|\p{Surrogate}/gu, '') ?? null,
          })
          await store.write('round-trip', insertNote(row))
          expect(await store.read('round-trip', () => get('note', row.id))).toEqual(row)
        }),
        { numRuns: 60 },
      )
    })

    test('finds by value, by several, by span and by absence', async () => {
      const rows = ['a', 'b', 'c', 'd'].map((id, i) =>
        note(id, {
          at: `2026-01-0${i + 1}T00:00:00Z`,
          alert: i % 2 === 0 ? null : 'alert',
          case_id: i < 3 ? 'c1' : 'c2',
        }),
      )
      for (const row of rows) await store.write('finding', insertNote(row))
      const ids = async (options: Parameters<typeof find>[1]) =>
        (await store.read('finding', () => find('note', options))).map(({ id }) => id)
      expect(await ids({})).toEqual(['a', 'b', 'c', 'd'])
      expect(await ids({ where: { case_id: 'c1' } })).toEqual(['a', 'b', 'c'])
      expect(await ids({ where: { alert: null } })).toEqual(['a', 'c'])
      expect(await ids({ where: { id: { in: ['d', 'b', 'x'] } } })).toEqual(['b', 'd'])
      expect(await ids({ where: { id: { in: [] } } })).toEqual([])
      expect(await ids({ where: { at: { from: '2026-01-02', before: '2026-01-04' } } })).toEqual(['b', 'c'])
      expect(await ids({ order: 'at', isDescending: true, limit: 2 })).toEqual(['d', 'c'])
      expect(await store.read('finding', () => count('note', { case_id: 'c1' }))).toBe(3)
    })

    test('pages through rows without losing or repeating one, also where values are equal', async () => {
      const authors = ['b', 'a', 'b', 'c', 'a', 'é', '\u{10400}', '\uffee']
      for (const [i, author] of authors.entries()) await store.write('paging', insertNote(note(`p${i}`, { author })))
      const seen: string[] = []
      let after: { value: string; id: string } | undefined
      for (;;) {
        const page = await store.read('paging', () =>
          find('note', { order: 'author', limit: 3, ...(after === undefined ? {} : { after }) }),
        )
        const last = page.at(-1)
        if (last === undefined) break
        seen.push(...page.map(({ author, id }) => `${author}${id}`))
        after = { value: last.author, id: last.id }
      }
      expect(seen).toEqual(['ap1', 'ap4', 'bp0', 'bp2', 'cp3', 'ép5', '\uffeep7', '\u{10400}p6'])
    })

    test('writes whole or not at all', async () => {
      const work = store.write('whole', function* () {
        yield* insertNote(note('first'))()
        throw new Error('half way')
      })
      await expect(work).rejects.toThrow('half way')
      expect(await store.read('whole', () => count('note'))).toBe(0)
    })

    test('replaces and removes one row, and refuses to replace one that is not there', async () => {
      await store.write('change', insertNote(note('x')))
      await store.write('change', () => send({ kind: 'replace', table: 'note', row: note('x', { text: 'new' }) }))
      expect((await store.read('change', () => get('note', 'x')))?.text).toBe('new')
      const missing = store.write('change', () => send({ kind: 'replace', table: 'note', row: note('y') }))
      await expect(missing).rejects.toThrow()
      await store.write('change', () => send({ kind: 'remove', table: 'note', id: 'x' }))
      expect(await store.read('change', () => get('note', 'x'))).toBeUndefined()
    })

    test('refuses a second row of one key, and of one unique set', async () => {
      const book = (id: string): Row<'book'> => ({ id, name: id, created_at: '2026' })
      await store.write('keys', () => send({ kind: 'insert', table: 'book', row: book('b') }))
      await expect(store.write('keys', () => send({ kind: 'insert', table: 'book', row: book('b') }))).rejects.toThrow()
      const account = (id: string): Row<'user_account'> => ({
        id,
        name: 'ana',
        roles_json: '[]',
        subject: null,
        password: null,
        created_at: '2026',
        valid_until: null,
        disabled_at: null,
      })
      await store.write('keys', () => send({ kind: 'insert', table: 'user_account', row: account('u1') }))
      const twin = store.write('keys', () => send({ kind: 'insert', table: 'user_account', row: account('u2') }))
      await expect(twin).rejects.toThrow()
      expect(await store.read('keys', () => count('user_account'))).toBe(1)
    })

    test.each([
      ['a fraction', { size: 1.5 }],
      ['a number beyond the safe ones', { size: 2 ** 53 }],
      ['text where a number belongs', { size: '7' }],
      ['nothing where a value must be', { size: null }],
      ['a zero character, which PostgreSQL cannot hold', { size: 0, at: '\u0000' }],
      ['half a letter, which no database holds', { size: 0, at: '\ud800' }],
    ] as const)('refuses %s', async (_why, over) => {
      const row = { id: 'head', frontier: '', at: '', ...over }
      await expect(store.write('kinds', () => send({ kind: 'insert', table: 'log_head', row }))).rejects.toThrow()
    })

    test('refuses a column that the table does not have', async () => {
      await expect(store.read('kinds', () => find('note', { where: { 'text = text or id': 'x' } }))).rejects.toThrow()
    })

    test('never shows one tenant the rows of another, however its query is made', async () => {
      await store.write('left', insertNote(note('secret', { text: 'of the left' })))
      await store.write('right', insertNote(note('secret', { text: 'of the right' })))
      expect((await store.read('left', () => get('note', 'secret')))?.text).toBe('of the left')
      expect((await store.read('right', () => find('note'))).map(({ text }) => text)).toEqual(['of the right'])
      await store.write('right', () => send({ kind: 'remove', table: 'note', id: 'secret' }))
      expect(await store.read('left', () => count('note'))).toBe(1)
      expect(await store.read('nobody', () => count('note'))).toBe(0)
    })

    test('writes of one tenant come one after the other', async () => {
      const counter = (size: number): Row<'log_head'> => ({ id: 'head', size, frontier: '', at: '' })
      await store.write('serial', () => send({ kind: 'insert', table: 'log_head', row: counter(0) }))
      const increment = () =>
        store.write('serial', function* () {
          const row = yield* get('log_head', 'head')
          yield { kind: 'replace', table: 'log_head', row: counter((row?.size ?? 0) + 1) }
        })
      await Promise.all(Array.from({ length: 40 }, increment))
      expect((await store.read('serial', () => get('log_head', 'head')))?.size).toBe(40)
    })

    test('a step may catch what the store refuses only by failing whole', async () => {
      const work = store.write('caught', function* () {
        yield* insertNote(note('one'))()
        yield* insertNote(note('one'))()
      })
      await expect(work).rejects.toThrow()
      expect(await store.read('caught', () => count('note'))).toBe(0)
    })

    test('keeps everything over a restart', async ({ skip }) => {
      if (again === undefined) return skip('memory is meant to forget')
      await store.write('kept', insertNote(note('k')))
      store = await again()
      expect(await store.read('kept', () => count('note'))).toBe(1)
    })
  })
}
