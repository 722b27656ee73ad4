import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Link, NavLink, Outlet, useLocation, useNavigate } from 'react-router'
import { fetchSession } from './api/access.ts'
import { fetchLists } from './api/lists.ts'
import { Key, useKeys } from './parts/keys.tsx'
import { listName } from './parts/list-name.tsx'
import { daysUntil } from './parts/time.tsx'
import { type Theme, useSettings } from './settings.tsx'

const KeySheet = lazy(async () => ({ default: (await import('./parts/key-sheet.tsx')).KeySheet }))

const THEMES: readonly Theme[] = ['system', 'light', 'dark']

/** The frame of every screen: where one may go, how fresh the lists are, who is signed in. */
export function Layout() {
  const { words } = useSettings()
  const [isOpen, setOpen] = useState(false)
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const [isHelped, setHelped] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes whenever another screen opens
  useEffect(() => setOpen(false), [pathname])
  useEffect(() => {
    const name = document.querySelector('h1')?.textContent
    document.title = name == null || pathname === '/' ? words.brand : `${name} · ${words.brand}`
  })
  useKeys({ search: () => void navigate('/'), help: () => setHelped(true) })
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <header className="bar">
        <Link className="brand" to="/">
          <span className="mark-brand" aria-hidden="true" />
          {words.brand}
        </Link>
        <button
          type="button"
          className="button menu-button"
          aria-expanded={isOpen}
          aria-controls="ways"
          onClick={() => setOpen(!isOpen)}
        >
          {words.menu}
        </button>
        <Freshness />
      </header>
      <nav className={`side ${isOpen ? 'open' : ''}`} id="ways" aria-label={words.brand}>
        <Ways />
        <Tools onKeys={() => setHelped(true)} />
      </nav>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      {isHelped && (
        <Suspense fallback={null}>
          <KeySheet onClose={() => setHelped(false)} />
        </Suspense>
      )}
    </div>
  )
}

function Ways() {
  const { words } = useSettings()
  const groups = [
    [
      words.groups.ask,
      [
        ['/', words.nav.search],
        ['/organisations', words.nav.organisations],
        ['/radar', words.nav.radar],
        ['/what-if', words.nav.whatIf],
        ['/exposure', words.nav.exposure],
      ],
    ],
    [
      words.groups.work,
      [
        ['/book', words.nav.book],
        ['/queue', words.nav.queue],
        ['/review', words.nav.review],
        ['/suppressions', words.suppress.title],
        ['/payments', words.nav.payments],
      ],
    ],
    [
      words.groups.prove,
      [
        ['/lists', words.nav.lists],
        ['/validation', words.nav.validation],
        ['/audit', words.nav.audit],
        ['/figures', words.nav.figures],
        ['/people', words.nav.people],
      ],
    ],
  ] as const
  return groups.map(([group, ways]) => (
    <div className="group" key={group}>
      <p className="group-name">{group}</p>
      <ul>
        {ways.map(([to, label]) => (
          <li key={to}>
            <NavLink to={to} end={to === '/'}>
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </div>
  ))
}

function Tools({ onKeys }: { readonly onKeys: () => void }) {
  const { words, language, setLanguage, theme, setTheme } = useSettings()
  const session = useQuery({ queryKey: ['session'], queryFn: fetchSession, retry: false })
  return (
    <div className="tools">
      <button type="button" className="button tiny" onClick={() => setLanguage(language === 'en' ? 'es' : 'en')}>
        <span lang={language === 'en' ? 'es' : 'en'}>{words.language}</span>
      </button>
      <select
        aria-label={words.theme.label}
        value={theme}
        onChange={({ target }) => setTheme(THEMES.find((each) => each === target.value) ?? 'system')}
      >
        {THEMES.map((each) => (
          <option key={each} value={each}>
            {words.theme[each]}
          </option>
        ))}
      </select>
      <button type="button" className="button tiny" onClick={onKeys}>
        {words.keys.help} <Key action="help" />
      </button>
      {session.data === undefined ? (
        <Link className="small" to="/sign-in">
          {words.sign.in}
        </Link>
      ) : (
        <Link className="small" to={session.data.by === 'local' ? '/people' : '/sign-in'}>
          {session.data.by === 'local' ? words.sign.owner : session.data.actor.name}
        </Link>
      )}
    </div>
  )
}

/** A list older than this is pointed out, whether or not it is stale by the policy: nobody may have looked for a newer one. */
const OLD_DAYS = 31

/** The lists in service and how old the oldest is, on every screen; a red bar where one is stale or a part only. */
function Freshness() {
  const { words } = useSettings()
  const lists = useQuery({ queryKey: ['lists'], queryFn: fetchLists, retry: false })
  if (lists.data === undefined) return <span className="chip" />
  const all = lists.data.lists
  const stale = all.filter((list) => list.stale)
  const [oldest] = all.toSorted((a, b) => (a.published ?? '').localeCompare(b.published ?? ''))
  const age = oldest?.published == null ? undefined : -daysUntil(oldest.published)
  const isOld = oldest === undefined || stale.length > 0 || age === undefined || age > OLD_DAYS
  return (
    <>
      <Link className={`chip ${isOld ? 'open' : ''}`} to="/lists">
        {oldest === undefined
          ? words.basis.register(lists.data.register.known_until)
          : `${all.length === 1 ? listName(oldest.id, words) : words.freshness.lists(all.length)} · ${all.length === 1 ? '' : `${words.freshness.oldest} `}${age === undefined ? words.freshness.unknown : words.freshness.old(age)}`}
      </Link>
      {stale.length > 0 && (
        <p className="stale-bar" role="alert">
          {words.state.staleBar} {stale.map((list) => listName(list.id, words)).join(', ')}
        </p>
      )}
    </>
  )
}
