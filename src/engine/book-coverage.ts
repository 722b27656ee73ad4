import { find } from '../casework/records/query.ts'
import type { Row } from '../casework/records/tables.ts'
import { accepted, type Parsed } from '../model/parsed.ts'
import type { BookCoverage } from '../payments/instant.ts'
import type { Desk } from './desk.ts'
import type { Engine } from './engine.ts'

export type { BookCoverage } from '../payments/instant.ts'

const PAGE = 500
const GAPS_SHOWN = 10
const DAY_MS = 86_400_000

/**
 * Proves from the kept answers that every active party of a book was asked within the last day, after its last change, of the very
 * list versions and policy in force. Regulation (EU) 2024/886 asks for at least once a calendar day; a span of 24 hours is stricter.
 */
export async function bookCoverage(
  desk: Desk,
  book: string,
  engine: Engine,
  at: string,
): Promise<Parsed<BookCoverage>> {
  const inForce = basisOf(engine)
  const gaps: { party: string; why: string }[] = []
  let parties = 0
  let gapCount = 0
  let since: string | undefined
  let after: { value: string; id: string } | undefined
  for (;;) {
    const page = await desk.look('book.read', () => partiesWithAnswers(book, after))
    if (!page.ok) return page
    for (const { party, answer } of page.value) {
      parties += 1
      const why = lackOf(party, answer, inForce, at)
      if (why === undefined) since = since === undefined || (answer?.at ?? '') < since ? answer?.at : since
      else {
        gapCount += 1
        if (gaps.length < GAPS_SHOWN) gaps.push({ party: party.ref, why })
      }
    }
    const last = page.value.at(-1)
    if (last === undefined || page.value.length < PAGE)
      return accepted({ book, parties, gaps, gapCount, ...(since === undefined ? {} : { since }) })
    after = { value: last.party.id, id: last.party.id }
  }
}

function* partiesWithAnswers(book: string, after: { value: string; id: string } | undefined) {
  const rows = yield* find('party', {
    where: { book, is_active: 1 },
    limit: PAGE,
    ...(after === undefined ? {} : { after }),
  })
  const out: { readonly party: Row<'party'>; readonly answer: Row<'answer'> | undefined }[] = []
  for (const party of rows) {
    const [answer] = yield* find('answer', { where: { party: party.id }, order: 'at', isDescending: true, limit: 1 })
    out.push({ party, answer })
  }
  return out
}

function lackOf(
  party: Row<'party'>,
  answer: Row<'answer'> | undefined,
  inForce: string,
  at: string,
): string | undefined {
  if (answer === undefined) return 'never screened'
  if (Date.parse(at) - Date.parse(answer.at) > DAY_MS) return `screened last at ${answer.at}`
  if (answer.at < party.changed_at) return 'changed since it was screened'
  if (answer.status === 'undetermined') return 'the screening could not tell'
  return listsIn(answer.basis_json) === inForce ? undefined : 'screened against other lists or another policy'
}

/** The versions that count, in order of their lists, with the policy. */
const basisOf = (engine: Engine): string =>
  keyOf(
    engine.policyId,
    engine.lists.map(({ id, version }) => `${id} ${version}`),
  )

function listsIn(basisJson: string): string {
  const basis = JSON.parse(basisJson) as {
    readonly policyId: string
    readonly lists: readonly { readonly id: string; readonly version: string }[]
  }
  return keyOf(
    basis.policyId,
    basis.lists.map(({ id, version }) => `${id} ${version}`),
  )
}

const keyOf = (policy: string, lists: readonly string[]): string => [policy, ...[...lists].sort()].join('\n')
