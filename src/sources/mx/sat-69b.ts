import type { DatasetId, IsoDate } from '../../model/brand.ts'
import { CordonError } from '../../model/errors.ts'
import { readIdentifier } from '../../model/identifiers/read-identifier.ts'
import { isoDay } from '../../model/partial-date.ts'
import {
  type FileHead,
  type ListFormat,
  type ListReading,
  onlyFile,
  type ReadContext,
  Refusals,
  type RoledFile,
} from '../list-format.ts'
import { cleanText } from '../mapping/clean-text.ts'
import { ListTally } from '../mapping/list-tally.ts'
import { stableId, UniqueIds } from '../mapping/stable-id.ts'
import { headRows, readCsv } from '../reading/csv.ts'
import { foldHeading, HeaderRow } from '../reading/header-row.ts'

/**
 * Mexico's SAT, article 69-B of the Código Fiscal: taxpayers presumed to invoice operations that did not take place. No sanction:
 * `Desvirtuado` and `Sentencia Favorable` are cleared. The number of a row moves, so the RFC is the id, with the name where it repeats.
 */
export const MX_69B: ListFormat = {
  format: 'mx-sat-69b',
  title: 'Mexico, SAT list of article 69-B (CSV)',
  parser: 'mx-sat-69b/1',
  recognise: (head: FileHead) =>
    head.kind === 'text' && headRows(head.text, ',', 5).some(isHeader) ? 'main' : undefined,
  read,
}

const isHeader = (cells: readonly string[]): boolean => {
  const folded = cells.map(foldHeading)
  return folded.includes('rfc') && folded.some((name) => name.startsWith('nombredelcontribuyente'))
}

/** What a situation says; `isOpen` while the presumption stands. Source: article 69-B, paragraphs 1 to 5. */
const SITUATIONS: Readonly<Record<string, { readonly isOpen: boolean; readonly words: string }>> = {
  presunto: { isOpen: true, words: 'presumed' },
  definitivo: { isOpen: true, words: 'definitive' },
  desvirtuado: { isOpen: false, words: 'rebutted: cleared' },
  sentenciafavorable: { isOpen: false, words: 'favourable judgment: cleared' },
}

const MONTHS = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
]

async function read(files: readonly RoledFile[], context: ReadContext): Promise<ListReading> {
  const tally = new ListTally(context)
  const refusals = new Refusals()
  const file = onlyFile(files)
  const pending: { readonly field: (name: string) => string; readonly where: string }[] = []
  let header: HeaderRow | undefined
  let published = context.published
  const { isEnded } = await readCsv(file, { delimiter: ',', encoding: 'legacy' }, (cells, row, isTorn) => {
    const where = `${file.name}:${row}`
    if (header === undefined) {
      if (isHeader(cells)) header = new HeaderRow(cells, ['RFC', 'Situación del contribuyente'], file.name)
      else published = preambleDay(cells.join(' ')) ?? published
    } else if (cells.every((cell) => cell.trim() === '')) tally.empty += 1
    else if (isTorn) refusals.add('row.quotes', cells.join(','), where)
    else if (cells.length < header.names.length) {
      refusals.add('row.columns', `${cells.length} columns`, where)
    } else {
      const known = header
      pending.push({ field: (name) => known.value(cells, name), where })
    }
  })
  const [last] = refusals.issues.slice(-1)
  if (!isEnded && last?.code === 'row.columns') {
    throw new CordonError('input.truncated', `${file.name} ends in the middle of its last record`)
  }
  mapRows(pending, tally, refusals)
  const rows = pending.length + refusals.issues.filter(({ code }) => code.startsWith('row.')).length + tally.empty
  const reading = tally.reading({ list: 'mx_sat_69b' as DatasetId, published, isPartial: false, rows })
  return { ...reading, refused: [...refusals.issues, ...reading.refused] }
}

/** `Información actualizada al 30 de junio de 2023`. */
function preambleDay(text: string): IsoDate | undefined {
  const found = /(\d{1,2}) de (\p{L}+) de (\d{4})/u.exec(text)
  const month = MONTHS.indexOf((found?.[2] ?? '').toLowerCase()) + 1
  return found === null || month === 0 ? undefined : isoDay(Number(found[3]), month, Number(found[1]))
}

function mapRows(rows: readonly PendingRow[], tally: ListTally, refusals: Refusals): void {
  const ids = new UniqueIds()
  for (const { field, where } of inCaseOrder(rows)) {
    const rfc = field('RFC').toUpperCase()
    const name = cleanText(field('Nombre del Contribuyente'))
    const situation = SITUATIONS[foldHeading(field('Situación del contribuyente'))]
    if (name === '') refusals.add('entry.name.missing', rfc, where)
    else if (situation === undefined)
      refusals.add('entry.situation.unknown', field('Situación del contribuyente'), where)
    else {
      const isMasked = /^X+$/.test(rfc) || rfc === ''
      const id = ids.take(isMasked ? `mx-69b-masked-${stableId([name])}` : `mx-69b-${rfc}`)
      mapRow(
        id,
        { rfc, name, situation: field('Situación del contribuyente'), isMasked, where, field, meaning: situation },
        tally,
      )
    }
  }
}

type PendingRow = { readonly field: (name: string) => string; readonly where: string }

/** Rows of one RFC by the day of their first presumption, so that a second case of a taxpayer leaves the id of the first alone. */
function inCaseOrder(rows: readonly PendingRow[]): readonly PendingRow[] {
  const day = ({ field }: PendingRow): string => field('Publicación DOF presuntos').split('/').reverse().join('-')
  return rows
    .map((row, at) => ({ row, at, day: day(row) }))
    .sort((a, b) => (a.day === b.day ? a.at - b.at : a.day < b.day ? -1 : 1))
    .map(({ row }) => row)
}

interface Taxpayer {
  readonly rfc: string
  readonly name: string
  readonly situation: string
  readonly isMasked: boolean
  readonly where: string
  readonly field: (name: string) => string
  readonly meaning: { readonly isOpen: boolean; readonly words: string }
}

/** The four stages of a case, each with the office's letter and the day in the Official Gazette. */
const STAGES = [
  ['presunción', 'presuntos'],
  ['contribuyentes que desvirtuaron', 'desvirtuados'],
  ['definitivos', 'definitivos'],
  ['sentencia favorable', 'sentencia favorable'],
] as const

function mapRow(
  id: string,
  { rfc, name, situation, isMasked, where, field, meaning }: Taxpayer,
  tally: ListTally,
): void {
  const schema = rfc.length === 13 && !isMasked ? 'Person' : isMasked ? 'LegalEntity' : 'Company'
  const draft = tally.draft(id, isMasked ? `${rfc} ${name}` : rfc, schema, where)
  if (draft === undefined) return
  draft.addName({ text: name, quality: 'primary', kind: 'name' })
  if (!isMasked)
    draft.addIdentifier({
      ...readIdentifier('rfc', rfc, { kind: 'RFC' }),
      country: tally.countries.code('Mexico') ?? MEXICO,
    })
  draft.addCountry(tally.countries.claim('jurisdiction', 'Mexico'))
  draft.addProgramme(`69-B ${situation}`)
  draft.addNote(`Article 69-B: ${meaning.words}`)
  if (meaning.isOpen) draft.addTopic('reg.warn')
  for (const [letter, gazette] of STAGES) {
    const office = field(`Número y fecha de oficio global de ${letter} SAT`)
    const day = field(`Publicación DOF ${gazette}`)
    if (office !== '') draft.addNote(`${gazette}: ${office}${day === '' ? '' : `, DOF ${day}`}`)
  }
}

const MEXICO = 'mx' as NonNullable<ReturnType<ListTally['countries']['code']>>
