import type { FieldRule } from '../../src/engine/payments.ts'
import type { Random } from '../../src/validation/random.ts'

/** What is planted: a listed name, a number of a listed party, or a place, and the id that must be found. */
export interface Plant {
  readonly value: string
  /** Id of the entity, or code of the place. */
  readonly id: string
}

/** A message with one plant, and the path where it stands. */
export interface PlantedMessage {
  readonly text: string
  readonly path: string
  readonly rule: FieldRule
  readonly plant: Plant
}

const PARTIES = ['Dbtr', 'UltmtDbtr', 'InitgPty', 'Cdtr', 'UltmtCdtr'] as const
const AGENTS = [
  ...['DbtrAgt', 'CdtrAgt', 'IntrmyAgt1', 'IntrmyAgt2', 'IntrmyAgt3', 'PrvsInstgAgt1', 'PrvsInstgAgt2'],
  ...['PrvsInstgAgt3', 'InstgAgt', 'InstdAgt'],
] as const

/** The clean part of every pacs.008: two parties, two agents, accounts, and a purpose. */
const CLEAN: Readonly<Record<string, string>> = {
  'GrpHdr/MsgId': 'MSG-1',
  'GrpHdr/CreDtTm': '2026-11-21T12:00:00Z',
  'GrpHdr/NbOfTxs': '1',
  'CdtTrfTxInf/PmtId/EndToEndId': 'E2E-1',
  'CdtTrfTxInf/IntrBkSttlmAmt': '1250.00',
  'CdtTrfTxInf/Dbtr/Nm': 'Quillfeather Stationery',
  'CdtTrfTxInf/Dbtr/PstlAdr/TwnNm': 'Utrecht',
  'CdtTrfTxInf/Dbtr/PstlAdr/Ctry': 'NL',
  'CdtTrfTxInf/DbtrAcct/Id/IBAN': 'NL91ABNA0417164300',
  'CdtTrfTxInf/DbtrAgt/FinInstnId/BICFI': 'ABNANL2A',
  'CdtTrfTxInf/CdtrAgt/FinInstnId/BICFI': 'BBRUBEBB',
  'CdtTrfTxInf/Cdtr/Nm': 'Zwaluwstaart Vlinderwinkel',
  'CdtTrfTxInf/Cdtr/PstlAdr/TwnNm': 'Gent',
  'CdtTrfTxInf/Cdtr/PstlAdr/Ctry': 'BE',
}

/** Where a field of the map stands in a pacs.008: below a party, an agent, or the transaction. */
export function pathFor({ field, kind }: FieldRule, random: Random): string {
  if (/^(FinInstnId|BrnchId|ClrSysMmbId)\//.test(field)) {
    const own = field.startsWith('ClrSysMmbId') ? `FinInstnId/${field}` : field
    return `CdtTrfTxInf/${random.of(AGENTS)}/${own}`
  }
  const isOfParty = /^(Nm|CtctDtls|PstlAdr|CtryOfRes|Id\/OrgId|Id\/PrvtId|Othr)(\/|$)/.test(field)
  if (isOfParty) return `CdtTrfTxInf/${random.of(PARTIES)}/${field}`
  if (/^Id\/IBAN|^Prxy\//.test(field)) return `CdtTrfTxInf/CdtrAcct/${field}`
  if (kind === 'reference' && /^(MsgId|BizMsgIdr)$/.test(field)) return `GrpHdr/${field}`
  return `CdtTrfTxInf/${field}`
}

/** A pacs.008 with the values at their paths; the clean part gives way where a value stands at the same path. */
export function pacs008(values: Readonly<Record<string, string>>): string {
  const body = xmlOf({ ...CLEAN, ...values })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>${body}</FIToFICstmrCdtTrf></Document>`
}

interface Tree {
  readonly children: Map<string, Tree>
  text: string
}

function xmlOf(values: Readonly<Record<string, string>>): string {
  const root: Tree = { children: new Map(), text: '' }
  for (const [path, value] of Object.entries(values)) {
    let at = root
    for (const segment of path.split('/')) {
      const next = at.children.get(segment) ?? { children: new Map(), text: '' }
      at.children.set(segment, next)
      at = next
    }
    at.text = value
  }
  const render = (tree: Tree): string =>
    `${escapeXml(tree.text)}${[...tree.children].map(([name, child]) => `<${plain(name)}>${render(child)}</${plain(name)}>`).join('')}`
  return render(root)
}

const plain = (segment: string): string => segment.replace(/\[\d+\]$/, '')
const escapeXml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** A FIN message with a field of the given tag holding the lines; others are clean. */
export function fin(rule: FieldRule, value: string): { readonly text: string; readonly path: string } {
  const [tag = '', part = 'line'] = rule.field.split('/')
  const fields = new Map([
    ['20', ['REF1']],
    ['23B', ['CRED']],
    ['32A', ['261121EUR1250,']],
    ['50K', ['/NL91ABNA0417164300', 'QUILLFEATHER STATIONERY', 'UTRECHT']],
    ['59', ['/BE71096123456769', 'ZWALUWSTAART VLINDERWINKEL', 'GENT']],
    ['71A', ['SHA']],
  ])
  if (tag.startsWith('50')) fields.delete('50K')
  if (tag.startsWith('59')) fields.delete('59')
  const lines = linesFor(tag, part, value)
  fields.set(tag, lines)
  const order = [...fields.keys()].sort()
  const is202 = tag === '58A' || tag === '58D'
  const is101 = ['50C', '50G', '50H', '50L', '21R', '28D', '25A', '21F', '52C'].includes(tag)
  const type = is202 ? '202' : is101 ? '101' : '103'
  const block4 = order.map((name) => `:${name}:${(fields.get(name) ?? []).join('\r\n')}`).join('\r\n')
  return {
    text: `{1:F01QUILNL2AXXXX0000000000}{2:I${type}ZWALBEBBXXXXN}{4:\r\n${block4}\r\n-}`,
    path: `${tag}/${part}`,
  }
}

function linesFor(tag: string, part: string, value: string): string[] {
  const isNumbered = tag === '50F' || tag === '59F'
  if (part === 'bic') return [value]
  if (part === 'account') return [`/${value}`, 'CLEAN PARTY', 'GENT']
  if (/^[1-8]$/.test(part)) {
    const lines = part === '1' ? wrapped(value, 33).map((line) => `1/${line}`) : ['1/CLEAN PARTY', `${part}/${value}`]
    return ['/BE71096123456769', ...lines]
  }
  return isNumbered ? ['/BE71096123456769', '1/CLEAN PARTY', ...wrapped(value, 35)] : wrapped(value, 35)
}

/** Lines of a fixed width, broken wherever the width ends: what systems do to a long name. */
export function wrapped(value: string, width: number): string[] {
  const out: string[] = []
  for (let at = 0; at < value.length; at += width) out.push(value.slice(at, at + width))
  return out
}

/** Frames in which a name or a number stands in free text. */
const FRAMES = [
  'pago a {x} factura 2231',
  'payment to {x} for goods',
  '/RFB/a favor de {x}',
  'on behalf of {x}, inv 88',
] as const
const NUMBER_FRAMES = ['passport {x}', 'cuenta {x} pago', 'ref {x} thanks', 'RFC: {x}', 'wallet {x}'] as const

export const framed = (value: string, isNumber: boolean, random: Random): string =>
  (random.of(isNumber ? NUMBER_FRAMES : FRAMES) ?? '{x}').replace('{x}', value)
