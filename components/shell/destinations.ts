// The pages that the panel of settings and the command palette lead to.

export interface Destination {
  readonly href: string
  readonly label: string
  /** Other words that people look for it by, in the command palette. */
  readonly keywords: readonly string[]
}

export const PERSONAL: readonly Destination[] = [
  {
    href: '/settings/profile',
    label: 'Profile',
    keywords: ['me', 'account', 'name', 'theme', 'time', 'zone', 'sessions'],
  },
  {
    href: '/settings/sync',
    label: 'Contact and Calendar Sync',
    keywords: ['google', 'connect', 'account', 'settings'],
  },
]

/** For administrators. */
export const SYSTEM: readonly Destination[] = [
  { href: '/admin/firm', label: 'Firm', keywords: ['office', 'company', 'name', 'address'] },
  {
    href: '/settings/users',
    label: 'Manage Users',
    keywords: ['people', 'invite', 'colleagues', 'members', 'team', 'remove'],
  },
  { href: '/admin/sync', label: 'Sync Status', keywords: ['connections', 'errors', 'health'] },
  { href: '/admin/audit', label: 'Audit', keywords: ['log', 'history', 'changes'] },
  {
    href: '/admin/retention',
    label: 'Data retention',
    keywords: ['erase', 'delete', 'privacy', 'gdpr', 'keep'],
  },
  { href: '/admin/webhook', label: 'Webhook', keywords: ['notify', 'integration', 'url'] },
]

export const PAGES: readonly Destination[] = [
  { href: '/contacts', label: 'Contacts', keywords: ['people', 'clients', 'address', 'book', 'persons'] },
  { href: '/contacts/duplicates', label: 'Duplicates', keywords: ['merge', 'same', 'double', 'twice'] },
  {
    href: '/contacts/companies',
    label: 'Company suggestions',
    keywords: ['organizations', 'employers', 'link'],
  },
  { href: '/contacts/tags', label: 'Tags', keywords: ['labels', 'groups', 'categories'] },
  { href: '/matters', label: 'Matters', keywords: ['cases', 'files', 'clients'] },
  { href: '/calendar', label: 'Calendar', keywords: ['events', 'agenda', 'month', 'appointments'] },
  { href: '/help', label: 'Help', keywords: ['shortcuts', 'keys', 'guide'] },
]

export const ACTIONS: readonly Destination[] = [
  { href: '/contacts/new?kind=person', label: 'New Person', keywords: ['add', 'create', 'contact'] },
  {
    href: '/contacts/new?kind=company',
    label: 'New Company',
    keywords: ['add', 'create', 'contact', 'organization'],
  },
  { href: '/matters/new', label: 'New Matter', keywords: ['add', 'create', 'case'] },
  { href: '/calendar/events/new', label: 'New Event', keywords: ['add', 'create', 'appointment', 'meeting'] },
  { href: '/contacts/import', label: 'Import contacts', keywords: ['upload', 'vcard', 'vcf', 'csv', 'file'] },
  { href: '/calendar/import', label: 'Import events', keywords: ['upload', 'ics', 'icalendar', 'file'] },
]
