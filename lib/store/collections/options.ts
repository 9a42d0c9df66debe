// How one of the firm's own collections is opened.
import type { Item } from '@/lib/engine/model'
import type { By } from '@/lib/store/address-book/contacts'
import type { Tx } from '@/lib/store/database/client'
import type { Addition } from './rounds'

/** A run that adds items. */
export interface AddingRun {
  readonly firmId: string
  readonly syncId: string
  readonly createdAt: Date
}

/** How a run compares its additions with items that were added since its plan. */
export interface ConcurrentCheck<V> {
  readonly run: AddingRun
  /**
   * Called before anything is added, if items were added since the plan. No one else adds any until the transaction ends. Returns the refs
   * of the additions that may be one of those items: they are stale.
   */
  readonly compare: (
    added: readonly Item<V>[],
    additions: readonly Addition<V>[],
  ) => Promise<ReadonlySet<string>>
}

export interface LocalOptions<V> {
  /** Who the item's history names for the push with this ref. By default the sync. */
  readonly by?: (ref: string) => By
  /** The caller's transaction, for `read` and `push`. By default each call has its own. */
  readonly tx?: Tx
  /** By default additions are compared with nothing. */
  readonly concurrent?: ConcurrentCheck<V>
  /**
   * The ids of these items that the other side has too. An occurrence that it does not have takes over what a push changes in its series,
   * since nobody else brings that here. By default none does.
   */
  readonly linked?: (ids: readonly string[]) => Promise<ReadonlySet<string>>
}
