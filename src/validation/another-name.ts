import type { Disguised } from './disguise.ts'
import { fold, type Seed } from './seed.ts'

/** Letters up to which one changed letter makes another name of a word that others bear: Min and Man, KIM and KIN. */
const SHORT_WORD = 4

const wordsIn = (name: string): readonly string[] => fold(name).match(/[\p{L}\p{N}]+/gu) ?? []
const keyOf = (name: string): string => [...wordsIn(name)].sort().join(' ')

/** Names and words of the lists with who bears them: what tells a disguised name from another party's name. */
export class ListedNames {
  readonly #names = new Map<string, Set<string>>()
  readonly #words = new Map<string, Set<string>>()

  constructor(seeds: readonly Seed[]) {
    for (const { name, entity } of seeds) {
      add(this.#names, keyOf(name), entity.id)
      for (const word of wordsIn(name)) if (word.length <= SHORT_WORD) add(this.#words, word, entity.id)
    }
  }

  /**
   * Whether what came out names somebody else: it is another listed party's very name, or, where letters were changed, a short word
   * became another short word that other listed names have. Asking for the first party by it would be asking for a false alarm.
   */
  isAnother({ name, entity }: Seed, disguised: Disguised, changesLetters: boolean): boolean {
    if (disguised.as !== 'party') return false
    const [asked, ...others] = disguised.given.properties['name'] ?? []
    if (asked === undefined || others.length > 0) return false
    const own = (bearers: ReadonlySet<string> | undefined): boolean => bearers === undefined || bearers.has(entity.id)
    if (!own(this.#names.get(keyOf(asked)))) return true
    if (!changesLetters) return false
    const before = new Set(wordsIn(name))
    return wordsIn(asked).some((word) => !before.has(word) && !own(this.#words.get(word)))
  }
}

function add(bearers: Map<string, Set<string>>, key: string, id: string): void {
  const known = bearers.get(key)
  if (known === undefined) bearers.set(key, new Set([id]))
  else known.add(id)
}
