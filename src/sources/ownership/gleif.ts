import { SaxesParser } from 'saxes'
import { CordonError } from '../../model/errors.ts'
import type { Issue } from '../../model/parsed.ts'
import { UNKNOWN_SHARE, unitsOf, WHOLE } from '../../model/share.ts'
import { isRecord, type JsonRecord, listAt, parseJson, recordAt, textAt } from './json-value.ts'
import { datesOf } from './read-dates.ts'
import { type RelationReading, type RelationSink, RelationTally } from './reading.ts'

/**
 * GLEIF level 2 says who consolidates whom in its accounts, seldom a percentage. A direct consolidating parent holds a
 * share that nobody states, and controls by consolidation; the ultimate parent is the end of the same chain and is no
 * stake of its own. A branch is its head office. Source: Relationship Record CDF 2.1, https://www.gleif.org/
 */
const RELATIONSHIPS: Readonly<Record<string, 'consolidated' | 'branch' | 'ultimate' | 'fund'>> = {
  IS_DIRECTLY_CONSOLIDATED_BY: 'consolidated',
  IS_ULTIMATELY_CONSOLIDATED_BY: 'ultimate',
  IS_INTERNATIONAL_BRANCH_OF: 'branch',
  'IS_FUND-MANAGED_BY': 'fund',
  IS_SUBFUND_OF: 'fund',
  IS_FEEDER_TO: 'fund',
}

interface RelationshipRecord {
  start: string
  end: string
  type: string
  status: string
  from: string
  to: string
  percent: string
}

/** Reads a GLEIF relationship file (RR-CDF 2.1 XML); a level 1 file (LEI-CDF) gives names alone. */
export function readGleifXml(text: string, sink: RelationSink): RelationReading {
  const tally = new RelationTally()
  const path: string[] = []
  let record = emptyRecord()
  let period = { from: '', to: '', type: '' }
  let lei = ''
  let content = ''
  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw new CordonError('input.unreadable', 'the file declares a document type; a GLEIF file has none')
  })
  parser.on('error', (cause) => {
    throw new CordonError('input.unreadable', `the GLEIF file is not well-formed: ${cause.message}`, { cause })
  })
  parser.on('opentag', ({ name }) => {
    path.push(localName(name))
    content = ''
    if (path.at(-1) === 'RelationshipRecord') record = emptyRecord()
    if (path.at(-1) === 'RelationshipPeriod') period = { from: '', to: '', type: '' }
  })
  parser.on('text', (piece) => {
    content += piece
  })
  parser.on('closetag', () => {
    const [name, parent] = [path.pop() ?? '', path.at(-1) ?? '']
    const value = content.trim()
    content = ''
    if (name === 'NodeID') record[parent === 'StartNode' ? 'start' : 'end'] = value
    else if (name === 'RelationshipType') record.type = value
    else if (name === 'RelationshipStatus') record.status = value
    else if (name === 'QuantifierAmount') record.percent = value
    else if (name === 'StartDate') period.from = value
    else if (name === 'EndDate') period.to = value
    else if (name === 'PeriodType') period.type = value
    else if (name === 'RelationshipPeriod') Object.assign(record, datesFrom(period))
    else if (name === 'LEI' && parent === 'LEIRecord') lei = value
    else if (name === 'LegalName' && lei !== '') sink.name(lei, value)
    else if (name === 'RelationshipRecord') takeRecord(record, ++tally.rows, sink, tally)
    else if (name === 'LEIRecord') {
      tally.rows++
      lei = ''
    }
  })
  parser.write(text).close()
  return tally.reading('gleif')
}

/** Reads answers of the GLEIF API: relationship records, and level 1 records for their names. */
export function readGleifApi(text: string, sink: RelationSink): RelationReading {
  const tally = new RelationTally()
  const answer = parseJson(text)
  const data = isRecord(answer) ? answer['data'] : undefined
  for (const item of (Array.isArray(data) ? data : [data]).filter(isRecord)) {
    tally.rows++
    const attributes = recordAt(item, 'attributes')
    const lei = textAt(attributes, 'lei')
    if (lei !== '') sink.name(lei, textAt(recordAt(recordAt(attributes, 'entity'), 'legalName'), 'name'))
    const relationship = recordAt(attributes, 'relationship')
    if (textAt(relationship, 'type') !== '') takeRecord(apiRecord(relationship), tally.rows, sink, tally)
  }
  return tally.reading('gleif_api')
}

function apiRecord(relationship: JsonRecord): RelationshipRecord {
  const periods = listAt(relationship, 'periods').filter(isRecord)
  const period = periods.find((each) => textAt(each, 'type') === 'RELATIONSHIP_PERIOD')
  return {
    start: textAt(recordAt(relationship, 'startNode'), 'id'),
    end: textAt(recordAt(relationship, 'endNode'), 'id'),
    type: textAt(relationship, 'type'),
    status: textAt(relationship, 'status'),
    from: textAt(period ?? {}, 'startDate'),
    to: textAt(period ?? {}, 'endDate'),
    percent: '',
  }
}

const emptyRecord = (): RelationshipRecord => ({
  start: '',
  end: '',
  type: '',
  status: '',
  from: '',
  to: '',
  percent: '',
})

/** Accounting periods say for which year the books were read, not since when. */
const datesFrom = (period: { from: string; to: string; type: string }): Partial<RelationshipRecord> =>
  period.type === 'RELATIONSHIP_PERIOD' ? { from: period.from, to: period.to } : {}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

function takeRecord(record: RelationshipRecord, row: number, sink: RelationSink, tally: RelationTally): void {
  const kind = RELATIONSHIPS[record.type]
  const where = `record ${row}`
  if (record.start === '' || record.end === '' || kind === undefined) {
    tally.refuse({
      code: kind === undefined ? 'relationship.unknown' : 'stake.party.missing',
      found: record.type,
      where,
    })
    return
  }
  if (record.status === 'INACTIVE' && record.to === '') return
  const issues: Issue[] = []
  const dates = datesOf(['from', 'to'], [record.from.slice(0, 10), record.to.slice(0, 10)], where, issues)
  for (const issue of issues) tally.report(issue)
  const stake = { owner: record.end, owned: record.start, row, source: 'GLEIF level 2', ...dates }
  if (kind === 'branch') sink.stake({ ...stake, kind: 'shares', share: { min: WHOLE, max: WHOLE } })
  else if (kind === 'consolidated') {
    sink.stake({ ...stake, kind: 'shares', share: percentShare(record.percent) })
    sink.stake({ ...stake, kind: 'consolidates', share: UNKNOWN_SHARE })
  } else if (kind === 'ultimate') sink.stake({ ...stake, kind: 'consolidates', share: UNKNOWN_SHARE })
  else return
  tally.stakes++
}

function percentShare(raw: string): { readonly min: number; readonly max: number } {
  const percent = Number(raw)
  if (raw === '' || !(percent >= 0 && percent <= 100)) return UNKNOWN_SHARE
  return { min: unitsOf(percent, 'down'), max: unitsOf(percent, 'up') }
}
