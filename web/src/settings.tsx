import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type Language, MESSAGES, type Messages } from './messages/messages.ts'
import { sentence } from './messages/sentences.ts'

export type Theme = 'system' | 'light' | 'dark'

interface Settings {
  readonly language: Language
  readonly setLanguage: (language: Language) => void
  readonly theme: Theme
  readonly setTheme: (theme: Theme) => void
  readonly words: Messages
  /** A sentence of the server in the page's language. */
  readonly say: (text: string) => string
}

const Context = createContext<Settings | undefined>(undefined)

const stored = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

const store = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value)
  } catch {
    // A browser that keeps nothing still shows the page.
  }
}

function firstLanguage(): Language {
  const kept = stored('cordon.language')
  if (kept === 'en' || kept === 'es') return kept
  return navigator.language.toLowerCase().startsWith('es') ? 'es' : 'en'
}

function firstTheme(): Theme {
  const kept = stored('cordon.theme')
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

/** Language and theme, kept in the browser; the first language is the browser's own. */
export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage)
  const [theme, setTheme] = useState<Theme>(firstTheme)
  useEffect(() => {
    document.documentElement.lang = language
    store('cordon.language', language)
  }, [language])
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme
    store('cordon.theme', theme)
  }, [theme])
  const value = useMemo(
    () => ({
      language,
      setLanguage,
      theme,
      setTheme,
      words: MESSAGES[language],
      say: (text: string) => sentence(text, language),
    }),
    [language, theme],
  )
  return <Context value={value}>{children}</Context>
}

export function useSettings(): Settings {
  const settings = useContext(Context)
  if (settings === undefined) throw new Error('settings are asked for outside their provider')
  return settings
}

export const useWords = (): Messages => useSettings().words
