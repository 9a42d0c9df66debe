// The kind of a sync of contacts, in a firm without a phone region: as the worker has it, and with its own type of values.
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { contactSync } from '@/lib/store/kinds/contacts'
import type { KindOf, SyncKind, SyncOfKind } from '@/lib/store/kinds/kind'
import { kindOf } from '@/lib/store/kinds/registry'

type Of = Pick<SyncOfKind, 'id' | 'firmId'> & Partial<SyncOfKind>

const whole = (sync: Of): SyncOfKind => ({
  kind: 'contacts',
  scopeFrom: null,
  privateAs: 'busy',
  settings: { onConflict: 'ask', onLocalDelete: 'keep' },
  restoredAt: null,
  ...sync,
})

export const kindIn = (sync: Of): SyncKind =>
  kindOf({
    ...whole(sync),
    connection: { provider: 'google', firm: { phoneRegion: null } },
    localCollection: { calendarId: null },
  })

export const contactsIn = (sync: Of): KindOf<Contact> =>
  contactSync(whole(sync), { provider: 'google', region: null })
