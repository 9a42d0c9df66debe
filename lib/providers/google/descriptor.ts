// Google's descriptor.

import type { ProviderDescriptor } from '@/lib/providers/descriptor'
import { DAY, MINUTE } from '@/lib/time'
import { writingMs } from './duration'
import { MOST_CONTACTS, project } from './person'

export const google = {
  name: 'google',
  label: 'Google',
  account: 'Google account',
  permissions: 'myaccount.google.com/permissions',
  identityScopes: ['openid', 'email'],
  collections: {
    contacts: {
      product: 'Google Contacts',
      only: { id: 'myContacts', name: 'My Contacts' },
      consentBox: 'See, edit, download and permanently delete your contacts',
      scopes: ['https://www.googleapis.com/auth/contacts'],
      can: {
        project,
        limits: {
          pageSize: 1_000,
          readSize: 200,
          /** Google's documentation says "several minutes"; we have measured no more than this. */
          lagMs: 5 * MINUTE,
          maxItems: MOST_CONTACTS,
          /** Counted from the full pull: pulling changes does not extend it. */
          cursorLifeMs: 7 * DAY,
        },
        key: 'carried',
        reportsDeletions: true,
        keepsDeleted: false,
        renames: true,
      },
      rootUrl: (settings) => settings.GOOGLE_PEOPLE_URL,
      writingMs,
    },
  },
} as const satisfies ProviderDescriptor
