import { useState } from 'react'
import { Link } from 'react-router'
import type { DisguiseRow, Validation } from '../api/runs.ts'
import { ES_DISGUISES } from '../messages/es-disguises.ts'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { Instant } from '../parts/time.tsx'
import { useSettings, useWords } from '../settings.tsx'

const TEN = 10
const HUNDRED = 100
const share = (thousandths: number): string => `${(thousandths / TEN).toFixed(1)} %`

/** What a run of the pack found: the whole in four figures, then each class of disguise with who was missed. */
export function Report({ id, report }: { readonly id: string; readonly report: Validation }) {
  const { words, language } = useSettings()
  const under = report.classes.filter(({ isMet }) => isMet === false)
  const clean = report.populations.find(({ facts }) => !/alone/.test(facts))
  const tiles = [
    [
      words.validate.exact,
      words.validate.exactMissed(report.exact.missed_count, report.exact.asked),
      report.exact.missed_count === 0,
    ],
    [words.validate.macro, share(report.macro_recall), true],
    [words.validate.underBar, `${under.length} / ${report.classes.length}`, under.length === 0],
    [words.validate.clean, clean === undefined ? '—' : `${clean.alerts} / ${clean.asked}`, clean?.isMet !== false],
  ] as const
  return (
    <section>
      <dl className="tiles">
        {tiles.map(([label, value, isGood]) => (
          <div key={label} className={`card ${isGood ? '' : 'warn'}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="small quiet">
        <Instant at={report.validated_at} /> · {plain(report.engine)} · {words.validate.seed} {report.seed} ·{' '}
        {report.lists
          .map((list) => `${list.id} ${list.published ?? ''} (${list.entities.toLocaleString(language)})`)
          .join(', ')}
      </p>
      <p className="actions">
        <a className="button" href={`/v1/validations/${id}/report.html`} download>
          {words.validate.html}
        </a>
        <a className="button" href={`/v1/validations/${id}/report.pdf`} download>
          {words.validate.pdf}
        </a>
      </p>
      <h2>{words.validate.findings}</h2>
      {report.findings.length === 0 ? (
        <p className="agrees">✓ {words.validate.noFinding}</p>
      ) : (
        <Findings findings={report.findings} />
      )}
      <Classes rows={report.classes} />
      <Populations report={report} />
      <Cases report={report} />
      <details>
        <summary>{words.validate.limits}</summary>
        <ul className="small">
          {report.limits.map((limit) => (
            <li key={limit}>{plain(limit)}</li>
          ))}
        </ul>
      </details>
    </section>
  )
}

const FINDINGS_SHOWN = 4

/** The first findings, the rest folded: the classes below say the same one by one. */
function Findings({ findings }: { readonly findings: readonly string[] }) {
  const { words, say } = useSettings()
  const item = (finding: string) => <li key={finding}>{plain(say(finding))}</li>
  return (
    <>
      <ul className="findings">{findings.slice(0, FINDINGS_SHOWN).map(item)}</ul>
      {findings.length > FINDINGS_SHOWN && (
        <details>
          <summary>{words.evidence.namesOther(findings.length - FINDINGS_SHOWN)}</summary>
          <ul className="findings">{findings.slice(FINDINGS_SHOWN).map(item)}</ul>
        </details>
      )}
    </>
  )
}

/** Every class of disguise: what was found against its bar, as a bar and as numbers, and each miss to open. */
function Classes({ rows }: { readonly rows: readonly DisguiseRow[] }) {
  const words = useWords()
  const [isUnder, setUnder] = useState(false)
  const shown = isUnder ? rows.filter(({ isMet }) => isMet === false) : rows
  return (
    <>
      <div className="section-head">
        <h2>{words.validate.classes}</h2>
        <label className="check">
          <input type="checkbox" checked={isUnder} onChange={() => setUnder(!isUnder)} /> {words.validate.onlyUnder}
        </label>
      </div>
      <ul className="class-list">
        {shown.map((row) => (
          <ClassRow key={row.id} row={row} />
        ))}
      </ul>
    </>
  )
}

const titleOf = (id: string, title: string, language: string): string =>
  language === 'es' ? (ES_DISGUISES[id] ?? title) : title

function ClassRow({ row }: { readonly row: DisguiseRow }) {
  const { words, language } = useSettings()
  const { recall, bar, isMet } = row
  return (
    <li className="class-row">
      <span className="mono">{row.id}</span>
      <span>{plain(titleOf(row.id, row.title, language), 160)}</span>
      <span className="track" aria-hidden="true">
        {recall !== undefined && (
          <span
            className={`step ${isMet === false ? 'minus' : 'plus'}`}
            style={{ left: 0, width: `${recall / TEN}%` }}
          />
        )}
        <span className="bar-line" style={{ left: `${Math.min(HUNDRED, bar / TEN)}%` }} />
      </span>
      <span className="number">
        {recall === undefined ? words.validate.notAsked : `${row.found} / ${row.asked} = ${share(recall)}`}
        <span className="quiet small">
          {' '}
          {words.validate.barOf} {share(bar)}
        </span>
      </span>
      <span className={`mark ${isMet === false ? 'differs' : isMet === true ? 'agrees' : 'quiet'}`}>
        {isMet === null ? '–' : isMet ? `✓ ${words.validate.met}` : `✗ ${words.validate.notMet}`}
      </span>
      {row.missed.length > 0 && (
        <details>
          <summary>{words.validate.misses(row.asked - row.found)}</summary>
          <ul className="small">
            {row.missed.map((miss) => (
              <li key={`${miss.entity} ${miss.asked}`}>
                <bdi>{plain(miss.name, 120)}</bdi> — {words.validate.asWritten} <bdi>“{plain(miss.asked, 160)}”</bdi>{' '}
                <Link
                  to={`/evidence/${encodeURIComponent(miss.entity)}?q=${encodeURIComponent(miss.asked.slice(0, 384))}`}
                >
                  {words.validate.open}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

function Populations({ report: { populations } }: { readonly report: Validation }) {
  const words = useWords()
  return (
    <>
      <h2>{words.validate.populations}</h2>
      <Table
        label={words.table.rows(populations.length)}
        rows={populations}
        keyOf={({ population, facts }) => `${population} ${facts}`}
        columns={[
          { key: 'people', title: words.validate.people, cell: (row) => row.population, text: (row) => row.population },
          { key: 'facts', title: words.validate.facts, cell: (row) => row.facts, text: (row) => row.facts },
          {
            key: 'alerts',
            title: words.validate.alerts,
            cell: (row) => `${row.alerts} / ${row.asked} = ${(row.rate / HUNDRED).toFixed(2)} %`,
            text: (row) => `${row.alerts}/${row.asked}`,
          },
          {
            key: 'bar',
            title: words.validate.barOf,
            cell: (row) => `${(row.bar / HUNDRED).toFixed(2)} %`,
            text: (row) => String(row.bar / HUNDRED),
          },
          {
            key: 'met',
            title: words.lists.state,
            cell: (row) => (
              <span className={`mark ${row.isMet ? 'agrees' : 'differs'}`}>
                {row.isMet ? `✓ ${words.validate.met}` : `✗ ${words.validate.notMet}`}
              </span>
            ),
            text: (row) => (row.isMet ? 'met' : 'not met'),
          },
        ]}
      />
    </>
  )
}

function Cases({ report: { cases } }: { readonly report: Validation }) {
  const words = useWords()
  if (cases.length === 0) return null
  return (
    <>
      <h2>{words.validate.cases}</h2>
      <Table
        label={words.table.rows(cases.length)}
        rows={cases}
        keyOf={({ id }) => id}
        columns={[
          { key: 'id', title: 'Id', cell: (row) => <span className="mono">{row.id}</span>, text: (row) => row.id },
          { key: 'title', title: words.validate.klass, cell: (row) => plain(row.title, 200), text: (row) => row.title },
          { key: 'got', title: words.evidence.note, cell: (row) => plain(row.got, 200), text: (row) => row.got },
          {
            key: 'passed',
            title: words.lists.state,
            cell: (row) => (
              <span className={`mark ${row.passed === true ? 'agrees' : row.passed === false ? 'differs' : 'quiet'}`}>
                {row.passed === null
                  ? words.validate.elsewhere
                  : row.passed
                    ? `✓ ${words.validate.passed}`
                    : `✗ ${words.validate.failed}`}
              </span>
            ),
            text: (row) => String(row.passed),
          },
        ]}
      />
    </>
  )
}
