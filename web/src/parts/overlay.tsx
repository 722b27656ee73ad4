import type { Row } from '../api/screening.ts'
import { useSettings, useWords } from '../settings.tsx'
import { type Column, isLatin, layOver } from './letters.ts'
import { plain } from './text.tsx'

/** The words of both names in pairs, one laid over the other letter by letter; what has no partner stands alone. */
export function Overlay({ rows }: { readonly rows: readonly Row[] }) {
  const words = useWords()
  const pairs = rows.filter(({ feature, party, entity }) => feature === 'name' && (party ?? entity) !== null)
  if (pairs.length === 0) return null
  return (
    <figure className="overlay" aria-label={words.evidence.letters} id="letters">
      <div className="overlay-pairs">
        {pairs.map((row) => (
          <Pair key={`${row.party} ${row.entity}`} row={row} />
        ))}
      </div>
      <figcaption className="quiet small">{words.evidence.lettersHint}</figcaption>
    </figure>
  )
}

function Pair({ row }: { readonly row: Row }) {
  const { words, say } = useSettings()
  const party = plain(row.party ?? '', 80)
  const entity = plain(row.entity ?? '', 80)
  const columns = layOver(party, entity)
  const hasLatin = (party !== '' && !isLatin(party)) || (entity !== '' && !isLatin(entity))
  const said = `${party || '—'} / ${entity || '—'}: ${say(row.note)}`
  return (
    <div className={`overlay-pair ${row.party === null || row.entity === null ? 'alone' : ''}`}>
      <div className="overlay-letters" role="img" aria-label={said}>
        {columns.map((column, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns are told apart by nothing but their place
          <LetterColumn key={at} column={column} hasLatin={hasLatin} />
        ))}
      </div>
      <p className="small quiet">
        {[
          plain(say(row.note)),
          row.party === null || row.entity === null ? '' : `${words.evidence.points} ${row.points.toFixed(2)}`,
        ]
          .filter((text) => text !== '')
          .join(' · ')}
      </p>
    </div>
  )
}

function LetterColumn({ column, hasLatin }: { readonly column: Column; readonly hasLatin: boolean }) {
  const { party, entity, isSame } = column
  return (
    <span className={`letter ${isSame ? 'same' : 'other'}`}>
      <bdi>{party?.shown ?? '·'}</bdi>
      {hasLatin && <i>{party?.latin ?? entity?.latin ?? ''}</i>}
      <bdi>{entity?.shown ?? '·'}</bdi>
    </span>
  )
}
