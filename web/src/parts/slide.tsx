import { Label } from 'react-aria-components/Label'
import { Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider'

interface SlideProps {
  readonly label: string
  readonly value: number
  readonly least: number
  readonly most: number
  readonly step?: number
  /** The value as words: what is shown and what is read out. */
  readonly says: (value: number) => string
  readonly onChange: (value: number) => void
}

const HUNDRED = 100

/** A value on a line: dragged, or moved with the arrows, Page Up, Page Down, Home and End. */
export function Slide({ label, value, least, most, step = 1, says, onChange }: SlideProps) {
  const share = ((value - least) / (most - least)) * HUNDRED
  return (
    <Slider
      className="slide"
      value={value}
      minValue={least}
      maxValue={most}
      step={step}
      onChange={(next) => onChange(typeof next === 'number' ? next : (next[0] ?? value))}
    >
      <Label>{label}</Label>
      <SliderOutput>{says(value)}</SliderOutput>
      <SliderTrack className="slide-track">
        <span className="slide-fill" style={{ width: `${share}%` }} />
        <SliderThumb className="slide-thumb" aria-label={`${label}: ${says(value)}`} />
      </SliderTrack>
    </Slider>
  )
}
