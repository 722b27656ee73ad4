import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'

/** What keys can do, each with the key it has until somebody chooses another. */
export const KEYS = {
  search: '/',
  help: '?',
  down: 'j',
  up: 'k',
  open: 'Enter',
  select: ' ',
  next: 'n',
  dismiss: 'f',
  confirm: 't',
  inform: 'i',
  escalate: 'e',
  letters: 'd',
  waterfall: 'w',
  note: 'c',
  undo: 'u',
} as const
export type KeyAction = keyof typeof KEYS
type Bindings = Readonly<Record<KeyAction, string>>

type Handlers = Readonly<Partial<Record<KeyAction, () => void>>>

const STORED = 'cordon.keys'
const ACTION_NAMES = Object.keys(KEYS).filter((name): name is KeyAction => name in KEYS)

function storedBindings(): Bindings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}')
    const own = typeof kept === 'object' && kept !== null ? Object.entries(kept) : []
    const known = own.filter(([name, key]) => name in KEYS && typeof key === 'string' && key !== '')
    return { ...KEYS, ...Object.fromEntries(known) }
  } catch {
    return KEYS
  }
}

interface Keys {
  readonly layers: { current: Handlers[] }
  readonly bindings: Bindings
  /** Gives an action another key; an action that had it takes the one that is free now. */
  readonly bind: (action: KeyAction, key: string) => void
  readonly reset: () => void
}

const Context = createContext<Keys | undefined>(undefined)

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio|range|button)$/.test(target.type))

/** Elements that have a use of their own for Enter, Space and letters. */
const isPressed = (target: EventTarget | null, key: string): boolean =>
  target instanceof HTMLElement &&
  (key === 'Enter' || key === ' ') &&
  (/^(BUTTON|A|SUMMARY)$/.test(target.tagName) || target instanceof HTMLInputElement)

const isOverlaid = (): boolean =>
  document.querySelector('[role="dialog"],[role="alertdialog"],[role="listbox"],[role="menu"]') !== null

/** Hears keys for the whole page; the screen opened last is asked first. None is heard while somebody types or a sheet is open. */
export function KeysProvider({ children }: { readonly children: ReactNode }) {
  const [layers] = useState<{ current: Handlers[] }>({ current: [] })
  const [bindings, setBindings] = useState<Bindings>(storedBindings)
  const held = useRef(bindings)
  held.current = bindings
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isOverlaid()) return
      if (isPressed(event.target, event.key)) return
      const action = ACTION_NAMES.find((name) => held.current[name] === event.key)
      if (action === undefined) return
      const handler = layers.current.findLast((layer) => layer[action] !== undefined)?.[action]
      if (handler === undefined) return
      event.preventDefault()
      handler()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [layers])
  const change = useCallback((next: Bindings) => {
    setBindings(next)
    localStorage.setItem(STORED, JSON.stringify(next))
  }, [])
  const value = useMemo<Keys>(
    () => ({
      layers,
      bindings,
      bind: (action, key) => {
        const other = ACTION_NAMES.find((name) => bindings[name] === key)
        change({ ...bindings, ...(other === undefined ? {} : { [other]: bindings[action] }), [action]: key })
      },
      reset: () => change(KEYS),
    }),
    [layers, bindings, change],
  )
  return <Context value={value}>{children}</Context>
}

export function useBindings(): Keys {
  const keys = useContext(Context)
  if (keys === undefined) throw new Error('keys are asked for outside their provider')
  return keys
}

/** Keys of a screen, for as long as it is shown. */
export function useKeys(handlers: Handlers): void {
  const { layers } = useBindings()
  const latest = useRef(handlers)
  latest.current = handlers
  const names = ACTION_NAMES.filter((name) => handlers[name] !== undefined).join(' ')
  useEffect(() => {
    const own: Handlers = Object.fromEntries(
      names
        .split(' ')
        .filter((name): name is KeyAction => name in KEYS)
        .map((name) => [name, () => latest.current[name]?.()]),
    )
    layers.current.push(own)
    return () => {
      layers.current = layers.current.filter((each) => each !== own)
    }
  }, [layers, names])
}

const SHOWN: Readonly<Record<string, string>> = { ' ': '␣', Enter: '⏎', Escape: 'Esc' }
export const shownKey = (key: string): string => SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key)

/** The key that does something now, on the button that does the same. */
export function Key({ action }: { readonly action: KeyAction }) {
  const { bindings } = useBindings()
  return <kbd>{shownKey(bindings[action])}</kbd>
}
