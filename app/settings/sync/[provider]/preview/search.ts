// What a person searches for among changes, with the firm's phone region: numbers are found as in the search of contacts.
import type { Actor } from '@/lib/store/firm/actor'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import type { Selection } from '@/lib/store/review/exclusions'
import type { Search } from '@/lib/store/review/preview'

export async function dialled<S extends Search>({ firmId }: Actor, search: S): Promise<S> {
  return search.q.trim() === '' ? search : { ...search, region: await phoneRegionOf(firmId) }
}

export async function dialledIn(actor: Actor, selection: Selection): Promise<Selection> {
  return selection.kind === 'matching'
    ? { ...selection, filter: await dialled(actor, selection.filter) }
    : selection
}
