import type { Static, TObject, TSchema } from 'typebox'
import type { Access } from '../../engine/access.ts'
import type { AuditKey } from '../../engine/audit-key.ts'
import type { BatchService } from '../../engine/batch-service.ts'
import type { Action, Actor, Desk, RecordStore } from '../../engine/desk.ts'
import type { LongWork } from '../../engine/long-work.ts'
import type { StandingKnowledge } from '../../engine/standing-knowledge.ts'
import type { Parsed } from '../../model/parsed.ts'
import type { Identity } from '../http/identity.ts'
import type { Service } from '../service.ts'

/** What handlers reach. */
export interface Back {
  readonly service: Service
  readonly records: RecordStore
  readonly access: Access
  readonly auditKey: () => AuditKey
  readonly data: string | undefined
  readonly knowledge: StandingKnowledge
  readonly batches: BatchService
  /** What is worked on beside requests: what-ifs and validations. */
  readonly work: LongWork
  /** Whether the server listens on this machine alone. */
  readonly isLoopback: boolean
}

/** Who may ask: a row of the table of roles, anybody who is known, or anybody at all. */
export type Needs = Action | 'known' | 'anyone'

/** One request, read and allowed. */
export interface Call<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** The file that came in the place of a body, where the route takes one. */
  readonly file: Uint8Array | undefined
  readonly back: Back
  /** At work for the one who asks; of a stranger only where the route is for anyone. */
  readonly desk: Desk
  readonly identity: Identity | undefined
  readonly at: string
  readonly raw: RawRequest
  /** A cookie for the answer, and headers. */
  readonly setHeader: (name: string, value: string) => void
}

export interface RawRequest {
  readonly isLocal: boolean
  readonly isSecure: boolean
  readonly sessionToken: string | undefined
  readonly address: string
}

/** A route as it is validated, served and documented: one description for all three. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly id: string
  readonly tag: string
  readonly summary: string
  readonly needs: Needs
  /** Further actions that whoever asks must also be allowed. */
  readonly needsAlso: readonly Action[]
  readonly params: TObject
  readonly query: TObject
  readonly body: TSchema | undefined
  /** Whether a file may come in the place of a JSON body; it is then `file` of the call. */
  readonly takesFile: boolean
  readonly answer: TSchema
  readonly status: 200 | 201
  /** Content type of an answer that is no JSON. */
  readonly media?: string
  /** Whether an Idempotency-Key is taken. */
  readonly isOnce: boolean
  readonly example: { readonly params?: object; readonly query?: object; readonly body?: unknown }
  readonly handle: (call: Call<never, never, never>) => Promise<Parsed<unknown>> | Parsed<unknown>
}

interface RouteInput<P extends TObject, Q extends TObject, B extends TSchema, A extends TSchema> {
  readonly method: Route['method']
  readonly path: string
  readonly id: string
  readonly tag: string
  readonly summary: string
  readonly needs: Needs
  readonly needsAlso?: readonly Action[]
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly takesFile?: true
  readonly answer: A
  readonly status?: 200 | 201
  readonly media?: string
  readonly isOnce?: true
  readonly example?: Route['example']
  readonly handle: (call: Call<Static<P>, Static<Q>, Static<B>>) => Promise<Parsed<unknown>> | Parsed<unknown>
}

const NOTHING: TObject = {
  type: 'object',
  properties: {},
  required: [],
  additionalProperties: false,
} as unknown as TObject

/** Describes a route; its handler gets parameters and body typed by the schemas that validated them. */
export function route<
  P extends TObject = TObject<Record<never, never>>,
  Q extends TObject = TObject<Record<never, never>>,
  B extends TSchema = TSchema,
  A extends TSchema = TSchema,
>(input: RouteInput<P, Q, B, A>): Route {
  return {
    ...input,
    params: input.params ?? NOTHING,
    query: input.query ?? NOTHING,
    body: input.body,
    takesFile: input.takesFile ?? false,
    status: input.status ?? 200,
    needsAlso: input.needsAlso ?? [],
    isOnce: input.isOnce ?? false,
    example: input.example ?? {},
    handle: input.handle as Route['handle'],
  }
}

export type { Actor }
