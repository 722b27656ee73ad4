import type { Static } from 'typebox'
import { Value } from 'typebox/value'
import type { IsoDate, OrganisationId } from '../model/brand.ts'
import { accepted, type Issue, type Parsed, type Reading, refused } from '../model/parsed.ts'
import {
  dayBefore,
  type PartialDate,
  parseIsoDate,
  parsePartialDate,
  spanning,
  wholeDay,
} from '../model/partial-date.ts'
import { AboutSchema, type EventFile, EventSchema, type OrganisationFile, OrganisationSchema } from './file-schema.ts'
import type { Alias, Organisation, Register, RegisterEvent } from './organisation.ts'

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Reads one organisation's file. Every fault is named by its place; a file with any fault gives no organisation. */
export function parseOrganisation(slug: string, raw: unknown): Reading<Organisation> {
  const where = `${slug}.json`
  if (!SLUG.test(slug)) return { values: [], issues: [{ code: 'register.slug.unreadable', found: slug, where }] }
  if (!Value.Check(OrganisationSchema, raw)) return { values: [], issues: shapeIssues(OrganisationSchema, raw, where) }
  const events = raw.events.map((event, i) => readEvent(event, `${where} events[${i}]`))
  const issues = events.flatMap((event) => (event.ok ? [] : [event.issue]))
  if (issues.length > 0) return { values: [], issues }
  return {
    values: [
      organisationOf(
        slug,
        raw,
        events.flatMap((event) => (event.ok ? [event.value] : [])),
      ),
    ],
    issues: [],
  }
}

/** Reads one event in the form that register files have; also what a proposal brings. */
export function parseEvent(raw: unknown, where: string): Parsed<RegisterEvent> {
  if (Value.Check(EventSchema, raw)) return readEvent(raw, where)
  const issue = shapeIssues(EventSchema, raw, where)[0]
  return issue === undefined ? refused('register.event.unreadable', where) : { ok: false, issue }
}

export function parseAbout(raw: unknown): Parsed<Pick<Register, 'knownUntil' | 'snapshots'>> {
  if (!Value.Check(AboutSchema, raw)) {
    const issue = shapeIssues(AboutSchema, raw, '_about.json')[0]
    return issue === undefined ? refused('register.about.unreadable', '') : { ok: false, issue }
  }
  return accepted({
    knownUntil: raw.known_until as IsoDate,
    snapshots: raw.snapshots.days.map((day) => day as IsoDate).toSorted(),
  })
}

type Shape = typeof OrganisationSchema | typeof EventSchema | typeof AboutSchema

function shapeIssues(schema: Shape, raw: unknown, where: string): Issue[] {
  return Value.Errors(schema, raw)
    .slice(0, SHOWN_FAULTS)
    .map((error) => ({
      code: 'register.file.shape',
      found: error.message,
      where: `${where} ${error.instancePath}`.trim(),
      remedy: 'mend the field; see the schema in src/register/file-schema.ts',
    }))
}

const SHOWN_FAULTS = 20

function readEvent(file: EventFile, where: string): Parsed<RegisterEvent> {
  const on = readWhen(file, where)
  if (!on.ok) return on
  const days = [file.known_at, file.effective, file.absent_on].filter((day) => day !== undefined)
  const wrong = days.find((day) => !parseIsoDate(day).ok)
  if (wrong !== undefined) return refused('register.event.day', wrong, { where })
  if (file.type === 'resolved' && file.into === undefined)
    return refused('register.event.into_missing', file.type, { where, remedy: 'name into whom in `into`' })
  return accepted({
    authority: file.authority,
    type: file.type,
    on: on.value,
    knownAt: (file.known_at ?? defaultKnownAt(file, on.value)) as IsoDate,
    citation: file.citation,
    isCitationVerified: file.citation_verified ?? true,
    note: file.note,
    verified: file.verified,
    id: file.id ?? rowId(file, on.value),
    ...(file.replaces === undefined ? {} : { replaces: file.replaces }),
    ...(file.by === undefined ? {} : { by: file.by }),
    ...(file.at_request_of === undefined ? {} : { atRequestOf: file.at_request_of }),
    ...(file.effective === undefined ? {} : { effective: file.effective as IsoDate }),
    ...(file.into === undefined ? {} : { into: file.into.map((id) => id as OrganisationId) }),
    ...(file.absent_on === undefined ? {} : { absentOn: file.absent_on as IsoDate }),
    ...(file.entry === undefined
      ? {}
      : { entry: { proposedBy: file.entry.proposed_by, acceptedBy: file.entry.accepted_by } }),
  })
}

/** `fto-designated-2025-02-20`: what a correction can name. */
const rowId = (file: EventFile, on: PartialDate): string =>
  `${file.authority}-${file.type}-${on.asPublished}`.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** A status seen is known from its first snapshot; what happened on an open day, from the last day it can be. */
const defaultKnownAt = (file: EventFile, on: PartialDate): IsoDate =>
  file.type === 'seen' ? on.from : dayBefore(on.to)

function readWhen(file: EventFile, where: string): Parsed<PartialDate> {
  const isSeen = file.type === 'seen'
  const first = isSeen ? file.first : file.on?.split('/')[0]
  const last = isSeen ? file.last : file.on?.split('/')[1]
  if (first === undefined || (isSeen && last === undefined))
    return refused('register.event.when_missing', file.type, {
      where,
      remedy: 'give `on`; for `seen` `first` and `last`',
    })
  const from = parsePartialDate(first)
  if (!from.ok || last === undefined) return from.ok ? from : { ok: false, issue: { ...from.issue, where } }
  const to = parseIsoDate(last)
  if (!to.ok) return { ok: false, issue: { ...to.issue, where } }
  const whole = spanning(from.value, wholeDay(to.value), `${first}/${last}`)
  return whole === undefined ? refused('register.event.backwards', `${first}/${last}`, { where }) : accepted(whole)
}

function organisationOf(slug: string, file: OrganisationFile, events: readonly RegisterEvent[]): Organisation {
  return {
    id: slug as OrganisationId,
    name: file.name,
    kind: file.kind,
    region: file.region,
    isClass: file.sort === 'class',
    ...(file.ofac_uid === undefined ? {} : { ofacUid: file.ofac_uid }),
    aliases: file.aliases.map(aliasOf),
    listNames: (file.list_names ?? []).map((name) => ({
      list: name.list,
      name: name.name,
      first: name.first as IsoDate,
      last: name.last as IsoDate,
    })),
    components: (file.components ?? []).map(({ ofac_uid, name }) => ({ ofacUid: ofac_uid, name })),
    memberOf: (file.member_of ?? []).map((member) => ({
      class: member.class as OrganisationId,
      from: member.from as IsoDate,
      ...(member.designated_by_name === undefined ? {} : { designatedByName: member.designated_by_name as IsoDate }),
    })),
    relations: (file.relations ?? []).map((relation) => ({
      ...relation,
      organisation: relation.organisation as OrganisationId,
    })),
    events,
    sources: file.sources,
    verified: file.verified,
    ...(file.note === undefined ? {} : { note: file.note }),
  }
}

const aliasOf = (alias: OrganisationFile['aliases'][number]): Alias => ({
  text: alias.text,
  quality: alias.quality,
  ...(alias.from === undefined ? {} : { from: alias.from as IsoDate }),
  ...(alias.to === undefined ? {} : { to: alias.to as IsoDate }),
})

export type AboutFile = Static<typeof AboutSchema>
