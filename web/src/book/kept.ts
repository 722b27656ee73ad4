import type { Meaning } from './columns.ts'

/** A book under work, kept in this browser so that a reload loses nothing. */
export interface KeptBook {
  readonly name: string
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly meanings: readonly Meaning[]
}

/** What is kept of one answer. */
export interface KeptAnswer {
  readonly status: 'hits' | 'clear' | 'undetermined'
  readonly hits: number
  readonly entity?: string
  readonly caption?: string
  readonly score?: number
  readonly band?: string
  readonly authorities?: readonly string[]
  /** The points of the best hit by feature: a score is never shown without them. */
  readonly facts?: readonly { readonly feature: string; readonly points: number }[]
}

const STORE = 'work'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('cordon', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

export async function keep(key: 'book' | 'answers', value: unknown): Promise<void> {
  const database = await open()
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction(STORE, 'readwrite')
    transaction.objectStore(STORE).put(value, key)
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
  })
  database.close()
}

async function kept(key: 'book' | 'answers'): Promise<unknown> {
  const database = await open()
  const value = await new Promise<unknown>((resolve, reject) => {
    const request: IDBRequest<unknown> = database.transaction(STORE).objectStore(STORE).get(key)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  database.close()
  return value
}

export async function keptBook(): Promise<KeptBook | undefined> {
  const value = await kept('book').catch(() => undefined)
  return isBook(value) ? value : undefined
}

const isBook = (value: unknown): value is KeptBook =>
  typeof value === 'object' && value !== null && 'rows' in value && 'meanings' in value

export async function keptAnswers(): Promise<readonly (KeptAnswer | undefined)[]> {
  const value = await kept('answers').catch(() => undefined)
  return Array.isArray(value) ? value : []
}
