import { percent, type ValidationReport } from './report.ts'

/** The report as one page of HTML without script, style sheet or picture from elsewhere: it opens and prints anywhere, in ten years too. */
export function renderValidationHtml(report: ValidationReport): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Validation report ${esc(report.validated_at)}</title>
<style>${STYLE}</style></head><body>
<h1>Validation report</h1>
<p>${esc(report.engine)}, matcher ${esc(report.matcher)}, target: ${esc(report.target)}, ${esc(report.validated_at)}, seed ${report.seed}</p>
${findings(report)}
<h2>Exact names</h2>
<p>${report.exact.asked} of ${report.exact.names} listed names given exactly: <strong>${report.exact.missed_count} missed</strong>. The bar is none.</p>
${rows(
  ['list', 'entity', 'name'],
  report.exact.missed.map(({ list, entity, name }) => [list, entity, name]),
)}
<h2>Disguises</h2>
<p>Mean recall over X-01 to X-58: ${percent(report.macro_recall)}. Intervals are 95 % by Wilson.</p>
${rows(
  ['', 'class', 'asked', 'recall', 'interval', 'bar', 'met'],
  report.classes.map((row) => [
    row.id,
    row.title,
    String(row.asked),
    row.recall === undefined ? 'nobody to ask' : percent(row.recall),
    row.interval === undefined ? '' : `${percent(row.interval[0])} to ${percent(row.interval[1])}`,
    percent(row.bar),
    row.isMet === null ? '–' : row.isMet ? 'yes' : 'NO',
  ]),
)}
<h2>Clean populations</h2>
${rows(
  ['population', 'given', 'people', 'alerts', 'rate', 'bar', 'met'],
  report.populations.map((row) => [
    row.population,
    row.facts,
    String(row.asked),
    String(row.alerts),
    `${(row.rate / 100).toFixed(2)} %`,
    `${(row.bar / 100).toFixed(2)} %`,
    row.isMet ? 'yes' : 'NO',
  ]),
)}
<h2>Curve</h2>
<p>Recall of the disguised names and alerts on the clean people (name alone) at other bars; the bar in force is ${esc(String(report.policy.values['threshold'] ?? ''))}.</p>
${rows(
  ['bar', 'recall', 'false alerts'],
  report.curve.map(({ bar, recall, false_alerts }) => [
    (bar / 1_000).toFixed(2),
    percent(recall),
    `${(false_alerts / 100).toFixed(2)} %`,
  ]),
)}
<h2>Above and below the line</h2>
<p>Clean people nearest to the bar, for a person to label: a true match below, or too many false ones above, is a reason to move it.</p>
${rows(
  ['side', 'stratum', 'party', 'entity', 'id', 'score', 'label'],
  report.samples.map((row) => [
    row.side,
    row.stratum,
    row.party,
    row.entity,
    row.id,
    (row.score / 1_000).toFixed(3),
    row.label,
  ]),
)}
<h2>Enforcement cases</h2>
${rows(
  ['', 'case', 'wanted', 'got', 'passed'],
  report.cases.map((row) => [
    row.id,
    row.title,
    row.wanted,
    row.got,
    row.passed === null ? 'elsewhere' : row.passed ? 'yes' : 'NO',
  ]),
)}
<h2>Lists</h2>
${rows(
  ['list', 'version', 'published', 'entities', 'names', 'strong aliases', 'weak aliases', 'identifiers', 'state'],
  report.lists.map((list) => [
    list.id,
    list.version,
    list.published ?? 'not told',
    String(list.entities),
    String(list.names.primary),
    String(list.names.strong),
    String(list.names.weak),
    String(list.identifiers),
    [list.stale ? 'stale' : '', list.partial ? 'partial' : ''].filter((word) => word !== '').join(', ') || 'whole',
  ]),
)}
${rows(
  ['canary of', 'name', 'alerted'],
  report.canaries.map(({ list, name, alerted }) => [list, name, alerted ? 'yes' : 'NO']),
)}
<h2>Configuration</h2>
<p>Policy ${esc(report.policy.id)}</p>
${rows(
  ['value', 'is'],
  Object.entries(report.policy.values).map(([name, value]) => [name, String(value)]),
)}
${rows(
  ['setting', 'value', 'from'],
  report.configuration.map(({ name, value, source }) => [name, value, source]),
)}
<h2>Missed disguises</h2>
${report.classes
  .filter(({ missed }) => missed.length > 0)
  .map(
    (row) =>
      `<h3>${row.id} ${esc(row.title)}</h3>${rows(
        ['listed', 'asked', 'entity', 'score'],
        row.missed.map(({ name, asked, entity, score }) => [name, asked, entity, (score / 1_000).toFixed(3)]),
      )}`,
  )
  .join('\n')}
<h2>Limits</h2>
<ul>${report.limits.map((text) => `<li>${esc(text)}</li>`).join('')}</ul>
</body></html>
`
}

const STYLE =
  'body{font:15px/1.45 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}' +
  'table{border-collapse:collapse;margin:.5rem 0 1.5rem;font-size:13px}th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #ccc;vertical-align:top;overflow-wrap:anywhere}' +
  '.no{font-weight:700;color:#8b0000}@media print{body{margin:0;max-width:none}}'

function findings({ findings: found }: ValidationReport): string {
  if (found.length === 0) return '<p><strong>No finding: every bar is met.</strong></p>'
  return `<h2>Findings</h2><ul>${found.map((text) => `<li>${esc(text)}</li>`).join('')}</ul>`
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  if (body.length === 0) return ''
  const cells = (row: readonly string[]): string =>
    row.map((cell) => `<td${cell === 'NO' ? ' class="no"' : ''}>${esc(cell)}</td>`).join('')
  return `<table><thead><tr>${head.map((cell) => `<th scope="col">${esc(cell)}</th>`).join('')}</tr></thead><tbody>${body
    .map((row) => `<tr>${cells(row)}</tr>`)
    .join('')}</tbody></table>`
}

/** Names are texts of others: they are shown, never run; signs that turn the line around are shown as a box. */
const esc = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, '\uFFFD')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
