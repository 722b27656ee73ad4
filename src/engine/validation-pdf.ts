import { percent, type ValidationReport } from '../validation/report.ts'
import { grid, heading, type Pdf, plain, renderPdf, TEXT } from './pdf.ts'

/** The report as a PDF: the same facts as the HTML. Its dates are those of the report, so that the same report gives the same bytes. */
export function renderValidationPdf(report: ValidationReport): Promise<Uint8Array> {
  const at = new Date(report.validated_at)
  return renderPdf({ title: 'Validation report', producer: report.engine, at }, (pdf) => write(pdf, report))
}

function write(pdf: Pdf, report: ValidationReport): void {
  pdf.font('Helvetica-Bold').fontSize(18).text('Validation report')
  pdf.font('Helvetica').fontSize(TEXT)
  pdf.text(`${report.engine}, matcher ${report.matcher}, target: ${report.target}`)
  pdf.text(`${report.validated_at}, seed ${report.seed}, policy ${report.policy.id}`)
  heading(pdf, 'Findings')
  if (report.findings.length === 0) pdf.text('No finding: every bar is met.')
  for (const text of report.findings) pdf.text(`• ${plain(text)}`)
  heading(pdf, 'Exact names')
  pdf.text(
    `${report.exact.asked} of ${report.exact.names} listed names given exactly: ${report.exact.missed_count} missed. The bar is none.`,
  )
  heading(pdf, 'Disguises')
  pdf.text(`Mean recall over X-01 to X-58: ${percent(report.macro_recall)}. Intervals are 95 % by Wilson.`)
  grid(
    pdf,
    [38, 205, 42, 52, 88, 48, 30],
    [
      ['', 'class', 'asked', 'recall', 'interval', 'bar', 'met'],
      ...report.classes.map((row) => [
        row.id,
        row.title,
        String(row.asked),
        row.recall === undefined ? '–' : percent(row.recall),
        row.interval === undefined ? '' : `${percent(row.interval[0])} – ${percent(row.interval[1])}`,
        percent(row.bar),
        row.isMet === null ? '–' : row.isMet ? 'yes' : 'NO',
      ]),
    ],
  )
  heading(pdf, 'Clean populations')
  grid(
    pdf,
    [70, 130, 60, 60, 60, 60, 40],
    [
      ['population', 'given', 'people', 'alerts', 'rate', 'bar', 'met'],
      ...report.populations.map((row) => [
        row.population,
        row.facts,
        String(row.asked),
        String(row.alerts),
        `${(row.rate / 100).toFixed(2)} %`,
        `${(row.bar / 100).toFixed(2)} %`,
        row.isMet ? 'yes' : 'NO',
      ]),
    ],
  )
  heading(pdf, 'Curve')
  grid(
    pdf,
    [60, 90, 110],
    [
      ['bar', 'recall', 'false alerts'],
      ...report.curve.map(({ bar, recall, false_alerts }) => [
        (bar / 1_000).toFixed(2),
        percent(recall),
        `${(false_alerts / 100).toFixed(2)} %`,
      ]),
    ],
  )
  heading(pdf, 'Enforcement cases')
  grid(
    pdf,
    [34, 185, 90, 145, 48],
    [
      ['', 'case', 'wanted', 'got', 'passed'],
      ...report.cases.map((row) => [
        row.id,
        row.title,
        row.wanted,
        row.got,
        row.passed === null ? 'elsewhere' : row.passed ? 'yes' : 'NO',
      ]),
    ],
  )
  heading(pdf, 'Lists')
  grid(
    pdf,
    [120, 175, 65, 55, 55],
    [
      ['list', 'version', 'published', 'entities', 'names'],
      ...report.lists.map((list) => [
        list.id,
        list.version,
        list.published ?? 'not told',
        String(list.entities),
        String(list.names.primary + list.names.strong + list.names.weak),
      ]),
    ],
  )
  heading(pdf, 'Configuration')
  grid(
    pdf,
    [160, 320],
    [
      ...Object.entries(report.policy.values),
      ...report.configuration.map(({ name, value, source }) => [name, `${value} (${source})`]),
    ].map(([name, value]) => [name ?? '', String(value)]),
  )
  heading(pdf, 'Limits')
  for (const text of report.limits) pdf.text(`• ${text}`)
}
