import { Button } from 'react-aria-components/Button'
import { ComboBox } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'

interface PickProps {
  readonly label: string
  readonly options: readonly string[]
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
}

const MOST_SHOWN = 60

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** A text that may be one of a list or anything else: what is typed narrows the list and stands as it is. */
export function Pick({ label, options, value, onChange, hint }: PickProps) {
  const wanted = fold(value)
  const isWhole = options.includes(value)
  const shown = (isWhole ? options : options.filter((each) => fold(each).includes(wanted))).slice(0, MOST_SHOWN)
  return (
    <ComboBox
      className="field pick"
      allowsCustomValue
      allowsEmptyCollection
      isRequired
      inputValue={value}
      onInputChange={onChange}
      items={shown.map((id) => ({ id }))}
      menuTrigger="focus"
    >
      <Label>{label}</Label>
      <span className="pick-box">
        <Input />
        <Button aria-label={label}>▾</Button>
      </span>
      {hint !== undefined && <span className="hint">{hint}</span>}
      <Popover className="pick-list">
        <ListBox renderEmptyState={() => null}>
          {({ id }: { readonly id: string }) => (
            <ListBoxItem id={id} textValue={id}>
              <bdi>{id}</bdi>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
