import Type from 'typebox'
import { figures } from '../../../engine/case-papers.ts'
import { rendered } from '../../../engine/pages.ts'
import { type Route, route } from '../route.ts'

const text = Type.String()
const textOrNull = Type.Union([text, Type.Null()])

const FIGURE = Type.Object({
  alert: text,
  lists: Type.Array(text),
  band: text,
  state: text,
  raised_at: text,
  due_on: text,
  closed_at: textOrNull,
  resolution_hours: Type.Union([Type.Number(), Type.Null()]),
  age_hours: Type.Number(),
  overdue: Type.Boolean(),
  outcome: textOrNull,
  checked: Type.Boolean(),
  flagged: Type.Boolean(),
})

const all = route({
  method: 'GET',
  path: '/v1/figures',
  id: 'getFigures',
  tag: 'Figures',
  summary: 'Age, resolution and outcome of every alert, without a name or a number of anybody',
  needs: 'figures.read',
  answer: Type.Object({ rows: Type.Array(FIGURE) }),
  handle: async ({ desk }) =>
    rendered(await figures(desk), (rows) => ({
      rows: rows.map((row) => ({ ...row, lists: JSON.parse(row.lists) as readonly string[] })),
    })),
})

export const FIGURE_ROUTES: readonly Route[] = [all]
