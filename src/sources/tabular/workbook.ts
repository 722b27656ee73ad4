import type { NumberStyle } from './cell-value.ts'
import { styleOfFormat } from './cell-value.ts'
import { attributeOf, readXmlPart } from './workbook-xml.ts'

export interface SheetEntry {
  readonly name: string
  readonly part: string
  readonly isHidden: boolean
}

/** What the sheets of a workbook lean on: shared texts, styles of numbers and the first day of its calendar. */
export interface Workbook {
  readonly sheets: readonly SheetEntry[]
  readonly texts: readonly string[]
  readonly styles: readonly NumberStyle[]
  readonly startsIn1904: boolean
}

/** Reads the frame of an Office Open XML workbook (ECMA-376); `undefined` where the archive is none. */
export function readWorkbook(bytes: Uint8Array): Workbook | undefined {
  const listed: { name: string; relation: string; isHidden: boolean }[] = []
  let startsIn1904 = false
  const isWorkbook = readXmlPart(bytes, 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'workbookPr') startsIn1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const isHidden = (attributes['state'] ?? 'visible') !== 'visible'
      listed.push({ name: attributes['name'] ?? '', relation: attributeOf(attributes, 'id') ?? '', isHidden })
    },
  })
  if (!isWorkbook) return undefined
  const targets = readRelations(bytes)
  const sheets = listed.map(({ name, relation, isHidden }) => ({ name, part: targets.get(relation) ?? '', isHidden }))
  return { sheets, texts: readSharedTexts(bytes), styles: readStyles(bytes), startsIn1904 }
}

function readRelations(bytes: Uint8Array): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  readXmlPart(bytes, 'xl/_rels/workbook.xml.rels', {
    open: (name, attributes) => {
      const target = attributes['Target'] ?? ''
      if (name === 'Relationship') targets.set(attributes['Id'] ?? '', partOf(target))
    },
  })
  return targets
}

const partOf = (target: string): string => (target.startsWith('/') ? target.slice(1) : `xl/${target}`)

/** Texts that cells point to by number. Runs of one text are joined; phonetic guides (`rPh`) are no part of it. */
function readSharedTexts(bytes: Uint8Array): readonly string[] {
  const texts: string[] = []
  let text = ''
  let isText = false
  let isPhonetic = false
  readXmlPart(bytes, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') isPhonetic = true
      else if (name === 't') isText = !isPhonetic
    },
    text: (piece) => {
      if (isText) text += piece
    },
    close: (name) => {
      if (name === 't') isText = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'si') texts.push(text)
    },
  })
  return texts
}

function readStyles(bytes: Uint8Array): readonly NumberStyle[] {
  const formats = new Map<number, string>()
  const styles: NumberStyle[] = []
  let isInCellStyles = false
  readXmlPart(bytes, 'xl/styles.xml', {
    open: (name, attributes) => {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      else if (name === 'cellXfs') isInCellStyles = true
      else if (name === 'xf' && isInCellStyles) {
        const format = Number(attributes['numFmtId'] ?? 0)
        styles.push(styleOfFormat(format, formats.get(format)))
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellStyles = false
    },
  })
  return styles
}
