import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'

export interface Pane {
  readonly key: string
  readonly title: string
  readonly content: ReactNode
}

interface PanesProps {
  readonly label: string
  readonly panes: readonly Pane[]
  readonly open: string
  readonly onOpen: (key: string) => void
}

/** Panes behind tabs; the arrows go from tab to tab. Which one is open is the caller's to keep, so that it stands in the address. */
export function Panes({ label, panes, open, onOpen }: PanesProps) {
  return (
    <Tabs className="panes" selectedKey={open} onSelectionChange={(key) => onOpen(String(key))}>
      <TabList className="tabs" aria-label={label}>
        {panes.map(({ key, title }) => (
          <Tab key={key} id={key} className="tab">
            {title}
          </Tab>
        ))}
      </TabList>
      {panes.map(({ key, content }) => (
        <TabPanel key={key} id={key} className="pane">
          {content}
        </TabPanel>
      ))}
    </Tabs>
  )
}
