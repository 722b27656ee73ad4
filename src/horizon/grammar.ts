import type { Mention } from './mention.ts'
import type { Token } from './text.ts'

const PREPOSITION =
  /^(?:of|in|on|at|for|with|from|to|against|under|into|about|over|between|near|inside|toward|towards|than|like|as|via|de|en|con|contra|para|sobre|desde|entre|hacia|del|al|ante|a|by|por|against|among|including|despite|told|thanked)$/
const DETERMINER = /^(?:the|a|an|its|his|her|their|our|la|el|los|las|un|una|su|sus|this|that|new|former|u\.s\.|'s)$/

/** "a group of senators", "una docena de congresistas": those counted are who acts. */
const PARTITIVE =
  /^(?:group|number|handful|dozens|scores|hundreds|majority|pair|trio|grupo|decenas|docena|mayoria|centenares|par)$/

/** A mention that another word governs: "of Mexico", "to President Rouhani". */
export function isGoverned(sentence: { readonly tokens: readonly Token[] }, mention: Mention): boolean {
  let at = mention.from - 1
  while (at >= 0 && DETERMINER.test(sentence.tokens[at]?.low ?? '')) at -= 1
  const low = sentence.tokens[at]?.low ?? ''
  if (/^(?:of|de)$/.test(low) && PARTITIVE.test(sentence.tokens[at - 1]?.low ?? '')) return false
  return PREPOSITION.test(low)
}
