import Type from 'typebox'
import { erase, exportOfSubject, getParty, importBook, listBooks, listParties } from '../../../engine/book.ts'
import { parseGivenParty } from '../../../engine/given-party.ts'
import { rendered } from '../../../engine/pages.ts'
import type { Parsed } from '../../../model/parsed.ts'
import { type Route, route } from '../route.ts'
import { GIVEN, ID, ID_PARAM, PAGE_QUERY, PARTY, pageOf, strict } from '../shapes.ts'

const text = Type.String()
const BATCH = 10_000

const books = route({
  method: 'GET',
  path: '/v1/books',
  id: 'listBooks',
  tag: 'Books',
  summary: 'The books of parties that are monitored',
  needs: 'book.read',
  answer: Type.Object({ books: Type.Array(Type.Object({ id: text, name: text, created_at: text })) }),
  handle: async ({ desk }) =>
    rendered(await listBooks(desk), (rows) => ({
      books: rows.map(({ id, name, created_at }) => ({ id, name, created_at })),
    })),
})

const parties = route({
  method: 'GET',
  path: '/v1/books/{book}/parties',
  id: 'listParties',
  tag: 'Books',
  summary: 'The parties of a book, page by page',
  needs: 'book.read',
  params: Type.Object({ book: ID }),
  query: strict(PAGE_QUERY),
  answer: pageOf(PARTY),
  example: { params: { book: 'customers' }, query: { limit: 10 } },
  handle: ({ desk, params, query }) => listParties(desk, params.book, query),
})

const put = route({
  method: 'PUT',
  path: '/v1/books/{book}/parties',
  id: 'putParties',
  tag: 'Books',
  summary: 'Take parties into a book: new ones, changed ones, and with `whole` those that left',
  needs: 'book.write',
  params: Type.Object({ book: ID }),
  body: strict({
    parties: Type.Array(
      Type.Object(
        { ...GIVEN.properties, ref: Type.String({ minLength: 1, maxLength: 256 }) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: BATCH },
    ),
    whole: Type.Optional(Type.Boolean({ description: 'Whoever is not named has left the book.' })),
  }),
  answer: Type.Object({
    book: text,
    added: Type.Integer(),
    changed: Type.Integer(),
    unchanged: Type.Integer(),
    removed: Type.Integer(),
    to_screen: Type.Array(text),
  }),
  example: {
    params: { book: 'customers' },
    body: { parties: [{ ref: 'C-1', schema: 'Person', properties: { name: ['Anselmo Fictor Perez'] } }] },
  },
  handle: async ({ desk, params, body }) => {
    const read: { ref: string; schema?: string; properties: Readonly<Record<string, readonly string[]>> }[] = []
    for (const [row, { ref, ...given }] of body.parties.entries()) {
      const party = parseGivenParty(given)
      if (!party.ok) return { ok: false, issue: { ...party.issue, where: `parties/${row}` } }
      const { schema, properties } = party.value
      read.push({ ref, properties, ...(schema === undefined ? {} : { schema }) })
    }
    const done = await importBook(desk, params.book, read, { isWhole: body.whole === true })
    return rendered(done, ({ toScreen, ...totals }) => ({ ...totals, to_screen: toScreen }))
  },
})

const party = route({
  method: 'GET',
  path: '/v1/parties/{id}',
  id: 'getParty',
  tag: 'Books',
  summary: 'A party of a book with its earlier versions',
  needs: 'book.read',
  params: ID_PARAM,
  answer: Type.Object({ party: PARTY, earlier: Type.Array(Type.Object({ version: Type.Integer(), until: text })) }),
  example: { params: { id: '{party}' } },
  handle: ({ desk, params }) => getParty(desk, params.id),
})

const subject = route({
  method: 'GET',
  path: '/v1/parties/{id}/export',
  id: 'exportSubject',
  tag: 'Books',
  summary: 'What a person may be given about themselves; nothing of a case',
  needs: 'subject.export',
  params: ID_PARAM,
  answer: Type.Object({ ref: text, given: Type.Unknown(), screenings: Type.Integer(), note: text }),
  example: { params: { id: '{party}' } },
  handle: ({ desk, params }) => exportOfSubject(desk, params.id),
})

const erasure = route({
  method: 'POST',
  path: '/v1/parties/{id}/erase',
  id: 'eraseSubject',
  tag: 'Books',
  summary: 'Erase a party, or answer with the law that holds its records',
  needs: 'subject.erase',
  params: ID_PARAM,
  body: strict({ confirm: Type.Literal(true) }),
  isOnce: true,
  answer: Type.Object({ erased: Type.Boolean(), because: Type.Optional(text), citation: Type.Optional(text) }),
  example: { params: { id: '{spare_party}' }, body: { confirm: true } },
  handle: async ({ desk, params }): Promise<Parsed<unknown>> =>
    rendered(await erase(desk, params.id), (erasure) => {
      const { isErased, ...rest } = erasure
      return { erased: isErased, ...rest }
    }),
})

export const BOOK_ROUTES: readonly Route[] = [books, parties, put, party, subject, erasure]
