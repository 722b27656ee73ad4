import { expect, test } from 'vitest'
import { curpFacts } from './curp.ts'
import { readIdentifier } from './read-identifier.ts'
import { rfcDate } from './rfc.ts'

test.each([
  ['lei', 'the example of ISO 17442', '5493 00LB I3LR IZ2V 8V66', '549300LBI3LRIZ2V8V66', true],
  ['lei', 'one digit off', '549300LBI3LRIZ2V8V67', '549300LBI3LRIZ2V8V67', false],
  ['imo', 'a ship, with its letters', 'IMO 9074729', '9074729', true],
  ['imo', 'a ship, last digit off', '9074728', '9074728', false],
  ['bic', 'head office branch left off', 'DEUTDEFFXXX', 'DEUTDEFF', true],
  ['bic', 'too short', 'DEUTDE', 'DEUTDE', false],
  ['iban', 'the registry example of the United Kingdom', 'GB82 WEST 1234 5698 7654 32', 'GB82WEST12345698765432', true],
  ['iban', 'right check digits, wrong length', 'GB82WEST123456987654321', 'GB82WEST123456987654321', false],
  ['clabe', 'a published example', '032180000118359719', '032180000118359719', true],
  ['clabe', 'last digit off', '032180000118359718', '032180000118359718', false],
  ['rfc', "the authority's example, with hyphens", 'GODE-561231-GR8', 'GODE561231GR8', true],
  ['rfc', 'check digit off', 'GODE561231GR9', 'GODE561231GR9', false],
  ['rfc', 'no such day', 'GODE561331GR8', 'GODE561331GR8', false],
  ['curp', 'a published example', 'HEGG560427MVZRRL04', 'HEGG560427MVZRRL04', true],
  ['curp', 'check digit off', 'HEGG560427MVZRRL05', 'HEGG560427MVZRRL05', false],
  ['isin', 'a share', 'US0378331005', 'US0378331005', true],
  ['isin', 'last digit off', 'US0378331006', 'US0378331006', false],
  ['inn', 'a firm', '7707083893', '7707083893', true],
  ['inn', 'a firm, last digit off', '7707083894', '7707083894', false],
  ['inn', 'a person', '500100732259', '500100732259', true],
  ['ogrn', 'a firm', '1027700132195', '1027700132195', true],
  ['ogrn', 'last digit off', '1027700132196', '1027700132196', false],
  ['uscc', 'a published example', '91350100M000100Y43', '91350100M000100Y43', true],
  ['uscc', 'check character off', '91350100M000100Y44', '91350100M000100Y44', false],
  [
    'crypto',
    'Bitcoin, the address of the first block',
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
    true,
  ],
  [
    'crypto',
    'segwit, in upper case (BIP 173)',
    'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4',
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    true,
  ],
  [
    'crypto',
    'Ethereum, in EIP-55 case',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
    true,
  ],
  [
    'crypto',
    'Ethereum, one letter in the wrong case',
    '0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
    false,
  ],
  [
    'crypto',
    'Ethereum without case carries no checksum',
    '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
    '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
    undefined,
  ],
  ['passport', 'spaces and slashes', ' a 92/664 ', 'A92664', undefined],
  ['phone', 'punctuation', '+52 (33) 1234-5678', '523312345678', undefined],
  ['website', 'scheme and www', 'https://www.Example.com/', 'example.com', undefined],
] as const)('%s: %s', (scheme, _why, raw, value, valid) => {
  const id = readIdentifier(scheme, raw)
  expect([id.value, id.valid, id.asPublished]).toEqual([value, valid, raw.trim()])
})

test('a CURP says when its bearer was born and of which sex', () => {
  const facts = curpFacts('HEGG560427MVZRRL04')
  expect([facts?.birthDate.from, facts?.gender, facts?.state]).toEqual(['1956-04-27', 'female', 'VZ'])
})

test('an RFC leaves the century of its day open', () => {
  expect(rfcDate('GODE561231GR8')?.map((date) => date.from)).toEqual(['1956-12-31', '2056-12-31'])
})
