import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCheckpoint, signCheckpoint, verifierKey } from './checkpoint.ts'
import { append, EMPTY_FRONTIER, type Frontier, readFrontier, rootOf, writeFrontier } from './frontier.ts'
import {
  consistencyRanges,
  foldPlaces,
  inclusionRanges,
  placesOf,
  type Range,
  verifyConsistency,
  verifyInclusion,
} from './proofs.ts'
import { leafHash } from './tree-hash.ts'

/** RFC 6962 §2.1 word for word, over Node's own SHA-256: the oracle. */
function textbookRoot(entries: readonly string[]): string {
  if (entries.length === 0) return createHash('sha256').digest('hex')
  if (entries.length === 1) {
    return createHash('sha256')
      .update(Buffer.concat([Buffer.of(0), Buffer.from(entries[0] ?? '')]))
      .digest('hex')
  }
  let k = 1
  while (k * 2 < entries.length) k *= 2
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(Buffer.from(textbookRoot(entries.slice(0, k)), 'hex'))
    .update(Buffer.from(textbookRoot(entries.slice(k)), 'hex'))
    .digest('hex')
}

const frontierOf = (entries: readonly string[]): Frontier =>
  entries.reduce((frontier, entry) => append(frontier, leafHash(entry)).frontier, EMPTY_FRONTIER)

/** The known-answer leaves of certificate-transparency-go's Merkle tests, all ASCII. */
const KNOWN = ['', '\x00', '\x10', ' !', '01', '@ABC', 'PQRSTUVW', '`abcdefghijklmno']

describe('the tree', () => {
  test.each([
    ['of nothing', 0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['of one empty entry', 1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    ['of eight known entries', 8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ] as const)('%s has the root that Certificate Transparency has', (_why, count, root) => {
    expect(rootOf(frontierOf(KNOWN.slice(0, count)))).toBe(root)
  })

  test('has the textbook root at every size', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 70 }), (entries) => {
        const frontier = frontierOf(entries)
        expect(rootOf(frontier)).toBe(textbookRoot(entries))
        expect(readFrontier(entries.length, writeFrontier(frontier))).toEqual(frontier)
      }),
    )
  })

  test('names each subtree when it is completed, once', () => {
    let frontier = EMPTY_FRONTIER
    const seen = new Map<string, string>()
    const entries = Array.from({ length: 64 }, (_, i) => `entry ${i}`)
    for (const entry of entries) {
      const step = append(frontier, leafHash(entry))
      frontier = step.frontier
      for (const { level, index, hash } of step.completed) {
        expect(seen.has(`${level}/${index}`)).toBe(false)
        seen.set(`${level}/${index}`, hash)
      }
    }
    expect(seen.size).toBe(63)
    expect(seen.get('3/2')).toBe(textbookRoot(entries.slice(16, 24)))
  })

  test.each([
    [3, 'a'.repeat(64)],
    [2, 'a'.repeat(63)],
    [1, 'Z'.repeat(64)],
  ] as const)('a frontier line that does not fit size %d is refused', (size, line) => {
    expect(readFrontier(size, line)).toBeUndefined()
  })
})

const rangeHash = (entries: readonly string[], range: Range): string =>
  foldPlaces(
    placesOf(range).map(({ level, index }) =>
      textbookRoot(entries.slice(index * 2 ** level, (index + 1) * 2 ** level)),
    ),
  )

const sized = fc
  .integer({ min: 1, max: 66 })
  .chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 }), fc.integer({ min: 1, max: size })))

describe('proofs', () => {
  const entries = Array.from({ length: 66 }, (_, i) => `e${i}`)

  test('of inclusion hold for the entry and for no other', () => {
    fc.assert(
      fc.property(sized, fc.nat({ max: 65 }), ([size, index], other) => {
        const all = entries.slice(0, size)
        const proof = inclusionRanges(index, size).map((range) => rangeHash(all, range))
        const root = textbookRoot(all)
        expect(verifyInclusion(leafHash(`e${index}`), index, size, proof, root)).toBe(true)
        if (other !== index) expect(verifyInclusion(leafHash(`e${other}`), index, size, proof, root)).toBe(false)
        if (size > 1) expect(verifyInclusion(leafHash(`e${index}`), index, size, proof.slice(1), root)).toBe(false)
      }),
    )
  })

  test('of consistency hold for the beginning of a log and for no other beginning', () => {
    fc.assert(
      fc.property(sized, ([size, , oldSize]) => {
        const all = entries.slice(0, size)
        const old = all.slice(0, oldSize)
        const proof = consistencyRanges(oldSize, size).map((range) => rangeHash(all, range))
        const root = textbookRoot(all)
        expect(verifyConsistency(oldSize, textbookRoot(old), size, root, proof)).toBe(true)
        const edited = old.map((entry, i) => (i === 0 ? `${entry}!` : entry))
        expect(verifyConsistency(oldSize, textbookRoot(edited), size, root, proof)).toBe(false)
      }),
    )
  })
})

describe('checkpoints', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const signer = { name: 'cordon.example/audit', publicKey: raw, sign: (m: Uint8Array) => sign(null, m, privateKey) }
  const root = textbookRoot(['a', 'b', 'c'])
  const note = signCheckpoint({ origin: signer.name, size: 3, root }, signer)

  test('are signed notes whose text is origin, size and root', () => {
    const [origin, size, base64, empty, signature] = note.split('\n')
    expect([origin, size, empty]).toEqual(['cordon.example/audit', '3', ''])
    expect(Buffer.from(base64 ?? '', 'base64').toString('hex')).toBe(root)
    expect(signature).toMatch(/^\u2014 cordon\.example\/audit [A-Za-z0-9+/=]+$/)
    const bytes = Buffer.from(signature?.split(' ')[2] ?? '', 'base64')
    expect(bytes.length).toBe(4 + 64)
    const text = note.slice(0, note.indexOf('\n\n') + 1)
    expect(verify(null, Buffer.from(text), publicKey, bytes.subarray(4))).toBe(true)
  })

  test('name the key by the hash that the signed-note form asks for', () => {
    const expected = createHash('sha256')
      .update(Buffer.concat([Buffer.from('cordon.example/audit\n'), Buffer.of(1), raw]))
      .digest('hex')
      .slice(0, 8)
    const [, name, hash, key] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(verifierKey(signer.name, raw)) ?? []
    expect([name, hash]).toEqual(['cordon.example/audit', expected])
    expect(Buffer.from(key ?? '', 'base64')).toEqual(Buffer.concat([Buffer.of(1), raw]))
  })

  test('are read back, and refused where a line is missing', () => {
    expect(parseCheckpoint(note)).toEqual({ ok: true, value: { origin: signer.name, size: 3, root } })
    expect(parseCheckpoint(note.replace('\n3\n', '\n')).ok).toBe(false)
    expect(parseCheckpoint('').ok).toBe(false)
  })
})
