import type { NewlyCaught } from './difference.ts'

/** What is drawn: a title, the organisations of the scenario, and who is caught. */
export interface PictureSource {
  readonly title: string
  readonly subtitle: string
  readonly targets: readonly { readonly id: string; readonly name: string; readonly entityIds: readonly string[] }[]
  readonly matched: readonly NewlyCaught[]
  readonly owned: readonly NewlyCaught[]
  readonly linked: readonly NewlyCaught[]
  readonly captionOf: (id: string) => string | undefined
  readonly caveat: string
}

/** Parties of each sort that are drawn; the table beside the picture holds them all. */
export const MAX_DRAWN = 60
const COLUMN_PX = 270
const ROW_PX = 46
const BOX_PX = { width: 220, height: 32 } as const
const LABEL_LENGTH = 28

interface Drawn {
  readonly id: string
  readonly label: string
  readonly kind: 'target' | 'matched' | 'owned' | 'linked' | 'between'
  column: number
  row: number
}
interface Edge {
  readonly from: string
  readonly to: string
  readonly label: string
  readonly kind: 'matched' | 'owned' | 'linked'
}

/** A page of its own, without scripts: the network as SVG, and the same as a table. */
export function renderPicture(source: PictureSource): string {
  const { nodes, edges } = layOut(source)
  const height = (Math.max(0, ...nodes.map(({ row }) => row)) + 1) * ROW_PX + 40
  const width = (Math.max(0, ...nodes.map(({ column }) => column)) + 1) * COLUMN_PX + 40
  const placeOf = new Map(nodes.map((node) => [node.id, node]))
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(source.title)}</title><meta name="viewport" content="width=device-width, initial-scale=1">
<style>${STYLE}</style></head><body>
<h1>${escaped(source.title)}</h1><p>${escaped(source.subtitle)}</p>
<p class="legend"><span class="target">organisation of the scenario</span> <span class="matched">matched</span> <span class="owned">owned</span> <span class="linked">linked, not blocked by it</span> <span class="between">between</span></p>
<div class="scroll"><svg role="img" aria-label="Network of the parties that the scenario reaches; the table below says the same" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
${edges.map((edge) => edgeSvg(edge, placeOf)).join('\n')}
${nodes.map(nodeSvg).join('\n')}
</svg></div>
${tableHtml(source)}
<p>${escaped(source.caveat)}</p>
</body></html>
`
}

/** Places a party once; answers where it stands. */
type Put = (
  id: string,
  label: string,
  kind: Drawn['kind'],
  column: number,
) => { readonly id: string; readonly column: number }

function layOut(source: PictureSource): { readonly nodes: readonly Drawn[]; readonly edges: readonly Edge[] } {
  const nodes = new Map<string, Drawn>()
  const edges: Edge[] = []
  const targetOf = new Map(
    source.targets.flatMap(({ id, name, entityIds }) => [id, name, ...entityIds].map((each) => [each, id] as const)),
  )
  const put: Put = (id, label, kind, column) => {
    const place = targetOf.get(id) ?? id
    const held = nodes.get(place)
    if (held === undefined) nodes.set(place, { id: place, label, kind, column, row: 0 })
    else if (held.kind === 'between' && kind !== 'between') nodes.set(place, { ...held, kind, label })
    return nodes.get(place) ?? { id: place, column }
  }
  for (const { id, name } of source.targets) put(id, name, 'target', 0)
  for (const party of source.matched.slice(0, MAX_DRAWN)) {
    const from = put(party.matched?.entity ?? '', party.matched?.caption ?? '', 'between', 0).id
    edges.push({ from, to: put(party.id, party.name, 'matched', 1).id, label: 'matches', kind: 'matched' })
  }
  for (const party of source.owned.slice(0, MAX_DRAWN))
    addChain(party.path ?? [party.id], party, 'owned', 'owns', source, put, edges)
  for (const party of source.linked.slice(0, MAX_DRAWN)) {
    const ids = (party.link?.strongest.ids ?? [party.id]).toReversed()
    addChain(
      ids,
      party,
      'linked',
      party.link?.strongest.steps.map(({ kind }) => kind.replace(/_/g, ' ')).toReversed() ?? [],
      source,
      put,
      edges,
    )
  }
  const rows = new Map<number, number>()
  for (const node of nodes.values()) {
    node.row = rows.get(node.column) ?? 0
    rows.set(node.column, node.row + 1)
  }
  return { nodes: [...nodes.values()], edges: distinctEdges(edges) }
}

function addChain(
  ids: readonly string[],
  party: NewlyCaught,
  kind: 'owned' | 'linked',
  labels: string | readonly string[],
  source: PictureSource,
  put: Put,
  edges: Edge[],
): void {
  let before: { readonly id: string; readonly column: number } | undefined
  for (const [i, id] of ids.entries()) {
    const isEnd = id === party.id
    const label = isEnd ? party.name : (source.captionOf(id) ?? id)
    const place = put(id, label, isEnd ? kind : 'between', before === undefined ? 0 : before.column + 1)
    const word = typeof labels === 'string' ? labels : (labels[i - 1] ?? '')
    if (before !== undefined && before.id !== place.id) edges.push({ from: before.id, to: place.id, label: word, kind })
    before = place
  }
}

const distinctEdges = (edges: readonly Edge[]): readonly Edge[] => [
  ...new Map(edges.map((edge) => [`${edge.from} ${edge.to} ${edge.label}`, edge])).values(),
]

const xOf = (node: Drawn): number => 20 + node.column * COLUMN_PX
const yOf = (node: Drawn): number => 20 + node.row * ROW_PX

function nodeSvg(node: Drawn): string {
  const text = node.label.length > LABEL_LENGTH ? `${node.label.slice(0, LABEL_LENGTH - 1)}…` : node.label
  return `<g class="${node.kind}"><title>${escaped(`${node.label} [${node.id}]`)}</title><rect x="${xOf(node)}" y="${yOf(node)}" width="${BOX_PX.width}" height="${BOX_PX.height}" rx="5"/><text x="${xOf(node) + 8}" y="${yOf(node) + 20}">${escaped(text)}</text></g>`
}

function edgeSvg(edge: Edge, placeOf: ReadonlyMap<string, Drawn>): string {
  const [from, to] = [placeOf.get(edge.from), placeOf.get(edge.to)]
  if (from === undefined || to === undefined) return ''
  const [x1, y1] = [xOf(from) + BOX_PX.width, yOf(from) + BOX_PX.height / 2]
  const [x2, y2] = [xOf(to), yOf(to) + BOX_PX.height / 2]
  const middle = (x1 + x2) / 2
  return `<g class="edge ${edge.kind}"><title>${escaped(edge.label)}</title><path d="M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/></g>`
}

function tableHtml({ matched, owned, linked }: PictureSource): string {
  const rows = [
    ...matched.map((party) => ['matched', party] as const),
    ...owned.map((party) => ['owned', party] as const),
    ...linked.map((party) => ['linked', party] as const),
  ]
  const cells = rows.map(([how, { id, name, verdict, already, gains, because, country, sector, role }]) =>
    [
      how,
      name,
      id,
      verdict.replace(/_/g, ' '),
      gains.join(', '),
      already.join(', '),
      country ?? '',
      sector ?? '',
      role ?? '',
      because,
    ]
      .map((text) => `<td>${escaped(text)}</td>`)
      .join(''),
  )
  const head = ['How', 'Party', 'Id', 'Verdict', 'Gains', 'Already under', 'Country', 'Sector', 'Role', 'Because']
    .map((text) => `<th scope="col">${text}</th>`)
    .join('')
  return `<table><caption>Everyone the scenario reaches</caption><thead><tr>${head}</tr></thead><tbody>${cells.map((row) => `<tr>${row}</tr>`).join('')}</tbody></table>`
}

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}body{margin:1.5rem;max-width:100%}.scroll{overflow-x:auto}
svg text{font-size:13px;fill:#111}rect{stroke:#333;stroke-width:1}path{fill:none;stroke:#667;stroke-width:1.5}.edge.linked path{stroke-dasharray:5 4}
.target rect,span.target{fill:#ffd0cc;background:#ffd0cc}.matched rect,span.matched{fill:#ffe3b3;background:#ffe3b3}.owned rect,span.owned{fill:#fff3a8;background:#fff3a8}.linked rect,span.linked{fill:#d5e6ff;background:#d5e6ff}.between rect,span.between{fill:#eee;background:#eee}
.legend span{color:#111;border:1px solid #333;border-radius:4px;padding:0 .5em}table{border-collapse:collapse;margin-top:1.5rem}th,td{border:1px solid #888;padding:.25em .5em;text-align:left;vertical-align:top}caption{text-align:left;font-weight:bold}`

const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, '�')
