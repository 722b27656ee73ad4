import { createHash } from 'node:crypto'
import { appendEntry } from '../casework/audit/audited.ts'
import { CordonError } from '../model/errors.ts'
import type { ValidationReport } from '../validation/report.ts'
import { Desk, MAIN_TENANT, systemActor } from './desk.ts'
import { dataFolder } from './paths.ts'
import { openRecords } from './records.ts'

/** SHA-256 of the report's JSON: what the log keeps of it, and what whoever holds the report can compute. */
export const digestOfReport = (report: ValidationReport): string =>
  `sha256:${createHash('sha256').update(JSON.stringify(report)).digest('hex')}`

/**
 * Enters a report into the audit log, so that its day and its content can be proved. Answers the digest.
 *
 * @throws CordonError `store.locked` where another process writes the data folder.
 */
export async function signReport(report: ValidationReport, data?: string): Promise<string> {
  const digest = digestOfReport(report)
  const store = await openRecords({ data: dataFolder(data) })
  try {
    const desk = new Desk(store, systemActor(MAIN_TENANT, 'validate'))
    const kept = await desk.change('audit.checkpoint', function* (act) {
      const detail = { digest, policy: report.policy.id, matcher: report.matcher, findings: report.findings.length }
      yield* appendEntry(act, { action: 'validation.report', subject: `report/${digest}`, detail }, [])
    })
    if (!kept.ok) throw new CordonError('store.unavailable', `the report could not be logged: ${kept.issue.code}`)
    return digest
  } finally {
    await store.close()
  }
}
