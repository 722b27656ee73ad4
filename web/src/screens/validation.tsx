import { useSearchParams } from 'react-router'
import { Panes } from '../parts/panes.tsx'
import { useWords } from '../settings.tsx'
import { TryBar } from '../validate/bar.tsx'
import { Pack } from '../validate/pack.tsx'

/** What a validator runs here: the whole pack, and the bar on names of their own. */
export function ValidationScreen() {
  const words = useWords()
  const [address, setAddress] = useSearchParams()
  const open = address.get('pane') === 'bar' ? 'bar' : 'pack'
  const show = (pane: string): void =>
    setAddress(
      (old) => {
        const next = new URLSearchParams(old)
        if (pane === 'pack') next.delete('pane')
        else next.set('pane', pane)
        return next
      },
      { replace: true },
    )
  return (
    <>
      <h1>{words.validation.title}</h1>
      <p className="quiet lead">{words.validate.intro}</p>
      <Panes
        label={words.validation.title}
        open={open}
        onOpen={show}
        panes={[
          { key: 'pack', title: words.validate.pack, content: <Pack /> },
          { key: 'bar', title: words.validate.bar, content: <TryBar /> },
        ]}
      />
    </>
  )
}
