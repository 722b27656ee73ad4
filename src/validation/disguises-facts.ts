import type { IdentifierScheme } from '../model/identifier.ts'
import { exactDay } from '../model/partial-date.ts'
import type { Disguise } from './disguise.ts'
import type { Seed } from './seed.ts'

/** No name at all: a number, an address with a birth date, an owner. Class I. */
export const FACT_DISGUISES: Readonly<Record<string, Disguise>> = {
  'X-59': number(['rfc', 'curp', 'tax_id', 'inn', 'national_id'], (value) => ({ taxNumber: [value] })),
  'X-60': number(['bic'], (value) => ({ swiftBic: [value] })),
  'X-61': number(['crypto'], (value) => ({ cryptoWallets: [value] })),
  'X-62': number(['imo'], (value) => ({ imoNumber: [value] })),
  'X-63': addressAndBirth,
  'X-64': (seed, { random }) =>
    seed.kind === 'object'
      ? undefined
      : {
          as: 'ownership',
          owner: seed.name,
          owned: `Holding ${random.below(1_000_000)} Ltd`,
          shareBps: 5_000 + random.below(5_001),
          shown: `owned by ${seed.name}`,
        },
}

function number(
  schemes: readonly IdentifierScheme[],
  properties: (value: string) => Readonly<Record<string, readonly string[]>>,
): Disguise {
  return ({ entity }: Seed) => {
    const found = entity.identifiers.find(({ scheme, value }) => schemes.includes(scheme) && value.length >= 5)
    if (found === undefined) return undefined
    return { as: 'party', given: { properties: properties(found.asPublished) }, shown: found.asPublished }
  }
}

function addressAndBirth({ entity, kind }: Seed): ReturnType<Disguise> {
  const born = entity.birthDates.map(exactDay).find((day) => day !== undefined)
  const address = entity.addresses.find(({ full }) => /\d/.test(full) && full.split(/\s+/).length >= 3)
  if (kind !== 'person' || born === undefined || address === undefined) return undefined
  return {
    as: 'party',
    given: { schema: 'Person', properties: { birthDate: [born], address: [address.full] } },
    shown: `${address.full}, born ${born}`,
  }
}
