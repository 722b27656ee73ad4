import { en } from './en.ts'
import { enWork } from './en-work.ts'
import { es } from './es.ts'
import { esWork } from './es-work.ts'

const english = { ...en, ...enWork }
export type Messages = typeof english

export const MESSAGES = { en: english, es: { ...es, ...esWork } } as const satisfies Record<string, Messages>
export type Language = keyof typeof MESSAGES
