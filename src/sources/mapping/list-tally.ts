import type { DatasetId, IsoDate } from '../../model/brand.ts'
import type { Address, Entity, Name } from '../../model/entity.ts'
import { type ListReading, type ReadContext, Refusals } from '../list-format.ts'
import { joined } from './clean-text.ts'
import { CountryReader } from './country-reader.ts'
import { EntityDraft } from './entity-draft.ts'

export interface AddressParts {
  readonly street?: string
  readonly city?: string
  readonly region?: string
  readonly postalCode?: string
  readonly country?: string
}

/** Keeps count while a list is read: what was mapped, refused or empty, so that the sums can be shown to add up. */
export class ListTally {
  readonly countries: CountryReader
  readonly #context: ReadContext
  readonly #refusals = new Refusals()
  readonly #drafts = new Map<string, EntityDraft>()
  rows = 0
  aliases = 0
  aliasesInText = 0
  addresses = 0
  empty = 0

  constructor(context: ReadContext) {
    this.#context = context
    this.countries = new CountryReader(context.countries)
  }

  /** Counts one record of the publisher's. */
  row(): void {
    this.rows += 1
    if (this.rows % 2_000 === 0) this.#context.onProgress?.(this.rows)
  }

  /** A new entity for one record, or `undefined` where another record has its id: that one is refused. */
  draft(id: string, sourceId: string, schema: string, where: string): EntityDraft | undefined {
    if (this.#drafts.has(id)) return this.refuse('entry.duplicate', sourceId, where)
    this.row()
    const draft = new EntityDraft(id, sourceId, schema)
    this.#drafts.set(id, draft)
    return draft
  }

  /** The entity of an id that was met before, or a new one: for publishers that spread a party over several rows. */
  draftFor(id: string, sourceId: string, schema: string): EntityDraft {
    const held = this.#drafts.get(id)
    if (held !== undefined) return held
    const draft = new EntityDraft(id, sourceId, schema)
    this.#drafts.set(id, draft)
    return draft
  }

  find(id: string): EntityDraft | undefined {
    return this.#drafts.get(id)
  }

  get drafts(): readonly EntityDraft[] {
    return [...this.#drafts.values()]
  }

  drop(id: string): void {
    this.#drafts.delete(id)
  }

  /** A record that is not taken. */
  refuse(code: string, found: string, where: string): undefined {
    this.row()
    this.#refusals.add(code, found, where)
    return undefined
  }

  /** Part of a record that is not taken; the record itself stands. */
  refuseAlias(code: string, found: string, where: string): undefined {
    this.#refusals.add(code, found, where)
    return undefined
  }

  alias(draft: EntityDraft, name: Name): void {
    if (name.text === '') {
      this.empty += 1
      return
    }
    this.aliases += 1
    draft.addName(name)
  }

  address(draft: EntityDraft, address: Address | undefined): void {
    if (address === undefined) this.empty += 1
    else {
      this.addresses += 1
      draft.addAddress(address)
    }
  }

  /** An address from its parts; `undefined` where nothing is said. */
  addressOf(parts: AddressParts): Address | undefined {
    const { street = '', city = '', region = '', postalCode = '', country = '' } = parts
    const full = joined([street, city, region, postalCode, country], ', ')
    if (full === '') return undefined
    return {
      full,
      ...(street === '' ? {} : { street }),
      ...(city === '' ? {} : { city }),
      ...(region === '' ? {} : { region }),
      ...(postalCode === '' ? {} : { postalCode }),
      ...(country === '' ? {} : { country: this.countries.claim('address', country) }),
    }
  }

  /** The finished reading. An entry left without a name is refused: nobody could find it. */
  reading(facts: {
    readonly list: DatasetId
    readonly published: IsoDate | null
    readonly isPartial: boolean
    readonly rows?: number
  }): ListReading {
    const entities: Entity[] = []
    for (const draft of this.#drafts.values()) {
      const entity = draft.build()
      if (entity === undefined) this.#refusals.add('entry.name.missing', draft.sourceId, draft.sourceId)
      else entities.push(entity)
    }
    this.#drafts.clear()
    return {
      list: facts.list,
      published: facts.published,
      isPartial: facts.isPartial,
      counts: {
        rows: facts.rows ?? this.rows,
        entities: entities.length,
        names: entities.length,
        aliases: this.aliases,
        addresses: this.addresses,
        empty: this.empty,
        ...(this.aliasesInText === 0 ? {} : { aliasesInText: this.aliasesInText }),
      },
      entities,
      refused: this.#refusals.issues,
    }
  }
}
