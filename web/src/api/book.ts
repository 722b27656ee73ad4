import { call, segment, send } from './call.ts'
import type { Party } from './screening.ts'

export const fetchSampleBook = (): Promise<{ readonly name: string; readonly content: string }> =>
  call('/v1/sample-book')

export interface Imported {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly to_screen: readonly string[]
}

export const putParties = (book: string, parties: readonly (Party & { readonly ref: string })[]): Promise<Imported> =>
  send('PUT', `/v1/books/${segment(book)}/parties`, { parties })

export interface Raised {
  readonly parties: number
  readonly hits: number
  readonly raised: readonly string[]
  readonly undetermined: number
}

export const screenBook = (book: string, parties: readonly string[]): Promise<Raised> =>
  send('POST', `/v1/books/${segment(book)}/screen`, { parties })
