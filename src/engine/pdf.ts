import PDFDocument from 'pdfkit'

const MARGIN = 48
const SMALL = 8
/** Points of running text. */
export const TEXT = 9.5

export type Pdf = InstanceType<typeof PDFDocument>

export interface PdfFacts {
  readonly title: string
  readonly producer: string
  /** The time the document states, so that the same facts give the same bytes. */
  readonly at: Date
}

/** A document on A4, written by `write`. */
export function renderPdf({ title, producer, at }: PdfFacts, write: (pdf: Pdf) => void): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    info: { Title: title, Producer: producer, CreationDate: at, ModDate: at },
  })
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
    write(pdf)
    pdf.end()
  })
}

/** A section's title. */
export function heading(pdf: Pdf, text: string): void {
  if (pdf.y > pdf.page.height - MARGIN * 3) pdf.addPage()
  pdf.moveDown(0.8).font('Helvetica-Bold').fontSize(12).text(text, MARGIN).font('Helvetica').fontSize(TEXT)
}

/** Rows of cells at fixed widths (points); a row that does not fit goes to the next page whole. */
export function grid(pdf: Pdf, widths: readonly number[], rows: readonly (readonly string[])[]): void {
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
export const plain = (text: string): string =>
  text.replace(
    /[^\u0020-\u007e\u00a0-\u00ff–•]/gu,
    (letter) => `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`,
  )
