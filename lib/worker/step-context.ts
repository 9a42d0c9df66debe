// What a step needs to advance one run: the current rows, the provider, the account lease, and the dependencies passed in.

import type { ContactDomain } from '@/lib/domains/contacts/domain'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Project } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Thresholds } from '@/lib/engine/guard'
import type { Facts } from '@/lib/log'
import type { Provider } from '@/lib/providers/provider'
import type { Collection, Connection, Run, Sync } from '@/lib/store/database/generated/client'
import type { StoredChange } from '@/lib/store/review/change-row'
import type { Pair } from '@/lib/store/review/pairs'
import type { AccountLease } from '@/lib/store/sync/account-lease'

export interface Deps {
  readonly now: () => Date
  readonly newId: () => string
  /** See lib/log.ts: it omits everything except ids, numbers and fixed words of this program. */
  readonly log: (event: string, facts: Facts) => void
  /** How often an active sync looks for changes, in milliseconds. */
  readonly intervalMs: number
  /** Limits above which a plan is unusual and its person is asked. */
  readonly thresholds: Thresholds
  /** Returns a connection's provider. `onCall` is called for every request. */
  readonly open: (connection: Connection, onCall: () => void) => Provider<Contact>
}

export interface StepContext extends Deps {
  readonly run: Run
  readonly sync: Sync
  readonly connection: Connection
  /** The remote collection, with the cursor of its next read. */
  readonly collection: Collection
  readonly provider: Provider<Contact>
  /** The domain that is synced, with the firm's conventions. */
  readonly domain: ContactDomain
  /** Projects a contact to what each side can store. */
  readonly project: Project
  /** The region for phone numbers without a country code. */
  readonly region: Region
  readonly lease: AccountLease
}

/** A change, and its pair as both sides have it now. */
export interface Task {
  readonly change: StoredChange
  readonly pair: Pair
}
