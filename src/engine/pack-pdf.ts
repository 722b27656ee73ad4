import type { EvidencePack } from './case-papers.ts'
import { grid, heading, type Pdf, plain, renderPdf, TEXT } from './pdf.ts'
import { ENGINE } from './version.ts'

const PACK_FILE = 'evidence-pack.json'

/**
 * An evidence pack to read and to keep: what was found, who decided what and why, what the log proves. The whole pack as JSON, which
 * a program can check, is a file inside it, so that nothing is lost where the page shortens or a font lacks a script.
 */
export function renderPackPdf(pack: EvidencePack): Promise<Uint8Array> {
  const at = new Date(pack.made_at)
  return renderPdf({ title: `Evidence pack ${pack.case.case.id}`, producer: ENGINE, at }, (pdf) => {
    pdf.file(Buffer.from(JSON.stringify(pack, null, 2)), {
      name: PACK_FILE,
      type: 'application/json',
      description: 'The evidence pack, whole',
      creationDate: at,
      modifiedDate: at,
    })
    write(pdf, pack)
  })
}

function write(pdf: Pdf, pack: EvidencePack): void {
  const { case: file, party } = pack.case
  pdf.font('Helvetica-Bold').fontSize(18).text('Evidence pack')
  pdf.font('Helvetica').fontSize(TEXT)
  pdf.text(`Case ${file.id}, ${file.state}, opened ${file.opened_at}, pack made ${pack.made_at}`)
  pdf.text(
    `Property blocked: ${file.property_blocked ? 'yes' : 'no'}. Legal hold: ${plain(file.legal_hold ?? 'none')}.`,
  )
  pdf.text(`Whole pack with proofs: the file ${PACK_FILE} inside this document. Confidential: never for the customer.`)
  heading(pdf, 'Party')
  if (party === null) pdf.text('No longer in the book.')
  else grid(pdf, [120, 360], [['fact', 'as given'], ['reference', party.ref], ...given(party.given.properties)])
  alerts(pdf, pack)
  decisions(pdf, pack)
  work(pdf, pack)
  proofs(pdf, pack)
}

const given = (properties: Readonly<Record<string, readonly string[]>>): readonly (readonly string[])[] =>
  Object.entries(properties).map(([name, values]) => [name, values.join('; ')])

function alerts(pdf: Pdf, { case: { alerts: all } }: EvidencePack): void {
  for (const alert of all) {
    const { hit } = alert
    heading(pdf, `Alert ${alert.id}: ${plain(hit.entity.caption)}`)
    pdf.text(`${alert.state}, ${alert.band}, score ${alert.score}, due ${alert.due_on} (${plain(alert.due_rule)})`)
    pdf.text(`Entity ${alert.entity} on ${alert.lists.join(', ')}`)
    grid(
      pdf,
      [70, 120, 120, 40, 120],
      [
        ['feature', 'party', 'entity', 'points', 'note'],
        ...hit.evidence.map(({ feature, party, entity, points, note }) => [
          feature,
          party ?? '',
          entity ?? '',
          String(points),
          note ?? '',
        ]),
      ],
    )
    for (const { authority, state, since, citation } of hit.designations)
      pdf.text(plain(`${authority}: ${state}, since ${since ?? 'not known'}, ${citation}`))
  }
}

function decisions(pdf: Pdf, { case: { dispositions, suppressions } }: EvidencePack): void {
  heading(pdf, 'Decisions')
  if (dispositions.length === 0) pdf.text('None yet.')
  for (const one of dispositions) {
    pdf.text(plain(`${one.made_at} ${one.maker}: ${one.outcome} of alert ${one.alert}, ${one.state}`))
    pdf.text(plain(`Reasons: ${one.reasons.join(', ')}. Evidence: ${one.evidence.join(', ')}. ${one.text}`))
    if (one.checker !== null) pdf.text(plain(`Checked by ${one.checker} at ${one.checked_at}: ${one.check_text ?? ''}`))
  }
  for (const one of suppressions) pdf.text(plain(`Suppression ${one.id}: ${one.state}, ${one.reason}. ${one.text}`))
}

function work(pdf: Pdf, { case: { tasks, notes, files } }: EvidencePack): void {
  heading(pdf, 'Tasks, notes and files')
  if (tasks.length + notes.length + files.length === 0) pdf.text('None.')
  for (const { due_on, state, text, citation } of tasks)
    pdf.text(plain(`Task due ${due_on}, ${state}: ${text} (${citation ?? 'house rule'})`))
  for (const { at, author, text } of notes) pdf.text(plain(`${at} ${author}: ${text}`))
  for (const { at, author, name, sha256 } of files) pdf.text(plain(`${at} ${author}: ${name}, SHA-256 ${sha256}`))
}

function proofs(pdf: Pdf, { entries, checkpoint }: EvidencePack): void {
  heading(pdf, 'Audit log')
  pdf.text(`${entries.length} entries about this case are proved to be in the log of ${checkpoint.size} entries.`)
  grid(
    pdf,
    [90, 390],
    [
      ['what', 'value'],
      ['log', checkpoint.origin],
      ['root', checkpoint.root],
      ['signed at', checkpoint.at],
      ['verifier key', checkpoint.verifier_key],
    ],
  )
  pdf.text('The key that comes with a pack proves nothing by itself: compare it with the one you were given before.')
}
