// What of the list of contacts stands in its address besides the search and the page: what it shows and how it is sorted. Pure.
import { z } from 'zod'
import { type ListParams, queryOf, startOf, tagIdOf } from '@/components/list/list-address'
import type { ContactFilter } from '@/lib/store/address-book/contact-filter'
import type { ContactOrder, ContactPageStart } from '@/lib/store/address-book/contact-list'
import type { PageStart } from '@/lib/store/keyset'

export const SHOWS = ['people', 'companies', 'clients', 'synced', 'not-synced', 'attention'] as const
export type Show = (typeof SHOWS)[number]

/** Those about the person's own syncs. */
const OF_SYNCS: readonly Show[] = ['synced', 'not-synced', 'attention']
export const isOfSyncs = (show: Show): boolean => OF_SYNCS.includes(show)

export const SORTS = {
  name: { by: 'name', descending: false },
  'name-desc': { by: 'name', descending: true },
  /** The newest change first. */
  changed: { by: 'changed', descending: true },
  'changed-asc': { by: 'changed', descending: false },
} as const satisfies Record<string, ContactOrder>
export type Sort = keyof typeof SORTS

export interface ContactListParams extends ListParams {
  readonly show?: ListParams['q']
  readonly sort?: ListParams['q']
  /** With `after` or `before` in an order by time: when that contact was last changed. */
  readonly at?: ListParams['q']
}

export const showOf = ({ show }: ContactListParams): Show | null => SHOWS.find((one) => one === show) ?? null

export const sortOf = ({ sort }: ContactListParams): Sort =>
  typeof sort === 'string' && Object.hasOwn(SORTS, sort) ? (sort as Sort) : 'name'

export function withTime(start: PageStart, { at }: ContactListParams): ContactPageStart {
  const time = z.iso.datetime().safeParse(at).data
  return start.kind === 'first' || !time ? start : { ...start, at: new Date(time) }
}

/** The part of a filter that `show` stands for. */
export function filterOf(show: Show | null, syncIds: readonly string[]): Partial<ContactFilter> {
  switch (show) {
    case null:
      return {}
    case 'people':
      return { kind: 'person' }
    case 'companies':
      return { kind: 'company' }
    case 'clients':
      return { clients: true }
    case 'synced':
      return { standing: { kind: 'synced', syncIds } }
    case 'not-synced':
      return { standing: { kind: 'notSynced', syncIds } }
    case 'attention':
      return { standing: { kind: 'attention', syncIds } }
  }
}

/** What of an address its filters, its order and its search keep of each other; what stands there by default is left out. */
export interface Kept {
  readonly query: string
  readonly show: Show | null
  readonly tagId: string | null
  readonly sort: Sort
}

export const keptOf = (params: ContactListParams): Kept => ({
  query: queryOf(params),
  show: showOf(params),
  tagId: tagIdOf(params),
  sort: sortOf(params),
})

export function keptParams({ query, show, tagId, sort }: Kept): Readonly<Record<string, string>> {
  return {
    ...(query && { q: query }),
    ...(show && { show }),
    ...(tagId && { tag: tagId }),
    ...(sort !== 'name' && { sort }),
  }
}

export function listPath(kept: Kept): string {
  const params = new URLSearchParams(keptParams(kept)).toString()
  return params ? `/contacts?${params}` : '/contacts'
}

/** The query of the page of the list that is shown: all that stands in its address but what was just done. */
export function pageQuery(params: ContactListParams): string {
  const start = withTime(startOf(params), params)
  return new URLSearchParams({
    ...keptParams(keptOf(params)),
    ...(start.kind !== 'first' && { [start.kind]: start.id }),
    ...(start.at && { at: start.at.toISOString() }),
  }).toString()
}

/** The path of a page of the list from its query, as a form sent it: what is no parameter of the list is dropped. */
export function listPathOf(query: string, more: Readonly<Record<string, string>> = {}): string {
  const page = pageQuery(Object.fromEntries(new URLSearchParams(query)))
  const params = [page, new URLSearchParams(more).toString()].filter(Boolean).join('&')
  return params ? `/contacts?${params}` : '/contacts'
}

/** The order that a click on the head of a column gives: its own, or the other way round. */
export const nextSort = (column: 'name' | 'changed', now: Sort): Sort => {
  const [usual, reversed] = { name: ['name', 'name-desc'], changed: ['changed', 'changed-asc'] }[column] as [
    Sort,
    Sort,
  ]
  return now === usual ? reversed : usual
}
