import { readReports } from '../../src/engine/horizon.ts'
import type { Report } from '../../src/horizon/discourse.ts'
import type { IsoDate } from '../../src/model/brand.ts'

/** A synthetic report of Friday 2025-03-14 in English, unless told otherwise. */
export const report = (text: string, published = '2025-03-14', more: Partial<Report> = {}): Report => ({
  id: 'r',
  text,
  published: published as IsoDate,
  language: 'en',
  ...more,
})

/** One report read and written. */
export function read(text: string, published?: string, more?: Partial<Report>) {
  const [written] = readReports([report(text, published, more)]).written
  if (written === undefined) throw new RangeError('nothing was read')
  return written
}
