import { createHash } from 'node:crypto'

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const LEAF = Buffer.from([0x00])
const NODE = Buffer.from([0x01])

/** A Merkle tree that only grows (RFC 6962 §2.1), kept as the stack of its perfect subtrees. */
export class GrowingTree {
  readonly #stack: { readonly height: number; readonly hash: Buffer }[] = []
  /** Hashes of perfect subtrees by `height/index`, of the heights the log says it keeps. */
  readonly subtrees = new Map<string, string>()
  #size = 0

  get size(): number {
    return this.#size
  }

  add(body: string): void {
    let height = 0
    let hash = sha256(LEAF, Buffer.from(body, 'utf8'))
    let top = this.#stack.at(-1)
    while (top !== undefined && top.height === height) {
      this.#stack.pop()
      hash = sha256(NODE, top.hash, hash)
      height += 1
      if (height % 8 === 0) this.subtrees.set(`${height}/${(this.#size + 1) / 2 ** height - 1}`, hash.toString('hex'))
      top = this.#stack.at(-1)
    }
    this.#stack.push({ height, hash })
    this.#size += 1
  }

  root(): string {
    const [last, ...others] = this.#stack.map(({ hash }) => hash).reverse()
    if (last === undefined) return sha256().toString('hex')
    return others.reduce((right, left) => sha256(NODE, left, right), last).toString('hex')
  }

  /** The perfect subtrees, largest first, as one line: what the writer keeps as its frontier. */
  line(): string {
    return this.#stack.map(({ hash }) => hash.toString('hex')).join('')
  }
}
