/** What an account may be. One account may have several. */
export const ROLES = ['viewer', 'analyst', 'reviewer', 'admin', 'auditor', 'service'] as const
export type Role = (typeof ROLES)[number]

/**
 * Who may do what: the whole authorisation, as a table. `second` marks what takes a second person, who is never the first.
 * Case data is need-to-know: neither `viewer` nor `service` sees alerts, cases or decisions, and an admin who runs the
 * system does not decide in it.
 */
export const ACTIONS = {
  screen: { roles: ['viewer', 'analyst', 'reviewer', 'admin', 'service'], second: false },
  'list.read': { roles: ['viewer', 'analyst', 'reviewer', 'admin', 'auditor', 'service'], second: false },
  'list.write': { roles: ['admin'], second: false },
  'book.read': { roles: ['analyst', 'reviewer', 'admin', 'auditor', 'service'], second: false },
  'book.write': { roles: ['analyst', 'admin', 'service'], second: false },
  'batch.read': { roles: ['analyst', 'reviewer', 'admin', 'auditor', 'service'], second: false },
  'batch.write': { roles: ['analyst', 'reviewer', 'admin', 'service'], second: false },
  'answer.read': { roles: ['analyst', 'reviewer', 'auditor'], second: false },
  'monitor.run': { roles: ['reviewer', 'admin', 'service'], second: false },
  'alert.read': { roles: ['analyst', 'reviewer', 'auditor'], second: false },
  'alert.raise': { roles: ['analyst', 'reviewer', 'service'], second: false },
  'alert.work': { roles: ['analyst', 'reviewer'], second: false },
  'alert.decide': { roles: ['analyst', 'reviewer'], second: false },
  'alert.check': { roles: ['reviewer'], second: true },
  'case.read': { roles: ['analyst', 'reviewer', 'auditor'], second: false },
  'case.work': { roles: ['analyst', 'reviewer'], second: false },
  'suppression.propose': { roles: ['analyst', 'reviewer'], second: false },
  'suppression.check': { roles: ['reviewer'], second: true },
  'held.create': { roles: ['analyst', 'reviewer', 'service'], second: false },
  'held.read': { roles: ['analyst', 'reviewer', 'auditor'], second: false },
  'held.end': { roles: ['analyst', 'reviewer'], second: false },
  'held.check': { roles: ['reviewer'], second: true },
  'proposal.make': { roles: ['analyst', 'reviewer', 'admin'], second: false },
  'proposal.check': { roles: ['reviewer'], second: true },
  'report.draft': { roles: ['analyst', 'reviewer'], second: false },
  'figures.read': { roles: ['reviewer', 'admin', 'auditor'], second: false },
  'audit.read': { roles: ['reviewer', 'auditor', 'admin'], second: false },
  'audit.export': { roles: ['auditor'], second: false },
  'audit.checkpoint': { roles: ['auditor', 'admin', 'service'], second: false },
  'subject.export': { roles: ['reviewer'], second: false },
  'subject.erase': { roles: ['reviewer'], second: false },
  'retention.hold': { roles: ['reviewer'], second: false },
  'retention.purge': { roles: ['admin'], second: false },
  'webhook.write': { roles: ['admin'], second: false },
  'user.read': { roles: ['admin', 'auditor'], second: false },
  'user.write': { roles: ['admin'], second: false },
  'key.write': { roles: ['admin'], second: false },
} as const satisfies Record<string, { roles: readonly Role[]; second: boolean }>

export type Action = keyof typeof ACTIONS
export const ACTION_NAMES: readonly Action[] = Object.keys(ACTIONS) as Action[]

/** Whether any of the roles may do it. */
export const mayDo = (roles: readonly Role[], action: Action): boolean => {
  const allowed: readonly Role[] = ACTIONS[action].roles
  return roles.some((role) => allowed.includes(role))
}
