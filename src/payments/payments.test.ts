import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { sharedData, testWithSharedData } from '../../test/shared.ts'
import { pacs008 } from '../../test/support/payment-messages.ts'
import { openEngine } from '../engine/open-engine.ts'
import { type PaymentAnswer, PaymentScreener, paymentFieldRules } from '../engine/payments.ts'
import { readPaymentBytes, readPaymentFile, readPaymentText } from '../sources/payments/read-payments.ts'

const AT = '2026-11-21T12:00:00Z'
let screener: PaymentScreener

beforeAll(async () => {
  const entities = [
    {
      id: 'syn-person',
      schema: 'Person',
      properties: {
        name: ['Aurelio Quintín SINTETICO FABULA'],
        passportNumber: ['SYN1234567'],
        taxNumber: ['SIFA700102AB1'],
      },
    },
    {
      id: 'syn-bank',
      schema: 'Organization',
      properties: { name: ['Banco Imaginario del Norte'], swiftBic: ['IMAGMXM1'] },
    },
    {
      id: 'syn-long',
      schema: 'Organization',
      properties: {
        name: ['Sociedad Anonima Imaginaria de Transportes Fluviales y Maritimos del Litoral Occidental Ficticio'],
      },
    },
    {
      id: 'syn-account',
      schema: 'Person',
      properties: { name: ['Otra Persona FICTICIA'], idNumber: ['002010077777777771'] },
    },
  ].map((entity) =>
    JSON.stringify({
      ...entity,
      caption: entity.properties.name[0],
      datasets: ['synthetic'],
      referents: [],
      target: true,
    }),
  )
  const path = join(mkdtempSync(join(tmpdir(), 'cordon-pay-')), 'list.ftm.json')
  writeFileSync(path, `${entities.join('\n')}\n`)
  screener = new PaymentScreener(await openEngine({ lists: [path] }))
})

const answerOf = (text: string): PaymentAnswer => {
  const [answer] = screener.screenText(text, 'test', { at: AT })
  if (answer === undefined) throw new Error('no message')
  return answer
}
const foundAt = (answer: PaymentAnswer, id: string): readonly string[] =>
  answer.fields.filter(({ hits }) => hits.some(({ entity }) => entity.id === id)).map(({ path }) => path)
const mt103 = (fields: string): string =>
  `{1:F01CLEANXXXAXXX0000000000}{2:I103CLEANXXXXXXXN}{4:\r\n:20:REF\r\n:23B:CRED\r\n:32A:261121EUR1,\r\n${fields.replace(/\n/g, '\r\n')}\r\n:71A:SHA\r\n-}`
const TX = 'CdtTrfTxInf'

describe('where a party is found', () => {
  test.each([
    ['as the creditor', { [`${TX}/Cdtr/Nm`]: 'Aurelio Sintetico Fabula' }, 'syn-person', [`${TX}/Cdtr/Nm`]],
    [
      'as an ultimate debtor',
      { [`${TX}/UltmtDbtr/Nm`]: 'AURELIO QUINTIN SINTETICO FABULA' },
      'syn-person',
      [`${TX}/UltmtDbtr/Nm`],
    ],
    [
      'as the contact of a firm',
      { [`${TX}/Cdtr/CtctDtls/Nm`]: 'Aurelio Quintin Sintetico Fabula' },
      'syn-person',
      [`${TX}/Cdtr/CtctDtls/Nm`],
    ],
    [
      'by the BIC of an agent alone',
      { [`${TX}/CdtrAgt/FinInstnId/BICFI`]: 'IMAGMXM1XXX' },
      'syn-bank',
      [`${TX}/CdtrAgt/FinInstnId/BICFI`],
    ],
    [
      'by a branch of that bank',
      { [`${TX}/CdtrAgt/FinInstnId/BICFI`]: 'IMAGMXM1MTY' },
      'syn-bank',
      [`${TX}/CdtrAgt/FinInstnId/BICFI`],
    ],
    [
      'by a tax number under another name',
      { [`${TX}/Cdtr/Nm`]: 'Otro Nombre', [`${TX}/Cdtr/Id/OrgId/Othr/Id`]: 'SIFA700102AB1' },
      'syn-person',
      [`${TX}/Cdtr/Id/OrgId/Othr/Id`],
    ],
    [
      'by a CLABE as account',
      { [`${TX}/CdtrAcct/Id/Othr/Id`]: '002010077777777771' },
      'syn-account',
      [`${TX}/CdtrAcct/Id/Othr/Id`],
    ],
    [
      'in free text',
      { [`${TX}/RmtInf/Ustrd`]: 'pago a Aurelio Quintin Sintetico Fabula factura 22' },
      'syn-person',
      [`${TX}/RmtInf/Ustrd`],
    ],
    [
      'by a passport in free text',
      { [`${TX}/RmtInf/Ustrd`]: 'viaje, pasaporte: SYN 1234567, gracias' },
      'syn-person',
      [`${TX}/RmtInf/Ustrd`],
    ],
    [
      'wrapped over two remittance lines',
      {
        [`${TX}/RmtInf/Ustrd`]: 'transferencia a favor de Aurelio Quint',
        [`${TX}/RmtInf/Ustrd[2]`]: 'in Sintetico Fabula',
      },
      'syn-person',
      [`${TX}/RmtInf/Ustrd`, `${TX}/RmtInf/Ustrd[2]`],
    ],
    [
      'in an element that the map does not name',
      { [`${TX}/NewElmt/SomeTxt`]: 'Banco Imaginario del Norte' },
      'syn-bank',
      [`${TX}/NewElmt/SomeTxt`],
    ],
  ] as const)('%s', (_why, values, id, paths) => {
    const answer = answerOf(pacs008(values))
    expect(answer.verdict).toBe('hold')
    expect(foundAt(answer, id)).toEqual(paths)
  })

  test.each([
    ['cut at 35 characters', 35],
    ['cut at 70 characters', 70],
  ])('a long name %s', (_why, at) => {
    const name = 'Sociedad Anonima Imaginaria de Transportes Fluviales y Maritimos del Litoral Occidental Ficticio'
    expect(foundAt(answerOf(pacs008({ [`${TX}/Cdtr/Nm`]: name.slice(0, at) })), 'syn-long')).toEqual([`${TX}/Cdtr/Nm`])
  })

  test.each([
    ['a name on one line', ':50K:/1\nCLEAN BUYER\n:59:/2\nAURELIO SINTETICO FABULA\nCALLE 1', ['59/line']],
    [
      'a name broken in mid-word at 35',
      ':50K:/1\nCLEAN BUYER\n:59:/2\nSR. DON AURELIO QUINTIN SINTETICO F\nABULA\nCALLE 1',
      ['59/line', '59/line[2]'],
    ],
    [
      'a name split by given and family name',
      ':50K:/1\nCLEAN BUYER\n:59:/2\nAURELIO\nSINTETICO FABULA',
      ['59/line', '59/line[2]'],
    ],
    [
      'a numbered name',
      ':50K:/1\nCLEAN BUYER\n:59F:/2\n1/AURELIO SINTETICO FABULA\n2/CALLE 1\n3/MX/MONTERREY',
      ['59F/1'],
    ],
    ['the agent by BIC', ':50K:/1\nCLEAN BUYER\n:57A:IMAGMXM1XXX\n:59:/2\nCLEAN SELLER', ['57A/bic']],
    ['field 72', ':50K:/1\nCLEAN BUYER\n:59:/2\nCLEAN SELLER\n:72:/INS/BANCO IMAGINARIO DEL NORTE', ['72/line']],
  ])('MT103: %s', (_why, fields, paths) => {
    const answer = answerOf(mt103(fields))
    expect([answer.type, answer.verdict]).toEqual(['MT103', 'hold'])
    expect(answer.fields.filter(({ hits }) => hits.length > 0).map(({ path }) => path)).toEqual(paths)
  })

  test('each find is where the message says it: the span holds the value', () => {
    const text = pacs008({ [`${TX}/Cdtr/Nm`]: 'Aurelio Sintetico & Fabula' })
    const field = answerOf(text).fields.find(({ path }) => path === `${TX}/Cdtr/Nm`)
    expect(text.slice(field?.span[0], field?.span[1])).toBe('Aurelio Sintetico &amp; Fabula')
  })
})

describe('places apart from names', () => {
  test.each([
    ['a bank of an embargoed country by its BIC', { [`${TX}/CdtrAgt/FinInstnId/BICFI`]: 'MELIIRTH' }, ['ir']],
    ['a country code', { [`${TX}/Cdtr/PstlAdr/Ctry`]: 'CU' }, ['cu']],
    [
      'a spelling of a region',
      { [`${TX}/Cdtr/PstlAdr/AdrLine`]: 'Yalta, Krimea', [`${TX}/Cdtr/PstlAdr/Ctry`]: 'UA' },
      ['ua-cri'],
    ],
    ['a mission in a name', { [`${TX}/Cdtr/Nm`]: 'Embassy of Iran' }, ['ir']],
    [
      'a town in another country of the name',
      { [`${TX}/Cdtr/PstlAdr/AdrLine`]: 'Calle Santiago de Cuba 4', [`${TX}/Cdtr/PstlAdr/Ctry`]: 'ES' },
      [],
    ],
    ['a town called like a listed party is no party', { [`${TX}/Cdtr/PstlAdr/TwnNm`]: 'Fabula' }, []],
  ] as const)('%s', (_why, values, codes) => {
    const answer = answerOf(pacs008(values))
    expect([...new Set(answer.fields.flatMap(({ places }) => (places ?? []).map(({ code }) => code)))]).toEqual(codes)
    expect(answer.verdict).toBe(codes.length > 0 ? 'hold' : 'pass')
  })
})

describe('what is not clear is held', () => {
  test.each([
    ['clean', pacs008({}), 'pass', ''],
    ['not well formed', '<Document><FIToFICstmrCdtTrf></Document>', 'hold', 'malformed'],
    ['cut short', pacs008({}).slice(0, 400), 'hold', 'malformed'],
    [
      'a DOCTYPE',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Document>&e;</Document>',
      'hold',
      'malformed',
    ],
    [
      'another type',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.12"><FIToFIPmtStsRpt/></Document>',
      'hold',
      'pacs.002.001.12',
    ],
    [
      'a type that its root contradicts',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.12"><FIToFICstmrCdtTrf/></Document>',
      'hold',
      'pacs.002.001.12',
    ],
    ['an MT of another type', '{1:F01CLEANXXXAXXX0000000000}{2:I940CLEANXXXXXXXN}{4:\n:20:R\n-}', 'hold', 'MT940'],
    ['an MT that does not end', '{1:F01CLEANXXXAXXX0000000000}{2:I103CLEANXXXXXXXN}{4:\n:20:R\n', 'hold', 'malformed'],
    ['nothing', '', 'hold', 'malformed'],
    ['no message', 'hello', 'hold', 'not recognised'],
    [
      'a party without a name',
      pacs008({ [`${TX}/Cdtr/Nm`]: '', [`${TX}/Cdtr/PstlAdr/TwnNm`]: '' }),
      'hold',
      'ambiguous',
    ],
    ['a header that counts otherwise', pacs008({ 'GrpHdr/NbOfTxs': '2' }), 'hold', 'ambiguous'],
    ['two names in one element', pacs008({ [`${TX}/Cdtr/Nm[2]`]: 'Second Name' }), 'hold', 'ambiguous'],
    ['letters that were lost', pacs008({ [`${TX}/Cdtr/Nm`]: 'Mu\uFFFDoz' }), 'hold', 'ambiguous'],
    ['a value over the limit', pacs008({ [`${TX}/RmtInf/Ustrd`]: 'x'.repeat(30_000) }), 'hold', 'oversized'],
    ['a name too long to read', pacs008({ [`${TX}/Cdtr/Nm`]: 'x y '.repeat(300) }), 'hold', 'could not tell'],
  ])('%s', (_why, text, verdict, reason) => {
    const answer = answerOf(text)
    expect(answer.verdict).toBe(verdict)
    expect(answer.why.join(' ')).toContain(reason)
  })

  test('without a sanctions list nothing passes', async () => {
    const bare = new PaymentScreener(await openEngine({ data: mkdtempSync(join(tmpdir(), 'cordon-pay-')) }))
    const [answer] = bare.screenText(pacs008({}), 'test', { at: AT })
    expect(answer?.verdict).toBe('hold')
    expect(answer?.why.join(' ')).toContain('could not tell')
  })

  test('bytes that are no text are held, and UTF-16 is text', () => {
    expect(readPaymentBytes(new Uint8Array([0x3c, 0xff, 0xfe, 0x80, 0x80]))[0]?.fault?.kind).toBe('malformed')
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(pacs008({}).replace('UTF-8', 'UTF-16'), 'utf16le'),
    ])
    expect(readPaymentBytes(utf16)[0]?.fault).toBeUndefined()
  })
})

describe('the field map', () => {
  test('every field is declared screened or not, with a reason', () => {
    const rules = paymentFieldRules()
    expect(rules.every(({ reason }) => reason.length > 0)).toBe(true)
    const fields = answerOf(pacs008({ [`${TX}/RmtInf/Ustrd`]: 'x y' })).fields
    expect(fields.every(({ reason }) => reason.length > 0)).toBe(true)
    expect(fields.find(({ path }) => path.endsWith('IntrBkSttlmAmt'))?.screened).toBe(false)
  })

  test('several messages of one file are told apart by their index', () => {
    const two = `${mt103(':50K:/1\nCLEAN BUYER\n:59:/2\nCLEAN SELLER')}\r\n${mt103(':50K:/1\nCLEAN BUYER\n:59:/2\nAURELIO SINTETICO FABULA')}`
    expect(readPaymentText(two)).toHaveLength(2)
    expect(screener.screenText(two, 'test', { at: AT }).map(({ index, verdict }) => [index, verdict])).toEqual([
      [0, 'pass'],
      [1, 'hold'],
    ])
  })
})

describe("publishers' own samples", () => {
  const FOUR = /^(pacs\.008|pacs\.009|pain\.001|camt\.056)/
  testWithSharedData('well-formed ones of the four types are read, others held with their type named', () => {
    const folder = sharedData('lists', 'payments', 'iso20022')
    const read = readdirSync(folder).map((file) => ({ file, messages: readPaymentFile(join(folder, file)) }))
    const ofFour = read.flatMap(({ messages }) => messages.filter(({ type }) => FOUR.test(type)))
    expect(ofFour.filter(({ fault }) => fault === undefined)).toHaveLength(22)
    expect(ofFour.filter(({ fault }) => fault !== undefined).map(({ fault }) => fault?.kind)).toEqual(['malformed'])
    const others = read.flatMap(({ messages }) => messages.filter(({ type }) => !FOUR.test(type)))
    expect(others).toHaveLength(18)
    const screened = screener.screen(others, 'sample', { at: AT })
    expect(
      screened.every(
        ({ verdict, type, why }) => verdict === 'hold' && (type === 'unknown' || why.join(' ').includes(type)),
      ),
    ).toBe(true)
    expect(others.filter(({ type }) => type === 'unknown')).toHaveLength(1)
  })

  testWithSharedData('both SWIFT samples are read whole', () => {
    const folder = sharedData('lists', 'payments', 'swift_mt')
    const messages = readdirSync(folder).flatMap((file) => readPaymentFile(join(folder, file)))
    expect(messages.map(({ type, fault }) => [type, fault])).toEqual([
      ['MT103', undefined],
      ['MT101', undefined],
    ])
  })
})
