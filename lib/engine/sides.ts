// The two sides of a sync, and two items of which one is on each.
import type { Side } from './model'

export const OTHER = { local: 'remote', remote: 'local' } as const satisfies Record<Side, Side>

/** By this a decision about two items is found again. */
export const pairKey = ({ localId, remoteId }: { readonly localId: string; readonly remoteId: string }) =>
  `${localId}|${remoteId}`
