import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { PartyLayout } from './party-file.ts'

/** How the rows of a batch are laid out: what reading its file found, kept with the job. */
export interface BatchShape {
  readonly layouts: readonly PartyLayout[]
  /** Names of properties and columns of a JSON file, in the order in which they were met. */
  readonly names: readonly string[]
}

const SHAPE = Compile(
  Type.Object({
    layouts: Type.Array(
      Type.Object({
        sheet: Type.String(),
        header: Type.Array(Type.String()),
        read: Type.Array(Type.Union([Type.String(), Type.Null()])),
      }),
    ),
    names: Type.Array(Type.String()),
  }),
)

/** The shape of a batch; one that is still loading has none. */
export function parseShape(json: string): BatchShape {
  const value: unknown = JSON.parse(json)
  return SHAPE.Check(value) ? value : { layouts: [], names: [] }
}
