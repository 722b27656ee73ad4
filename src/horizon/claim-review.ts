import type { WrittenReport, WrittenStatement } from './written-report.ts'

/** A statement in schema.org's ClaimReview shape (https://schema.org/ClaimReview), for tools that read fact checks. */
export interface ClaimReview {
  readonly '@context': 'https://schema.org'
  readonly '@type': 'ClaimReview'
  readonly claimReviewed: string
  readonly datePublished: string
  readonly itemReviewed: {
    readonly '@type': 'Claim'
    readonly author: { readonly '@type': 'Person' | 'Organization'; readonly name: string } | undefined
    readonly datePublished: string
    readonly appearance: readonly {
      readonly '@type': 'CreativeWork'
      readonly identifier: string
      readonly publisher: string | undefined
    }[]
  }
  readonly reviewRating: { readonly '@type': 'Rating'; readonly alternateName: string }
}

/** Statements of all reports as claims; the same words of one speaker are one claim with several appearances. No rating of truth is made. */
export function claimReviews(reports: readonly WrittenReport[]): readonly ClaimReview[] {
  const claims = new Map<string, { said: WrittenStatement; reports: WrittenReport[] }>()
  for (const report of reports) {
    for (const said of report.statements) {
      const key = `${said.speaker ?? ''} ${said.quote
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()}`
      const known = claims.get(key)
      if (known === undefined) claims.set(key, { said, reports: [report] })
      else known.reports.push(report)
    }
  }
  return [...claims.values()].map(({ said, reports: appearances }) => claimOf(said, appearances))
}

function claimOf(said: WrittenStatement, reports: readonly WrittenReport[]): ClaimReview {
  const published = reports.map((report) => report.published).sort()[0] ?? ''
  const isPerson = reports.some((report) => said.speaker !== null && report.people.includes(said.speaker))
  return {
    '@context': 'https://schema.org',
    '@type': 'ClaimReview',
    claimReviewed: said.quote,
    datePublished: published,
    itemReviewed: {
      '@type': 'Claim',
      author: said.speaker === null ? undefined : { '@type': isPerson ? 'Person' : 'Organization', name: said.speaker },
      datePublished: published,
      appearance: reports.map((report) => ({
        '@type': 'CreativeWork',
        identifier: report.id,
        publisher: report.outlet ?? undefined,
      })),
    },
    reviewRating: { '@type': 'Rating', alternateName: `stance: ${said.stance}; not rated for truth` },
  }
}
