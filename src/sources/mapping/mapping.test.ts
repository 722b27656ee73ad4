import { expect, test } from 'vitest'
import type { CountryCode } from '../../model/brand.ts'
import { isoForm } from '../../model/partial-date.ts'
import { splitSemaAliases } from '../ca/sema-aliases.ts'
import { readLooseDate } from './loose-date.ts'
import { refineScheme } from './refine-scheme.ts'
import { scriptOf } from './script-of.ts'
import { splitAliases } from './split-aliases.ts'

test.each([
  ['14/03/1975', '1975-03-14', undefined],
  ['dd/mm/1968', '1968', undefined],
  ['dd/09/1958', '1958-09', undefined],
  ['00/00/1980', '1980', undefined],
  ['12 Oct. 2021', '2021-10-12', undefined],
  ['3 de enero de 2020', '2020-01-03', undefined],
  ['1er août 1999', undefined, undefined],
  ['Nov. 1973', '1973-11', undefined],
  ['Approximately 1963', '1963', true],
  ['between 1958 and 1960', '1958-01-01/1960-12-31', undefined],
  ['1958 to 1960', '1958-01-01/1960-12-31', undefined],
  ['1965-4-9', '1965-04-09', undefined],
  ['24/06/1402', undefined, undefined],
  ['31/02/1990', undefined, undefined],
  ['30-35 years old', undefined, undefined],
] as const)('the typed date "%s" is %s', (raw, form, approximate) => {
  const date = readLooseDate(raw)
  expect([date === undefined ? undefined : isoForm(date), date?.approximate, date?.asPublished]).toEqual([
    form,
    approximate,
    date === undefined ? undefined : raw,
  ])
})

test.each([
  ['Uno Dos; Una Dos', ['Uno Dos', 'Una Dos']],
  ['a) Uno Dos b) Tres', ['Uno Dos', 'Tres']],
  ['Uno; Dos b) Tres; Cuatro', ['Uno', 'Dos', 'Tres', 'Cuatro']],
  ['أنصار (Ansar al Prueba)', ['أنصار', 'Ansar al Prueba']],
  ['Frente (FDP)', ['Frente (FDP)']],
  ['Uno (Dos; Tres)', ['Uno', 'Dos', 'Tres']],
  ['  ; ', []],
])('the alias field "%s" holds %j', (raw, names) => {
  expect(splitAliases(raw)).toEqual(names)
})

test.each([
  ['Belarusian: Іван Прыклад, Russian: Иван Пример', true, ['Іван Прыклад', 'Иван Пример']],
  ['Ivan Primer, Ivan Prymier; Wanja Primer', true, ['Ivan Primer', 'Ivan Prymier', 'Wanja Primer']],
  ['Alfa Trading, LLC', false, ['Alfa Trading, LLC']],
  ['Andrey Sergeevich', true, ['Andrey Sergeevich']],
])('the cell "%s" of Canada holds %j', (cell, isPerson, names) => {
  expect(splitSemaAliases(cell, isPerson)).toEqual(names)
})

test.each([
  ['tax_id', 'ru', '7706453206', 'inn'],
  ['registration', 'ru', '1187746432345', 'ogrn'],
  ['registration', 'ru', '12345', 'registration'],
  ['tax_id', 'mx', 'CCF-020819-183', 'rfc'],
  ['tax_id', 'es', '7706453206', 'tax_id'],
] as const)('a %s of %s such as %s is a %s', (scheme, country, raw, refined) => {
  expect(refineScheme(scheme, country as CountryCode, raw)).toBe(refined)
})

test.each([
  ['Hassan', undefined],
  ['حسن', 'Arab'],
  ['Иван', 'Cyrl'],
  ['김정은', 'Hang'],
  ['王', 'Hani'],
])('the script of %s is %s', (text, script) => {
  expect(scriptOf(text)).toBe(script)
})
