import type { EvidenceGrade, LinkKind } from '../model/link.ts'

/** What a kind of link proves and how far paths run through it: a row of `data/exposure/link-kinds.json`. */
export interface LinkKindRow {
  readonly kind: LinkKind
  readonly label: { readonly en: string; readonly es: string }
  /** 0 to 100, an order and no probability. */
  readonly strength: number
  readonly carries: 'on' | 'once' | 'alone'
  /** Read from the party towards the designated one only. */
  readonly isOneWay: boolean
  readonly proves: string
  readonly doesNotProve: string
  readonly source: string
}

export interface LinkKnowledge {
  readonly kinds: ReadonlyMap<LinkKind, LinkKindRow>
  readonly grades: ReadonlyMap<EvidenceGrade, number>
}

/** A link is as strong as the weaker of what its kind can show and of its evidence. */
export const strengthOf = (knowledge: LinkKnowledge, kind: LinkKind, grade: EvidenceGrade): number =>
  Math.min(knowledge.kinds.get(kind)?.strength ?? 0, knowledge.grades.get(grade) ?? 0)
