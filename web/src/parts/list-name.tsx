import type { Messages } from '../messages/messages.ts'
import { useWords } from '../settings.tsx'
import { plain } from './text.tsx'

/** A list by the name people call it, where it has one; a file given by its path keeps the marks of its digest. */
export function listName(id: string, words: Pick<Messages, 'listNames'>): string {
  const [standing = id, digest] = id.split('~')
  const name = words.listNames[standing] ?? plain(standing, 60)
  return digest === undefined ? name : `${name} (${plain(digest, 8)})`
}

export function ListNames({ ids }: { readonly ids: readonly string[] }) {
  const words = useWords()
  return <span title={ids.join(', ')}>{ids.map((id) => listName(id, words)).join(', ')}</span>
}
