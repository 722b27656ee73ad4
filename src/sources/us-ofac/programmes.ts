import type { Authority } from '../../model/authority.ts'
import type { IsoDate } from '../../model/brand.ts'
import type { EntityDraft } from '../mapping/entity-draft.ts'

interface ProgrammeMeaning {
  readonly authority?: Authority
  readonly topic?: string
}

/**
 * Programme tags of OFAC's lists that name an authority of the register, or say what the party is sanctioned for.
 * Source: OFAC, "Program Tag Definitions for OFAC Sanctions Lists"; `ILLICIT-DRUGS-EO14059` is Executive Order 14059.
 */
const MEANINGS: Readonly<Record<string, ProgrammeMeaning>> = {
  FTO: { authority: 'FTO', topic: 'crime.terror' },
  SDGT: { authority: 'SDGT', topic: 'crime.terror' },
  SDNTK: { authority: 'SDNTK', topic: 'crime.traffick.drug' },
  SDNT: { authority: 'SDNT', topic: 'crime.traffick.drug' },
  'ILLICIT-DRUGS-EO14059': { authority: 'EO14059', topic: 'crime.traffick.drug' },
  TCO: { authority: 'TCO', topic: 'crime' },
}

/** Tags of entries that are on OFAC's consolidated (non-SDN) list alone; used to tell the two legacy CSV sets apart. */
export const NON_SDN_TAGS: readonly string[] = [
  'NS-PLC',
  'NS-ISA',
  'NS-CMIC',
  'CMIC-EO13959',
  '561-Related',
  '561List',
  'UKRAINE-EO13662',
  'FSE-IR',
  'FSE-SY',
  'FSE-WMD',
  'FSE-SDGT',
  'MBS',
]

/** Whether most entries carry a tag of the non-SDN list: how the two lists, alike in form, are told apart. */
export function isNonSdnList(programmes: readonly (readonly string[])[]): boolean {
  const nonSdn = programmes.filter((tags) => tags.some((tag) => NON_SDN_TAGS.includes(tag))).length
  return nonSdn * 2 > programmes.length
}

/** `SDNTK] [FTO] [SDGT`: the outer brackets are missing in the file. */
export const splitProgrammes = (raw: string): readonly string[] =>
  raw
    .split(/\]\s*\[/)
    .map((tag) => tag.replace(/^\[|\]$/g, '').trim())
    .filter((tag) => tag !== '')

/** Keeps the tags as published and states the authorities they name; since when, the list does not say. */
export function addProgrammes(
  draft: EntityDraft,
  programmes: readonly string[],
  list: { readonly title: string; readonly published: IsoDate | null; readonly since?: IsoDate },
): void {
  draft.addTopic('sanction')
  for (const programme of programmes) {
    draft.addProgramme(programme)
    const meaning = MEANINGS[programme]
    if (meaning?.topic !== undefined) draft.addTopic(meaning.topic)
    if (meaning?.authority === undefined) continue
    draft.addDesignation({
      authority: meaning.authority,
      state: 'designated',
      since: null,
      ...(list.published === null ? {} : { sinceAtLatest: list.published }),
      until: null,
      citation: `${list.title}, entry ${draft.sourceId}, programme ${programme}`,
      verified: true,
    })
  }
}
