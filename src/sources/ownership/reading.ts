import type { LinkSink } from '../../model/link.ts'
import type { Issue } from '../../model/parsed.ts'
import type { StakeSink } from '../../model/stake.ts'

/** Where a reader of relations puts what it reads; links and names only where the asker wants them. */
export interface RelationSink extends StakeSink {
  readonly link?: LinkSink['link']
}

/** Most faults kept of one file; how many more there were is counted. */
export const MAX_ISSUES = 10_000

/** What was read from a file of relations. Rows = those taken + those refused; a row with a fault in one cell is taken with doubt. */
export interface RelationReading {
  readonly format: 'csv' | 'xlsx' | 'ftm' | 'bods' | 'gleif' | 'gleif_api'
  readonly rows: number
  readonly stakes: number
  readonly links: number
  readonly refused: number
  readonly issues: readonly Issue[]
  readonly issuesOmitted: number
}

/** Counts as a reader goes, keeping no more than `MAX_ISSUES`. */
export class RelationTally {
  rows = 0
  stakes = 0
  links = 0
  refused = 0
  readonly issues: Issue[] = []
  #omitted = 0

  report(issue: Issue): void {
    if (this.issues.length < MAX_ISSUES) this.issues.push(issue)
    else this.#omitted++
  }

  refuse(issue: Issue): void {
    this.refused++
    this.report(issue)
  }

  reading(format: RelationReading['format']): RelationReading {
    const { rows, stakes, links, refused, issues } = this
    return { format, rows, stakes, links, refused, issues, issuesOmitted: this.#omitted }
  }
}
