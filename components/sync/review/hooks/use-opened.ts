'use client'
// Which rows of the page are open: few decisions are open at once, and each row can be opened and closed.
import { useState } from 'react'
import type { Row } from '../../row'
import { opensAtOnce, type Place } from '../model'

export function useOpened(rows: readonly Row[], place: Place) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const few = opensAtOnce(rows, place)
  const opened = new Set(rows.map(({ id }) => id).filter((id) => few !== toggled.has(id)))
  const toggle = (id: string) =>
    setToggled((was) => {
      const now = new Set(was)
      if (!now.delete(id)) now.add(id)
      return now
    })
  const show = (id: string) => {
    if (!opened.has(id)) toggle(id)
  }
  return { opened, toggle, show }
}
