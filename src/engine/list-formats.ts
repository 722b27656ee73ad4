import { FORMATS } from '../sources/formats.ts'

/** Every format that lists are read in, by the name that `--as` takes. */
export const listFormats = (): readonly { readonly format: string; readonly title: string }[] =>
  FORMATS.map(({ format, title }) => ({ format, title }))
