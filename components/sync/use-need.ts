'use client'
// What the sync needs its person for, kept current in the header: asked anew on each page, on coming back, and now and then.
import { usePathname } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import type { Need } from './need-words'

const LOOK_MS = 30_000

/** `first`: as the server drew it. The header stays while pages change. */
export function useNeed(first: Need | null): Need | null {
  const [need, setNeed] = useState(first)
  useEffect(() => setNeed(first), [first])
  const path = usePathname()
  const drawnFor = useRef(path)
  useEffect(() => {
    let over = false
    const look = async () => {
      if (document.hidden) return
      const answer = await fetch('/api/sync/needs').catch(() => null)
      if (!answer?.ok) return
      const now: Need | null = await answer.json()
      if (!over) setNeed(now)
    }
    if (drawnFor.current !== path) void look()
    drawnFor.current = path
    const timer = setInterval(look, LOOK_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      over = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [path])
  return need
}
