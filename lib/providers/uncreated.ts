// A remote collection that starting its sync creates: until then it is empty, and nothing can be written to it.
import type { Capabilities, CollectionRef } from '@/lib/engine/collection'
import { type Provider, ProviderError } from './provider'

export function uncreated<V>(ref: CollectionRef, can: Capabilities<V>): Provider<V> {
  return {
    ref,
    can,
    quotaUsage: null,
    shape: 'uncreated',
    pull: async () => ({ items: [], nextPage: null, cursor: null, total: 0 }),
    read: async () => [],
    batches: (pushes) => (pushes.length === 0 ? [] : [pushes]),
    push: async () => {
      throw new ProviderError('unavailable', 'The calendar is not created yet')
    },
  }
}
