// What a step needs to advance one run: the current rows, the provider, the account lease, and the dependencies passed in.

import type { Place } from '@/lib/engine/collection'
import type { Thresholds } from '@/lib/engine/guard/guard'
import type { Facts } from '@/lib/log'
import type { Collection, Connection, Run, Sync } from '@/lib/store/database/generated/client'
import type { AnyProvider, SyncKind } from '@/lib/store/kinds/kind'
import type { StoredChange } from '@/lib/store/review/change-row'
import type { Pair } from '@/lib/store/review/pairs'
import type { AccountLease } from '@/lib/store/sync/account-lease'

/** A collection in an account, as a sync reads it. */
export type RemoteCollection = Collection & Pick<Sync, 'privateAs' | 'settings'>

/** `method`: the vendor's name of it, if that is known. Call the function that it returns with the outcome. */
export type OnCall = (method?: string) => (outcome: string) => void

export interface Deps {
  readonly now: () => Date
  readonly newId: () => string
  /** See lib/log.ts: it omits everything except ids, numbers and fixed words of this program. */
  readonly log: (event: string, facts: Facts) => void
  /** How often an active sync looks for changes, in milliseconds. */
  readonly intervalMs: number
  /** Limits above which a plan is unusual and its person is asked, if not those of its domain. */
  readonly thresholds?: Thresholds | undefined
  /** Opens a remote collection. `onCall` is called for every request. */
  readonly open: (connection: Connection, collection: RemoteCollection, onCall: OnCall) => AnyProvider
  /** Creates a calendar in the account, once however often it is called. Returns the provider's id. */
  readonly create: (connection: Connection, collection: Collection, onCall: OnCall) => Promise<string>
}

export interface StepContext extends Deps {
  readonly run: Run
  readonly sync: Sync
  readonly connection: Connection
  /** The remote collection, with the cursor of its next read. */
  readonly collection: Collection
  readonly provider: AnyProvider
  /** Called before every call to the account. */
  readonly onCall: OnCall
  /** Calls of this step so far. */
  readonly calls: () => number
  /** What the kind of the sync decides: its domain, the firm's collection, and more. */
  readonly kind: SyncKind
  readonly lease: AccountLease
}

/** Writes sent after this time may be in the account without appearing in its lists yet. */
export function unprovenSince({ run, provider }: StepContext): Date {
  const readAt = run.startedAt ?? run.createdAt
  return new Date(readAt.getTime() - provider.can.limits.lagMs)
}

/** A change, and its pair as both sides have it now. */
export interface Task {
  readonly change: StoredChange
  readonly pair: Pair
}

/** `place`: of an occurrence that is added to one side, in the ids of that side. */
export interface PlacedTask extends Task {
  readonly place: Place | null
}
