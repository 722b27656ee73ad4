import { en } from './en.ts'
import { enMore } from './en-more.ts'
import { enWork } from './en-work.ts'
import { es } from './es.ts'
import { esMore } from './es-more.ts'
import { esWork } from './es-work.ts'

const english = { ...en, ...enWork, ...enMore }
export type Messages = typeof english

export const MESSAGES = { en: english, es: { ...es, ...esWork, ...esMore } } as const satisfies Record<string, Messages>
export type Language = keyof typeof MESSAGES
