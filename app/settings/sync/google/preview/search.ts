// What a person searches for among changes, with the firm's phone region: numbers are found as in the search of contacts.
import type { Actor } from '@/lib/db/actor'
import type { Selection } from '@/lib/db/exclusions'
import { phoneRegionOf } from '@/lib/db/firm'
import type { Search } from '@/lib/db/preview'

export async function dialled<S extends Search>({ firmId }: Actor, search: S): Promise<S> {
  return search.q.trim() === '' ? search : { ...search, region: await phoneRegionOf(firmId) }
}

export async function dialledIn(actor: Actor, selection: Selection): Promise<Selection> {
  return selection.kind === 'ids'
    ? selection
    : { ...selection, filter: await dialled(actor, selection.filter) }
}
