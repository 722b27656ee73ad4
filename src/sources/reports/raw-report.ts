import type { IsoDate } from '../../model/brand.ts'
import type { OfficialSource } from './official-publishers.ts'

/** A report as a source gives it, before it is read: plain text, and what the source says of it. */
export interface RawReport {
  readonly address: string
  readonly title: string | undefined
  readonly text: string
  /** The local day of publication as the publisher states it. */
  readonly published: IsoDate | undefined
  readonly outlet: string | undefined
  readonly language: string | undefined
  /** Which reading made the text: `text`, `page`, `federal-register`, `feed`. */
  readonly form: 'text' | 'page' | 'federal-register' | 'feed'
  /** Set by the fetch alone: the publisher's own address brought these bytes. */
  readonly official?: OfficialSource
}

/** Bounds of one report's source. */
export const REPORT_LIMITS = {
  /** Bytes of a file or page. */
  bytes: 12_000_000,
  /** Units of markup that a page parser is given; more is read as bare text. */
  markup: 1_500_000,
  /** Tags of a page; more is a bomb and read as bare text. */
  tags: 30_000,
  /** How deep tags may nest before the page is read as bare text. */
  depth: 200,
  /** Items of one feed or listing. */
  items: 500,
} as const
