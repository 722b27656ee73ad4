/** Characters that reorder, hide or control text: shown as a mark, so that a published name cannot disguise itself. */
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/gu
const LONGEST = 600

/** Text from lists, reports and askers, made safe to look at; React escapes the rest. */
export const plain = (text: string): string => {
  const shown = text.replace(HIDDEN, '\ufffd')
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown
}

/** A foreign text isolated, so that its direction stays its own. */
export const Text = ({ children }: { readonly children: string }) => <bdi>{plain(children)}</bdi>
