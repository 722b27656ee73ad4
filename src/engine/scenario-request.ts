import type { Asker, Language, Nexus } from '../law/question.ts'
import type { Entity } from '../model/entity.ts'
import type { Issue } from '../model/parsed.ts'
import type { Register } from '../register/organisation.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { LoadedBook } from './books.ts'
import type { Engine } from './engine.ts'
import type { LawTables } from './law.ts'
import type { Network } from './scenario-network.ts'
import type { Stakes } from './scenario-ownership.ts'
import type { BookNames, ScreenedBook } from './screened-book.ts'

/** A book made ready for any number of what-ifs: read, screened against real lists, its network drawn. */
export interface ReadyBook {
  readonly book: LoadedBook
  readonly names: BookNames
  readonly screened: ScreenedBook
  /** Holders and linked names that are no parties of the book. */
  readonly otherNames: readonly string[]
  readonly stakes?: Stakes
  readonly network: Network
  readonly entities: readonly Entity[]
  readonly issues: readonly Issue[]
}

/** One what-if: what is supposed, over which book, asked of what. */
export interface WhatIfRequest {
  readonly scenario: Scenario
  readonly ready: ReadyBook
  readonly register: Register
  readonly law: LawTables
  readonly engine: Engine
  readonly at: string
  readonly askers?: readonly Asker[]
  readonly nexus?: Nexus
  readonly language?: Language
  /** Longest path of links that counts as linked. */
  readonly depth?: number
  /** Weakest link that counts, 0 to 100. */
  readonly linkAtLeast?: number
}
