/**
 * Writes the synthetic sample book to data/book/sample/: parties, payments, contracts, stakes, links, and what was planted.
 * Everything is invented and the same on every run, but for the planted cases, which use names, numbers and facts of
 * designated organisations and of entries tied to them as the SDN List of OFAC publishes them (uids in planted.csv).
 *
 *   node scripts/sample-book.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '..', 'data', 'book', 'sample')
const PARTIES = 2_400

let state = 20_191_206
function random(): number {
  state = (state + 0x6d2b79f5) >>> 0
  let mixed = Math.imul(state ^ (state >>> 15), state | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}
const below = (count: number): number => Math.floor(random() * count)
const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T
const two = (value: number): string => String(value).padStart(2, '0')

const WOMEN =
  'Adriana,Alejandra,Ana Laura,Beatriz,Carolina,Claudia,Daniela,Diana,Elena,Fernanda,Gabriela,Irma,Jimena,Karla,Leticia,Lorena,Lucero,Marisol,Mónica,Natalia,Norma,Olivia,Paola,Patricia,Rebeca,Rocío,Sandra,Silvia,Verónica,Yolanda'.split(
    ',',
  )
const MEN =
  'Abel,Adolfo,Agustín,Alberto,Alonso,Armando,Arturo,Benito,César,Darío,Emiliano,Ernesto,Esteban,Fabián,Federico,Gerardo,Gonzalo,Gustavo,Héctor,Horacio,Hugo,Iván,Leopoldo,Mauricio,Nicolás,Octavio,Ramiro,Rodolfo,Saúl,Tomás'.split(
    ',',
  )
const FAMILY =
  'Abarca,Aceves,Alcocer,Almazán,Anguiano,Arreola,Balderas,Barragán,Becerra,Bonilla,Bustos,Camarena,Cárdenas,Carranza,Casas,Cebreros,Chavarría,Cisneros,Cordero,Covarrubias,Cuevas,Dávalos,Elizondo,Escamilla,Esparza,Espino,Fonseca,Frías,Galindo,Gaona,Garibay,Godínez,Granados,Huerta,Ibarra,Iturbe,Jasso,Landeros,Legorreta,Limón,Lozano,Luján,Macías,Mancilla,Mares,Mejorada,Meneses,Monroy,Montaño,Murguía,Nava,Negrete,Ocaranza,Ontiveros,Orduña,Otero,Padilla,Palomar,Partida,Peralta,Pineda,Quezada,Rentería,Rincón,Robledo,Rosales,Saldívar,Sandoval,Sepúlveda,Sifuentes,Solís,Tapia,Tejeda,Terán,Trejo,Ugalde,Urrutia,Valdivia,Vallejo,Vargas,Velarde,Vidaurri,Villalpando,Yáñez,Zamudio,Zepeda,Zúñiga'.split(
    ',',
  )
const US_GIVEN =
  'Aaron,Amber,Blake,Brandon,Brenda,Chad,Colleen,Craig,Dana,Derek,Eileen,Erin,Gavin,Heather,Holly,Jared,Kendra,Kyle,Lindsay,Logan,Marcy,Melanie,Noel,Paige,Reid,Shelby,Tanner,Trevor,Wendy,Wesley'.split(
    ',',
  )
const US_FAMILY =
  'Abernathy,Ashworth,Barlow,Beckett,Brannon,Caldwell,Carmody,Chesney,Colton,Dunleavy,Eastman,Fairbank,Gentry,Halloran,Hathaway,Huxley,Jarvis,Keaton,Larkin,Maddox,Merritt,Norwood,Oakley,Penrose,Quimby,Ramsdell,Sheffield,Thackeray,Underhill,Whitlock'.split(
    ',',
  )
const FIRST_WORDS =
  'Agave,Alameda,Alborada,Almendra,Arrecife,Avellano,Bahía,Barranca,Brisas,Caoba,Cenote,Ceiba,Colibrí,Coral,Cumbres,Encino,Estero,Fresno,Garza,Girasol,Horizonte,Jacaranda,Laguna,Lucero,Manglar,Mesquite,Mirador,Nogal,Obsidiana,Olmo,Palmar,Parota,Pitahaya,Quetzal,Roble,Sabino,Tabachín,Tamarindo,Tule,Vereda'.split(
    ',',
  )
const SECOND_WORDS =
  'Azul,Alto,Bravo,Central,Claro,del Bajío,del Istmo,del Norte,del Pacífico,del Sur,del Valle,Dorado,Grande,Nuevo,Real,Rojo,Sereno,Verde,Viejo,de Occidente'.split(
    ',',
  )
const US_WORDS =
  'Amber,Anchor,Birch,Blue Mesa,Canyon,Cedar,Copper,Cypress,Desert,Eagle,Falcon,Granite,Harbor,High Plains,Juniper,Lone Star,Maple,Pinyon,Prairie,Red Rock,Ridgeline,Sagebrush,Saguaro,Sierra,Silver Creek,Summit,Sunset,Timber,Vista,Willow'.split(
    ',',
  )

interface Sector {
  readonly name: string
  readonly mx: readonly string[]
  readonly us: readonly string[]
  readonly role: string
}
const SECTORS: readonly Sector[] = [
  {
    name: 'hospitality',
    mx: ['Hoteles', 'Restaurantes', 'Club Vacacional', 'Banquetes'],
    us: ['Travel Partners', 'Hospitality Group'],
    role: 'customer',
  },
  {
    name: 'timeshare',
    mx: ['Tiempo Compartido', 'Promotora Turística'],
    us: ['Vacation Ownership', 'Resort Resales'],
    role: 'customer',
  },
  {
    name: 'agriculture',
    mx: ['Aguacates', 'Empacadora', 'Agrícola', 'Berries'],
    us: ['Produce', 'Fresh Imports'],
    role: 'supplier',
  },
  {
    name: 'fuel',
    mx: ['Combustibles', 'Lubricantes', 'Gasolineras'],
    us: ['Petroleum', 'Energy Trading'],
    role: 'supplier',
  },
  { name: 'trucking', mx: ['Transportes', 'Fletes', 'Autotransportes'], us: ['Freight', 'Logistics'], role: 'carrier' },
  { name: 'customs', mx: ['Agencia Aduanal', 'Despachos Aduanales'], us: ['Customs Brokers'], role: 'agent' },
  {
    name: 'manufacturing',
    mx: ['Manufacturas', 'Maquilas', 'Plásticos'],
    us: ['Components', 'Industries'],
    role: 'supplier',
  },
  {
    name: 'retail',
    mx: ['Comercializadora', 'Abarrotes', 'Ferretera'],
    us: ['Supply', 'Outfitters'],
    role: 'customer',
  },
  { name: 'real estate', mx: ['Inmobiliaria', 'Desarrollos'], us: ['Realty', 'Properties'], role: 'customer' },
  { name: 'money transfer', mx: ['Envíos de Dinero', 'Casa de Cambio'], us: ['Remittance Services'], role: 'agent' },
]
const MX_PLACES = [
  ['Jalisco', 'Guadalajara', 'JC'],
  ['Jalisco', 'Puerto Vallarta', 'JC'],
  ['Sinaloa', 'Culiacán', 'SL'],
  ['Sinaloa', 'Mazatlán', 'SL'],
  ['Michoacán', 'Uruapan', 'MN'],
  ['Michoacán', 'Morelia', 'MN'],
  ['Tamaulipas', 'Reynosa', 'TS'],
  ['Nuevo León', 'Monterrey', 'NL'],
  ['Baja California', 'Tijuana', 'BC'],
  ['Guanajuato', 'León', 'GT'],
  ['Quintana Roo', 'Cancún', 'QR'],
  ['Ciudad de México', 'Ciudad de México', 'DF'],
  ['Puebla', 'Puebla', 'PL'],
  ['Veracruz', 'Veracruz', 'VZ'],
] as const
const US_PLACES = [
  ['TX', 'El Paso', '79901'],
  ['TX', 'Laredo', '78040'],
  ['TX', 'Houston', '77002'],
  ['CA', 'San Diego', '92101'],
  ['CA', 'Calexico', '92231'],
  ['AZ', 'Nogales', '85621'],
  ['NM', 'Las Cruces', '88001'],
  ['IL', 'Chicago', '60601'],
  ['FL', 'Miami', '33101'],
] as const
const ES_PLACES = [
  ['Madrid', 'Madrid', '28001'],
  ['Cataluña', 'Barcelona', '08001'],
  ['Comunidad Valenciana', 'Valencia', '46001'],
  ['Andalucía', 'Málaga', '29001'],
  ['Galicia', 'Vigo', '36201'],
] as const
const STREETS =
  'Calle Fresno,Calle Olmo,Avenida del Parque,Calle Girasol,Avenida Horizonte,Calle Cantera,Privada Jazmín,Calle Encino,Avenida Laguna,Calle Mirador'.split(
    ',',
  )
const US_STREETS =
  'Alder St,Birch Ave,Cactus Rd,Dogwood Ln,Elm St,Foothill Blvd,Granite Way,Juniper Dr,Mesa Rd,Orchard Ave'.split(',')

const letters = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
const RFC_ALPHABET = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ'
function rfcOf(head: string, day: string): string {
  const homoclave = `${pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ123456789'])}${pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ123456789'])}`
  const body = `${head}${day.slice(2, 4)}${day.slice(5, 7)}${day.slice(8, 10)}${homoclave}`
  const padded = body.padStart(12, ' ')
  const sum = [...padded].reduce((total, character, i) => total + RFC_ALPHABET.indexOf(character) * (13 - i), 0)
  const rest = sum % 11
  return `${body}${rest === 0 ? '0' : 11 - rest === 10 ? 'A' : 11 - rest}`
}
const CURP_ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'
function curpOf(head: string, day: string, isWoman: boolean, placeCode: string): string {
  const inner = Array.from({ length: 3 }, () => pick([...'BCDFGLMNPRSTVZ'])).join('')
  const body = `${head}${day.slice(2, 4)}${day.slice(5, 7)}${day.slice(8, 10)}${isWoman ? 'M' : 'H'}${placeCode}${inner}${day < '2000' ? '0' : 'A'}`
  const sum = [...body].reduce((total, character, i) => total + CURP_ALPHABET.indexOf(character) * (18 - i), 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}
const dayBetween = (first: number, last: number): string =>
  `${first + below(last - first + 1)}-${two(1 + below(12))}-${two(1 + below(28))}`

type Row = Record<string, string>
const parties: Row[] = []
const payments: Row[] = []
const contracts: Row[] = []
const stakes: Row[] = []
const links: Row[] = []
const planted: Row[] = []

const COLUMNS = [
  'id',
  'name',
  'schema',
  'role',
  'sector',
  'birth_date',
  'country',
  'region',
  'address',
  'rfc',
  'curp',
  'phone',
  'clabe',
  'amount',
  'currency',
]
let number = 0
function addParty(values: Row): string {
  const id = `SYN-${String(++number).padStart(4, '0')}`
  parties.push({ ...Object.fromEntries(COLUMNS.map((column) => [column, ''])), ...values, id })
  return id
}

type Land = 'MX' | 'US' | 'ES'
const CURRENCY: Record<Land, string> = { MX: 'MXN', US: 'USD', ES: 'EUR' }
const amountIn = (land: Land): string =>
  String((land === 'MX' ? 40_000 : 2_000) + below(land === 'MX' ? 4_000_000 : 240_000))
const phoneIn = (land: Land): string =>
  (land === 'MX' ? '+52 33 ' : land === 'US' ? '+1 555 ' : '+34 6') +
  String(1_000_000 + number * 37 + below(37)).slice(0, 7)

function placeIn(land: Land): Row & { code: string } {
  if (land === 'MX') {
    const [region, city, code] = pick(MX_PLACES)
    return { region, address: `${pick(STREETS)} ${100 + below(4_900)}, ${city}, ${region}, México`, code }
  }
  const [region, city, zip] = land === 'US' ? pick(US_PLACES) : pick(ES_PLACES)
  const street = land === 'US' ? `${100 + below(9_800)} ${pick(US_STREETS)}` : `${pick(STREETS)} ${1 + below(200)}`
  return { region, address: `${street}, ${city}, ${region} ${zip}, ${land === 'US' ? 'USA' : 'España'}`, code: 'NE' }
}

function personIn(land: Land): Row {
  const isWoman = random() < 0.5
  const given = land === 'US' && random() < 0.7 ? pick(US_GIVEN) : pick(isWoman ? WOMEN : MEN)
  const [first, second] = land === 'US' && random() < 0.7 ? [pick(US_FAMILY), ''] : [pick(FAMILY), pick(FAMILY)]
  const { code, ...place } = placeIn(land)
  const born = dayBetween(1948, 2001)
  const head = `${letters(first).slice(0, 2)}${(letters(second) || 'X').slice(0, 1)}${letters(given).slice(0, 1)}`
  const numbers = land === 'MX' ? { rfc: rfcOf(head, born), curp: curpOf(head, born, isWoman, code) } : {}
  return {
    name: [given, first, second].filter((part) => part !== '').join(' '),
    schema: 'Person',
    birth_date: born,
    country: land,
    ...place,
    ...numbers,
  }
}

function companyIn(land: Land, sector: Sector): Row {
  const { code: _, ...place } = placeIn(land)
  if (land === 'US')
    return {
      name: `${pick(US_WORDS)} ${pick(US_WORDS)} ${pick(sector.us)} ${pick(['LLC', 'Inc.', 'Corp.'])}`,
      schema: 'Company',
      country: land,
      ...place,
    }
  const words = `${pick(sector.mx)} ${pick(FIRST_WORDS)} ${pick(SECOND_WORDS)}`
  const name = `${words} ${land === 'MX' ? pick(['S.A. de C.V.', 'S. de R.L. de C.V.', 'S.A.P.I. de C.V.']) : pick(['S.L.', 'S.A.'])}`
  const numbers = land === 'MX' ? { rfc: rfcOf(letters(words).slice(0, 3), dayBetween(1985, 2019)) } : {}
  return { name, schema: 'Company', country: land, ...place, ...numbers }
}

function fill(count: number): void {
  while (parties.length < count) {
    const land: Land = random() < 0.62 ? 'MX' : random() < 0.66 ? 'US' : 'ES'
    const sector = pick(SECTORS)
    const isPerson = random() < 0.45
    const base = isPerson ? personIn(land) : companyIn(land, sector)
    const role = isPerson ? (random() < 0.8 ? 'customer' : 'employee') : sector.role
    addParty({
      ...base,
      role,
      sector: sector.name,
      phone: phoneIn(land),
      amount: amountIn(land),
      currency: CURRENCY[land],
    })
  }
}

/** Ordinary parties first, so that planted ones stand among them. */
fill(900)
const holder = (name: string): string => name
const plant = (how: string, organisation: string, values: Row, note: string): string => {
  const land = (values['country'] ?? 'MX') as Land
  const { code: _, ...place } = placeIn(land)
  const id = addParty({
    role: 'customer',
    sector: 'retail',
    country: land,
    ...place,
    phone: phoneIn(land),
    amount: amountIn(land),
    currency: CURRENCY[land],
    ...values,
  })
  planted.push({ id, how, organisation, note })
  return id
}

const SINALOA = 'Cartel de Sinaloa'
const CJNG = 'Cartel de Jalisco Nueva Generacion'
for (const [name, organisation] of [
  [SINALOA, SINALOA],
  [CJNG, CJNG],
  ['Cartel del Golfo', 'Cartel del Golfo'],
  ['Cartel del Noreste', 'Cartel del Noreste'],
  ['La Nueva Familia Michoacana', 'La Nueva Familia Michoacana'],
  ['Carteles Unidos', 'Carteles Unidos'],
  ['Tren de Aragua', 'Tren de Aragua'],
  ['Mara Salvatrucha', 'Mara Salvatrucha (MS-13)'],
] as const) {
  plant(
    'direct',
    organisation,
    { name, schema: 'Organization', sector: 'money transfer', role: 'beneficiary' },
    'primary name',
  )
}
for (const [name, organisation, note] of [
  ['Sinaloa Cartel', SINALOA, 'listed name'],
  ['New Generation Cartel of Jalisco', CJNG, 'strong alias'],
  ['Cártel Jalisco Nueva Generación', CJNG, 'accents, a missing particle'],
  ['Gulf Cartel', 'Cartel del Golfo', 'listed name'],
  ['Los Zetas', 'Cartel del Noreste', 'listed name until 2025'],
] as const) {
  plant('alias', organisation, { name, schema: 'Organization', sector: 'trucking', role: 'supplier' }, note)
}
plant(
  'identifier',
  CJNG,
  { name: 'Banquetes Girasol Sereno S.A. de C.V.', schema: 'Company', sector: 'hospitality', rfc: 'OFA101214KG1' },
  'RFC of ofac-21664, tied to CJNG through persons listed as linked to both',
)
plant(
  'identifier',
  CJNG,
  {
    name: 'Comercializadora Tule Claro S. de R.L. de C.V.',
    schema: 'Company',
    sector: 'retail',
    rfc: 'OFA-101214-KG1',
  },
  'the same RFC with hyphens',
)
plant(
  'identifier',
  CJNG,
  {
    name: 'Rótulos Colibrí del Sur S.A. de C.V.',
    schema: 'Company',
    sector: 'manufacturing',
    role: 'supplier',
    rfc: 'JAP090911D37',
  },
  'RFC of ofac-18367, tied to CJNG through a person listed as linked to both',
)
const LISTED_ADDRESS = 'Priv Linda Vista 3986, Fracc El Soler, Tijuana, B.C. 22110, México'
const listedPerson = plant(
  'person',
  CJNG,
  {
    name: 'Antonio Oseguera Cervantes',
    schema: 'Person',
    birth_date: '1958-08-20',
    address: LISTED_ADDRESS,
    region: 'Baja California',
    sector: 'real estate',
  },
  'name and birth date of ofac-20109, listed as linked to CJNG',
)
plant(
  'address+birth',
  CJNG,
  {
    name: 'Julián Armenta Ruelas',
    schema: 'Person',
    birth_date: '1958-08-20',
    address: LISTED_ADDRESS,
    region: 'Baja California',
    sector: 'real estate',
  },
  'address and birth date of ofac-20109 under another name',
)

/** A chain of exact halves: the organisation, three holdings that are no customers, and the party. */
function chain(organisation: string, land: Land, sector: Sector, levels: number): string {
  const id = plant(
    `50% x ${levels}`,
    organisation,
    { ...companyIn(land, sector), sector: sector.name, role: sector.role },
    `half through ${levels} levels`,
  )
  let owner = holder(organisation)
  for (let level = 1; level < levels; level++) {
    const holding = `Holding ${pick(FIRST_WORDS)} ${pick(SECOND_WORDS)} ${number}-${level} S.A. de C.V.`
    stakes.push({ owner, owned: holding, share: '50', kind: 'shares', source: 'synthetic share register' })
    owner = holding
  }
  stakes.push({ owner, owned: id, share: '50', kind: 'shares', source: 'synthetic share register' })
  return id
}
const sectorNamed = (name: string): Sector => SECTORS.find((sector) => sector.name === name) ?? pick(SECTORS)
for (const [organisation, land, sector] of [
  [SINALOA, 'MX', 'agriculture'],
  [SINALOA, 'US', 'trucking'],
  [CJNG, 'MX', 'timeshare'],
  [CJNG, 'ES', 'hospitality'],
  ['Carteles Unidos', 'MX', 'agriculture'],
  ['Cartel del Golfo', 'MX', 'fuel'],
] as const)
  chain(organisation, land, sectorNamed(sector), 4)
const together = plant(
  'aggregate',
  CJNG,
  { ...companyIn('MX', sectorNamed('real estate')), sector: 'real estate' },
  'a quarter and a quarter',
)
stakes.push(
  { owner: CJNG, owned: together, share: '25', kind: 'shares', source: 'synthetic share register' },
  { owner: listedPerson, owned: together, share: '25', kind: 'shares', source: 'synthetic share register' },
)
const linkedPlant = (organisation: string, kind: string, grade: string, values: Row, note: string): void => {
  const id = plant('link', organisation, values, note)
  links.push({ from: id, to: organisation, kind, grade, source: 'synthetic file note', note })
}
linkedPlant(
  SINALOA,
  'acts_for',
  'reported',
  { ...companyIn('MX', sectorNamed('customs')), sector: 'customs', role: 'agent' },
  'customs broker said to act for it',
)
linkedPlant(
  CJNG,
  'shares_account',
  'documented',
  { ...companyIn('US', sectorNamed('timeshare')), sector: 'timeshare' },
  'resale payouts ran over one account',
)
linkedPlant(
  'Carteles Unidos',
  'supports',
  'reported',
  { ...companyIn('MX', sectorNamed('fuel')), sector: 'fuel', role: 'supplier' },
  'fuel said to be delivered to it',
)
fill(PARTIES)

/** Ordinary owners: most companies have one to three, some shares are ranges or unknown. */
const ordinary = parties.filter(({ id }) => !planted.some((each) => each['id'] === id))
const persons = ordinary.filter(({ schema }) => schema === 'Person')
for (const company of ordinary.filter(({ schema }) => schema === 'Company')) {
  if (random() < 0.35) continue
  let left = 100
  for (let i = 0; i < 1 + below(3) && left > 10; i++) {
    const share = i === 0 ? 30 + below(Math.min(41, left - 30)) : 5 + below(Math.max(1, left - 10))
    const owner = random() < 0.75 ? (pick(persons)['id'] ?? '') : (pick(ordinary)['id'] ?? '')
    left -= share
    if (owner === company['id'] || stakes.some((stake) => stake['owner'] === owner && stake['owned'] === company['id']))
      continue
    const text = random() < 0.06 ? '' : random() < 0.08 ? `${share - 5}-${share}` : String(share)
    stakes.push({ owner, owned: company['id'] ?? '', share: text, kind: 'shares', source: 'synthetic share register' })
  }
}
/** Extorted and merely near: links that must not spread. */
for (const party of ordinary.filter(({ region }) => region === 'Michoacán').slice(0, 6))
  links.push({
    from: party['id'] ?? '',
    to: 'Carteles Unidos',
    kind: 'near',
    grade: 'inferred',
    source: 'synthetic file note',
    note: 'same municipality',
  })

const MEMOS = [
  'factura',
  'anticipo',
  'invoice',
  'rent',
  'pago mensual',
  'nómina',
  'shipment',
  'deposit',
  'servicios',
  'refund',
]
const day = (year: number, month: number, date: number): string => `${year}-${two(month)}-${two(date)}`
function pay(party: Row, on: string, status: string, memo: string, extra: Row = {}): void {
  payments.push({
    payment_id: `PAY-${String(payments.length + 1).padStart(5, '0')}`,
    party_id: party['id'] ?? '',
    amount: String(500 + below(90_000)),
    currency: party['currency'] ?? 'USD',
    date: on,
    status,
    method: pick(['wire', 'transfer', 'card']),
    region: party['region'] ?? '',
    country: party['country'] ?? '',
    memo,
    ...extra,
  })
}
for (const party of parties) {
  const isPlanted = planted.some((each) => each['id'] === party['id'])
  for (let i = 0; i < (isPlanted ? 2 : below(3)); i++)
    pay(party, day(2019, 11 + below(2), 1 + below(28)), 'settled', pick(MEMOS))
  if (isPlanted || random() < 0.2) {
    pay(party, day(2019, 12, 9 + below(18)), 'pending', pick(MEMOS))
    pay(party, day(2025, 2, 17 + below(10)), 'pending', pick(MEMOS))
  }
  if (random() < (isPlanted ? 0.6 : 0.15)) {
    const start = 2018 + below(3)
    contracts.push({
      contract_id: `CON-${String(contracts.length + 1).padStart(4, '0')}`,
      party_id: party['id'] ?? '',
      amount: String(20_000 + below(900_000)),
      currency: party['currency'] ?? 'USD',
      start_date: day(start, 1 + below(12), 1),
      end_date: day(start + 6 + below(3), 12, 31),
      status: 'open',
    })
  }
}
/** Signals: narratives and patterns that are no hits. */
const inUs = ordinary.filter(({ region }) => region === 'TX' || region === 'CA')
for (const party of ordinary.filter(({ sector }) => sector === 'timeshare').slice(0, 5))
  pay(party, '2025-03-05', 'settled', 'Timeshare resale closing fee')
for (const party of ordinary.filter(({ sector }) => sector === 'fuel').slice(0, 4))
  pay(party, '2025-05-20', 'settled', 'Waste oil lot, discount crude')
for (const party of ordinary.filter(({ sector }) => sector === 'agriculture').slice(0, 4))
  pay(party, '2025-03-12', 'settled', 'cuota de paso febrero')
for (const party of inUs.slice(0, 4))
  for (const date of [2, 3, 5, 6])
    pay(party, day(2025, 6, date), 'settled', 'cash deposit', {
      method: 'cash',
      amount: String(2_500 + date * 100),
      currency: 'USD',
    })

const cell = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
function write(file: string, rows: readonly Row[], columns: readonly string[]): void {
  const lines = [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column] ?? '')).join(','))]
  writeFileSync(join(FOLDER, file), `${lines.join('\n')}\n`)
}
mkdirSync(FOLDER, { recursive: true })
write('parties.csv', parties, COLUMNS)
write('payments.csv', payments, [
  'payment_id',
  'party_id',
  'amount',
  'currency',
  'date',
  'status',
  'method',
  'region',
  'country',
  'memo',
])
write('contracts.csv', contracts, ['contract_id', 'party_id', 'amount', 'currency', 'start_date', 'end_date', 'status'])
write('ownership.csv', stakes, ['owner', 'owned', 'share', 'kind', 'source'])
write('links.csv', links, ['from', 'to', 'kind', 'grade', 'source', 'note'])
write('planted.csv', planted, ['id', 'how', 'organisation', 'note'])
process.stdout.write(
  `${parties.length} parties, ${payments.length} payments, ${contracts.length} contracts, ${stakes.length} stakes, ${links.length} links, ${planted.length} planted\n`,
)
