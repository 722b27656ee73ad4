import type { Route } from './route.ts'
import { ACCESS_ROUTES } from './routes/access.ts'
import { ALERT_ROUTES } from './routes/alerts.ts'
import { ANSWER_ROUTES } from './routes/answers.ts'
import { AUDIT_ROUTES } from './routes/audit.ts'
import { BATCH_ROUTES } from './routes/batches.ts'
import { BOOK_ROUTES } from './routes/books.ts'
import { CASE_ROUTES } from './routes/cases.ts'
import { CONTROL_ROUTES } from './routes/controls.ts'
import { EXPOSURE_ROUTES } from './routes/exposure.ts'
import { FIGURE_ROUTES } from './routes/figures.ts'
import { HORIZON_ROUTES } from './routes/horizon.ts'
import { KNOWLEDGE_ROUTES } from './routes/knowledge.ts'
import { LIST_ROUTES } from './routes/lists.ts'
import { MONITORING_ROUTES } from './routes/monitoring.ts'
import { PAYMENT_ROUTES } from './routes/payments.ts'
import { SCENARIO_ROUTES } from './routes/scenarios.ts'
import { SCREENING_ROUTES } from './routes/screening.ts'
import { WEBHOOK_ROUTES } from './routes/webhooks.ts'
import { WORK_ROUTES } from './routes/work.ts'

/** Every route of Cordon's own face: what is served, validated, documented and tested. */
export const ROUTES: readonly Route[] = [
  ...SCREENING_ROUTES,
  ...LIST_ROUTES,
  ...KNOWLEDGE_ROUTES,
  ...EXPOSURE_ROUTES,
  ...HORIZON_ROUTES,
  ...MONITORING_ROUTES,
  ...PAYMENT_ROUTES,
  ...SCENARIO_ROUTES,
  ...WORK_ROUTES,
  ...BOOK_ROUTES,
  ...BATCH_ROUTES,
  ...ALERT_ROUTES,
  ...CASE_ROUTES,
  ...CONTROL_ROUTES,
  ...FIGURE_ROUTES,
  ...ANSWER_ROUTES,
  ...AUDIT_ROUTES,
  ...WEBHOOK_ROUTES,
  ...ACCESS_ROUTES,
]
