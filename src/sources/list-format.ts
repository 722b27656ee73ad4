import type { DatasetId, EntityId, IsoDate } from '../model/brand.ts'
import type { CountryTable } from '../model/country.ts'
import type { Entity } from '../model/entity.ts'
import { CordonError } from '../model/errors.ts'
import type { FtmEntity } from '../model/ftm.ts'
import type { ListCounts } from '../model/list.ts'
import type { Issue } from '../model/parsed.ts'
import type { ColumnTable } from './parties/columns.ts'
import type { RawFile } from './reading/bytes.ts'
import { LIMITS } from './reading/limits.ts'

/** What a file shows of itself before it is read: enough to recognise its format by content. */
export interface FileHead {
  readonly name: string
  readonly kind: 'text' | 'xml' | 'json' | 'xlsx' | 'ods'
  /** The first `LIMITS.headBytes` as text; for workbooks the first rows, one a line, cells parted by tabs. */
  readonly text: string
  /** Local name of the root element, for XML. */
  readonly root?: string
  /** First rows of the first sheets, for workbooks. */
  readonly rows?: readonly (readonly string[])[]
}

/** A file and the part it plays in its list, as `main` or `alt`. */
export interface RoledFile {
  readonly role: string
  readonly file: RawFile
}

export interface ReadContext {
  readonly countries: CountryTable
  /** The date the asker gave, for formats whose files carry none. */
  readonly published: IsoDate | null
  /** What the columns of a house list mean; other formats know their own. */
  readonly columns?: ColumnTable
  /** Called now and then with the rows read so far. */
  readonly onProgress?: (rows: number) => void
}

/** What one reading of a list's files gave. */
export interface ListReading {
  readonly list: DatasetId
  readonly published: IsoDate | null
  readonly isPartial: boolean
  readonly counts: ListCounts
  readonly entities: readonly Entity[]
  readonly refused: readonly Issue[]
  /** What the file holds beside parties, in FollowTheMoney's own form. */
  readonly related?: readonly FtmEntity[]
  /** Ids that a delta file takes off the list; present where the files are a change to a list, not a list. */
  readonly removed?: readonly EntityId[]
}

/** One publisher's format: recognised by content, read whole, counted. */
export interface ListFormat {
  /** As in `--as`; stable. */
  readonly format: string
  /** For a person to read. */
  readonly title: string
  /** Moves when the reading changes, so that a stored version says which reader made it. */
  readonly parser: string
  /** The role the file plays, or `undefined` when it is not of this format. */
  readonly recognise: (head: FileHead) => string | undefined
  /** Roles that one list may be made of; absent where one file is the whole list. */
  readonly roles?: readonly string[]
  readonly read: (files: readonly RoledFile[], context: ReadContext) => Promise<ListReading>
}

/** Refused rows, bounded: past the limit the file as a whole is refused. */
export class Refusals {
  readonly issues: Issue[] = []

  add(code: string, found: string, where: string): void {
    const shown = found.length > 80 ? `${found.slice(0, 80)}…` : found
    this.issues.push({ code, found: shown, where })
    if (this.issues.length > LIMITS.refusedRows) {
      throw new CordonError(
        'list.refused',
        `more than ${LIMITS.refusedRows} rows were refused; the last: ${code} at ${where}`,
      )
    }
  }
}

/** The one file of a format that knows no other roles. */
export function onlyFile(files: readonly RoledFile[]): RawFile {
  const [first, second] = files
  if (first === undefined) throw new CordonError('input.empty', 'the list has no file')
  if (second !== undefined) {
    throw new CordonError(
      'list.refused',
      `${first.file.name} and ${second.file.name} are two versions of one list; name one`,
    )
  }
  return first.file
}
