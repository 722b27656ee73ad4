import PDFDocument from 'pdfkit'
import { percent, type ValidationReport } from '../validation/report.ts'

const MARGIN = 48
const SMALL = 8
const TEXT = 9.5

/** The report as a PDF: the same facts as the HTML. Its dates are those of the report, so that the same report gives the same bytes. */
export function renderValidationPdf(report: ValidationReport): Promise<Uint8Array> {
  const at = new Date(report.validated_at)
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    info: { Title: 'Validation report', Producer: report.engine, CreationDate: at, ModDate: at },
  })
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
    write(pdf, report)
    pdf.end()
  })
}

type Pdf = InstanceType<typeof PDFDocument>

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

function heading(pdf: Pdf, text: string): void {
  if (pdf.y > pdf.page.height - MARGIN * 3) pdf.addPage()
  pdf.moveDown(0.8).font('Helvetica-Bold').fontSize(12).text(text, MARGIN).font('Helvetica').fontSize(TEXT)
}

/** Rows of cells at fixed widths (points); a row that does not fit goes to the next page whole. */
function grid(pdf: Pdf, widths: readonly number[], rows: readonly (readonly string[])[]): void {
  pdf.fontSize(SMALL)
  for (const [at, row] of rows.entries()) {
    pdf.font(at === 0 ? 'Helvetica-Bold' : 'Helvetica')
    const height = Math.max(...row.map((cell, i) => pdf.heightOfString(plain(cell), { width: widths[i] ?? 60 }))) + 2
    if (pdf.y + height > pdf.page.height - MARGIN) pdf.addPage()
    const top = pdf.y
    let left = MARGIN
    for (const [i, cell] of row.entries()) {
      pdf.text(plain(cell), left, top, { width: widths[i] ?? 60 })
      left += (widths[i] ?? 60) + 4
    }
    pdf.x = MARGIN
    pdf.y = top + height
  }
  pdf.font('Helvetica').fontSize(TEXT)
}

/** The standard fonts of PDF hold Latin letters alone: others are shown by their code, never as an empty box. */
const plain = (text: string): string =>
  text.replace(
    /[^\u0020-\u007e\u00a0-\u00ff–•]/gu,
    (letter) => `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`,
  )
