import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Type from 'typebox'
import { sampleBook } from '../../../engine/books.ts'
import {
  type EntityExposure,
  exposeOwnership,
  namedParties,
  type OwnershipReading,
  REGIMES,
  readOwnershipFiles,
  screenedParties,
} from '../../../engine/exposure.ts'
import type { IsoDate } from '../../../model/brand.ts'
import { accepted } from '../../../model/parsed.ts'
import { type Route, route } from '../route.ts'
import { DAY, strict } from '../shapes.ts'

const text = Type.String()
const LONGEST_FILE = 4_000_000
const MOST_BLOCKED = 1_000
const MOST_ENTITIES = 5_000

const expose = route({
  method: 'POST',
  path: '/v1/exposure',
  id: 'exposeOwnership',
  tag: 'Exposure',
  summary: "Who is blocked through ownership, under each regime's own rule, with path and arithmetic",
  needs: 'screen',
  body: strict({
    ownership: Type.Optional(
      Type.String({
        maxLength: LONGEST_FILE,
        description: 'Who owns whom, as CSV or FollowTheMoney; the sample book where absent.',
      }),
    ),
    blocked: Type.Optional(
      Type.Array(Type.String({ maxLength: 384 }), {
        maxItems: MOST_BLOCKED,
        description: 'By id or name; screened where absent.',
      }),
    ),
    as_of: Type.Optional(DAY),
    all: Type.Optional(Type.Boolean({ description: 'Also whom nobody designated holds.' })),
  }),
  answer: Type.Object({
    as_of: text,
    rules: Type.Array(Type.Unknown()),
    designated: Type.Array(Type.Unknown()),
    entities: Type.Array(Type.Object({ id: text })),
    omitted: Type.Integer(),
    caveat: text,
  }),
  example: { body: { ownership: 'owner,owned,share\nNorte SA,Sur SA,60\n', blocked: ['Norte SA'] } },
  handle: ({ body, back, at }) => {
    const asOf = (body.as_of ?? at.slice(0, 10)) as IsoDate
    const reading = body.ownership === undefined ? sample() : readingOf(body.ownership)
    const named = namedParties(reading.graph, body.blocked ?? [])
    const screened =
      body.blocked === undefined
        ? screenedParties(reading.graph, back.service.now.engine, asOf, at)
        : { designated: [], missing: [] }
    const answer = exposeOwnership({
      reading,
      asOf,
      designated: [...named.designated, ...screened.designated],
      issues: named.issues,
      missing: screened.missing,
    })
    const shown = body.all === true ? answer.entities : answer.entities.filter(isTouched)
    const { files: _paths, ...rest } = answer
    return accepted({
      ...rest,
      entities: shown.slice(0, MOST_ENTITIES),
      omitted: answer.entities.length - Math.min(shown.length, MOST_ENTITIES),
    })
  },
})

const sample = (): OwnershipReading => readOwnershipFiles([join(sampleBook(), 'ownership.csv')])

/** The readers take files: a text is one for as long as it is read. */
function readingOf(content: string): OwnershipReading {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-ownership-'))
  try {
    const path = join(folder, 'ownership.csv')
    writeFileSync(path, content, { mode: 0o600 })
    return readOwnershipFiles([path])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Whether anybody designated is, or may be, behind it. */
const isTouched = (entity: EntityExposure): boolean =>
  entity.why !== undefined ||
  REGIMES.some((regime) => {
    const { verdict, share_max: most, paths, control } = entity[regime]
    return verdict !== 'not_blocked' || most > 0 || paths.length > 0 || control.verdict === 'controlled'
  })

export const EXPOSURE_ROUTES: readonly Route[] = [expose]
