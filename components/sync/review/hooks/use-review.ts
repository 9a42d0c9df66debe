'use client'
// The preview's rows in the browser: the place (in the address), the page of rows at that place, and its neighbours ahead.
// Rows stay where they are after a decision; only a new look (other filter, other page, coming back) sorts them anew.
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { Scope, View } from '@/lib/store/review/preview'
import type { SharedLists } from '@/lib/store/sync/shared-lists'
import { ask } from '../../ask'
import type { Detail } from '../../detail'
import type { Row } from '../../row'
import { type Afterwards, type Place, placeFrom, placeQuery, type ReviewPage, samePlace } from '../model'

export interface Start {
  readonly scope: Scope
  readonly place: Place
  /** What is shown where the address names no view. */
  readonly opening: View
  readonly page: ReviewPage
  /** By row, of the rows that are open at once: they can be read before any script runs, and without. */
  readonly details: Readonly<Record<string, Detail>>
  /** Linked items that agree and are no changes, so that no row stands for them. */
  readonly alreadySame: number
  /** What the firm has of the account; null where nobody else syncs. */
  readonly lists?: SharedLists | null
}

export function go(place: Place, how: 'pushState' | 'replaceState' = 'pushState'): void {
  window.history[how](null, '', placeQuery(place))
}

/** Where the person last wanted to be: the address is written at once, and may be ahead of what is drawn. */
export const wantedPlace = (opening: View): Place =>
  placeFrom(new URLSearchParams(window.location.search), opening)

function load({ syncId, runId }: Scope, place: Place): Promise<ReviewPage> {
  const query = new URLSearchParams(placeQuery(place))
  if (runId) query.set('run', runId)
  return ask(`/api/sync/${syncId}/changes?${query}`)
}

const keyOf = ({ syncId, runId }: Scope, place: Place) =>
  ['changes', syncId, runId, placeQuery(place)] as const

export function useReview({ scope, place: first, opening, page: firstPage }: Start) {
  const place = placeFrom(useSearchParams(), opening)
  const client = useQueryClient()
  const key = keyOf(scope, place)
  const query = useQuery({
    queryKey: key,
    queryFn: () => load(scope, place),
    placeholderData: keepPreviousData,
    ...(samePlace(place, first) ? { initialData: firstPage } : {}),
  })
  const page = query.data ?? firstPage
  const prefetch = (to: Place) =>
    client.prefetchQuery({ queryKey: keyOf(scope, to), queryFn: () => load(scope, to) })
  useNeighbours(page, place, prefetch)

  const patch = (change: (page: ReviewPage) => ReviewPage) =>
    client.setQueryData<ReviewPage>(key, (was) => was && change(was))
  /** As the server last said it, while the page shows what is expected of a decision. */
  const before = useRef<{ readonly key: typeof key; readonly page: ReviewPage } | null>(null)
  const expect = (ids: readonly string[], change: Partial<Row>) => {
    const known = client.getQueryData<ReviewPage>(key)
    if (known) before.current ??= { key, page: known }
    patch((was) => ({
      ...was,
      rows: was.rows.map((row) => (ids.includes(row.id) ? { ...row, ...change } : row)),
    }))
  }
  async function settle({
    rows,
    counts,
    whole,
    classes,
    totals,
    labelWords,
    asked,
    asOf,
  }: Afterwards): Promise<void> {
    before.current = null
    // A page that was asked for before the decision does not show it, and is asked for again.
    const isBehind = client.isFetching({ queryKey: key, exact: true }) > 0
    await client.cancelQueries({ queryKey: ['changes'] })
    const now = new Map(rows.map((row) => [row.id, row]))
    patch((was) => ({
      ...was,
      counts,
      whole,
      classes,
      totals,
      labelWords,
      asked,
      asOf,
      rows: was.rows.map((row) => now.get(row.id) ?? row),
    }))
    const others = (query: { readonly queryKey: readonly unknown[] }) => query.queryKey.join() !== key.join()
    client.removeQueries({ queryKey: ['changes'], type: 'inactive', predicate: others })
    void client.invalidateQueries({ queryKey: ['watch'] })
    await Promise.all([
      client.invalidateQueries({ queryKey: ['change'] }),
      client.refetchQueries({
        ...{ queryKey: ['changes'], type: 'active' },
        predicate: (query) => isBehind || others(query),
      }),
    ])
  }
  /** Without a connection nothing can be asked: the rows go back to what was known, and are asked for once there is one. */
  const revert = () => {
    if (before.current) client.setQueryData(before.current.key, before.current.page)
    before.current = null
    void client.invalidateQueries({ queryKey: ['watch'] })
    void client.invalidateQueries({ queryKey: key })
  }
  /** Reads everything anew: what is shown is no longer all that was decided. */
  const renew = () => {
    void client.invalidateQueries({ queryKey: ['changes'] })
    void client.invalidateQueries({ queryKey: ['change'] })
  }
  const { isPlaceholderData: stale, isError: broken, refetch } = query
  return { place, page, stale, broken, refetch, renew, prefetch, expect, settle, revert }
}

/** The next and the previous page are fetched before they are asked for. */
function useNeighbours({ previous, next }: ReviewPage, place: Place, prefetch: (to: Place) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the neighbours alone say what to fetch ahead
  useEffect(() => {
    if (next) prefetch({ ...place, after: next, before: null })
    if (previous) prefetch({ ...place, after: null, before: previous })
  }, [next, previous])
}
