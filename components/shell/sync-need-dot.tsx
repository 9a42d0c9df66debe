'use client'
// What the sync needs its person for, kept current in the header: asked anew on each page, on coming back, and now and then. A dot on the
// gear and on the link that leads there, and the sentence that describes both.
import { usePathname } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import type { Need } from '@/components/sync/need-words'

const LOOK_MS = 30_000
const NeedContext = createContext<Need | null>(null)

interface SyncNeedProps {
  /** As the server drew it. The header stays while pages change. */
  readonly first: Need | null
  /** The id of the sentence. */
  readonly id: string
  readonly children: ReactNode
}

export function SyncNeedInHeader({ first, id, children }: SyncNeedProps) {
  const need = useNeed(first)
  return (
    <NeedContext value={need}>
      <p id={id} hidden>
        {need?.text}
      </p>
      {children}
    </NeedContext>
  )
}

export function SyncNeedDot({ className = '' }: { readonly className?: string }) {
  const need = useContext(NeedContext)
  if (!need) return null
  return (
    <span aria-hidden className={`size-2 rounded-full ${need.grave ? 'bg-bad' : 'bg-warn'} ${className}`} />
  )
}

function useNeed(first: Need | null): Need | null {
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
