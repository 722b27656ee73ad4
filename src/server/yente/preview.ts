import { schemaFacts, schemaProperties, valueLabel } from '../../model/ftm-schema.ts'
import type { Served } from '../service.ts'
import { YenteProblem } from './problem.ts'

const SHOWN_VALUES = 5

const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '\ufffd')

/** The small page that OpenRefine shows beside a candidate: text alone, nothing that runs. */
export function preview({ things }: Served, id: string): string {
  const thing = things.find(things.canonicalOf(id) ?? id)
  if (thing === undefined) throw new YenteProblem(404, 'No such entity!')
  const properties = schemaProperties(thing.schema)
  const rows = Object.entries(thing.properties).flatMap(([name, values]) => {
    const property = properties.get(name)
    if (property === undefined || property.type === 'entity') return []
    const shown = values.slice(0, SHOWN_VALUES).map((value) => escaped(valueLabel(property.type, value) ?? value))
    const more = values.length > SHOWN_VALUES ? ` and ${values.length - SHOWN_VALUES} more` : ''
    return [`<dt>${escaped(property.label)}</dt><dd>${shown.join('; ')}${more}</dd>`]
  })
  const label = schemaFacts(thing.schema)?.label ?? thing.schema
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(thing.caption)}</title><body><h1>${escaped(thing.caption)}</h1><p>${escaped(label)} · ${escaped(thing.id)} · ${escaped(thing.datasets.join(', '))}</p><dl>${rows.join('')}</dl></body></html>`
}
