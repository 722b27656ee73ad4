// The plain page: asks /match and shows the answer. Text from lists and from the asker is only ever set as text.
const byId = (id) => document.getElementById(id)
const SCORE_DIGITS = 2

function element(tag, options = {}, ...children) {
  const node = document.createElement(tag)
  if (options.class) node.className = options.class
  node.append(...children.filter((child) => child !== null))
  return node
}

/** Removes characters that reorder or hide text, so that a published name cannot disguise itself on the page. */
const plain = (text) =>
  String(text ?? '').replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '\ufffd')

async function showLists() {
  try {
    const { lists, register } = await (await fetch('v1/lists')).json()
    const shown = lists.map(
      (list) =>
        `${list.id} of ${list.published ?? 'unknown date'} (${list.entities.toLocaleString('en')} entities${list.stale ? ', STALE' : ''})`,
    )
    byId('lists').textContent =
      shown.length === 0
        ? `No sanctions list is loaded yet: add one with “cordon lists add FILE”. The bundled register is known until ${register.known_until}.`
        : `${shown.join(' · ')} · register known until ${register.known_until}`
  } catch {
    byId('lists').textContent = 'The server does not answer.'
  }
}

function question() {
  const properties = { name: [byId('name').value] }
  if (byId('birth').value) properties.birthDate = [byId('birth').value]
  if (byId('country').value) properties.country = [byId('country').value]
  const schema = byId('schema').value
  return schema === '' ? { properties } : { schema, properties }
}

async function ask(event) {
  event.preventDefault()
  const answer = byId('answer')
  answer.replaceChildren(element('p', { class: 'quiet' }, 'Screening…'))
  try {
    const response = await fetch('v1/screen', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question()),
    })
    const body = await response.json()
    answer.replaceChildren(
      ...(response.ok
        ? answerNodes(body)
        : [element('p', { class: 'verdict undetermined' }, plain(body.detail ?? body.title))]),
    )
  } catch {
    answer.replaceChildren(
      element('p', { class: 'verdict undetermined' }, 'The server did not answer: nothing was screened. Try again.'),
    )
  }
}

const VERDICTS = {
  hits: (answer) => `${answer.hits.length === 1 ? '1 hit' : `${answer.hits.length} hits`}`,
  clear: () => 'No hit on the lists named above',
  undetermined: (answer) => `Could not tell: ${(answer.missing ?? []).join('; ')}`,
}

function answerNodes(answer) {
  const nodes = [element('p', { class: `verdict ${answer.status}` }, plain(VERDICTS[answer.status](answer)))]
  nodes.push(...answer.hits.map((hit) => card(hit)))
  if (answer.below.length > 0) {
    nodes.push(element('h2', {}, 'Stayed under the bar: not hits'))
    nodes.push(...answer.below.map((hit) => card(hit, hit.why)))
  }
  nodes.push(element('p', { class: 'quiet' }, plain(answer.caveat)))
  return nodes
}

const WHY = { weak_alias: 'by a weak alias alone', contradicted: 'facts contradict', near: 'near the bar' }

function card(hit, why) {
  const facts = element('ul', { class: 'facts' })
  for (const stand of hit.designations) {
    const since = stand.since
      ? ` since ${stand.since}`
      : stand.since_at_latest
        ? ` since ${stand.since_at_latest} at the latest`
        : ''
    facts.append(
      element(
        'li',
        {},
        plain(
          `${stand.authority}: ${stand.state.replaceAll('_', ' ')}${since}${stand.citation ? ` (${stand.citation})` : ''}${stand.verified ? '' : ' · unverified'}`,
        ),
      ),
    )
  }
  const { properties } = hit.entity
  const said = [
    properties.birthDate && `born ${properties.birthDate.join(', ')}`,
    properties.programId && `programmes ${properties.programId.join(', ')}`,
  ].filter(Boolean)
  return element(
    'article',
    { class: 'card' },
    element('h3', {}, plain(hit.entity.caption)),
    element(
      'p',
      { class: 'quiet' },
      plain(
        [
          hit.entity.id,
          hit.entity.schema,
          `${hit.score.toFixed(SCORE_DIGITS)} ${why ? WHY[why] : hit.band}`,
          `“${hit.matched.party}” ~ “${hit.matched.entity}” (${hit.matched.alias_quality})`,
          ...said,
        ].join(' · '),
      ),
    ),
    hit.designations.length > 0 ? facts : null,
    evidenceTable(hit.evidence),
  )
}

function evidenceTable(rows) {
  const body = element('tbody')
  for (const row of rows) {
    body.append(
      element(
        'tr',
        {},
        element('td', {}, plain(row.feature.replaceAll('_', ' '))),
        element('td', {}, plain(row.party ?? '—')),
        element('td', {}, plain(row.entity ?? '—')),
        element('td', { class: 'points' }, `${row.points >= 0 ? '+' : '−'}${Math.abs(row.points).toFixed(3)}`),
        element('td', {}, plain(row.note)),
      ),
    )
  }
  const heads = ['Compared', 'Asked', 'On the list', 'Points', ''].map((text) => element('th', {}, text))
  return element('table', {}, element('thead', {}, element('tr', {}, ...heads)), body)
}

byId('form').addEventListener('submit', ask)
showLists()
