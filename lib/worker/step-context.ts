// What a step needs to advance one run: the current rows, the provider, the account lease, and the dependencies passed in.

import type { ContactDomain } from '@/lib/domains/contacts/domain'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Project } from '@/lib/domains/contacts/types'
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
  /** See lib/log.ts: what is not an id, a number or a word of ours is left out. */
  readonly log: (event: string, facts: Facts) => void
  /** How often an active sync looks for changes, in milliseconds. */
  readonly intervalMs: number
  /** From where on a plan is unusual, so that its person is asked. */
  readonly thresholds: Thresholds
  /** The provider of a connection. `onCall` hears of every call that is made. */
  readonly open: (connection: Connection, onCall: () => void) => Provider
}

export interface StepContext extends Deps {
  readonly run: Run
  readonly sync: Sync
  readonly connection: Connection
  /** The remote collection: where its next read begins. */
  readonly collection: Collection
  readonly provider: Provider
  /** What is synced, as its firm writes it. */
  readonly domain: ContactDomain
  /** What a contact will read like on either side. */
  readonly project: Project
  /** Where the firm's phone numbers are dialled. */
  readonly region: Region
  readonly lease: AccountLease
}

/** A change, and the pair it was planned on as both sides have it now. */
export interface Task {
  readonly change: StoredChange
  readonly pair: Pair
}
