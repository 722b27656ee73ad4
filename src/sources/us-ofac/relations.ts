import type { RelationKind } from '../../model/entity.ts'

/** Relation types of OFAC's advanced data model. Source: reference values of SDN_ADVANCED.XML and ENHANCED_XML. */
const KINDS: Readonly<Record<string, RelationKind>> = {
  'owned or controlled by': 'owned_or_controlled_by',
  'acting for or on behalf of': 'acting_for',
  'providing support to': 'supporting',
  'leader or official of': 'leader_or_official_of',
  'family member of': 'family_of',
  'associate of': 'associate_of',
  'playing a significant role in': 'playing_role_in',
  'property in the interest of': 'property_of',
  'principal executive officer': 'leader_or_official_of',
  'owns, controls, or operates': 'owns_or_controls',
}

export const relationKind = (asPublished: string): RelationKind => KINDS[asPublished.trim().toLowerCase()] ?? 'other'
