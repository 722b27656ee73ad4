import { useQuery } from '@tanstack/react-query'
import { Button } from 'react-aria-components/Button'
import { NavLink, Outlet } from 'react-router'
import { fetchLists } from './api.ts'
import { type Theme, useSettings } from './settings.tsx'

/** The frame of every screen: brand, ways, language, theme, and whether any list is stale. */
export function Layout() {
  const { words, language, setLanguage, theme, setTheme } = useSettings()
  const lists = useQuery({ queryKey: ['lists'], queryFn: fetchLists })
  const stale = lists.data?.lists.filter((list) => list.stale) ?? []
  const ways = [
    ['/', words.nav.search],
    ['/organisations', words.nav.organisations],
    ['/what-if', words.nav.whatIf],
    ['/radar', words.nav.radar],
    ['/lists', words.nav.lists],
  ] as const
  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <header className="bar">
        <NavLink className="brand" to="/">
          {words.brand}
        </NavLink>
        <nav aria-label={words.brand}>
          {ways.map(([to, label]) => (
            <NavLink key={to} to={to} end={to === '/'}>
              {label}
            </NavLink>
          ))}
        </nav>
        <div className="tools">
          <Button className="button plain" onPress={() => setLanguage(language === 'en' ? 'es' : 'en')}>
            <span lang={language === 'en' ? 'es' : 'en'}>{words.language}</span>
          </Button>
          <select
            aria-label={words.theme.label}
            value={theme}
            onChange={(event) => setTheme(event.target.value as Theme)}
          >
            <option value="system">{words.theme.system}</option>
            <option value="light">{words.theme.light}</option>
            <option value="dark">{words.theme.dark}</option>
          </select>
        </div>
      </header>
      {stale.length > 0 && (
        <div className="verdict undetermined" role="alert">
          {stale.map((list) => list.id).join(', ')}: {words.basis.stale}
        </div>
      )}
      <main id="content">
        <Outlet />
      </main>
    </>
  )
}
