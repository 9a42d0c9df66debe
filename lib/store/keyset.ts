// Keyset pages: each begins at a row of its neighbor, so the last page costs as much as the first, and an edit elsewhere does not shift it.

/** A page begins after or before the row with this id, even if that row has left the list. */
export type PageStart =
  | { readonly kind: 'first' }
  | { readonly kind: 'after'; readonly id: string }
  | { readonly kind: 'before'; readonly id: string }

export interface KeysetPage<Row> {
  readonly rows: readonly Row[]
  readonly more: { readonly before: boolean; readonly after: boolean }
}

/** `found`: one row more than a page has, if there are as many; a page that lies before another one is found backwards. */
export function pageOf<Row>(found: readonly Row[], start: PageStart, size: number): KeysetPage<Row> {
  const beyond = found.length > size
  const rows = found.slice(0, size)
  if (start.kind === 'before') return { rows: rows.reverse(), more: { before: beyond, after: true } }
  return { rows, more: { before: start.kind === 'after', after: beyond } }
}
