import { readFileSync } from 'node:fs'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { CordonError } from '../model/errors.ts'
import type { CaseResult } from '../validation/report.ts'
import { openEngine } from './open-engine.ts'
import { knowledgePath } from './paths.ts'
import { PaymentScreener } from './payments.ts'

const CASES = Compile(
  Type.Object({
    source: Type.String(),
    cases: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          title: Type.String(),
          kind: Type.Union(
            (
              [
                'names',
                'party',
                'payment_role',
                'payment_bic',
                'payment_places',
                'narrative_place',
                'failed_engine',
                'elsewhere',
              ] as const
            ).map((kind) => Type.Literal(kind)),
          ),
          asked: Type.Optional(Type.Array(Type.String())),
          entity: Type.Optional(Type.String()),
          where: Type.Optional(Type.String()),
          party: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
        },
        { additionalProperties: false },
      ),
    ),
  }),
)

/** Under which policy, and when. */
export interface CaseRequest {
  readonly policy?: string
  readonly at: string
}

interface Asked {
  readonly asked: string
  readonly ok: boolean
  readonly got: string
}

/** What went wrong elsewhere once, asked of this engine and policy over the entities of those cases. */
export async function enforcementCases(request: CaseRequest): Promise<readonly CaseResult[]> {
  const file: unknown = JSON.parse(readFileSync(knowledgePath('validation', 'enforcement-cases.json'), 'utf8'))
  if (!CASES.Check(file))
    throw new CordonError('knowledge.invalid', 'data/validation/enforcement-cases.json does not fit its form')
  const own = await openEngine({
    lists: [knowledgePath('validation', 'enforcement-list.ftm.json')],
    ...(request.policy === undefined ? {} : { policy: request.policy }),
  })
  const screener = new PaymentScreener(own)
  const options = { at: request.at }
  const named = (given: Readonly<Record<string, readonly string[]>>, id: string | undefined, shown: string): Asked => {
    const answer = own.screen({ properties: given }, options)
    const hit = answer.hits.find(({ entity }) => entity.id === id)
    return {
      asked: shown,
      ok: hit !== undefined,
      got: hit === undefined ? `${shown}: ${answer.status}` : `${shown}: ${hit.score.toFixed(2)}`,
    }
  }
  const paid = (fields: string, isWanted: (text: string) => boolean, shown: string): Asked => {
    const [answer] = screener.screenText(mt103(fields), 'case', options)
    const found = answer?.fields.filter(({ hits, places }) => hits.length > 0 || places !== undefined) ?? []
    const ok = answer?.verdict === 'hold' && found.some((field) => isWanted(JSON.stringify(field)))
    return {
      asked: shown,
      ok,
      got: `${shown}: ${answer?.verdict ?? 'nothing'}${found.length === 0 ? '' : ` by ${found.map(({ path }) => path).join(', ')}`}`,
    }
  }
  return Promise.all(
    file.cases.map(async ({ id, title, kind, asked = [], entity, where, party }): Promise<CaseResult> => {
      const wantsEntity = (text: string): boolean => text.includes(`"id":"${entity}"`)
      const results: readonly Asked[] =
        kind === 'names'
          ? asked.map((name) => named({ name: [name] }, entity, name))
          : kind === 'party'
            ? [named(party ?? {}, entity, 'the altered party')]
            : kind === 'payment_role'
              ? asked.map((name) =>
                  paid(`:50K:/1\nCLEAN SOFTWARE SHOP\n:59:/2\n${name}\n:70:APP SALES`, wantsEntity, name),
                )
              : kind === 'payment_bic'
                ? asked.map((bic) => paid(`:50K:/1\nCLEAN BUYER\n:57A:${bic}\n:59:/2\nCLEAN SELLER`, wantsEntity, bic))
                : kind === 'payment_places'
                  ? asked.map((text) =>
                      paid(
                        `:50K:/1\nCLEAN BUYER\n:59:/2\n${text.startsWith('Embassy') ? text : 'CLEAN SELLER'}\n${text}`,
                        (found) => found.includes('"places"'),
                        text,
                      ),
                    )
                  : kind === 'narrative_place'
                    ? asked.map((text) =>
                        paid(
                          `:50K:/1\nCLEAN BUYER\n:59:/2\nCLEAN SELLER\n:70:${text}`,
                          (found) => found.includes('"places"'),
                          text,
                        ),
                      )
                    : kind === 'failed_engine'
                      ? await withoutLists(asked, request)
                      : []
      return {
        id,
        title,
        asked: asked.join(' | '),
        wanted: wantedBy(kind, entity),
        got: results.length === 0 ? (where ?? '') : results.map(({ got }) => got).join(' | '),
        passed: results.length === 0 ? null : results.every(({ ok }) => ok),
      }
    }),
  )
}

const wantedBy = (kind: string, entity: string | undefined): string => {
  if (kind === 'elsewhere') return 'not asked by this pack'
  if (kind === 'failed_engine') return 'undetermined, never clear'
  return entity === undefined ? 'hold by the place' : `a hit on ${entity}`
}

/** An engine that could not look never says clear. */
async function withoutLists(asked: readonly string[], request: CaseRequest): Promise<readonly Asked[]> {
  const empty = await openEngine({ data: knowledgePath('validation'), lists: [] })
  return asked.map((name) => {
    const { status } = empty.screen({ properties: { name: [name] } }, { at: request.at })
    return { asked: name, ok: status === 'undetermined', got: `${name}: ${status}` }
  })
}

const mt103 = (fields: string): string =>
  `{1:F01CLEANXXXAXXX0000000000}{2:I103CLEANXXXXXXXN}{4:\n:20:CASE\n:23B:CRED\n:32A:261121USD1,\n${fields}\n:71A:SHA\n-}`
