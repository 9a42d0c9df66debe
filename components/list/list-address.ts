// The address of a page of the list: what is searched and where the page begins. Pure.

import { z } from 'zod'
import { beginning, storableText } from '@/lib/domains/text/storable'
import type { KeysetPage, PageStart } from '@/lib/store/keyset'

/** A parameter as Next passes it; a repeated name becomes a list. */
type Param = string | readonly string[] | undefined

export interface ListParams {
  readonly q?: Param
  /** The id of a tag. */
  readonly tag?: Param
  readonly after?: Param
  readonly before?: Param
}

/** Contacts on a page. */
export const SIZE = 50

/** What is searched for, as far as a contact can hold it. */
export function queryOf({ q }: ListParams): string {
  const text = typeof q === 'string' ? q : (q?.[0] ?? '')
  return beginning(storableText(text), 200)
}

export function startOf({ after, before }: ListParams): PageStart {
  if (isId(after)) return { kind: 'after', id: after }
  return isId(before) ? { kind: 'before', id: before } : { kind: 'first' }
}

/** The tag that the list is limited to; null: it is not. */
export const tagIdOf = ({ tag }: ListParams): string | null => (isId(tag) ? tag : null)

/** The list of contacts with a tag. */
export const tagPath = (id: string): string => `/contacts?${new URLSearchParams({ tag: id })}`

const isId = (text: Param): text is string => z.uuid().safeParse(text).success

/** `others`: further parameters of the list, which its pages keep. `timeOf`: by what the list is sorted, if by a time. */
export function listLinks<Row extends { readonly id: string }>(
  path: string,
  query: string,
  rows: readonly Row[],
  more: KeysetPage<unknown>['more'],
  others: Readonly<Record<string, string>> = {},
  timeOf: (row: Row) => Date | null = () => null,
) {
  const link = (name: 'after' | 'before', row: Row | undefined) => {
    if (!row) return null
    const at = timeOf(row)?.toISOString()
    return `${path}?${new URLSearchParams({ ...others, ...(query && { q: query }), [name]: row.id, ...(at && { at }) })}`
  }
  return {
    previous: more.before ? link('before', rows[0]) : null,
    next: more.after ? link('after', rows.at(-1)) : null,
  }
}
