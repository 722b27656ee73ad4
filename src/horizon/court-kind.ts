import type { Kind } from './act.ts'
import type { ClaimedStatus } from './vocabulary.ts'

/** What a court's verb did to a designation: annulled, upheld, or sent back. */
export function courtKind(lemma: string, rule: string): Kind {
  const status: ClaimedStatus =
    /annul|quash|overturn|strike down|set aside|vacate|invalidate|void|cancel|revoke|rescind|anular|revocar|lift|remove/.test(
      lemma,
    )
      ? 'annulled'
      : /uphold|reject|dismiss|deny|throw out|confirm|affirm|refuse|maintain|ratificar|rechazar|desestimar|confirmar|keep/.test(
            lemma,
          )
        ? 'upheld'
        : 'under_review'
  return { type: 'court_ruling', status, rule: `court-${rule}`, isAhead: false }
}
