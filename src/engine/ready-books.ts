import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IsoDate } from '../model/brand.ts'
import { type LoadedBook, loadBook, sampleBook } from './books.ts'
import type { Engine } from './engine.ts'
import { readOwnershipFiles } from './exposure.ts'
import { readLinkFiles } from './link-files.ts'
import type { Teller } from './long-work.ts'
import { type BookSources, otherNamesOf, type ReadyBook, readyBook } from './scenario.ts'
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
    return this.#of(engine).get(key) ?? this.#keep(engine, key, readyBook({ ...sourcesOf(given), engine, asOf, at }))
  }

  /** Makes a book ready in slices, telling how far it is. */
  async prepare(engine: Engine, asOf: IsoDate, at: string, teller: Teller, given?: GivenBook): Promise<ReadyBook> {
    const key = keyOf(asOf, given)
    const known = this.#of(engine).get(key)
    if (known !== undefined) return known
    const sources = { ...sourcesOf(given), engine, asOf, at }
    await teller.pause()
    const { book, names, links, stakes } = sources
    const otherNames = otherNamesOf(names, links ?? [], stakes)
    const total = book.parties.length + otherNames.length
    const steps = screenInSteps({ parties: book.parties, otherNames, engine, asOf, at })
    for (;;) {
      const step = steps.next()
      if (step.done === true) return this.#keep(engine, key, readyBook({ ...sources, screened: step.value }))
      teller.tell(step.value, total)
      await teller.pause()
    }
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

const sourcesOf = (given: GivenBook | undefined): Sources => {
  if (given === undefined)
    return sourcesIn(loadBook([sampleBook()]), sampleBook(), { hasOwnership: true, hasLinks: true })
  return inFolder(given, (folder) =>
    sourcesIn(loadBook([folder]), folder, {
      hasOwnership: given.ownership !== undefined,
      hasLinks: given.links !== undefined,
    }),
  )
}

interface Beside {
  readonly hasOwnership: boolean
  readonly hasLinks: boolean
}

function sourcesIn(book: LoadedBook, folder: string, { hasOwnership, hasLinks }: Beside): Sources {
  const names = new BookNames(book.parties)
  const stakes = hasOwnership ? readOwnershipFiles([join(folder, 'ownership.csv')], names.idOf) : undefined
  const links = hasLinks ? readLinkFiles([join(folder, 'links.csv')]) : { links: [], issues: [] }
  return {
    book,
    names,
    links: links.links,
    issues: [...(stakes?.issues ?? []), ...links.issues],
    ...(stakes === undefined ? {} : { stakes: stakes.graph }),
  }
}

/** The readers take files: texts are files for as long as they are read. */
function inFolder<T>(given: GivenBook, read: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-book-'))
  try {
    for (const [table, content] of Object.entries(given))
      writeFileSync(join(folder, `${table}.csv`), content, { mode: 0o600 })
    return read(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
