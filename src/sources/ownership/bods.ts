import type { Issue } from '../../model/parsed.ts'
import { type ShareRange, UNITS_PER_PERCENT, UNKNOWN_SHARE, unitsOf, WHOLE } from '../../model/share.ts'
import type { StakeKind } from '../../model/stake.ts'
import { isRecord, type JsonRecord, jsonRecords, listAt, numberAt, recordAt, textAt } from './json-value.ts'
import { datesOf } from './read-dates.ts'
import { type RelationReading, type RelationSink, RelationTally } from './reading.ts'

/**
 * What each interest of the Beneficial Ownership Data Standard 0.4 counts as. An interest whose extent nobody states
 * (a beneficiary's, an unpublished one) is a stake of unknown share, so that it leaves a verdict open and never clears it.
 * Source: https://standard.openownership.org/en/0.4.0/ (codelist interestType).
 */
const INTERESTS: Readonly<Record<string, StakeKind | 'none'>> = {
  shareholding: 'shares',
  votingRights: 'votes',
  appointmentOfBoard: 'appoints_board',
  otherInfluenceOrControl: 'controls',
  controlViaCompanyRulesOrArticles: 'controls',
  controlByLegalFramework: 'controls',
  trustee: 'controls',
  settlor: 'controls',
  protector: 'controls',
  nominee: 'shares',
  beneficiaryOfLegalArrangement: 'shares',
  rightsToSurplusAssetsOnDissolution: 'shares',
  rightsToProfitOrIncome: 'shares',
  unknownInterest: 'shares',
  unpublishedInterest: 'shares',
  seniorManagingOfficial: 'none',
  boardMember: 'none',
  boardChair: 'none',
  nominator: 'none',
  enjoymentAndUseOfAssets: 'none',
  rightToProfitOrIncomeFromAssets: 'none',
  rightsGrantedByContract: 'none',
  conditionalRightsGrantedByContract: 'none',
}

interface Statement {
  readonly value: JsonRecord
  readonly row: number
}

/** Reads a BODS 0.4 package: for each record its newest statement; closed records and indirect sums of parts that are there are left out. */
export function readBods(text: string, sink: RelationSink): RelationReading {
  const tally = new RelationTally()
  const records = newestStatements(text, tally)
  const reader = new BodsRelations(records, sink, tally)
  for (const statement of records.values()) reader.take(statement)
  return tally.reading('bods')
}

function newestStatements(text: string, tally: RelationTally): ReadonlyMap<string, Statement> {
  const newest = new Map<string, Statement>()
  for (const { value, row } of jsonRecords(text)) {
    tally.rows++
    const id = value === undefined ? '' : textAt(value, 'recordId') || textAt(value, 'statementId')
    if (value === undefined || id === '') {
      tally.refuse({ code: 'statement.unreadable', found: '', where: `statement ${row}`, remedy: 'give a recordId' })
      continue
    }
    const held = newest.get(id)
    if (held === undefined || textAt(held.value, 'statementDate') <= textAt(value, 'statementDate'))
      newest.set(id, { value, row })
  }
  return newest
}

class BodsRelations {
  readonly #records: ReadonlyMap<string, Statement>
  readonly #sink: RelationSink
  readonly #tally: RelationTally

  constructor(records: ReadonlyMap<string, Statement>, sink: RelationSink, tally: RelationTally) {
    this.#records = records
    this.#sink = sink
    this.#tally = tally
  }

  take({ value, row }: Statement): void {
    const [type, details] = [textAt(value, 'recordType'), recordAt(value, 'recordDetails')]
    if (textAt(value, 'recordStatus') === 'closed') return
    if (type === 'entity' || type === 'person') this.#takeParty(value, details)
    else if (type === 'relationship') this.#takeRelationship(value, details, row)
    else this.#tally.refuse({ code: 'statement.type.unknown', found: type, where: `statement ${row}` })
  }

  #takeParty(value: JsonRecord, details: JsonRecord): void {
    const names = listAt(details, 'names').filter(isRecord)
    const name = textAt(details, 'name') || textAt(names[0] ?? {}, 'fullName')
    if (name !== '') this.#sink.name(textAt(value, 'recordId'), name)
  }

  #takeRelationship(value: JsonRecord, details: JsonRecord, row: number): void {
    const subject = this.#partyOf(details, 'subject', row)
    const holder = this.#partyOf(details, 'interestedParty', row)
    if (subject === undefined || holder === undefined) {
      this.#tally.refuse({ code: 'stake.party.missing', found: textAt(value, 'recordId'), where: `statement ${row}` })
      return
    }
    const hasParts = this.#hasParts(details)
    for (const interest of listAt(details, 'interests').filter(isRecord)) {
      if (!(hasParts && textAt(interest, 'directOrIndirect') === 'indirect'))
        this.#takeInterest(interest, holder, subject, value, row)
    }
  }

  /** The record a relationship points to, or a name of its own for a party that is not disclosed. */
  #partyOf(details: JsonRecord, key: 'subject' | 'interestedParty', row: number): string | undefined {
    const value = details[key]
    if (isRecord(value)) return `undisclosed-${row}-${key}`
    if (typeof value !== 'string' || value === '') return undefined
    if (!this.#records.has(value)) {
      this.#tally.report({
        code: 'stake.party.unknown',
        found: value,
        where: `statement ${row}, ${key}`,
        remedy: 'add the record',
      })
    }
    return value
  }

  /** Whether the parts of an indirect relationship are in the file: counting it too would count them twice. */
  #hasParts(details: JsonRecord): boolean {
    const parts = [...listAt(details, 'componentRecords'), ...listAt(details, 'componentRecordIds')]
    return parts.length > 0 && parts.some((part) => typeof part === 'string' && this.#records.has(part))
  }

  #takeInterest(interest: JsonRecord, owner: string, owned: string, value: JsonRecord, row: number): void {
    const type = textAt(interest, 'type')
    if (type !== '' && INTERESTS[type] === undefined) {
      const remedy = 'use a type of BODS 0.4; until then it is a stake of unknown share'
      this.#tally.report({ code: 'interest.unknown', found: type, where: `statement ${row}`, remedy })
    }
    const kind = INTERESTS[type] ?? 'shares'
    if (kind === 'none') return
    const issues: Issue[] = []
    const source = listAt(recordAt(value, 'source'), 'url')[0] ?? textAt(recordAt(value, 'source'), 'url')
    this.#sink.stake({
      owner,
      owned,
      kind,
      share: INTERESTS[type] === undefined ? UNKNOWN_SHARE : shareOf(recordAt(interest, 'share'), row, issues),
      row,
      ...datesOf(
        ['from', 'to'],
        [textAt(interest, 'startDate'), textAt(interest, 'endDate')],
        `statement ${row}`,
        issues,
      ),
      ...(typeof source === 'string' && source !== '' ? { source } : {}),
      ...(this.#isJoint(owned) ? { joint: owned } : {}),
    })
    for (const issue of issues) this.#tally.report(issue)
    this.#tally.stakes++
  }

  /** Holders of an arrangement that is no trust hold through it together: joint shareholding. */
  #isJoint(record: string): boolean {
    const type = recordAt(recordAt(this.#records.get(record)?.value ?? {}, 'recordDetails'), 'entityType')
    return textAt(type, 'type') === 'arrangement' && textAt(type, 'subtype') === ''
  }
}

/** A share in percent with open or closed ends; one outside 0 to 100 is reported and counts as unknown. */
function shareOf(share: JsonRecord, row: number, issues: Issue[]): ShareRange {
  const exact = numberAt(share, 'exact')
  const range =
    exact === undefined
      ? { min: lowerEnd(share), max: upperEnd(share) }
      : { min: unitsOf(exact, 'down'), max: unitsOf(exact, 'up') }
  const given = [exact, numberAt(share, 'minimum'), numberAt(share, 'maximum')].filter((value) => value !== undefined)
  const isFaulty = given.some((value) => value < 0 || value > 100) || range.min > range.max
  if (!isFaulty) return range
  issues.push({ code: 'share.outside_0_to_100', found: JSON.stringify(share), where: `statement ${row}` })
  return UNKNOWN_SHARE
}

/** One unit above an end that is not included: a ten-millionth of a percent. */
function lowerEnd(share: JsonRecord): number {
  const exclusive = numberAt(share, 'exclusiveMinimum')
  const inclusive = numberAt(share, 'minimum')
  return Math.max(
    exclusive === undefined ? 0 : unitsOf(exclusive, 'down') + 1,
    inclusive === undefined ? 0 : unitsOf(Math.max(inclusive, 0), 'down'),
  )
}

function upperEnd(share: JsonRecord): number {
  const exclusive = numberAt(share, 'exclusiveMaximum')
  const inclusive = numberAt(share, 'maximum')
  return Math.min(
    exclusive === undefined ? WHOLE : unitsOf(exclusive, 'up') - 1,
    inclusive === undefined ? WHOLE : unitsOf(Math.min(inclusive, 100), 'up'),
    100 * UNITS_PER_PERCENT,
  )
}
