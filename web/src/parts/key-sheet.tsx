import { useEffect, useState } from 'react'
import { useWords } from '../settings.tsx'
import { KEYS, type KeyAction, shownKey, useBindings } from './keys.tsx'
import { Sheet } from './sheet.tsx'

const isAction = (name: string): name is KeyAction => name in KEYS
const REFUSED = new Set(['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead', 'CapsLock'])

/** Every key and what it does; each may be given another. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const words = useWords()
  const { bindings, bind, reset } = useBindings()
  const [asked, setAsked] = useState<KeyAction>()
  useEffect(() => {
    if (asked === undefined) return
    const onKey = (event: KeyboardEvent): void => {
      if (REFUSED.has(event.key)) return
      event.preventDefault()
      event.stopPropagation()
      if (event.key !== 'Escape') bind(asked, event.key)
      setAsked(undefined)
    }
    addEventListener('keydown', onKey, true)
    return () => removeEventListener('keydown', onKey, true)
  }, [asked, bind])
  return (
    <Sheet title={words.keys.title} onClose={onClose}>
      <p className="quiet small">{words.keys.intro}</p>
      <table className="table keys">
        <thead className="hidden">
          <tr>
            <th scope="col">{words.keys.does}</th>
            <th scope="col">{words.keys.key}</th>
            <th scope="col">{words.keys.change}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(words.keys.rows)
            .filter(([action]) => isAction(action))
            .map(([action, meaning]) =>
              isAction(action) ? (
                <tr key={action}>
                  <th scope="row">{meaning}</th>
                  <td>
                    {asked === action ? (
                      <em role="status">{words.keys.press}</em>
                    ) : (
                      <kbd>{shownKey(bindings[action])}</kbd>
                    )}
                  </td>
                  <td className="end">
                    <button
                      type="button"
                      className="button tiny"
                      aria-label={`${words.keys.change}: ${meaning}`}
                      onClick={() => setAsked(action)}
                    >
                      {words.keys.change}
                    </button>
                  </td>
                </tr>
              ) : null,
            )}
          <tr>
            <th scope="row">{words.keys.submit}</th>
            <td>
              <kbd>Ctrl ⏎</kbd>
            </td>
            <td />
          </tr>
        </tbody>
      </table>
      <p className="actions">
        <button type="button" className="button primary" onClick={onClose}>
          {words.keys.close}
        </button>
        <button type="button" className="button" onClick={reset}>
          {words.keys.reset}
        </button>
      </p>
    </Sheet>
  )
}
