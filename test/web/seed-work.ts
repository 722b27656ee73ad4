/** Parties whose names try the page: long ones, other scripts, both directions, markup. All are invented or taken from the server's own lists. */
const PARTIES = [
  { ref: 'T-0001', schema: 'Person', name: 'Немесио Осегера Сервантес', birthDate: '1966' },
  { ref: 'T-0002', schema: 'Person', name: 'أسامة محمد المثال', birthDate: '1957' },
  { ref: 'T-0003', schema: 'Person', name: '例示 太郎', birthDate: '1970-01-01' },
  { ref: 'T-0004', schema: 'Company', name: `Comercializadora ${'Internacional '.repeat(12)}S.A. de C.V.` },
  { ref: 'T-0005', schema: 'Company', name: '<b>Markup & Sons</b> "Ltd"' },
]

/** What there is to look at on a server. */
export interface Work {
  readonly alert: string
  readonly case: string
  readonly entity: string
  readonly list: string
}

const json = async (address: string, path: string, init?: RequestInit): Promise<unknown> => {
  const response = await fetch(address + path, {
    ...init,
    headers: {
      'content-type': 'application/json',
      ...(init?.method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
    },
  })
  return response.json()
}

const text = (value: unknown, ...path: readonly (string | number)[]): string => {
  let found: unknown = value
  for (const key of path)
    found = typeof found === 'object' && found !== null ? Object.getOwnPropertyDescriptor(found, key)?.value : undefined
  return typeof found === 'string' ? found : ''
}

/** Finds an alert, a case, a listed entity and a list; where asked, first takes a book into monitoring so that there are some. */
export async function seedWork(address: string, isSeeded: boolean): Promise<Work> {
  if (isSeeded) await takeBook(address)
  const alerts = await json(address, '/v1/alerts?limit=1&state=pending')
  const hit = await json(address, '/v1/screen', {
    method: 'POST',
    body: JSON.stringify({ schema: 'Person', properties: { name: [PARTIES[0]?.name] } }),
  })
  const lists = await json(address, '/v1/lists')
  return {
    alert: text(alerts, 'items', 0, 'id'),
    case: text(alerts, 'items', 0, 'case'),
    entity: text(hit, 'hits', 0, 'entity', 'id') || 'none',
    list: text(lists, 'lists', 0, 'id') || 'none',
  }
}

async function takeBook(address: string): Promise<void> {
  const listed = await json(address, '/v1/screen', {
    method: 'POST',
    body: JSON.stringify({ properties: { name: ['Perez'] }, options: { limit: 20 } }),
  })
  const names = Array.from({ length: 20 }, (_, at) => text(listed, 'hits', at, 'entity', 'caption')).filter(
    (name) => name !== '',
  )
  const parties = [
    ...PARTIES.map(({ ref, schema, name, ...rest }) => ({
      ref,
      schema,
      properties: { name: [name], ...('birthDate' in rest ? { birthDate: [rest.birthDate] } : {}) },
    })),
    ...names.map((name, at) => ({ ref: `L-${at}`, properties: { name: [name], country: ['mx'] } })),
  ]
  await json(address, '/v1/books/customers/parties', { method: 'PUT', body: JSON.stringify({ parties }) })
  await json(address, '/v1/books/customers/screen', { method: 'POST', body: '{}' })
  await decideSome(address)
  for (const authorities of [['FTO', 'SDGT'], ['EU']])
    await post(address, '/v1/scenario-runs', {
      designate: ['Cartel de Sinaloa'],
      authorities,
      effective: '2019-12-20',
      as_of: '2019-12-06',
      asker: 'us_bank',
      language: 'en',
    })
  await post(address, '/v1/validations', { names: 3, exact: 50, people: 30 })
}

const post = (address: string, path: string, body: unknown): Promise<unknown> =>
  json(address, path, { method: 'POST', body: JSON.stringify(body) })

const TEXT = 'Compared by hand for these pictures: the facts differ.'

/** One decision of each kind, a silence that waits, and a change that waits. */
async function decideSome(address: string): Promise<void> {
  const alerts = await json(address, '/v1/alerts?limit=10&state=pending')
  const outcomes = [
    ['inconclusive', 'information_missing'],
    ['false_positive', 'name_differs'],
    ['true_match', 'facts_agree'],
  ] as const
  for (const [at, [outcome, reason]] of outcomes.entries()) {
    const alert = text(alerts, 'items', at, 'id')
    const evidence = [`hit:${text(alerts, 'items', at, 'hit', 'evidence', 0, 'feature')}`]
    await post(address, `/v1/alerts/${alert}/decisions`, { outcome, reasons: [reason], text: TEXT, evidence })
    if (outcome !== 'false_positive') continue
    const expires_on = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10)
    await post(address, '/v1/suppressions', { alert, reason, text: TEXT, evidence, expires_on })
  }
  await post(address, '/v1/proposals', {
    kind: 'policy_change',
    subject: 'default',
    payload: { threshold: 0.75 },
    reason: 'Tried for these pictures: the bar would be higher.',
  })
}
