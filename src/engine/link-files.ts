import { type LinkGraph, LinkGraphBuilder } from '../exposure/link-graph.ts'
import type { Link } from '../model/link.ts'
import type { Issue } from '../model/parsed.ts'
import { readLinks } from '../sources/ownership/read-ownership.ts'
import { readTableFile } from '../sources/tabular/read-table.ts'
import { relationColumns } from './exposure.ts'

export { type LinkGraph, LinkGraphBuilder }

export interface LinkReading {
  readonly links: readonly Link[]
  readonly issues: readonly Issue[]
}

/** Reads files of links: a table, or FollowTheMoney relations. */
export function readLinkFiles(paths: readonly string[]): LinkReading {
  const links: Link[] = []
  const issues: Issue[] = []
  for (const path of paths) {
    const sink = { link: (link: Link) => void links.push(link), stake: () => undefined, name: () => undefined }
    issues.push(...readLinks(readTableFile(path), relationColumns(), sink).issues)
  }
  return { links, issues }
}
