import type { Engine } from '../engine/engine.ts'
import { ThingSearch } from '../engine/text-search.ts'
import { Things } from '../engine/things.ts'

/** What requests are answered from at one moment: replaced whole, so that no answer mixes two sets of lists. */
export interface Served {
  readonly engine: Engine
  /** How entities point to each other; read at its first use. */
  readonly things: Things
  readonly search: ThingSearch
}

/** The lists in service. A reload puts the next set in place between two requests. */
export class Service {
  readonly #reload: (() => Promise<Engine>) | undefined
  readonly #prepare: (engine: Engine) => Promise<void>
  #served: Served
  #reloading: Promise<void> | undefined

  /** `prepare`: what must be done with the next lists before they are served. */
  constructor(
    engine: Engine,
    reload?: () => Promise<Engine>,
    prepare: (engine: Engine) => Promise<void> = async () => undefined,
  ) {
    this.#prepare = prepare
    this.#served = servedBy(engine)
    this.#reload = reload
  }

  get now(): Served {
    return this.#served
  }

  replace(engine: Engine): void {
    this.#served = servedBy(engine)
  }

  /** Loads the lists anew; a second call while one runs waits for that one. What was served stays where loading fails. */
  reload(): Promise<void> {
    this.#reloading ??= this.#loadAnew().finally(() => {
      this.#reloading = undefined
    })
    return this.#reloading
  }

  async #loadAnew(): Promise<void> {
    const engine = await this.#reload?.()
    if (engine === undefined) return
    engine.warm()
    await this.#prepare(engine)
    this.replace(engine)
  }
}

/** What requests are answered from where these lists are served. */
export function servedBy(engine: Engine): Served {
  let things: Things | undefined
  let search: ThingSearch | undefined
  const served = {
    engine,
    get things(): Things {
      things ??= new Things(engine)
      return things
    },
    get search(): ThingSearch {
      search ??= new ThingSearch(engine, served.things)
      return search
    },
  }
  return served
}
