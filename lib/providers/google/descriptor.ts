// Google's descriptor.

import type { ProviderDescriptor } from '@/lib/providers/descriptor'
import { DAY, MINUTE } from '@/lib/time'
import { calendarWritingMs } from './calendar/duration'
import { otherOrganizer } from './calendar/organizer'
import { projectEvent } from './calendar/project'
import { contactUrl } from './contact-url'
import { writingMs } from './duration'
import { MOST_CONTACTS, project } from './person'

const AUTH = 'https://www.googleapis.com/auth/'

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
      joins: { name: 'Merge & fix', url: 'https://contacts.google.com/suggestions' },
      consentBox: 'See, edit, download and permanently delete your contacts',
      scopes: [`${AUTH}contacts`],
      itemUrl: contactUrl,
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
    events: {
      product: 'Google Calendar',
      consentBox: 'Make secondary Google calendars, and see, create, change, and delete events on them',
      // Never plain `calendar`, which may delete calendars and change who they are shared with.
      scopes: {
        listAndNew: [`${AUTH}calendar.app.created`, `${AUTH}calendar.calendarlist.readonly`],
        own: [`${AUTH}calendar.events.owned`],
        others: [`${AUTH}calendar.events`],
      },
      otherOrganizer,
      can: {
        project: projectEvent,
        limits: {
          pageSize: 2_500,
          readSize: 50,
          /** Not documented; a guess. */
          lagMs: MINUTE,
          maxItems: null,
          /** A token that is used lives on, as far as we know. A full pull each week is cheap and finds what was missed. */
          cursorLifeMs: 7 * DAY,
        },
        key: 'carried',
        reportsDeletions: true,
        keepsDeleted: false,
        renames: false,
      },
      rootUrl: (settings) => settings.GOOGLE_CALENDAR_URL,
      writingMs: calendarWritingMs,
    },
  },
} as const satisfies ProviderDescriptor
