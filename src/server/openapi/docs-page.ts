import { openApiDocument } from './document.ts'

/** Styles of the page alone; nothing on it runs. */
export const DOCS_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"

const escaped = (text: unknown): string =>
  String(text ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

type Json = Readonly<Record<string, unknown>>
const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(record) : [])

let page: string | undefined

/** The API's description as a page, from the document beside it: no script, nothing from elsewhere. */
export function docsPage(): string {
  page ??= render()
  return page
}

function render(): string {
  const document = openApiDocument()
  const info = record(document['info'])
  const operations = Object.entries(record(document['paths'])).flatMap(([path, methods]) =>
    Object.entries(record(methods)).map(([method, operation]) => ({ path, method, operation: record(operation) })),
  )
  const sections = list(document['tags']).map((tag) => {
    const own = operations.filter(({ operation }) => String(operation['tags']) === tag['name'])
    return `<section><h2>${escaped(tag['name'])}</h2><p>${escaped(tag['description'])}</p>${own.map(operationHtml).join('')}</section>`
  })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Cordon API</title><style>${STYLE}</style></head><body><header><h1>Cordon API ${escaped(info['version'])}</h1><p>${escaped(info['description'])}</p><p><a href="openapi.json">openapi.json</a></p></header><main>${sections.join('')}</main></body></html>`
}

function operationHtml({ path, method, operation }: { path: string; method: string; operation: Json }): string {
  const parameters = list(operation['parameters']).map(
    (one) =>
      `<tr><td><code>${escaped(one['name'])}</code></td><td>${escaped(one['in'])}${one['required'] === true ? ', required' : ''}</td><td>${escaped(one['description'])}</td></tr>`,
  )
  const body = record(record(operation['requestBody'])['content'])
  const example = Object.values(body).map((media) => record(media)['example'])[0]
  const roles = Array.isArray(operation['x-roles']) ? operation['x-roles'].join(', ') : ''
  const statuses = Object.keys(record(operation['responses'])).join(', ')
  return `<article id="${escaped(operation['operationId'])}"><h3><code>${escaped(method.toUpperCase())} ${escaped(path)}</code></h3><p>${escaped(operation['summary'])}</p>${roles === '' ? '' : `<p class="quiet">Roles: ${escaped(roles)}</p>`}${parameters.length === 0 ? '' : `<table><thead><tr><th>Parameter</th><th>In</th><th>Meaning</th></tr></thead><tbody>${parameters.join('')}</tbody></table>`}${example === undefined ? '' : `<pre>${escaped(typeof example === 'string' ? example : JSON.stringify(example, null, 2))}</pre>`}<p class="quiet">Answers ${escaped(statuses)}</p></article>`
}

const STYLE =
  ':root{color-scheme:light dark}body{margin:0 auto;max-width:60rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif}article{border-top:1px solid #8886;padding:.5rem 0}h3{margin:.25rem 0;overflow-wrap:anywhere}pre{overflow:auto;padding:.5rem;border:1px solid #8886}table{border-collapse:collapse;font-size:.9rem}td,th{text-align:left;padding:.15rem .6rem .15rem 0;vertical-align:top}.quiet{opacity:.75;font-size:.9rem;margin:.25rem 0}'
