// What the audit records, by kind. Pure and also used in the browser. The database writes the kinds of contacts, events, matters and
// changes of a preview itself (triggers `audited`); the others are written by recordAudit.

export const AUDIT_GROUPS = {
  contacts: [
    'contact.create',
    'contact.edit',
    'contact.tags',
    'contact.delete',
    'contact.restore',
    'contact.hide',
    'contact.share',
    'contact.merge',
    'contact.unmerge',
    'contact.mergeThere',
    'contact.unmergeThere',
    'contact.erase',
  ],
  events: ['event.create', 'event.edit', 'event.delete', 'event.restore'],
  matters: ['matter.create', 'matter.edit', 'matter.delete', 'matter.restore'],
  decisions: ['decision'],
  signIns: [
    'session.start',
    'session.leave',
    'session.expire',
    'session.end',
    'session.refuse',
    'access.refuse',
  ],
  people: [
    'user.invite',
    'user.renewInvitation',
    'user.revokeInvitation',
    'user.join',
    'user.role',
    'user.remove',
  ],
  accounts: ['account.connect', 'account.refuse', 'account.lose', 'account.disconnect'],
  syncs: [
    'sync.start',
    'sync.discard',
    'sync.request',
    'sync.pause',
    'sync.resume',
    'sync.stop',
    'sync.approve',
    'sync.undo',
  ],
  settings: [
    'settings.sync',
    'settings.firm',
    'settings.retention',
    'settings.webhook',
    'settings.profile',
    'settings.tags',
    'settings.calendar',
  ],
  files: ['import', 'export'],
  operation: ['backup.make', 'backup.restore', 'audit.prune'],
} as const

export type AuditGroup = keyof typeof AUDIT_GROUPS
export type AuditKind = (typeof AUDIT_GROUPS)[AuditGroup][number]

export const AUDIT_KINDS: readonly AuditKind[] = Object.values(AUDIT_GROUPS).flat()

export const isAuditKind = (text: unknown): text is AuditKind =>
  (AUDIT_KINDS as readonly unknown[]).includes(text)
