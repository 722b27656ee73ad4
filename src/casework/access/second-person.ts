import { accepted, type Parsed, refused } from '../../model/parsed.ts'
import { type Actor, personOf } from './actor.ts'

/** Who made what is to be checked: the account and, where the identity provider names one, the person behind it. */
export interface Maker {
  readonly maker: string
  readonly maker_subject: string | null
}

export const makerOf = (actor: Actor): Maker => ({
  maker: personOf(actor) ?? `${actor.kind}/${actor.id}`,
  maker_subject: actor.subject ?? null,
})

/**
 * Whether this actor may be the second pair of eyes (R-39, T-20): a person signed in, not a key; not the maker; not the maker's
 * other account. Answers the checker's name.
 */
export function checkerOf(actor: Actor, { maker, maker_subject }: Maker): Parsed<string> {
  const checker = personOf(actor)
  if (actor.kind === 'key' || actor.kind === 'system' || checker === undefined)
    return refused('second_person.not_a_person', actor.kind, { remedy: 'a person who is signed in must check this' })
  const isSamePerson = actor.subject !== undefined && actor.subject === maker_subject
  if (checker === maker || isSamePerson)
    return refused('second_person.same', actor.name, { remedy: 'a second person must check what the first one made' })
  return accepted(checker)
}
