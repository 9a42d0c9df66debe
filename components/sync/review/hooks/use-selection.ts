'use client'
// Which rows of the page are ticked; a new page or filter starts with none.
import { useCallback, useRef, useState } from 'react'
import type { Row } from '../../row'

const NONE: ReadonlySet<string> = new Set()

export function useSelection(rows: readonly Row[]) {
  const [selected, setSelected] = useState(NONE)
  const last = useRef<string | null>(null)
  const select = useCallback((id: string) => {
    last.current = id
    setSelected((was) => {
      const now = new Set(was)
      if (!now.delete(id)) now.add(id)
      return now
    })
  }, [])
  /** From the row ticked last to this one, as with shift in a file list. */
  const selectTo = (id: string) => {
    const ids = rows.map((row) => row.id)
    const [a, b] = [ids.indexOf(last.current ?? id), ids.indexOf(id)].sort((x, y) => x - y) as [
      number,
      number,
    ]
    setSelected((was) => new Set([...was, ...ids.slice(Math.max(a, 0), b + 1)]))
  }
  const selectPage = (on: boolean) => setSelected(on ? new Set(rows.map(({ id }) => id)) : NONE)
  const clear = useCallback(() => setSelected(NONE), [])
  return { selected, select, selectTo, selectPage, clear }
}
