import type { Report } from '../horizon/discourse.ts'
import type { Instant, IsoDate } from '../model/brand.ts'
import { ReportArchive } from '../sources/reports/report-archive.ts'

/** Keeps reports in a data folder as they were read, for the radar and as the stored source of what they say. */
export function keepReports(reports: readonly Report[], dataFolder: string, at: Instant): void {
  const archive = new ReportArchive(dataFolder)
  for (const { id, text, published, language, outlet, address, official } of reports) {
    archive.keep({
      id: address ?? id,
      text,
      published,
      language,
      outlet: outlet ?? null,
      address: address ?? null,
      read_at: at,
      official:
        official === undefined
          ? null
          : { ...official, publisher: official.publisher === 'ofac' ? 'ofac' : 'federal-register' },
    })
  }
}

/** Every report that was kept, with what could not be read again. */
export function keptReports(dataFolder: string): {
  readonly reports: readonly Report[]
  readonly issues: readonly string[]
} {
  const { reports, issues } = new ReportArchive(dataFolder).all()
  return {
    issues,
    reports: reports.map((kept) => ({
      id: kept.id,
      text: kept.text,
      published: kept.published as IsoDate,
      language: kept.language,
      ...(kept.outlet === null ? {} : { outlet: kept.outlet }),
      ...(kept.address === null ? {} : { address: kept.address }),
      ...(kept.official === null ? {} : { official: kept.official }),
    })),
  }
}
