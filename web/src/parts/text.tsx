/** Characters that reorder, hide or control text: shown as a mark, so that a published name cannot disguise itself. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Variation_Selector}|[\u{e0000}-\u{e007f}]/gu
const LONGEST = 600

export const MARK = '\ufffd'

/** Whether a text hides or reorders letters. */
export const hidesLetters = (text: string): boolean => text.search(HIDDEN) >= 0

/** Text from lists, reports and askers, made safe to look at; React escapes the rest. */
export const plain = (text: string, longest = LONGEST): string => {
  const shown = text.replace(HIDDEN, MARK)
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown
}

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** A foreign text isolated, so that its direction stays its own. */
export const Text = ({ children }: { readonly children: string }) => <bdi>{plain(children)}</bdi>

/** Spreadsheet programs run what begins like this: such a cell leaves with an apostrophe before it. */
const FORMULA = /^[=+\-@\t\r]/

/** Rows as CSV for a spreadsheet: quoted, and no cell is a formula. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((cell) => `"${(FORMULA.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`).join(','))
    .join('\r\n')

/** Hands a text to the browser as a file. */
export function download(name: string, content: string | Uint8Array<ArrayBuffer>, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
