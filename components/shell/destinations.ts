// The pages that the panel of settings and the command palette lead to.

export interface Destination {
  readonly href: string
  readonly label: string
}

export const PERSONAL: readonly Destination[] = [
  { href: '/settings/profile', label: 'Profile' },
  { href: '/settings/sync', label: 'Contact and Calendar Sync' },
]

/** For administrators. */
export const SYSTEM: readonly Destination[] = [
  { href: '/admin/firm', label: 'Firm' },
  { href: '/settings/users', label: 'Manage Users' },
  { href: '/admin/sync', label: 'Sync Status' },
  { href: '/admin/audit', label: 'Audit' },
  { href: '/admin/retention', label: 'Data retention' },
  { href: '/admin/webhook', label: 'Webhook' },
]

export const PAGES: readonly Destination[] = [
  { href: '/contacts', label: 'Contacts' },
  { href: '/contacts/duplicates', label: 'Duplicates' },
  { href: '/contacts/companies', label: 'Company suggestions' },
  { href: '/contacts/tags', label: 'Tags' },
  { href: '/matters', label: 'Matters' },
  { href: '/calendar', label: 'Calendar' },
  { href: '/help', label: 'Help' },
]

export const ACTIONS: readonly Destination[] = [
  { href: '/contacts/new?kind=person', label: 'New Person' },
  { href: '/contacts/new?kind=company', label: 'New Company' },
  { href: '/matters/new', label: 'New Matter' },
  { href: '/calendar/events/new', label: 'New Event' },
  { href: '/contacts/import', label: 'Import contacts' },
  { href: '/calendar/import', label: 'Import events' },
]
