import type { Route } from './route.ts'
import { ACCESS_ROUTES } from './routes/access.ts'
import { ALERT_ROUTES } from './routes/alerts.ts'
import { AUDIT_ROUTES } from './routes/audit.ts'
import { BOOK_ROUTES } from './routes/books.ts'
import { CASE_ROUTES } from './routes/cases.ts'
import { CONTROL_ROUTES } from './routes/controls.ts'
import { KNOWLEDGE_ROUTES } from './routes/knowledge.ts'
import { LIST_ROUTES } from './routes/lists.ts'
import { SCREENING_ROUTES } from './routes/screening.ts'

/** Every route of Cordon's own face: what is served, validated, documented and tested. */
export const ROUTES: readonly Route[] = [
  ...SCREENING_ROUTES,
  ...LIST_ROUTES,
  ...KNOWLEDGE_ROUTES,
  ...BOOK_ROUTES,
  ...ALERT_ROUTES,
  ...CASE_ROUTES,
  ...CONTROL_ROUTES,
  ...AUDIT_ROUTES,
  ...ACCESS_ROUTES,
]
