import { plain } from './text.tsx'

interface Piece {
  readonly text: string
  readonly isSame: boolean
}

const fold = (letter: string): string => letter.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

const LONGEST = 160

/** Letters of the entity's name that the party's has in the same order, after folding: what is underlined differs. */
export function alignLetters(party: string, entity: string): readonly Piece[] {
  const a = [...party].slice(0, LONGEST).map(fold)
  const letters = [...entity].slice(0, LONGEST)
  const b = letters.map(fold)
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const same = a[i] === b[j]
      lengths[i * width + j] = same
        ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0)
    }
  }
  const pieces: Piece[] = []
  const add = (text: string, isSame: boolean): void => {
    const last = pieces.at(-1)
    if (last?.isSame === isSame) pieces[pieces.length - 1] = { text: last.text + text, isSame }
    else pieces.push({ text, isSame })
  }
  for (let i = 0, j = 0; j < b.length; ) {
    if (i < a.length && a[i] === b[j]) {
      add(letters[j] ?? '', true)
      i += 1
      j += 1
    } else if (i < a.length && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i += 1
    else {
      add(letters[j] ?? '', false)
      j += 1
    }
  }
  return pieces
}

/** The listed name with the letters that the asked one lacks underlined, where both are written in one script. */
export function Aligned({ party, entity }: { readonly party: string; readonly entity: string }) {
  const pieces = alignLetters(plain(party), plain(entity))
  const shared = pieces.filter(({ isSame }) => isSame).reduce((sum, { text }) => sum + text.length, 0)
  if (shared * 2 < entity.length) return <bdi>“{plain(entity)}”</bdi>
  return (
    <bdi>
      “
      {pieces.map((piece, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are told apart by nothing but their place
        piece.isSame ? <span key={at}>{piece.text}</span> : <mark key={at}>{piece.text}</mark>,
      )}
      ”
    </bdi>
  )
}
