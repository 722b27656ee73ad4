import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IsoDate } from '../model/brand.ts'
import { loadBook, sampleBook } from './books.ts'
import type { Engine } from './engine.ts'
import { readOwnershipFiles } from './exposure.ts'
import { readLinkFiles } from './link-files.ts'
import type { Teller } from './long-work.ts'
import { type BookSources, otherNamesOf, readyBook } from './scenario.ts'
import type { ReadyBook } from './scenario-request.ts'
import { BookNames, screenInSteps } from './screened-book.ts'

/** A book as an asker gives it: tables as text. The sample book stands where none is given. */
export interface GivenBook {
  readonly parties: string
  readonly payments?: string
  readonly ownership?: string
  readonly links?: string
}

/** Books that stay screened, each for one day: a what-if on another day screens it again. */
const KEPT = 8

/** Books made ready for what-ifs, each screened once a day asked about; every scenario on that day starts from it. */
export class ReadyBooks {
  readonly #held = new WeakMap<Engine, Map<string, ReadyBook>>()

  /** Makes a book ready at once: whoever else waits, waits. */
  get(engine: Engine, asOf: IsoDate, at: string, given?: GivenBook): ReadyBook {
    const key = keyOf(asOf, given)
    return (
      this.#of(engine).get(key) ??
      this.#keep(engine, key, readyBook({ ...drained(sourcesOf(given)), engine, asOf, at }))
    )
  }

  /** Makes a book ready in slices, telling how far it is. */
  async prepare(engine: Engine, asOf: IsoDate, at: string, teller: Teller, given?: GivenBook): Promise<ReadyBook> {
    const key = keyOf(asOf, given)
    const known = this.#of(engine).get(key)
    if (known !== undefined) return known
    const reading = sourcesOf(given)
    let read = reading.next()
    while (read.done !== true) {
      await teller.pause()
      read = reading.next()
    }
    const sources = { ...read.value, engine, asOf, at }
    await teller.pause()
    const { book, names, links, stakes } = sources
    const otherNames = otherNamesOf(names, links ?? [], stakes)
    const total = book.parties.length + otherNames.length
    const steps = screenInSteps({ parties: book.parties, otherNames, engine, asOf, at })
    let step = steps.next()
    while (step.done !== true) {
      teller.tell(step.value, total)
      await teller.pause()
      step = steps.next()
    }
    const ready = this.#keep(engine, key, readyBook({ ...sources, screened: step.value }))
    await teller.pause()
    return ready
  }

  #of(engine: Engine): Map<string, ReadyBook> {
    const held = this.#held.get(engine) ?? new Map<string, ReadyBook>()
    this.#held.set(engine, held)
    return held
  }

  #keep(engine: Engine, key: string, ready: ReadyBook): ReadyBook {
    const held = this.#of(engine)
    const [oldest] = held.keys()
    if (held.size >= KEPT && oldest !== undefined) held.delete(oldest)
    held.set(key, ready)
    return ready
  }
}

const keyOf = (asOf: IsoDate, given: GivenBook | undefined): string => `${asOf} ${digestOfBook(given)}`

/** What tells one given book from another; the sample book has none. */
export const digestOfBook = (given: GivenBook | undefined): string =>
  given === undefined ? 'sample' : createHash('sha256').update(JSON.stringify(given)).digest('hex')

type Sources = Pick<BookSources, 'book' | 'stakes' | 'links' | 'issues'> & { readonly names: BookNames }

/** The sample book is read once: nobody changes it while the process runs. */
let sample: Sources | undefined

/** Reads a book in steps, so that others may be let in between its tables. */
function* sourcesOf(given: GivenBook | undefined): Generator<undefined, Sources, void> {
  if (given === undefined) {
    sample ??= yield* sourcesIn(sampleBook(), { hasOwnership: true, hasLinks: true })
    return sample
  }
  const folder = mkdtempSync(join(tmpdir(), 'cordon-book-'))
  try {
    // the readers take files: texts are files for as long as they are read
    for (const [table, content] of Object.entries(given))
      writeFileSync(join(folder, `${table}.csv`), content, { mode: 0o600 })
    return drained(
      sourcesIn(folder, { hasOwnership: given.ownership !== undefined, hasLinks: given.links !== undefined }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function drained<T>(steps: Generator<undefined, T, void>): T {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

interface Beside {
  readonly hasOwnership: boolean
  readonly hasLinks: boolean
}

function* sourcesIn(folder: string, { hasOwnership, hasLinks }: Beside): Generator<undefined, Sources, void> {
  const book = loadBook([folder])
  yield
  const names = new BookNames(book.parties)
  const stakes = hasOwnership ? readOwnershipFiles([join(folder, 'ownership.csv')], names.idOf) : undefined
  yield
  const links = hasLinks ? readLinkFiles([join(folder, 'links.csv')]) : { links: [], issues: [] }
  return {
    book,
    names,
    links: links.links,
    issues: [...(stakes?.issues ?? []), ...links.issues],
    ...(stakes === undefined ? {} : { stakes: stakes.graph }),
  }
}
