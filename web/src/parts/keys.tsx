import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'

type Handler = () => void
type Keymap = Readonly<Record<string, Handler>>

const Context = createContext<{ current: Keymap[] }>({ current: [] })

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio|range|button)$/.test(target.type))

/** Hears keys for the whole page; the screen opened last is asked first. None is heard while somebody types. */
export function KeysProvider({ children }: { readonly children: ReactNode }) {
  const [maps] = useState<{ current: Keymap[] }>({ current: [] })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open]') !== null && event.key !== '?') return
      const isButton = event.target instanceof HTMLElement && /^(BUTTON|A|SUMMARY)$/.test(event.target.tagName)
      if (isButton && (event.key === 'Enter' || event.key === ' ')) return
      const handler = maps.current.findLast((map) => event.key in map)?.[event.key]
      if (handler === undefined) return
      event.preventDefault()
      handler()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [maps])
  return <Context value={maps}>{children}</Context>
}

/** Keys of a screen, for as long as it is shown. */
export function useKeys(map: Keymap): void {
  const maps = useContext(Context)
  const latest = useRef(map)
  latest.current = map
  const names = Object.keys(map).join(' ')
  useEffect(() => {
    const own = Object.fromEntries(
      names.split(' ').map((key) => [key === '␠' ? ' ' : key, () => latest.current[key]?.()]),
    )
    maps.current.push(own)
    return () => {
      maps.current = maps.current.filter((each) => each !== own)
    }
  }, [maps, names])
}
