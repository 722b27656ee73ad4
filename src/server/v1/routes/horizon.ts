import { createHash } from 'node:crypto'
import Type from 'typebox'
import { languageOf, radar, readReports } from '../../../engine/horizon.ts'
import { registerRadar } from '../../../engine/register-radar.ts'
import type { IsoDate } from '../../../model/brand.ts'
import { accepted } from '../../../model/parsed.ts'
import { type Route, route } from '../route.ts'
import { DAY, LANGUAGE, strict } from '../shapes.ts'

const text = Type.String()
const MOST_REPORTS = 50
const LONGEST_REPORT = 200_000
const ID_CHARACTERS = 12

const reading = route({
  method: 'POST',
  path: '/v1/reports',
  id: 'readReports',
  tag: 'Horizon',
  summary: 'Read reports into events and statements, each with its span of the text; nothing is applied',
  needs: 'screen',
  body: strict({
    reports: Type.Array(
      strict({
        id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
        text: Type.String({ minLength: 1, maxLength: LONGEST_REPORT }),
        published: DAY,
        language: Type.Optional(LANGUAGE),
        outlet: Type.Optional(Type.String({ maxLength: 256 })),
      }),
      { minItems: 1, maxItems: MOST_REPORTS },
    ),
    as_of: Type.Optional(DAY),
  }),
  answer: Type.Object({
    reports: Type.Array(
      Type.Object({ id: text, events: Type.Array(Type.Unknown()), statements: Type.Array(Type.Unknown()) }),
    ),
    radar: Type.Array(Type.Unknown()),
    caveat: text,
  }),
  example: {
    body: {
      reports: [
        {
          text: 'The president said on Monday that he will designate the cartels as terrorist groups.',
          published: '2019-11-26',
        },
      ],
    },
  },
  handle: ({ body, at }) => {
    const reports = body.reports.map(({ id, language, outlet, ...report }) => ({
      ...report,
      id: id ?? createHash('sha256').update(report.text).digest('hex').slice(0, ID_CHARACTERS),
      published: report.published as IsoDate,
      language: language ?? languageOf(report.text),
      ...(outlet === undefined ? {} : { outlet }),
    }))
    const read = readReports(reports)
    return accepted({
      reports: read.written,
      radar: radar(read.events, (body.as_of ?? at.slice(0, 10)) as IsoDate),
      caveat: CAVEAT,
    })
  },
})

const CAVEAT =
  'Nothing on the radar is a designation: it has no legal effect until its official publication. This is neither a clearance nor legal advice.'

const standing = route({
  method: 'GET',
  path: '/v1/radar',
  id: 'getRadar',
  tag: 'Horizon',
  summary: 'What the register has that stands before a designation, or before its end',
  needs: 'screen',
  query: strict({ as_of: Type.Optional(DAY), known_at: Type.Optional(DAY) }),
  answer: Type.Object({ as_of: text, registered: Type.Array(Type.Unknown()), caveat: text }),
  handle: ({ query, back, at }) => {
    const asOf = (query.as_of ?? at.slice(0, 10)) as IsoDate
    const knownAt = (query.known_at ?? at.slice(0, 10)) as IsoDate
    const register = back.knowledge.register()
    return accepted({
      as_of: asOf,
      known_at: knownAt,
      registered: registerRadar(register, asOf, knownAt),
      caveat: CAVEAT,
    })
  },
})

export const HORIZON_ROUTES: readonly Route[] = [reading, standing]
