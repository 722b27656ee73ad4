import { readKnowledgeTable } from './knowledge.ts'

/** What a list is called and who publishes it, for faces. */
export interface DatasetFacts {
  readonly title: string
  readonly publisher: string
  readonly country: string
  readonly url: string
}

let table: ReadonlyMap<string, DatasetFacts> | undefined

/** Facts of a list by its standing id; `undefined` for a list that no publisher's table names. */
export function findDatasetFacts(standingId: string): DatasetFacts | undefined {
  table ??= new Map(
    readKnowledgeTable('lists/datasets.tsv', ['list', 'title', 'publisher', 'country', 'url']).rows.map((row) => [
      row['list'] ?? '',
      {
        title: row['title'] ?? '',
        publisher: row['publisher'] ?? '',
        country: row['country'] ?? '',
        url: row['url'] ?? '',
      },
    ]),
  )
  return table.get(standingId)
}
